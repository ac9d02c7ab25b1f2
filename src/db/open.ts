import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteAdapter, SqliteDialect, sql } from 'kysely'
import type pgDriver from 'pg'
import { Db, Tx } from './db.ts'
import { directly, keepStatements } from './sqlite-statements.ts'
import type { Tables } from './tables/index.ts'

/**
 * Opens the database that a URL names and changes nothing in it.
 * @param url `sqlite:PATH`, `sqlite::memory:` or `postgres://…`
 */
export function openDb(url: string): Db {
  if (/^postgres(ql)?:/.test(url)) return openPostgres(url)
  return openSqlite(url.replace(/^sqlite:/, ''))
}

function openSqlite(path: string): Db {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const sqlite = new Sqlite(path)
  sqlite.pragma('journal_mode = WAL')
  // FULL: an acknowledged report survives a power cut, not only a killed process.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  // Commands (account, station-key, verify) write beside the running server: wait for each other.
  sqlite.pragma('busy_timeout = 10000')
  sqlite.pragma('cache_size = -32000')
  const database = keepStatements(sqlite)
  const kysely = new Kysely<Tables>({ dialect: new WholeMigrations({ database }) })
  return new Db(kysely, 'sqlite', url(path), directly(database))
}
/**
 * SQLite takes changes of tables back with their transaction, which Kysely does not say of it: so migrations run in one
 * transaction here too, and one that fails or is killed leaves the database as it was.
 */
class WholeMigrations extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new WholeAdapter()
  }
}
class WholeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}
const url = (path: string): string => `sqlite:${path}`

/**
 * Opens a database for reading alone, on a connection of its own: what others write meanwhile neither waits nor is seen.
 * Everything read until it is closed is of one moment, that of the first question.
 * @param url of a file or of Postgres; a database in memory cannot be opened twice
 */
export async function openReader(from: string): Promise<Db> {
  if (/^postgres(ql)?:/.test(from)) {
    const db = openPostgres(from, 1)
    await sql`begin isolation level repeatable read, read only`.execute(db.q)
    return db
  }
  const sqlite = new Sqlite(from.replace(/^sqlite:/, ''), { readonly: true })
  sqlite.pragma('busy_timeout = 10000')
  sqlite.pragma('cache_size = -8000')
  sqlite.exec('begin')
  return new ReadDb(
    new Kysely<Tables>({ dialect: new SqliteDialect({ database: keepStatements(sqlite) }) }),
    'sqlite',
    from,
  )
}

/** Everything on it is of one moment already: what asks for a transaction to read in has it. */
class ReadDb extends Db {
  override transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return work(new Tx(this.q, this.dialect, [], this.direct))
  }
}

// int8 comes as text from pg by default; all our integers (milliseconds, bytes, counts) fit a double exactly.
const INT8 = 20
const NUMERIC = 1700
const CONNECT_MS = 10_000
function openPostgres(connectionString: string, max = 10): Db {
  // Loaded only where it is used: on SQLite it would be 10 MB for nothing.
  const pg: typeof pgDriver = createRequire(import.meta.url)('pg')
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === INT8 || oid === NUMERIC ? (text: string) => Number(text) : pg.types.getTypeParser(oid, format),
  }
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    keepAlive: true,
    // A server that does not answer is told of as "not now" rather than waited for.
    connectionTimeoutMillis: CONNECT_MS,
    ...(max === 1 ? { idleTimeoutMillis: 0 } : {}),
  })
  // A line that breaks while idle (Postgres restarts, the line is being closed) has no query to fail: without a listener
  // it would end the process. The pool opens another line for the next query.
  const ignore = (): void => {}
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return new Db(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), 'postgres', connectionString)
}
