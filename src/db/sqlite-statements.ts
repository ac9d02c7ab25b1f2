import type Sqlite from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import type { Direct } from './prepared.ts'

const KEPT = 400

const NOTHING_TO_DO: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
}

/**
 * Kysely's SQLite driver prepares at every call (12 µs against 2.5 µs for a kept statement). This keeps the
 * statements used last, at most 400, and hands them out again; schema changes are re-prepared by SQLite itself.
 * Transactions begin IMMEDIATE: one that read first and wrote later could otherwise fail as busy in the middle.
 */
export function keepStatements(sqlite: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, Sqlite.Statement>()
  return {
    close: () => {
      kept.clear()
      sqlite.close()
    },
    prepare: (sql) => {
      // A full disk makes SQLite roll back by itself; a second rollback would hide why.
      if (sql === 'rollback' && !sqlite.inTransaction) return NOTHING_TO_DO
      const text = sql === 'begin' ? 'begin immediate' : sql
      let statement = kept.get(text)
      if (statement) kept.delete(text)
      // A statement that is being iterated cannot be used a second time: leave it to its reader.
      if (!statement || statement.busy) statement = sqlite.prepare(text)
      kept.set(text, statement)
      if (kept.size > KEPT) {
        const oldest = kept.keys().next().value
        if (oldest !== undefined) kept.delete(oldest)
      }
      // better-sqlite3 binds an array as positional parameters, which is what Kysely's narrower type says.
      return statement as unknown as SqliteStatement
    },
  }
}

const NO_ROWS: unknown[] = []

/** Prepares text to be run on the connection at once: for those who know that no other's transaction is open on it. */
export const directly =
  (database: SqliteDatabase): Direct =>
  (text) => {
    const statement = database.prepare(text)
    if (statement.reader) return (values) => statement.all(values)
    return (values) => {
      statement.run(values)
      return NO_ROWS
    }
  }
