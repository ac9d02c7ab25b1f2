import Sqlite from 'better-sqlite3'
import { appliedMigrations, type Db, openDb, openReader, type Reader } from '../db/index.ts'
import { backupErrors } from './errors.ts'
import { isEmptyDatabase, type Loaded, loadRows, type TableToLoad } from './load-store.ts'
import { RowsHash, rowLine, rowPages } from './rows-store.ts'
import { isSimulated, lastNumber, type Shape, tableShapes } from './shape-store.ts'
import { isInUse, sqlitePath } from './sqlite-copy.ts'

/**
 * Takes a whole SQLite database over into an empty one of Postgres: table by table in the order of keys, never more than a
 * thousand rows in memory, all in one transaction of Postgres. Each table is hashed as it is read, read back where it was
 * written, and hashed again; only when all are equal is anything committed. Killed in between, it leaves Postgres empty and
 * is simply run again. The SQLite database is read, never changed, and nobody can write to it meanwhile.
 * @param from URL of the SQLite database, at the newest schema; @param to URL of Postgres
 * @throws DomainError move_same_kind, database_in_use, restore_not_empty, rows_differ
 */
export async function moveToPostgres(from: string, to: string, progress: (told: Loaded) => void): Promise<Loaded[]> {
  const path = sqlitePath(from)
  if (path === null || !/^postgres(ql)?:/.test(to)) throw backupErrors.move_same_kind()
  if (isInUse(path)) throw backupErrors.database_in_use({ what: path })
  const guard = new Sqlite(path, { fileMustExist: true })
  try {
    guard.exec('begin immediate')
    const [source, target] = [await openReader(from), openDb(to)]
    try {
      return await take(source, target, progress)
    } finally {
      await source.close()
      await target.close()
    }
  } finally {
    guard.close()
  }
}

async function take(opened: Db, target: Db, progress: (told: Loaded) => void): Promise<Loaded[]> {
  // Another database than the one written to: read past the guard that keeps a transaction to itself.
  const source: Reader = { q: opened.q, dialect: opened.dialect }
  const shapes = await tableShapes(source)
  const migrations = await appliedMigrations(opened)
  const simulated = await isSimulated(source)
  const last = new Map<string, number | null>()
  for (const shape of shapes) last.set(shape.table, await lastNumber(source, shape))
  return target.transact(async (tx) => {
    if (!(await isEmptyDatabase(tx))) throw backupErrors.restore_not_empty({ what: 'Postgres' })
    const tables = shapes.map((shape) => tableOf(source, shape, last.get(shape.table) ?? null))
    return loadRows(tx, { migrations, simulated, tables }, progress)
  })
}

function tableOf(source: Reader, shape: Shape, last: number | null): TableToLoad {
  let hash = new RowsHash()
  return {
    table: shape.table,
    columns: shape.columns,
    last,
    async *rows() {
      hash = new RowsHash()
      for await (const page of rowPages(source, shape)) {
        hash.add(page.map(rowLine).join(''), page.length)
        yield page
      }
    },
    proof: () => ({ rows: hash.rows, sha256: hash.digest() }),
  }
}
