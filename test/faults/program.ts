import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The program as it is installed, built into a folder of its own that no other build replaces while a run goes on. */
export type Program = { readonly path: string; readonly folder: string; remove(): Promise<void> }

export async function buildProgram(): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'songque-program-'))
  for (const name of ['src', 'schema', 'media', 'node_modules', 'package.json', 'tsconfig.json'])
    await symlink(join(root, name), join(folder, name))
  await copyFile(join(root, 'build.mjs'), join(folder, 'build.mjs'))
  await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: folder })
  return {
    path: join(folder, 'dist', 'main.js'),
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A server process that was started; `url` is known once it listens. */
export class ServerProcess {
  readonly child: ChildProcess
  /** Resolves with the address; null when the process ended before it listened. */
  readonly listening: Promise<string | null>
  readonly gone: Promise<void>
  /** What it wrote on its error output, its last 20,000 characters. */
  said = ''
  url: string | null = null
  dead = false

  constructor(program: Program, env: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [program.path, 'serve'], {
      cwd: program.folder,
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.gone = new Promise((resolve) =>
      this.child.once('exit', () => {
        this.dead = true
        this.url = null
        resolve()
      }),
    )
    let out = ''
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-20_000)
    })
    const found = new Promise<string>((resolve) =>
      this.child.stdout?.on('data', (chunk: Buffer) => {
        out = (out + chunk.toString()).slice(-20_000)
        this.said = out
        const address = /Sóng Quê: (http\S+)/.exec(out)?.[1]
        if (address === undefined || this.url !== null) return
        this.url = address
        resolve(address)
      }),
    )
    this.listening = Promise.race([found, this.gone.then(() => null)])
  }

  async kill9(): Promise<void> {
    this.url = null
    this.child.kill('SIGKILL')
    await this.gone
  }
  async stop(): Promise<void> {
    if (this.dead) return
    this.child.kill('SIGTERM')
    await this.gone
  }
}
