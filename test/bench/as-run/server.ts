import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { getRequestListener } from '@hono/node-server'
import { createApp } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import type { Context } from '../../../src/context.ts'
import { openContext } from '../../../src/open-context.ts'

export type Served = { readonly ctx: Context; readonly home: string; readonly url: string }
/** What taking some requests cost: seconds by the clock, and seconds of the server's processor, all threads. */
export type Cost = { readonly seconds: number; readonly cpuSeconds: number }

/** Runs the whole application on a real file in `folder`, as `serve` does, while `work` runs. */
export async function withServer<T>(folder: string, work: (served: Served) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(folder, 'http-'))
  const config = readConfig({ DATA_DIR: home, MEDIA_DIR: join(home, 'media'), LOG_LEVEL: 'silent' })
  const ctx = await openContext(config)
  const server = createServer(getRequestListener(createApp(ctx).fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  try {
    return await work({ ctx, home, url: `http://127.0.0.1:${port}` })
  } finally {
    await new Promise((resolve) => server.close(resolve))
    await ctx.db.close()
  }
}

type Sending = {
  /** At once; each sends its next request when the one before it is answered. */
  readonly connections: number
  /** What the answer must say of each event. */
  readonly status: 'accepted' | 'duplicate'
  /** The first requests, which warm the server up and are not timed. */
  readonly warm: number
}

/** Sends requests (see district.ts) from a process of its own. @throws Error when one is answered otherwise than asked */
export async function send({ home, url }: Served, lines: readonly string[], sending: Sending): Promise<Cost> {
  const file = join(home, 'requests')
  writeFileSync(file, lines.join('\n'))
  const client = new URL('../post-client.mjs', import.meta.url).pathname
  const { connections, status, warm } = sending
  const args = [client, url, file, String(connections), status, String(warm)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let before = process.cpuUsage()
  let cost: Cost | null = null
  for await (const line of createInterface({ input: child.stdout })) {
    const told = JSON.parse(line) as { warm?: true; seconds?: number }
    if (told.warm) before = process.cpuUsage()
    const { user, system } = process.cpuUsage(before)
    if (told.seconds !== undefined) cost = { seconds: told.seconds, cpuSeconds: (user + system) / 1e6 }
  }
  const code = await ended
  if (!cost) throw new Error(`the client ended with ${code}`)
  return cost
}
