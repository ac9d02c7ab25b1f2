import { CompiledQuery } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { Airing } from './airing.ts'
import { toRow } from './airing-store.ts'

// Measured: SQLite takes small batches fastest; Postgres gains from few round trips (at most 65.535 parameters).
const BATCH = { sqlite: 28, postgres: 400 } as const
const IDENTITY = ['slot_id', 'station_id', 'on_date', 'ordinal']
/** Written by playout alone; an upsert of the plan must never touch them. */
const EVIDENCE = [
  'outcome',
  'outcome_reason',
  'grade',
  'flags',
  'aired_on',
  'actual_start',
  'played_seconds',
  'aired_episode_id',
]

const texts = new Map<string, string>()

/** One statement per batch size, made once: building it anew for every batch costs more than running it. */
function upsertText(dialect: Tx['dialect'], columns: readonly string[], rows: number): string {
  const name = `${dialect} ${rows}`
  const known = texts.get(name)
  if (known) return known
  let n = 0
  const mark = () => (dialect === 'postgres' ? `$${++n}` : '?')
  const values = Array.from({ length: rows }, () => `(${columns.map(mark).join(', ')})`).join(', ')
  const set = columns.filter((c) => !IDENTITY.includes(c) && !EVIDENCE.includes(c)).map((c) => `${c} = excluded.${c}`)
  const text = `insert into airing (${columns.join(', ')}) values ${values} on conflict (${IDENTITY.join(', ')}) do update set ${set.join(', ')}`
  texts.set(name, text)
  return text
}

/** Writes airings by their identity: new ones are made, known ones get the new plan and binding. Evidence stays. */
export async function upsertAirings(tx: Tx, airings: readonly Airing[]): Promise<void> {
  const size = BATCH[tx.dialect]
  for (let i = 0; i < airings.length; i += size) {
    const rows = airings.slice(i, i + size).map(toRow)
    const columns = Object.keys(rows[0] ?? {})
    const text = upsertText(tx.dialect, columns, rows.length)
    await tx.q.executeQuery(
      CompiledQuery.raw(
        text,
        rows.flatMap((row) => Object.values(row)),
      ),
    )
  }
}
