import { Migrator, sql } from 'kysely'
import { migrations } from '../../schema/index.ts'
import { defineErrors } from '../kernel/errors.ts'
import type { Db } from './db.ts'

export const databaseErrors = defineErrors({
  database_newer: {
    status: 500,
    vi: 'Cơ sở dữ liệu mới hơn chương trình (có bước {names} mà chương trình này chưa biết). Hãy chạy bản chương trình mới hơn.',
    en: 'The database is newer than this program (it holds migrations unknown here: {names}). Run a newer version.',
  },
})

/** The names of migrations that were run on this database, oldest first. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const tables = await db.q.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const rows = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db.q)
  return rows.rows.map((row) => row.name)
}

/**
 * Brings the database to this program's schema, each migration in a transaction of its own.
 * @returns the names of the migrations that were run now
 * @throws DomainError database_newer when the database knows migrations that this program does not
 */
export async function migrate(db: Db): Promise<string[]> {
  const applied = new Set(await appliedMigrations(db))
  const unknown = [...applied].filter((name) => !(name in migrations))
  if (unknown.length > 0) throw databaseErrors.database_newer({ names: unknown.join(', ') })
  // The migrator writes even when nothing is to be done: a command beside a busy server would wait for it, perhaps in vain.
  if (Object.keys(migrations).every((name) => applied.has(name))) return []
  const migrator = new Migrator({
    db: db.q,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, { up }]) => [name, { up: (target) => up(target, db.dialect) }]),
        ),
    },
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName)
}
