import { sql } from 'kysely'
import { migrations } from '../../schema/index.ts'
import type { Db } from './db.ts'
import { appliedMigrations } from './migrate.ts'

export type DatabaseCheck = {
  /** Migrations that this program has and the database has not: they run at the next start. */
  readonly toCome: readonly string[]
  /** Migrations of a newer program. */
  readonly unknown: readonly string[]
  /** What SQLite's quick check found wrong with the file; empty: nothing. Null: Postgres looks after itself. */
  readonly damage: readonly string[] | null
}

/** Looks at a database without changing it. @throws Error when it cannot be read at all */
export async function checkDatabase(db: Db): Promise<DatabaseCheck> {
  const applied = await appliedMigrations(db)
  return {
    toCome: Object.keys(migrations).filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !(name in migrations)),
    damage: db.dialect === 'sqlite' ? await quickCheck(db) : null,
  }
}

async function quickCheck(db: Db): Promise<string[]> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(5)`.execute(db.q)
  return rows.map((row) => row.quick_check).filter((text) => text !== 'ok')
}
