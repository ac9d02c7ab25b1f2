import { CompiledQuery, sql } from 'kysely'
import { migrations } from '../../schema/index.ts'
import { databaseErrors, type Reader, type Tx } from '../db/index.ts'
import { reindexEpisode } from '../library/index.ts'
import { backupErrors } from './errors.ts'
import { hashOfTable, type Row } from './rows-store.ts'
import { type Shape, SIMULATED, tableShapes } from './shape-store.ts'

/** A table to be written: where its rows come from, and what they must be when they stand there. */
export type TableToLoad = {
  readonly table: string
  readonly columns: readonly string[]
  readonly last: number | null
  rows(): AsyncIterable<readonly Row[]>
  /** Asked once all rows were read. */
  proof(): { readonly rows: number; readonly sha256: string }
}
export type RowSource = {
  readonly migrations: readonly string[]
  readonly simulated: boolean
  readonly tables: readonly TableToLoad[]
}
export type Loaded = { readonly table: string; readonly rows: number; readonly sha256: string }

/** Whether there is nothing yet in the database (on Postgres: in the schema that is used). */
export async function isEmptyDatabase({ q, dialect }: Reader): Promise<boolean> {
  const { rows } =
    dialect === 'sqlite'
      ? await sql`select 1 from sqlite_master limit 1`.execute(q)
      : await sql`select 1 from pg_class where relkind in ('r', 'v', 'm', 'p')
          and relnamespace = current_schema()::regnamespace limit 1`.execute(q)
  return rows.length === 0
}

/**
 * Writes a whole database in the given transaction: the tables as they were at the source's migrations, the rows, the numbers
 * that were given out, then the newest migrations and the index of texts. Every table is read back and compared before
 * anything is committed. An empty database is asked for.
 * @throws DomainError rows_differ, database_newer
 */
export async function loadRows(tx: Tx, source: RowSource, progress: (told: Loaded) => void): Promise<Loaded[]> {
  const unknown = source.migrations.filter((name) => !(name in migrations))
  if (unknown.length > 0) throw databaseErrors.database_newer({ names: unknown.join(', ') })
  await sql`create table kysely_migration (name varchar(255) primary key not null, timestamp varchar(255) not null)`.execute(
    tx.q,
  )
  // As the migrator itself makes it: it looks for a table of this name in every schema.
  await sql`create table kysely_migration_lock (id varchar(255) primary key not null, is_locked integer default 0 not null)`.execute(
    tx.q,
  )
  await sql`insert into kysely_migration_lock (id, is_locked) values ('migration_lock', 0)`.execute(tx.q)
  await runMigrations(tx, source.migrations)
  const links = await loosenLinks(tx)
  const shapes = new Map((await tableShapes(tx)).map((shape) => [shape.table, shape]))
  for (const { table } of shapes.values()) await sql`delete from ${sql.table(table)}`.execute(tx.q)
  const loaded: Loaded[] = []
  for (const one of source.tables) {
    const shape = shapes.get(one.table)
    if (!shape) throw new Error(`table ${one.table} is in no migration`)
    const told = await loadTable(tx, shape, one)
    loaded.push(told)
    progress(told)
  }
  if (source.simulated) await tx.q.schema.createTable(SIMULATED).ifNotExists().addColumn('nothing', 'integer').execute()
  for (const link of links) await sql.raw(link).execute(tx.q)
  await runMigrations(tx, Object.keys(migrations))
  for (const { id } of await tx.q.selectFrom('episode').select('id').execute()) await reindexEpisode(tx, id)
  return loaded
}

async function runMigrations(tx: Tx, names: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(tx.q)
  const done = new Set(rows.map(({ name }) => name))
  for (const name of [...names].sort()) {
    if (done.has(name)) continue
    await migrations[name]?.up(tx.q, tx.dialect)
    await sql`insert into kysely_migration (name, timestamp) values (${name}, ${new Date().toISOString()})`.execute(
      tx.q,
    )
  }
}

/**
 * Rows come table by table, so that what they name may come later. @returns what ties the tables together again: on Postgres
 * each constraint is then checked over all rows; SQLite checks at the commit
 */
async function loosenLinks(tx: Tx): Promise<string[]> {
  if (tx.dialect === 'sqlite') {
    await sql`pragma defer_foreign_keys = on`.execute(tx.q)
    return []
  }
  const { rows } = await sql<{ owner: string; name: string; says: string }>`
    select conrelid::regclass::text as owner, quote_ident(conname) as name, pg_get_constraintdef(oid) as says
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2`.execute(
    tx.q,
  )
  for (const { owner, name } of rows) await sql.raw(`alter table ${owner} drop constraint ${name}`).execute(tx.q)
  return rows.map(({ owner, name, says }) => `alter table ${owner} add constraint ${name} ${says}`)
}

async function loadTable(tx: Tx, shape: Shape, from: TableToLoad): Promise<Loaded> {
  const { table } = shape
  const strange = from.columns.filter((column) => !shape.columns.includes(column))
  if (strange.length > 0) throw new Error(`table ${table} has no ${strange.join(', ')}`)
  const insert = tx.dialect === 'sqlite' ? insertSqlite : insertPostgres
  for await (const page of from.rows()) await insert(tx, shape, from.columns, page)
  await giveOutAfter(tx, shape, from.last)
  const [written, wanted] = [await hashOfTable(tx, shape), from.proof()]
  if (written.rows !== wanted.rows || written.sha256 !== wanted.sha256)
    throw backupErrors.rows_differ({ table, rows: written.rows, wanted: wanted.rows })
  return { table, ...written }
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

async function insertSqlite(tx: Tx, { table }: Shape, columns: readonly string[], rows: readonly Row[]): Promise<void> {
  const text = `insert into "${table}" (${quoted(columns)}) values (${columns.map(() => '?').join(', ')})`
  for (const row of rows) await tx.q.executeQuery(CompiledQuery.raw(text, [...row]))
}

/** One parameter for a thousand rows: JSON arrays that Postgres takes apart. */
async function insertPostgres(
  tx: Tx,
  { table, types }: Shape,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const values = columns.map((column, i) => `(r->>${i})::${types.get(column) ?? 'text'}`).join(', ')
  const text = `insert into "${table}" (${quoted(columns)}) select ${values} from json_array_elements($1::json) r`
  await tx.q.executeQuery(CompiledQuery.raw(text, [JSON.stringify(rows)]))
}

/** The next number is one that was never given out, also where the last rows were removed. */
async function giveOutAfter(tx: Tx, { table, numbered }: Shape, last: number | null): Promise<void> {
  if (numbered === null || last === null) return
  if (tx.dialect === 'postgres') {
    await sql`select setval(pg_get_serial_sequence(${table}, ${numbered}), ${last})`.execute(tx.q)
    return
  }
  await sql`delete from sqlite_sequence where name = ${table}`.execute(tx.q)
  await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(tx.q)
}

/** Puts all that stands in the schema that is used into another, whole, so that it can be looked at or taken back. */
export async function moveAside(tx: Tx, aside: string): Promise<void> {
  await sql`create schema ${sql.ref(aside)}`.execute(tx.q)
  const { rows } = await sql<{ name: string }>`
    select quote_ident(relname) as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace`.execute(tx.q)
  for (const { name } of rows) await sql`alter table ${sql.raw(name)} set schema ${sql.ref(aside)}`.execute(tx.q)
}
