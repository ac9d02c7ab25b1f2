import { sql } from 'kysely'
import type { Reader } from '../db/index.ts'

/** A table as it is copied: columns by name, the order of its rows, and the column that the database numbers. */
export type Shape = {
  readonly table: string
  /** In order of names, so that both databases tell a row alike. */
  readonly columns: readonly string[]
  /** Types by column, as Postgres calls them; empty on SQLite. */
  readonly types: ReadonlyMap<string, string>
  readonly key: readonly string[]
  readonly numbered: string | null
}

/** Says that all in it was made up (src/db/simulation.ts); no migration makes it. */
export const SIMULATED = 'made_up_by_simulation'
const INDEX_OF_TEXTS = /^episode_search/
const MIGRATIONS = /^kysely_migration/
const isCopied = (table: string): boolean =>
  table !== SIMULATED && !INDEX_OF_TEXTS.test(table) && !MIGRATIONS.test(table) && !table.startsWith('sqlite_')

type Column = { table: string; column: string; type: string; place: number; numbered: number }

/**
 * Every table that holds data, also one that is added later; the index of texts is made anew from the rest.
 * @throws Error for a table without a primary key: its rows have no order
 */
export async function tableShapes(reader: Reader): Promise<Shape[]> {
  const columns = await (reader.dialect === 'sqlite' ? sqliteColumns(reader) : postgresColumns(reader))
  const byTable = new Map<string, Column[]>()
  for (const one of columns) if (isCopied(one.table)) byTable.set(one.table, [...(byTable.get(one.table) ?? []), one])
  return [...byTable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([table, own]) => shapeOf(table, own))
}

function shapeOf(table: string, own: readonly Column[]): Shape {
  const key = own.filter(({ place }) => place > 0).sort((a, b) => a.place - b.place)
  if (key.length === 0) throw new Error(`table ${table} has no primary key`)
  return {
    table,
    columns: own.map(({ column }) => column).sort(),
    types: new Map(own.map(({ column, type }) => [column, type])),
    key: key.map(({ column }) => column),
    numbered: own.find(({ numbered }) => numbered === 1)?.column ?? null,
  }
}

async function sqliteColumns({ q }: Reader): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select m.name as "table", c.name as "column", '' as type, c.pk as place,
      case when c.pk = 1 and m.sql like '%autoincrement%' then 1 else 0 end as numbered
    from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'`.execute(q)
  return rows
}

async function postgresColumns({ q }: Reader): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select t.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
      coalesce(array_position(i.indkey::int2[], a.attnum), -1) + 1 as place,
      case when a.attidentity <> '' then 1 else 0 end as numbered
    from pg_class t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      left join pg_index i on i.indrelid = t.oid and i.indisprimary
    where t.relkind = 'r' and t.relnamespace = current_schema()::regnamespace`.execute(q)
  return rows
}

/** Whether the simulation made this database up. */
export async function isSimulated({ q, dialect }: Reader): Promise<boolean> {
  const { rows } =
    dialect === 'sqlite'
      ? await sql`select 1 from sqlite_master where name = ${SIMULATED}`.execute(q)
      : await sql`select 1 from pg_class where relname = ${SIMULATED}
          and relnamespace = current_schema()::regnamespace`.execute(q)
  return rows.length > 0
}

/** The last number that a table gave out, so that none is given twice; null when it gave none. */
export async function lastNumber({ q, dialect }: Reader, { table, numbered }: Shape): Promise<number | null> {
  if (numbered === null) return null
  if (dialect === 'sqlite') {
    const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(q)
    return rows[0]?.seq ?? null
  }
  const { rows } = await sql<{ name: string }>`select pg_get_serial_sequence(${table}, ${numbered}) as name`.execute(q)
  const found = await sql<{ last: number | null }>`
    select case when is_called then last_value end as last from ${sql.raw(rows[0]?.name ?? '')}`.execute(q)
  const last = found.rows[0]?.last ?? null
  return last === null ? null : Number(last)
}

/** How many rows each table has. */
export async function rowCounts(reader: Reader, shapes: readonly Shape[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { table } of shapes) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(reader.q)
    counts[table] = Number(rows[0]?.n ?? 0)
  }
  return counts
}
