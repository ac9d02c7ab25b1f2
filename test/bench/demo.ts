import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Starts a program of Node and waits until what it prints matches. */
export async function started(args: readonly string[], env: Record<string, string>, until: RegExp) {
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const found = await new Promise<RegExpExecArray>((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const match = until.exec(said)
      if (match) resolve(match)
    })
    void gone.then(() => reject(new Error(`it ended: ${said}`)))
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await gone
  }
  return { child, pid: child.pid ?? 0, said: found, stop }
}

/** The sample district told into a folder, with no server on it. @returns the settings to serve it with */
export async function tellDistrict(): Promise<{ env: Record<string, string>; remove(): void }> {
  if (!existsSync(join(root, 'dist', 'main.js'))) throw new Error('npm run build first')
  const data = mkdtempSync(join(tmpdir(), 'songque-bench-demo-'))
  const env = { DATA_DIR: data, MEDIA_DIR: join(data, 'media'), HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn' }
  const args = [join(root, 'dist', 'main.js'), 'demo', '--home', root, '--data', data, '--port', '0']
  const telling = await started(args, env, /\}\s*$/)
  await telling.stop()
  return { env, remove: () => rmSync(data, { recursive: true, force: true }) }
}
