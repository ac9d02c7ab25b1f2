import { wire } from './app.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { migrate, openDb } from './db/index.ts'
import { LiveHub } from './kernel/hub.ts'
import { type Clock, openZone, systemClock } from './kernel/time.ts'
import { openLog } from './log.ts'
import { openDiskStorage } from './storage/index.ts'

/**
 * Opens everything the program works with: database (brought to the present schema), audio store, log.
 * @throws DomainError database_newer; Error when the database or a folder cannot be opened
 */
export async function openContext(config: Config, clock: Clock = systemClock): Promise<Context> {
  const log = openLog(config.logLevel)
  const db = openDb(config.databaseUrl)
  try {
    for (const name of await migrate(db)) log.info({ migration: name }, 'migrated')
    const storage = await openDiskStorage(config.mediaDir)
    const ctx: Context = { config, log, clock, zone: openZone(config.timeZone), db, storage, hub: new LiveHub() }
    wire(ctx)
    return ctx
  } catch (error) {
    await db.close()
    throw error
  }
}
