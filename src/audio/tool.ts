import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { promisify } from 'node:util'
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg'
import { commonErrors, DomainError } from '../kernel/errors.ts'
import { audioErrors } from './errors.ts'
import { FORMATS } from './formats.ts'
import { type Sandbox, type SandboxWish, sandboxed, sandboxFor, TOOL_ENV } from './sandbox.ts'

/** How the audio tools are run: where they are and what they may use. */
export type ToolLimits = {
  readonly ffmpegPath: string
  readonly ffprobePath: string
  /** Wall-clock limit of one run. */
  readonly timeLimitSeconds: number
  readonly memoryLimitMb: number
  /** Unset: where it works. */
  readonly sandbox?: SandboxWish
}

/** One run of ffmpeg. Options are given as they stand on its command line. */
export type Run = {
  readonly cwd: string
  readonly input: readonly string[]
  readonly file: string
  readonly outputs: readonly { readonly options: readonly string[]; readonly to: string | Writable }[]
  readonly signal?: AbortSignal | undefined
  /** Every line of the log as it comes: `level` is ffmpeg's word ("info", "error"), empty for progress lines. */
  readonly onLine?: (line: string) => void
  /** Seconds of output written so far. */
  readonly onProgress?: (seconds: number) => void
}

/** The members of fluent-ffmpeg that find and run a program; not in its types. */
type Spawner = {
  _getFfmpegPath(found: (error: Error | null, path: string) => void): void
  _spawnFfmpeg(
    args: string[],
    options: Record<string, unknown>,
    started: (child: unknown, out: unknown, err: unknown) => void,
    ended: (error: Error | null, out?: { get(): string }, err?: { get(): string }) => void,
  ): void
}

const NICENESS = 10
/** No file that a tool writes is larger: a day of MP3 is 1.4 GB. */
const FILE_LIMIT_BYTES = 2 * 1024 ** 3
const OPEN_FILES_LIMIT = 256
const onPath = (name: string): string | undefined =>
  ['/usr/bin', '/bin', '/usr/local/bin'].map((folder) => `${folder}/${name}`).find((path) => existsSync(path))
const PRLIMIT = onPath('prlimit')
/** Lets the kernel stop a tool whose server was killed: it would wait for ever on a pipe that nobody opens. */
const SETPRIV = onPath('setpriv')
/** Only plain files and pipes, and only demuxers of accepted formats (and raw PCM between our own runs). */
const CONFINED = [
  '-protocol_whitelist',
  'file,pipe',
  '-format_whitelist',
  [...Object.values(FORMATS).map((f) => f.demuxer), 'f32le'].join(','),
]
const DEMUXER_NAMES: Readonly<Record<string, string>> = { mov: 'mov,mp4,m4a,3gp,3g2,mj2' }

/** A forced demuxer with the confinement that every input gets. */
export const inputOptions = (demuxer: string): string[] => {
  const [protocol, protocols, flag, formats] = CONFINED as [string, string, string, string]
  const allowed = DEMUXER_NAMES[demuxer] ?? demuxer
  return [protocol, protocols, flag, `${formats},${allowed}`, '-f', demuxer]
}

type Confined = { readonly program: string; readonly cwd: string; readonly input: string | null; readonly box: Sandbox }

/** @throws DomainError audio_tool_failed where a sandbox is required and none works */
async function boxOf(program: string, limits: ToolLimits): Promise<Sandbox> {
  const wish = limits.sandbox ?? 'auto'
  const box = await sandboxFor(program, wish)
  if (wish !== 'required' || box !== 'none') return box
  throw audioErrors.audio_tool_failed({ why: 'no sandbox (bubblewrap)' }, { extra: { fault: 'tool' } })
}

/** Makes `command` start a program in its sandbox, under limits, whatever fluent-ffmpeg thinks it starts. */
function confine(command: FfmpegCommand, run: Confined, before: readonly string[], limits: ToolLimits): Spawner {
  const spawner = command as unknown as Spawner
  const plain = spawner._spawnFfmpeg.bind(spawner)
  const bounds = [
    `--as=${limits.memoryLimitMb * 1_048_576}`,
    `--cpu=${limits.timeLimitSeconds}`,
    `--fsize=${FILE_LIMIT_BYTES}`,
    `--nofile=${OPEN_FILES_LIMIT}`,
    '--core=0',
  ]
  const wrapped = [
    ...(SETPRIV ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : []),
    ...(PRLIMIT ? [PRLIMIT, ...bounds, '--'] : []),
    ...sandboxed(run.box, run),
    run.program,
  ]
  const [first = run.program, ...guard] = wrapped
  const set = { cwd: run.cwd, env: TOOL_ENV, niceness: NICENESS }
  spawner._getFfmpegPath = (found) => found(null, first)
  spawner._spawnFfmpeg = (args, options, started, ended) =>
    plain([...guard, ...before, ...args], { ...options, ...set }, started, ended)
  return spawner
}

/** Kills the program when `signal` aborts or the time is over; `settled` says which, when it ends. */
function watch(command: FfmpegCommand, signal: AbortSignal | undefined, seconds: number) {
  let why: 'cancelled' | 'late' | null = null
  const stop = (reason: 'cancelled' | 'late') => () => {
    why ??= reason
    command.kill('SIGKILL')
  }
  const onAbort = stop('cancelled')
  signal?.addEventListener('abort', onAbort)
  const timer = setTimeout(stop('late'), seconds * 1000)
  return {
    settled: () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      return why ?? (signal?.aborted ? 'cancelled' : null)
    },
    /** For an abort that came before there was a process to kill. */
    started: () => signal?.aborted && onAbort(),
  }
}

/** The last line of a log that tells of an error, shortened, without memory addresses and paths. */
export function lastFault(log: string): string {
  const lines = log.split('\n').filter((line) => /\[(error|fatal)\]|error|invalid|failed/i.test(line))
  return (lines.at(-1) ?? log.trim().split('\n').at(-1) ?? '')
    .replace(/\[[^\]]*@ 0x[0-9a-f]+\] ?/g, '')
    .replace(/\[(error|fatal|warning|info)\] ?/g, '')
    .replace(/(file:)?\/[^\s:']+/g, '…')
    .trim()
    .slice(0, 200)
}

/**
 * Whose fault it was that a tool failed: it ended by itself and said what is wrong with its input (`input`), or it was
 * killed, is missing, had no memory or no disk, or said nothing (`tool`), and may do better another time.
 */
function toolFault(error: Error, log: string): DomainError {
  if (/No space left on device|quota exceeded/i.test(log)) return commonErrors.disk_full()
  const said =
    /exited with code/.test(error.message) && !/Cannot allocate memory|Permission denied|No such file/i.test(log)
  const why = /moov atom not found/.exec(log)?.[0] ?? lastFault(log)
  return audioErrors.audio_tool_failed(
    { why: why || error.message.slice(0, 200) },
    { extra: { fault: said && why !== '' ? 'input' : 'tool' } },
  )
}
/** True when the input is to blame for a failed run. */
export const isInputFault = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'audio_tool_failed' && error.extra.fault === 'input'

/** ffmpeg 5.1 exits with 0 when the last part of an output could not be written, and only says so. */
const UNWRITTEN = /\[(error|fatal)\].*(No space left|quota exceeded|Slave muxer|Error writing|Error closing)/i

/**
 * Runs ffmpeg once: no standard input, confined input, in a sandbox where there is one, limited time, memory and files,
 * low priority, nothing of our environment.
 * @throws DomainError audio_cancelled, audio_time_limit, audio_tool_failed (`why` is ffmpeg's own last word)
 */
export async function runFfmpeg(run: Run, limits: ToolLimits): Promise<void> {
  const program = limits.ffmpegPath
  const box = await boxOf(program, limits)
  if (run.signal?.aborted) throw audioErrors.audio_cancelled()
  const command = ffmpeg({ source: `file:${run.file}`, stdoutLines: 200 })
  // Given one by one: in a list, fluent-ffmpeg would cut "title=Kỳ 12" at its space.
  command.inputOptions(...run.input)
  for (const output of run.outputs) {
    if (typeof output.to === 'string') command.output(output.to)
    else command.output(output.to, { end: true })
    command.outputOptions(...output.options)
  }
  const before = [
    '-nostdin',
    '-hide_banner',
    '-y',
    '-loglevel',
    'level+info',
    '-nostats',
    '-progress',
    'pipe:2',
    '-stats_period',
    '0.5',
  ]
  confine(command, { program, cwd: run.cwd, input: run.file, box }, before, limits)
  const guard = watch(command, run.signal, limits.timeLimitSeconds)
  const unwritten: string[] = []
  await new Promise<void>((resolve, reject) => {
    command.on('start', guard.started)
    command.on('stderr', (line: string) => {
      if (UNWRITTEN.test(line)) unwritten.push(line)
      const progress = /^out_time_us=(\d+)/.exec(line)
      if (progress) run.onProgress?.(Number(progress[1]) / 1e6)
      else run.onLine?.(line)
    })
    command.on('end', () => {
      if (guard.settled() === 'cancelled') reject(audioErrors.audio_cancelled())
      else if (unwritten.length > 0) reject(toolFault(new Error('output not written'), unwritten.join('\n')))
      else resolve()
    })
    command.on('error', (error: Error, _out: string | null, log: string | null) => {
      const why = guard.settled()
      if (why === 'cancelled') reject(audioErrors.audio_cancelled())
      else if (why === 'late') reject(audioErrors.audio_time_limit({ seconds: limits.timeLimitSeconds }))
      else reject(toolFault(error, log ?? ''))
    })
    command.run()
  })
}

/**
 * Runs ffprobe on a file with a forced demuxer.
 * @returns its JSON, unread
 * @throws DomainError as `runFfmpeg`
 */
export async function runFfprobe(
  file: string,
  demuxer: string,
  cwd: string,
  limits: ToolLimits,
  signal?: AbortSignal,
): Promise<unknown> {
  const program = limits.ffprobePath
  const box = await boxOf(program, limits)
  const command = ffmpeg({ stdoutLines: 0 })
  const spawner = confine(command, { program, cwd, input: file, box }, [], limits)
  const child = { kill: (_signal: string) => undefined as unknown }
  command.kill = (name) => {
    child.kill(name ?? 'SIGKILL')
    return command
  }
  const guard = watch(command, signal, Math.min(limits.timeLimitSeconds, 60))
  const args = [
    ...inputOptions(demuxer),
    '-loglevel',
    'level+error',
    '-print_format',
    'json',
    '-show_format',
    '-show_streams',
    `file:${file}`,
  ]
  const text = await new Promise<string>((resolve, reject) => {
    spawner._spawnFfmpeg(
      args,
      { captureStdout: true, stdoutLines: 0 },
      (started) => {
        child.kill = (name) => (started as { kill(signal: string): boolean }).kill(name)
        guard.started()
      },
      (error, out, log) => {
        const why = guard.settled()
        if (why === 'cancelled') reject(audioErrors.audio_cancelled())
        else if (why === 'late') reject(audioErrors.audio_time_limit({ seconds: 60 }))
        else if (error) reject(toolFault(error, log?.get() ?? ''))
        else resolve(out?.get() ?? '')
      },
    )
  })
  return JSON.parse(text)
}

/** Makes named pipes in a folder, for runs that feed each other without passing through this process. */
export async function makePipes(folder: string, names: readonly string[]): Promise<void> {
  if (names.length > 0) await promisify(execFile)('mkfifo', ['--', ...names], { cwd: folder })
}

/**
 * Runs several that feed each other: when one fails all are stopped, since the others would wait for ever on its pipe.
 * @throws DomainError of the run that failed first
 */
export async function runTogether(runs: readonly Run[], limits: ToolLimits, signal?: AbortSignal): Promise<void> {
  const all = new AbortController()
  const forward = () => all.abort()
  signal?.addEventListener('abort', forward)
  if (signal?.aborted) all.abort()
  let first: { readonly error: unknown } | undefined
  await Promise.all(
    runs.map((run) =>
      runFfmpeg({ ...run, signal: all.signal }, limits).catch((error: unknown) => {
        first ??= { error }
        all.abort()
      }),
    ),
  )
  signal?.removeEventListener('abort', forward)
  if (first) throw first.error
}
