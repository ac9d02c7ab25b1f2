import { type ChildProcess, spawn } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { openContext } from '../../src/open-context.ts'
import { startServer } from '../../src/serve.ts'
import { sound } from '../audio/make.ts'
import { type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { install, STATION } from '../prove/installation.ts'

/** A request whose answer has ended. */
export type Answered = {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly range: string | undefined
  readonly agent: string
}

/** The real server on a loopback port, with one station that has a key, and a note of everything that was asked. */
export type RealStation = {
  readonly url: string
  readonly key: string
  readonly code: string
  readonly ctx: Context
  readonly programme: Programme2026
  /** A folder that every user of the machine may write into: some players refuse to run as root. */
  readonly folder: string
  readonly answered: readonly Answered[]
  /** Address of the station's playlist with the key in it. */
  playlist(form: string, query?: string): string
  /** Waits until a request that fits has been answered. @throws Error with all that was asked, after 30 s */
  saw(what: string, fits: (request: Answered) => boolean): Promise<Answered>
  /** Puts a file into the folder that every user may change. @returns its path */
  put(name: string, content: string | Buffer): Promise<string>
  /** Asks the API as this station. */
  get(path: string): Promise<unknown>
  /** A short tone as a cleared episode. @returns its file's hash and bytes */
  tone(number: number, seconds: number, hertz?: number): ReturnType<Programme2026['episode']>
  close(): Promise<void>
}

/** A zone in which it is about noon, so that no test of today meets midnight. */
function zoneOfNoon(): string {
  const offset = 12 - new Date().getUTCHours()
  return offset >= 0 ? `Etc/GMT-${offset}` : `Etc/GMT+${-offset}`
}

const WAIT_MS = 30_000

function notesOf(port: string): Pick<RealStation, 'answered' | 'saw'> & { stop(): void } {
  const answered: Answered[] = []
  const waiting = new Set<() => void>()
  const note = (message: unknown): void => {
    // The channel's message (Node's documentation of diagnostics_channel, HTTP).
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    if (String(request.socket.localPort) !== port) return
    // "close" comes always; "finish" not when the player hangs up with the last byte.
    response.once('close', () => {
      answered.push({
        method: request.method ?? '',
        path: request.url ?? '',
        status: response.statusCode,
        range: request.headers.range,
        agent: request.headers['user-agent'] ?? '',
      })
      for (const look of waiting) look()
    })
  }
  subscribe('http.server.request.start', note)
  const saw: RealStation['saw'] = (what, fits) =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(limit)
        waiting.delete(look)
      }
      const look = (): void => {
        const found = answered.find(fits)
        if (!found) return
        done()
        resolve(found)
      }
      const limit = setTimeout(() => {
        done()
        reject(new Error(`nobody asked for ${what}; asked was:\n${answered.map((r) => JSON.stringify(r)).join('\n')}`))
      }, WAIT_MS)
      waiting.add(look)
      look()
    })
  return { answered, saw, stop: () => unsubscribe('http.server.request.start', note) }
}

export async function openStation(): Promise<RealStation> {
  const installation = await install({ TIME_ZONE: zoneOfNoon(), LOG_LEVEL: process.env.TEST_LOG ?? 'silent' })
  const ctx = await openContext(readConfig(installation.env))
  const { id } = await ctx.db.q.selectFrom('station').select('id').where('code', '=', STATION).executeTakeFirstOrThrow()
  const programme = await tellProgramme({ ctx, stations: { [STATION]: id } })
  const server = await startServer(ctx)
  const notes = notesOf(new URL(server.url).port)
  const folder = await mkdtemp(join(tmpdir(), 'songque-player-'))
  await chmod(folder, 0o777)
  const key = installation.stationKey
  return {
    url: server.url,
    key,
    code: STATION,
    ctx,
    programme,
    folder,
    answered: notes.answered,
    saw: notes.saw,
    playlist: (form, query = '') => `${server.url}/api/v1/stations/${STATION}/playlist.${form}?token=${key}${query}`,
    put: async (name, content) => {
      const path = join(folder, name)
      await writeFile(path, content)
      await chmod(path, 0o666)
      return path
    },
    get: async (path) =>
      (await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}` } })).json() as Promise<unknown>,
    tone: async (number, seconds, hertz = 440) => {
      const file = join(folder, `${number}.mp3`)
      await sound(file, `sine=f=${hertz}:d=${seconds}`, '-ar', '44100', '-b:a', '64k')
      return programme.episode({ number, seconds, audio: await readFile(file) })
    },
    close: async () => {
      notes.stop()
      await server.stop()
      await installation.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Player = {
  readonly child: ChildProcess
  /** Everything it has said so far. */
  said(): string
  /** Waits for the end. @throws Error with what it said when it lasts longer than 30 s */
  ended(): Promise<{ readonly code: number | null; readonly said: string }>
  stop(): Promise<void>
}

/** Starts a player, as nobody where we are root: VLC and Liquidsoap refuse to be root, and no player needs to be. */
export function play(
  program: string,
  args: readonly string[],
  at: RealStation,
  env: Record<string, string> = {},
): Player {
  const drop = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'] : []
  const [command = program, ...rest] = [...drop, program, ...args]
  const child = spawn(command, rest, {
    cwd: at.folder,
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', HOME: at.folder, XDG_RUNTIME_DIR: at.folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const listen = (chunk: Buffer): void => {
    text += chunk.toString()
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  const gone = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code))
  })
  gone.catch(() => {})
  const ended: Player['ended'] = async () => {
    let limit: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      limit = setTimeout(() => {
        child.kill('SIGKILL')
        reject(new Error(`${program} did not end; it said:\n${text}`))
      }, 30_000)
    })
    const code = await Promise.race([gone, late]).finally(() => clearTimeout(limit))
    return { code, said: text }
  }
  return {
    child,
    said: () => text,
    ended,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 3000)
      await gone.catch(() => {})
      clearTimeout(hard)
    },
  }
}
