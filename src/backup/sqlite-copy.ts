import { rm } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'

/** Pages copied at a time: 4 MB. Others get their turn in between. */
const PAGES = 1000

/**
 * Copies a SQLite database as it stands at one moment, page by page, while others go on writing: the copy is read within
 * one transaction, so it never begins anew. Pages keep their places, so that what did not change is the same piece again.
 * @param from path of the database; @param to path of a file that is not there yet
 */
export async function copySqlite(from: string, to: string): Promise<void> {
  const source = new Sqlite(from, { readonly: true, fileMustExist: true })
  try {
    source.pragma('busy_timeout = 10000')
    source.exec('begin')
    source.prepare('select count(*) from sqlite_master').get()
    await source.backup(to, { progress: () => PAGES })
  } catch (error) {
    await rm(to, { force: true })
    throw error
  } finally {
    source.close()
  }
}

/** Path of a SQLite database by its URL; null for one in memory or of Postgres. */
export const sqlitePath = (url: string): string | null =>
  /^postgres(ql)?:/.test(url) || url.endsWith(':memory:') ? null : url.replace(/^sqlite:/, '')

/** Whether another program has this database open (it need not be writing). A database that is not there is not in use. */
export function isInUse(path: string): boolean {
  const sqlite = new Sqlite(path, { timeout: 200 })
  try {
    sqlite.pragma('locking_mode = exclusive')
    sqlite.exec('begin exclusive')
    sqlite.exec('rollback')
    return false
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && /^SQLITE_BUSY/.test(error.code)) return true
    throw error
  } finally {
    sqlite.close()
  }
}

/** What SQLite itself says of the pages of a database. @throws Error naming the first fault */
export function checkPages(path: string): void {
  const sqlite = new Sqlite(path, { readonly: true })
  try {
    const told = sqlite.pragma('quick_check(1)', { simple: true })
    if (told !== 'ok') throw new Error(`the database is damaged: ${String(told)}`)
  } finally {
    sqlite.close()
  }
}

/** Folds the write-ahead log into the file, so that the file alone is the whole database. */
export function foldIn(path: string): void {
  const sqlite = new Sqlite(path)
  try {
    sqlite.pragma('journal_mode = delete')
    sqlite.pragma('journal_mode = wal')
  } finally {
    sqlite.close()
  }
}
