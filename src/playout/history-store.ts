import { sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { AiringKey } from '../protocol/index.ts'
import { byAiring, textList } from './bulk-store.ts'

/** A ledger row with what has become of it. */
export type HistoryRow = {
  readonly position: number
  readonly hash: string
  readonly text: string
  readonly state: string
  readonly reason: string | null
}

/** Every ledger row that names an airing, that is of one of these events, or that settles one of them; in order. */
export async function ledgerRowsOf(reader: Reader, key: AiringKey, eventIds: readonly string[]): Promise<HistoryRow[]> {
  const ids = textList(reader, eventIds)
  const { rows } = await sql<HistoryRow>`
    select r.position, r.hash, r.text, e.state, e.reason
    from evidence e join ledger_row r on r.station_id = e.station_id and r.position = e.position
    where e.station_id = ${key.stationId} and e.position in (
      select position from evidence ${byAiring(reader.dialect)}
        where slot_id = ${key.slotId} and station_id = ${key.stationId} and on_date = ${key.onDate} and ordinal = ${key.ordinal}
      union select position from evidence where station_id = ${key.stationId} and event_id in (select value from ${ids} as wanted)
      union select position from evidence
        where station_id = ${key.stationId} and kind = 'settlement' and detail in (select value from ${ids} as wanted))
    order by e.position`.execute(reader.q)
  return rows
}

export type QuarantinedRow = {
  readonly station: string
  readonly event_id: string
  readonly reason: string | null
  readonly received_at: number
  readonly text: string
}

/** Events that wait for a person, oldest first, with their ledger rows. */
export async function quarantinedEvents(
  reader: Reader,
  asked: { readonly stationId?: number; readonly offset: number; readonly limit: number },
): Promise<QuarantinedRow[]> {
  let query = reader.q
    .selectFrom('evidence as e')
    .innerJoin('station as s', 's.id', 'e.station_id')
    .innerJoin('ledger_row as r', (join) =>
      join.onRef('r.station_id', '=', 'e.station_id').onRef('r.position', '=', 'e.position'),
    )
    .select(['s.code as station', 'e.event_id', 'e.reason', 'e.received_at', 'r.text'])
    .where('e.state', '=', 'quarantined')
  if (asked.stationId !== undefined) query = query.where('e.station_id', '=', asked.stationId)
  const rows = await query
    .orderBy('e.received_at')
    .orderBy('e.station_id')
    .orderBy('e.position')
    .offset(asked.offset)
    .limit(asked.limit + 1)
    .execute()
  return rows.flatMap((row) => (row.event_id === null ? [] : [{ ...row, event_id: row.event_id }]))
}

/** How many events wait for a person. */
export async function quarantineCount(reader: Reader, stationId?: number): Promise<number> {
  let query = reader.q
    .selectFrom('evidence')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('state', '=', 'quarantined')
  if (stationId !== undefined) query = query.where('station_id', '=', stationId)
  return Number((await query.executeTakeFirst())?.n ?? 0)
}

/** Unplanned plays of some days, by day and time, with the names of what was played. */
export async function unplannedPlays(
  reader: Reader,
  asked: {
    readonly stationId?: number | undefined
    readonly from: LocalDate
    readonly to: LocalDate
    readonly accepted?: boolean | undefined
    readonly offset: number
    readonly limit: number
  },
) {
  let query = reader.q
    .selectFrom('unplanned_play as u')
    .innerJoin('station as s', 's.id', 'u.station_id')
    .leftJoin('segment', 'segment.id', 'u.segment_id')
    .leftJoin('episode', 'episode.id', 'u.episode_id')
    .selectAll('u')
    .select(['s.code as station', 'segment.code as segment', 'episode.title as episode_title'])
    .where('u.aired_on', '>=', asked.from)
    .where('u.aired_on', '<=', asked.to)
  // Naming the stations makes a range of each in the index by day.
  query =
    asked.stationId === undefined
      ? query.where('u.station_id', 'in', (all) => all.selectFrom('station').select('id'))
      : query.where('u.station_id', '=', asked.stationId)
  if (asked.accepted !== undefined) query = query.where('u.accepted_at', asked.accepted ? 'is not' : 'is', null)
  return query
    .orderBy('u.aired_on')
    .orderBy('u.starts_at')
    .orderBy('u.station_id')
    .orderBy('u.play_key')
    .offset(asked.offset)
    .limit(asked.limit + 1)
    .execute()
}
