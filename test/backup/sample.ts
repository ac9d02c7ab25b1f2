import { readFileSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import type { Reader } from '../../src/db/index.ts'

/** Rows of the newest schema of their day, kept in sample.json: what each earlier schema is filled with. */
export type Sample = Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>
const FILE = new URL('./sample.json', import.meta.url)
export const samplePath = FILE.pathname
export const readSample = (): Sample => JSON.parse(readFileSync(FILE, 'utf8'))

type Link = { readonly owner: string; readonly column: string; readonly to: string; readonly at: string }
// biome-ignore lint/suspicious/noExplicitAny: tables by name, of any schema there ever was
type AnyDb = Kysely<any>

/** What follows from the ledger, and closings: a made-up row of them would be found out by `verify`. */
const DERIVED =
  /^(evidence|unplanned_play|reported_total|total_decision|report_stream|closing|supplement|tally|ledger|airing)/

/** A text that the program can read where it expects a day, a list or an object. */
const textFor = (column: string): string =>
  /date|_on$/.test(column) ? '2026-10-01' : /^(tags|legal_references)$/.test(column) ? '[]' : '{}'

/** Puts one made-up row into each table that has none, so that every table of the sample has rows. SQLite alone. */
export async function fillEmptyTables(reader: Reader, tables: readonly string[]): Promise<void> {
  const q = reader.q as unknown as AnyDb
  const count = async (table: string): Promise<number> =>
    Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(q)).rows[0]?.n)
  const empty = new Set<string>()
  for (const table of tables) if (!DERIVED.test(table) && (await count(table)) === 0) empty.add(table)
  for (let before = -1; empty.size > 0 && empty.size !== before; ) {
    before = empty.size
    for (const table of empty) {
      const links = (
        await sql<Link>`select ${table} as owner, "from" as "column", "table" as "to", coalesce("to", 'id') as "at"
          from pragma_foreign_key_list(${table})`.execute(q)
      ).rows
      if (links.some(({ to }) => empty.has(to) && to !== table)) continue
      const row: Record<string, string | number | null> = {}
      const { rows } = await sql<{ name: string; type: string; must: number; pk: number }>`
        select name, lower(type) as type, "notnull" as must, pk from pragma_table_info(${table})`.execute(q)
      for (const { name, type, must, pk } of rows) {
        const link = links.find(({ column }) => column === name)
        if (link && link.to !== table)
          row[name] = (await q.selectFrom(link.to).select(link.at).limit(1).executeTakeFirst())?.[link.at] ?? null
        else if (name === 'id' || (link && must === 0)) continue
        else if (must === 1 || pk > 0) row[name] = type === 'integer' ? 1 : type === 'real' ? 1.5 : textFor(name)
      }
      await q.insertInto(table).values(row).execute()
      empty.delete(table)
    }
  }
  if (empty.size > 0) throw new Error(`left empty: ${[...empty].join(', ')}`)
}

/** What an airing became of was first kept with the ledger: before there was one, nothing became of any. */
const UNKNOWN = {
  outcome: null,
  outcome_reason: null,
  grade: null,
  flags: null,
  aired_on: null,
  actual_start: null,
  played_seconds: null,
  aired_episode_id: null,
}

/**
 * Fills a database at an earlier schema with what of the sample it has tables and columns for.
 * @returns the columns that were filled, by table
 */
export async function fillFromSample(
  reader: Reader,
  sample: Sample,
  columnsOf: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, string[]>> {
  const q = reader.q as unknown as AnyDb
  const filled = new Map<string, string[]>()
  const waiting = new Map(Object.entries(sample).filter(([table]) => columnsOf.has(table)))
  // In an order that suits the links: what cannot be written yet is tried again.
  for (let before = -1; waiting.size > 0 && waiting.size !== before; ) {
    before = waiting.size
    for (const [table, rows] of waiting) {
      const columns = (columnsOf.get(table) ?? []).filter((column) => column in (rows[0] ?? {}))
      const inOrder = [...rows].sort((a, b) => Number(a.id ?? 0) - Number(b.id ?? 0))
      const early = table === 'airing' && !columnsOf.has('ledger_row') ? UNKNOWN : {}
      const own = inOrder
        .map((one) => ({ ...one, ...early }))
        .map((row: Sample[string][number]) =>
          Object.fromEntries(columns.map((column) => [column, row[column] ?? null])),
        )
      try {
        await q.transaction().execute(async (trx) => {
          await sql`delete from ${sql.table(table)}`.execute(trx)
          for (const row of own) await trx.insertInto(table).values(row).execute()
        })
      } catch (error) {
        if (error instanceof Error && /foreign key/i.test(error.message)) continue
        throw error
      }
      filled.set(table, columns)
      waiting.delete(table)
    }
  }
  if (waiting.size > 0) throw new Error(`could not fill: ${[...waiting.keys()].join(', ')}`)
  return filled
}

/** The rows of a table in some columns, as texts in order: the same from either database. */
export async function rowsIn(reader: Reader, table: string, columns: readonly string[]): Promise<string[]> {
  const rows = await (reader.q as unknown as AnyDb)
    .selectFrom(table)
    .select([...columns])
    .execute()
  return rows.map((row) => JSON.stringify(columns.map((column) => row[column] ?? null))).sort()
}
