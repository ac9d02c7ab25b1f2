import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import type { LocalDate } from '../../kernel/dates.ts'
import type { Programme } from '../../kernel/terms.ts'
import type { Zone } from '../../kernel/time.ts'
import { facts, type Scope } from '../facts-store.ts'
import { sumsAt } from '../figures-store.ts'
import type { FactRef } from '../listing-store.ts'
import { COUNT_NAMES, type RowCounts } from './frozen-row.ts'

/** An airing or play that counts, and by how much in which number. */
export type CountedFact = { readonly ref: FactRef; readonly programme: Programme; readonly counts: RowCounts }

type Row = {
  what: 'airing' | 'play'
  station_id: number
  slot_id: number
  on_date: LocalDate
  ordinal: number
  play_key: string
  programme: Programme
} & Record<(typeof COUNT_NAMES)[number], number>

/** Every airing and play that counts in a scope at `now`, with its numbers: the same facts that reports are summed from. */
export async function factsByRow(reader: Reader, scope: Scope, zone: Zone, now: number): Promise<CountedFact[]> {
  const { rows } = await sql<Row>`
    select what, station_id, slot_id, on_date, ordinal, play_key, programme,
      ${sumsAt(now)}, 0 as quarantined, 0 as total
    from ${facts(scope, zone)} fact
    group by what, station_id, slot_id, on_date, ordinal, play_key, programme`.execute(reader.q)
  return rows.map((row) => ({
    ref:
      row.what === 'airing'
        ? { what: 'airing', stationId: row.station_id, slotId: row.slot_id, onDate: row.on_date, ordinal: row.ordinal }
        : { what: 'play', stationId: row.station_id, playKey: row.play_key },
    programme: row.programme,
    counts: Object.fromEntries(
      COUNT_NAMES.flatMap((name) => (Number(row[name]) === 0 ? [] : [[name, Number(row[name])]])),
    ),
  }))
}
