import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Reader, Tables } from '../db/index.ts'
import type { Shape } from './shape-store.ts'

export type Value = string | number | null
/** Values in the order of the shape's columns. */
export type Row = readonly Value[]

const AT_ONCE = 1000

/** A row as a line, the same from either database: a JSON array, numbers in the shortest form that reads back the same. */
export const rowLine = (row: Row): string => `${JSON.stringify(row)}\n`

/** Counts rows and hashes their lines, in the order of their key. */
export class RowsHash {
  readonly #hash = createHash('sha256')
  rows = 0
  add(lines: string, rows: number): void {
    this.#hash.update(lines)
    this.rows += rows
  }
  digest(): string {
    return this.#hash.digest('hex')
  }
}

function asValue(value: unknown, table: string, column: string): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  throw new Error(`${table}.${column}: a value that is no text and no number is not copied`)
}

/**
 * All rows of a table in the order of its key, some at a time, without holding more of them.
 * @param reader on Postgres one that holds a transaction
 */
export async function* rowPages(reader: Reader, { table, columns, key, types }: Shape): AsyncGenerator<Row[]> {
  const asRow = (record: Readonly<Record<string, unknown>>): Row =>
    columns.map((column) => asValue(record[column], table, column))
  // Text in the order of its bytes, which is SQLite's own, whatever the language of the Postgres database.
  const byKey = sql.join(
    key.map((one) => (types.get(one) === 'text' ? sql`${sql.ref(one)} collate "C"` : sql.ref(one))),
  )
  if (reader.dialect === 'postgres') {
    await sql`declare rows_in_order no scroll cursor for
      select * from ${sql.table(table)} order by ${byKey}`.execute(reader.q)
    for (;;) {
      const fetched = sql<Record<string, unknown>>`fetch ${sql.raw(String(AT_ONCE))} from rows_in_order`
      const { rows } = await fetched.execute(reader.q)
      if (rows.length === 0) break
      yield rows.map(asRow)
    }
    await sql`close rows_in_order`.execute(reader.q)
    return
  }
  let page: Row[] = []
  for await (const record of streamed(reader.q, table, byKey)) {
    page.push(asRow(record))
    if (page.length < AT_ONCE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

const streamed = (q: Kysely<Tables>, table: string, byKey: ReturnType<typeof sql.join>) =>
  q
    .selectFrom(sql<Record<string, unknown>>`${sql.table(table)}`.as('whole'))
    .selectAll()
    .orderBy(byKey)
    .stream()

/** The hash of a table as it stands. */
export async function hashOfTable(reader: Reader, shape: Shape): Promise<{ rows: number; sha256: string }> {
  const hash = new RowsHash()
  for await (const page of rowPages(reader, shape)) hash.add(page.map(rowLine).join(''), page.length)
  return { rows: hash.rows, sha256: hash.digest() }
}
