import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openDb } from '../db/index.ts'
import type { MediaRef, Storage } from '../storage/index.ts'
import { syncPath } from '../storage/index.ts'
import { BESIDE } from './beside.ts'
import { backupErrors } from './errors.ts'
import { isEmptyDatabase, loadRows, moveAside, type RowSource, type TableToLoad } from './load-store.ts'
import type { Contents, Manifest, TableRows } from './manifest.ts'
import { piecesInOrder, writeFileOf } from './pieces.ts'
import type { Repository } from './repository.ts'
import type { Row } from './rows-store.ts'
import { rowCounts, tableShapes } from './shape-store.ts'
import { checkPages, foldIn, isInUse, sqlitePath } from './sqlite-copy.ts'

export type Place = { readonly databaseUrl: string; readonly dataDir: string }
/** Where what stood there before was put; null: there was nothing. */
export type Aside = string | null

/**
 * Puts the database of a backup into its place. It is put together and proved beside it first; only then it takes the place, in
 * one step, so that whatever happens there is the old database or the new one. The old is put aside, never removed.
 * @throws DomainError restore_not_empty, database_in_use, backup_other_database, backup_damaged, database_newer
 */
export async function restoreDatabase(
  repository: Repository,
  manifest: Manifest,
  { database }: Contents,
  place: Place,
  { overwrite, stamp }: { readonly overwrite: boolean; readonly stamp: string },
): Promise<Aside> {
  const path = sqlitePath(place.databaseUrl)
  if (path !== null) return restoreSqlite(repository, manifest, database, path, { overwrite, stamp })
  if (database.as === 'sqlite') throw backupErrors.backup_other_database()
  const db = openDb(place.databaseUrl)
  try {
    return await db.transact(async (tx) => {
      const empty = await isEmptyDatabase(tx)
      if (!empty && !overwrite) throw backupErrors.restore_not_empty({ what: 'Postgres' })
      const aside = empty ? null : `before_restore_${stamp}`
      if (aside) await moveAside(tx, aside)
      await loadRows(tx, rowsOfBackup(repository, manifest, database), () => {})
      return aside
    })
  } finally {
    await db.close()
  }
}

async function restoreSqlite(
  repository: Repository,
  manifest: Manifest,
  database: Contents['database'],
  path: string,
  { overwrite, stamp }: { readonly overwrite: boolean; readonly stamp: string },
): Promise<Aside> {
  await mkdir(dirname(path), { recursive: true })
  const isThere = existsSync(path) && (await stat(path)).size > 0
  if (isThere && !overwrite) throw backupErrors.restore_not_empty({ what: path })
  if (isThere && isInUse(path)) throw backupErrors.database_in_use({ what: path })
  const fresh = `${path}.restoring-${randomUUID().slice(0, 8)}`
  try {
    await buildSqlite(repository, manifest, database, fresh)
    // Without its log a database is one file, which takes another's name in one step.
    if (isThere) foldIn(path)
    const aside = isThere ? `${path}.before-restore-${stamp}` : null
    // Under both names for a moment: at no time is there no database.
    if (aside) await link(path, aside).catch(() => copyFile(path, aside))
    for (const end of ['-wal', '-shm']) await rm(`${path}${end}`, { force: true })
    await syncPath(fresh)
    await rename(fresh, path)
    await syncPath(dirname(path))
    return aside
  } finally {
    for (const end of ['', '-wal', '-shm']) await rm(`${fresh}${end}`, { force: true })
  }
}

/** Builds the database of a backup, of either kind, as a SQLite file that is not there yet. */
export async function buildSqlite(
  repository: Repository,
  manifest: Manifest,
  database: Contents['database'],
  path: string,
): Promise<void> {
  if (database.as === 'sqlite') {
    await writeFileOf(repository, database.file, path)
    checkPages(path)
    await countRows(path, manifest)
    foldIn(path)
    return
  }
  const db = openDb(`sqlite:${path}`)
  try {
    await db.transact((tx) => loadRows(tx, rowsOfBackup(repository, manifest, database), () => {}))
  } finally {
    await db.close()
  }
  foldIn(path)
}

const rowsOfBackup = (
  repository: Repository,
  { migrations }: Manifest,
  { simulated, tables }: Extract<Contents['database'], { as: 'rows' }>,
): RowSource => ({ migrations, simulated, tables: tables.map((table) => tableOf(repository, table)) })

function tableOf(repository: Repository, { table, columns, last, rows, sha256, pieces }: TableRows): TableToLoad {
  return {
    table,
    columns,
    last,
    async *rows() {
      for (const hash of pieces) {
        const lines = (await repository.get(hash)).toString('utf8').trimEnd().split('\n')
        // What a piece holds was proved by its hash, and was written by rowLine.
        yield lines.map((line) => JSON.parse(line) as Row)
      }
    },
    proof: () => ({ rows, sha256 }),
  }
}

/** Puts the stored files of a backup into storage; what is there already stays. @returns how many were put there */
export async function restoreMedia(repository: Repository, { media }: Contents, storage: Storage): Promise<number> {
  let put = 0
  for (const file of media) {
    const ref: MediaRef = { sha256: file.sha256, extension: file.extension }
    if ((await storage.stat(ref))?.bytes === file.bytes) continue
    const work = await storage.workFolder()
    try {
      const path = join(work.path, `${ref.sha256}.${ref.extension}`)
      await writeFileOf(repository, file, path)
      await storage.put(path, ref)
      put += 1
    } finally {
      await work.remove()
    }
  }
  return put
}

/**
 * Puts back what lies beside the database. A file that stands there and goes on from the backup's is newer, and stays: by it
 * the gap is known.
 */
export async function restoreBeside(repository: Repository, { beside }: Contents, dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true })
  for (const name of BESIDE) {
    const recipe = beside[name]
    if (!recipe) continue
    const parts: Buffer[] = []
    for await (const piece of piecesInOrder(repository, recipe)) parts.push(piece)
    const bytes = Buffer.concat(parts)
    const path = join(dataDir, name)
    const there = await readFile(path).catch(() => null)
    if (there?.subarray(0, bytes.length).equals(bytes)) continue
    if (there) await rename(path, `${path}.before-restore-${Date.now()}`)
    await writeFile(`${path}.part`, bytes, { mode: 0o600 })
    await syncPath(`${path}.part`)
    await rename(`${path}.part`, path)
  }
}

/** @throws DomainError backup_damaged when a table has not the rows that the manifest counted */
async function countRows(path: string, { rows }: Manifest): Promise<void> {
  const db = openDb(`sqlite:${path}`)
  try {
    const there = await rowCounts(db, await tableShapes(db))
    const off = Object.entries(rows).find(([table, n]) => there[table] !== n)
    if (off) throw backupErrors.backup_damaged({ what: `${off[0]}: ${there[off[0]] ?? 'no'} rows of ${off[1]}` })
  } finally {
    await db.close()
  }
}
