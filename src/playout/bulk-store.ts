import { CompiledQuery, sql } from 'kysely'
import type { DialectName, Reader, Tables, Tx } from '../db/index.ts'

type Value = string | number | null

/** Rows written by one statement at most: 64 rows of 28 columns stay well below every limit on bound variables. */
const CHUNK = 64
const texts = new Map<string, string>()

/** The text of a multi-row insert, made once for each table and number of rows, so that its statement can be kept. */
function insertText(tx: Tx, table: string, columns: readonly string[], rows: number): string {
  const key = `${tx.dialect} ${table} ${rows}`
  const known = texts.get(key)
  if (known !== undefined) return known
  let n = 0
  const mark = tx.dialect === 'postgres' ? () => `$${++n}` : () => '?'
  const tuples = Array.from({ length: rows }, () => `(${columns.map(mark).join(', ')})`)
  const text = `insert into ${table} (${columns.join(', ')}) values ${tuples.join(', ')}`
  texts.set(key, text)
  return text
}

/**
 * Inserts many rows with few statements of constant text: building the same query anew for every report costs more
 * than the database does. Columns and their order are those of `columns`.
 */
export async function insertMany<T extends keyof Tables & string>(
  tx: Tx,
  table: T,
  columns: readonly (keyof Tables[T] & string)[],
  rows: readonly (readonly Value[])[],
): Promise<void> {
  if (tx.direct) {
    // Within the process a statement for each row costs less than one for many, whose values must be laid out first.
    const insert = tx.direct(insertText(tx, table, columns, 1))
    for (const row of rows) insert(row)
    return
  }
  let from = 0
  while (from < rows.length) {
    // Powers of two: a handful of statement texts for every number of rows.
    const size = Math.min(CHUNK, 2 ** Math.floor(Math.log2(rows.length - from)))
    const values = rows.slice(from, from + size).flat()
    const text = insertText(tx, table, columns, size)
    await tx.q.executeQuery(CompiledQuery.raw(text, values))
    from += size
  }
}

/** A JSON list of texts as a table of one column `value`: one bound variable however long the list. */
export const textsOf = (dialect: DialectName, json: string) =>
  dialect === 'postgres'
    ? sql<{ value: string }>`(select jsonb_array_elements_text(${json}::jsonb) as value)`
    : sql<{ value: string }>`(select value from json_each(${json}))`

export const textList = (reader: Reader, values: readonly string[]) => textsOf(reader.dialect, JSON.stringify(values))

/** A JSON list of rows of whole numbers as a table with columns of these names. */
export function numbersOf(dialect: DialectName, names: readonly string[], json: string) {
  const columns = names.map((name, index) =>
    dialect === 'postgres'
      ? sql`(value->>${sql.lit(index)})::bigint as ${sql.ref(name)}`
      : sql`json_extract(value, ${sql.lit(`$[${index}]`)}) as ${sql.ref(name)}`,
  )
  return dialect === 'postgres'
    ? sql`(select ${sql.join(columns)} from jsonb_array_elements(${json}::jsonb))`
    : sql`(select ${sql.join(columns)} from json_each(${json}))`
}
export const numberRows = (reader: Reader, names: readonly string[], rows: readonly (readonly number[])[]) =>
  numbersOf(reader.dialect, names, JSON.stringify(rows))

/**
 * After `evidence e`: look up by airing. Without statistics SQLite takes the station's whole stretch of the clustered
 * table for cheaper than four columns of the index, and is wrong by the length of the station's life.
 */
export const byAiring = (dialect: DialectName) => (dialect === 'sqlite' ? sql`indexed by evidence_airing` : sql``)
