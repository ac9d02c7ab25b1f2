import { execFile } from 'node:child_process'
import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { promisify } from 'node:util'

/** `auto`: where bubblewrap works; `required`: no sound is touched without it. */
export type SandboxWish = 'auto' | 'off' | 'required'
/** What keeps the audio tools in: bubblewrap, or the limits of `prlimit` and ffmpeg's own whitelists alone. */
export type Sandbox = 'bubblewrap' | 'none'

const BWRAP = ['/usr/bin/bwrap', '/usr/local/bin/bwrap'].find((path) => existsSync(path))
/** What the loader of programs needs besides /usr. */
const LOADER = ['/etc/ld.so.cache', '/etc/ld.so.conf', '/etc/ld.so.conf.d', '/etc/alternatives']
/** Links into /usr on a merged system, folders of their own on an older one. */
const TOP = ['/bin', '/sbin', '/lib', '/lib32', '/lib64']

/** Nothing of our own environment: it holds the passwords of the mail server and the database. */
export const TOOL_ENV: Readonly<Record<string, string>> = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' }

const system: readonly string[] = [
  ...['--ro-bind', '/usr', '/usr'],
  ...TOP.filter((path) => existsSync(path)).flatMap((path) =>
    lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path],
  ),
  ...LOADER.flatMap((path) => ['--ro-bind-try', path, path]),
  ...['--proc', '/proc', '--dev', '/dev'],
]

/**
 * The words before a program by which bubblewrap runs it: it sees the system's programs, its input to be read and its
 * working folder to be written, and neither our data nor a network.
 * @param input a file, read-only; relative ones stand in `cwd`
 */
function bubblewrap(bwrap: string, run: { program: string; cwd: string; input: string | null }): string[] {
  const { program, cwd } = run
  const elsewhere = isAbsolute(program) && !program.startsWith('/usr/') ? dirname(program) : null
  const input = run.input === null ? null : resolve(cwd, run.input)
  return [
    bwrap,
    ...['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--clearenv'],
    ...Object.entries(TOOL_ENV).flatMap(([name, value]) => ['--setenv', name, value]),
    ...system,
    ...(elsewhere === null ? [] : ['--ro-bind', elsewhere, elsewhere]),
    ...['--bind', cwd, cwd],
    ...(input === null || dirname(input) === resolve(cwd) ? [] : ['--ro-bind', input, input]),
    ...['--remount-ro', '/', '--chdir', cwd, '--'],
  ]
}

const tried = new Map<string, Promise<Sandbox>>()
/** Whether a program runs under bubblewrap here; tried once. Some containers and hardened units forbid namespaces. */
export function sandboxFor(program: string, wish: SandboxWish): Promise<Sandbox> {
  if (wish === 'off' || !BWRAP) return Promise.resolve('none')
  let trial = tried.get(program)
  if (!trial) {
    const [bwrap = '', ...words] = bubblewrap(BWRAP, { program, cwd: '/tmp', input: null })
    trial = promisify(execFile)(bwrap, [...words, program, '-version'], { timeout: 30_000 }).then(
      () => 'bubblewrap' as const,
      () => 'none' as const,
    )
    tried.set(program, trial)
  }
  return trial
}

/** The words before a program: those of the sandbox, or none. */
export const sandboxed = (box: Sandbox, run: { program: string; cwd: string; input: string | null }): string[] =>
  box === 'bubblewrap' && BWRAP ? bubblewrap(BWRAP, run) : []
