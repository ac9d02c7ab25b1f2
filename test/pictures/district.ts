import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

const told = z.object({
  url: z.string(),
  accounts: z.array(z.object({ username: z.string(), password: z.string() })),
})

/** A running sample district: its address, and the password of each person. */
export type District = {
  readonly url: string
  readonly passwordOf: (username: string) => string
  readonly close: () => Promise<void>
}

function district(json: unknown, close: () => Promise<void>): District {
  const { url, accounts } = told.parse(json)
  const passwordOf = (username: string): string => {
    const account = accounts.find((one) => one.username === username)
    if (!account) throw new Error(`the sample district has nobody called ${username}`)
    return account.password
  }
  return { url, passwordOf, close }
}

/** A district that runs already. @param folder the one given to `demo --data` */
export async function runningDistrict(folder: string): Promise<District> {
  return district(JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')), async () => undefined)
}

/** Resolves with what the demo prints once it is ready: one JSON text. @throws Error when it ends before */
const ready = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.endsWith('}\n')) resolve(JSON.parse(text))
    })
    child.once('exit', (code) => reject(new Error(`the sample district ended with ${code}`)))
  })

/** Starts the sample district in a folder of its own, on a free port; takes about half a minute. */
export async function startDistrict(): Promise<District> {
  const folder = await mkdtemp(join(tmpdir(), 'songque-pictures-'))
  const args = ['--import', 'tsx', 'src/main.ts', 'demo', '--port', '0', '--data', join(folder, 'demo')]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const close = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    await rm(folder, { recursive: true, force: true })
  }
  return district(await ready(child), close)
}
