import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import type { Clock } from '../../src/kernel/time.ts'
import { openContext } from '../../src/open-context.ts'

/** A clock that shows what it is told. It exists in this folder only: no setting of the program leads to it. */
export class TestClock implements Clock {
  #at: number
  constructor(at: number) {
    this.#at = at
  }
  now(): number {
    return this.#at
  }
  set(at: number): void {
    this.#at = at
  }
}

export type SimulatedServer = { readonly url: string; readonly ctx: Context; stop(): Promise<void> }

/** The real server over HTTP on loopback, on a database of its own that is removed in the end; periodic jobs do not run. */
export async function startSimulatedServer(clock: Clock, horizonDays: number): Promise<SimulatedServer> {
  const home = await mkdtemp(join(tmpdir(), 'songque-simulation-'))
  await writeFile(join(home, 'SIMULATION'), 'Everything in this folder was made up by npm run simulate.\n')
  const config = readConfig({
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    DATA_DIR: home,
    MEDIA_DIR: join(home, 'media'),
    HORIZON_DAYS: String(horizonDays),
    HOST: '127.0.0.1',
  })
  const ctx = await openContext(config, clock)
  await markAsSimulation(ctx)
  const app = createApp(ctx)
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made))
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    ctx,
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await ctx.db.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Whoever finds this database knows what it is: a table says so by its name, which no migration makes. */
const markAsSimulation = (ctx: Context): Promise<void> =>
  ctx.db.transact((tx) => tx.q.schema.createTable('made_up_by_simulation').addColumn('nothing', 'integer').execute())
