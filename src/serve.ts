import type { AddressInfo } from 'node:net'
import { serve as listen } from '@hono/node-server'
import { writeUses } from './accounts/index.ts'
import { createApp } from './app.ts'
import type { Context } from './context.ts'
import { startJobs } from './jobs/index.ts'
import { jobs } from './jobs/list.ts'

export type Running = { readonly url: string; readonly stop: () => Promise<void> }

/** How long open connections may finish their answers when the server stops. */
const GRACE_MS = 10_000

/** Starts HTTP and the jobs. @returns once the port is open; `stop` ends both gracefully and closes the database */
export async function startServer(ctx: Context): Promise<Running> {
  const app = createApp(ctx)
  const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
    const made = listen({ fetch: app.fetch, port: ctx.config.port, hostname: ctx.config.host }, () => resolve(made))
    made.once('error', reject)
  })
  // serve() listens on TCP, so the address is one of a host and a port.
  const { address, port } = server.address() as AddressInfo
  const url = ctx.config.publicUrl ?? `http://${address.includes(':') ? `[${address}]` : address}:${port}`
  const stopJobs = startJobs(ctx, jobs)
  ctx.log.info({ url, version: process.env.npm_package_version }, 'listening')

  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS)
    // Live listeners never end by themselves: they are told to come back.
    ctx.hub.close()
    await stopJobs()
    await closed
    clearTimeout(cut)
    await writeUses(ctx)
    await ctx.db.close()
    ctx.log.info('stopped')
  }
  return { url, stop: () => (stopping ??= stop()) }
}
