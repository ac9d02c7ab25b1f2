import { readFileSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { newUuid } from '../kernel/ids.ts'
import { startAgent } from './agent.ts'
import { examine, runProgram } from './doctor.ts'
import { nodeFetch } from './http.ts'
import { nodeClocks, nodeDisk, nodeTimers } from './node-parts.ts'
import type { Log, Player } from './parts.ts'
import { commandPlayer, words } from './player/command.ts'
import { mpvPlayer } from './player/mpv.ts'
import { type Asked, readSettings, type Settings } from './settings.ts'
import { serveStatus, statusOf } from './status.ts'

const log: Log = (level, text) => {
  process[level === 'warn' ? 'stderr' : 'stdout'].write(`${new Date().toISOString()} ${text}\n`)
}

/** `agent …`: runs the player of a station until it is stopped, or examines this machine. */
export async function agentCommand(args: readonly string[]): Promise<void> {
  const asked = readSettings(args, process.env)
  await mkdir(asked.settings.stateDir, { recursive: true, mode: 0o700 })
  await keepKey(asked)
  if (asked.command === 'doctor') await doctor(asked.settings)
  else await run(asked.settings)
}

/** A key given on the command line or in the environment is kept, readable by the agent alone. */
async function keepKey({ key, settings }: Asked): Promise<void> {
  if (key === null || key === '') return
  await mkdir(dirname(settings.keyFile), { recursive: true, mode: 0o700 })
  await writeFile(settings.keyFile, `${key}\n`, { mode: 0o600 })
  await chmod(settings.keyFile, 0o600)
}

const KEY_READ_EVERY_MS = 30_000

/** The key as the file says: a new one is taken up without a restart. Empty when there is none. */
function keyReader(path: string): () => string {
  let key = ''
  let readAt = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() - readAt < KEY_READ_EVERY_MS) return key
    readAt = performance.now()
    try {
      key = readFileSync(path, 'utf8').trim()
    } catch {
      // Kept: a file that is being replaced is there again in a moment.
    }
    return key
  }
}

function playerOf(settings: Settings): Player {
  const [command = ''] = words(settings.player)
  const isMpv = /(^|\/)mpv$/.test(command) && !settings.player.includes('{file}')
  return isMpv ? mpvPlayer(settings.player, settings) : commandPlayer(settings.player, settings)
}

async function doctor(settings: Settings): Promise<void> {
  const clocks = nodeClocks()
  const findings = await examine({
    settings,
    key: keyReader(settings.keyFile)(),
    disk: await nodeDisk(settings.stateDir),
    fetch: nodeFetch,
    timers: nodeTimers(log),
    wall: clocks.wall,
    mono: clocks.mono,
    run: runProgram,
  })
  const marks = { good: '✓', warning: '!', bad: '✗' } as const
  for (const { grade, vi, en } of findings) process.stdout.write(`${marks[grade]} ${vi}\n  ${en}\n`)
  if (findings.some(({ grade }) => grade === 'bad')) process.exitCode = 1
}

async function run(settings: Settings): Promise<void> {
  const unlock = await lock(settings.stateDir, nodeClocks().bootId)
  const key = keyReader(settings.keyFile)
  if (key() === '') throw new Error(`There is no key in ${settings.keyFile}: give one with --key`)
  const agent = await startAgent(settings, key, {
    timers: nodeTimers(log),
    clocks: nodeClocks(),
    disk: await nodeDisk(settings.stateDir),
    player: playerOf(settings),
    fetch: nodeFetch,
    random: Math.random,
    newId: newUuid,
    log,
  })
  const page =
    settings.statusPort === 0
      ? null
      : await serveStatus(settings.statusPort, () => statusOf(agent.state, agent.listener)).catch((error: unknown) => {
          log('warn', `status page: ${error instanceof Error ? error.message : error}`)
          return null
        })
  log('info', `station ${settings.station}: ${settings.server}, files in ${settings.stateDir}`)
  const stop = async (): Promise<void> => {
    page?.close()
    await agent.stop()
    await unlock()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}

/** One agent to a folder: two would write one journal. @throws Error when another one runs on it */
async function lock(stateDir: string, bootId: string): Promise<() => Promise<void>> {
  const path = join(stateDir, 'agent.lock')
  const [pid, boot] = (await readFile(path, 'utf8').catch(() => '')).split(' ')
  if (boot === bootId && pid !== undefined && Number(pid) !== process.pid && isAgent(Number(pid)))
    throw new Error(`Another agent (process ${pid}) runs on ${stateDir}`)
  await writeFile(path, `${process.pid} ${bootId}`)
  return () => rm(path, { force: true })
}

/** True when that process is there and is a program like this one: numbers of processes are given again. */
function isAgent(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('agent')
  } catch {
    return false
  }
}
