import { wire } from './app.ts'
import { copyBeforeUpgrade } from './backup/index.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { migrate, openDb } from './db/index.ts'
import { LiveHub } from './kernel/hub.ts'
import { type Clock, openZone, systemClock } from './kernel/time.ts'
import { openLog } from './log.ts'
import { type LogFile, openLogFile } from './log-file.ts'
import { openStorage } from './storage/index.ts'

/** The file that the log goes to, if it is to; opened anew on SIGHUP, which logrotate sends. */
function logFileOf({ logFile, logFileMaxBytes: maxBytes, logFilesKept: kept }: Config): LogFile | undefined {
  if (logFile === '') return undefined
  const file = openLogFile({ path: logFile, maxBytes, kept })
  process.on('SIGHUP', () => file.reopen())
  return file
}

/**
 * Opens everything the program works with: database (brought to the present schema), audio store, log.
 * @throws DomainError database_newer; Error when the database or a folder cannot be opened
 */
export async function openContext(config: Config, clock: Clock = systemClock): Promise<Context> {
  const log = openLog(config.logLevel, logFileOf(config))
  const db = openDb(config.databaseUrl)
  try {
    const copy = await copyBeforeUpgrade(db)
    if (copy) log.info({ copy }, 'copied before the upgrade')
    for (const name of await migrate(db)) log.info({ migration: name }, 'migrated')
    const storage = await openStorage(config)
    const ctx: Context = { config, log, clock, zone: openZone(config.timeZone), db, storage, hub: new LiveHub() }
    wire(ctx)
    return ctx
  } catch (error) {
    await db.close()
    throw error
  }
}
