import { sql } from 'kysely'
import type { Db } from './db.ts'
import { appliedMigrations } from './migrate.ts'

export type DatabaseState = {
  readonly dialect: 'sqlite' | 'postgres'
  readonly version: string
  /** Bytes that the database takes on disk. */
  readonly bytes: number
  /** Names of the migrations that were run, oldest first. */
  readonly migrations: readonly string[]
}

/** What the page of the system's state tells of the database. */
export async function databaseState(db: Db): Promise<DatabaseState> {
  const { dialect } = db
  const asked =
    dialect === 'sqlite'
      ? sql<{ bytes: number; version: string }>`
          select page_count * page_size as bytes, sqlite_version() as version
          from pragma_page_count(), pragma_page_size()`
      : sql<{ bytes: number; version: string }>`
          select pg_database_size(current_database()) as bytes, current_setting('server_version') as version`
  const [row] = (await asked.execute(db.q)).rows
  return {
    dialect,
    version: row?.version ?? '',
    bytes: Number(row?.bytes ?? 0),
    migrations: await appliedMigrations(db),
  }
}
