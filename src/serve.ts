import type { AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { serve as listen } from '@hono/node-server'
import { writeUses } from './accounts/index.ts'
import { createApp } from './app.ts'
import type { Context } from './context.ts'
import { refuseSimulation } from './db/index.ts'
import { jobs } from './jobs/list.ts'
import { openScheduler } from './jobs/scheduler.ts'
import { countQuickly } from './metrics/index.ts'
import { quickly } from './playlists/index.ts'

export type Running = { readonly url: string; readonly stop: () => Promise<void> }

/** How long open connections may finish their answers when the server stops. */
const GRACE_MS = 10_000

/** A name by which another machine finds this one: for a server that listens everywhere, its first outer address. */
function reachable(address: string): string {
  if (address !== '0.0.0.0' && address !== '::') return address.includes(':') ? `[${address}]` : address
  const outer = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find((one) => one.family === 'IPv4' && !one.internal)
  return outer?.address ?? 'localhost'
}

/**
 * Starts HTTP and the jobs. @returns once the port is open; `stop` ends both gracefully and closes the database
 * @throws DomainError simulated_database: what the simulation made up is never served
 */
export async function startServer(ctx: Context): Promise<Running> {
  await refuseSimulation(ctx.db)
  // Before anybody is answered: what other servers change is heard from the first answer on.
  const scheduler = await openScheduler(ctx, jobs)
  const app = createApp(ctx)
  const server = await new Promise<ReturnType<typeof listen>>((resolve, reject) => {
    const made = listen(
      { fetch: quickly(ctx, app.fetch, countQuickly(ctx)), port: ctx.config.port, hostname: ctx.config.host },
      () => resolve(made),
    )
    made.once('error', reject)
  })
  // serve() listens on TCP, so the address is one of a host and a port.
  const { address, port } = server.address() as AddressInfo
  const url = ctx.config.publicUrl ?? `http://${reachable(address)}:${port}`
  scheduler.start()
  ctx.log.info({ url, version: process.env.npm_package_version }, 'listening')

  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS)
    // Live listeners never end by themselves: they are told to come back.
    ctx.hub.close()
    await scheduler.stop()
    await closed
    clearTimeout(cut)
    await writeUses(ctx)
    await ctx.db.close()
    ctx.log.info('stopped')
  }
  return { url, stop: () => (stopping ??= stop()) }
}
