/**
 * The agent as a station runs it: the one file dist/agent.mjs with the flags of its systemd unit, against the real server.
 * Its doctor finds nothing wrong, it plays three items with a real mpv (null output), all are counted; its memory.
 */
import { spawn } from 'node:child_process'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../src/config.ts'
import { openContext } from '../../src/open-context.ts'
import { tellProgramme } from '../playlists/programme.ts'
import { install, STATION, startServer } from './installation.ts'

const MOST_MB = 80
const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
await access(file('dist/agent.mjs')).catch(() => {
  throw new Error('dist/agent.mjs is not there: npm run build')
})
/** The flags that the unit gives to Node. */
const unit = await readFile(file('docs/recipes/songque-agent.service'), 'utf8')
const flags = /^ExecStart=\/usr\/bin\/node (.*) \/opt\/songque\/agent\.mjs$/m.exec(unit)?.[1]?.split(' ')
if (!flags) throw new Error('the unit does not start /opt/songque/agent.mjs')
const speech = await readFile(file('media/samples/cai-cach-hanh-chinh-1.mp3'))

const at = await install()
const server = await startServer(at)
const state = await mkdtemp(join(tmpdir(), 'songque-agent-'))
const env = {
  PATH: process.env.PATH ?? '',
  MALLOC_ARENA_MAX: '2',
  SONGQUE_SERVER: server.url,
  SONGQUE_STATION: STATION,
  SONGQUE_KEY: at.stationKey,
  SONGQUE_STATE: state,
  SONGQUE_PLAYER: 'mpv --ao=null',
  SONGQUE_STATUS_PORT: '0',
}
const start = (...args: string[]) =>
  spawn(process.execPath, [...flags, file('dist/agent.mjs'), ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })

let failed = false
try {
  // What the server does at its start is done; then it is told what to play.
  await sleep(3000)
  const ctx = await openContext(readConfig(at.env))
  const { id } = await ctx.db.q.selectFrom('station').select('id').executeTakeFirstOrThrow()
  const programme = await tellProgramme({ ctx, stations: { [STATION]: id } })
  const seconds = 28.212
  const episode = await programme.episode({ number: 1, seconds, audio: speech })
  const first = Date.now() + 20_000
  const days = Array.from({ length: 6 }, (_, n) => first + (n + 1) * 86_400_000)
  for (const when of [0, 1, 2].map((n) => first + n * 30_000).concat(days))
    await programme.airing({ station: STATION, at: when, seconds: 29, episodeId: episode.id })

  const doctor = start('doctor')
  let said = ''
  doctor.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const code = await new Promise((resolve) => doctor.once('close', resolve))
  process.stdout.write(said)
  if (code !== 0) failed = true

  const agent = start()
  agent.stdout.resume()
  const gone = new Promise((resolve) => agent.once('close', resolve))
  await sleep(first + 3 * 30_000 + 3000 - Date.now())
  const status = await readFile(`/proc/${agent.pid}/status`, 'utf8')
  const megabytes = Math.round((Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6)
  agent.kill('SIGTERM')
  await gone
  const rows = await ctx.db.q.selectFrom('airing').select('outcome').where('outcome', '=', 'aired').execute()
  await ctx.db.close()
  process.stdout.write(`doctor: ${code}; ${rows.length} of 3 items counted; memory at most ${megabytes} MB\n`)
  if (rows.length !== 3 || !(megabytes < MOST_MB)) failed = true
} finally {
  await server.stop()
  await at.remove()
  await rm(state, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0
