import { access, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Fetch } from '../../src/agent/parts.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/context.ts'
import { markAsSimulation } from '../../src/db/index.ts'
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

export type SimulatedServer = {
  readonly url: string
  readonly ctx: Context
  /** The same application without a socket: the request is handed over in the process. */
  readonly direct: Fetch
  stop(): Promise<void>
}

/** A folder in memory where there is one: what the simulation proves is counting; what a disk must keep, the kills prove. */
export async function simulationHome(): Promise<string> {
  const memory = '/dev/shm'
  const parent = await access(memory).then(
    () => memory,
    () => tmpdir(),
  )
  return mkdtemp(join(parent, 'songque-simulation-'))
}

/**
 * The real server over HTTP on loopback, on a database of its own that is removed in the end; periodic jobs do not run.
 * @param from a folder kept by `keep`, to begin with what it was told; null: an empty installation
 */
export async function startSimulatedServer(
  clock: Clock,
  horizonDays: number,
  from: string | null = null,
): Promise<SimulatedServer & { keep(folder: string): Promise<void> }> {
  const home = await simulationHome()
  if (from !== null) await cp(from, home, { recursive: true })
  await writeFile(join(home, 'SIMULATION'), 'Everything in this folder was made up by npm run simulate.\n')
  const config = readConfig({
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    DATA_DIR: home,
    MEDIA_DIR: join(home, 'media'),
    HORIZON_DAYS: String(horizonDays),
    HOST: '127.0.0.1',
  })
  const ctx = await openContext(config, clock)
  await markAsSimulation(ctx.db)
  const app = createApp(ctx)
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made))
  })
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await ctx.db.close()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    ctx,
    direct: async (url, { signal: _, ...init }) => app.fetch(new Request(url, init)),
    stop: async () => {
      await close()
      await rm(home, { recursive: true, force: true })
    },
    keep: async (folder) => {
      await close()
      await cp(home, folder, { recursive: true })
      await rm(home, { recursive: true, force: true })
    },
  }
}
