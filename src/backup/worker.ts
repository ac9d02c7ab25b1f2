import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { Context } from '../context.ts'
import { openDb } from '../db/index.ts'
import { DomainError } from '../kernel/errors.ts'
import { LiveHub } from '../kernel/hub.ts'
import { openZone } from '../kernel/time.ts'
import { openLog } from '../log.ts'
import { openStorage } from '../storage/index.ts'
import type { Given, Told } from './run.ts'
import { backUp } from './task.ts'

const say = (told: Told): void => parentPort?.postMessage(told)

/** Makes one backup, on connections of its own, and ends. */
async function work({ config, url, now, to }: Given): Promise<void> {
  const db = openDb(url)
  const storage = await openStorage(config)
  const log = openLog(config.logLevel)
  const ctx: Context = {
    config,
    log,
    clock: { now: () => now },
    zone: openZone(config.timeZone),
    db,
    storage,
    hub: new LiveHub(),
  }
  try {
    say({ made: await backUp(ctx, to ?? undefined) })
  } catch (error) {
    say({ fault: error instanceof DomainError ? `${error.vi} / ${error.en}` : String(error) })
  } finally {
    await db.close()
  }
}

if (!isMainThread) await work(workerData)
