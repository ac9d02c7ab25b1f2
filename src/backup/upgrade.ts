import { existsSync } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { migrations } from '../../schema/index.ts'
import { appliedMigrations, type Db } from '../db/index.ts'
import { orDiskFull, syncPath } from '../storage/index.ts'
import { copySqlite, sqlitePath } from './sqlite-copy.ts'

/** Copies of older schemas that are kept beside the database. */
const COPIES_KEPT = 3
const copyName = (path: string, schema: string): string => `${path}.before-upgrade-from-${schema}`

/**
 * Before an upgrade changes a SQLite database, copies it beside itself, whole: `songque.db.before-upgrade-from-0019-notices`.
 * A new database, or one that is up to date, is not copied. On Postgres an upgrade is one transaction, taken back as a whole.
 * @returns the path of the copy; null when none was needed
 * @throws DomainError disk_full: then nothing is upgraded
 */
export async function copyBeforeUpgrade(db: Db): Promise<string | null> {
  const path = sqlitePath(db.url)
  if (path === null || !existsSync(path)) return null
  const applied = await appliedMigrations(db)
  const last = applied.at(-1)
  const waiting = Object.keys(migrations).filter((name) => !applied.includes(name))
  if (last === undefined || waiting.length === 0) return null
  const copy = copyName(path, last)
  // A copy of the same schema is of a try that failed: what came since is in the newer one.
  await rm(`${copy}.part`, { force: true })
  await orDiskFull(copySqlite(path, `${copy}.part`))
  await syncPath(`${copy}.part`)
  await rename(`${copy}.part`, copy)
  await syncPath(dirname(path))
  await keepLast(path)
  return copy
}

async function keepLast(path: string): Promise<void> {
  const folder = dirname(path)
  const begin = basename(copyName(path, ''))
  const copies = (await readdir(folder)).filter((name) => name.startsWith(begin) && !name.endsWith('.part'))
  const aged = await Promise.all(copies.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })))
  for (const { name } of aged.sort((a, b) => b.at - a.at).slice(COPIES_KEPT)) await rm(join(folder, name))
}
