import { sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { EvidenceKind } from '../kernel/terms.ts'
import type { Zone } from '../kernel/time.ts'
import type { Scope } from './facts-store.ts'
import { quarantineDay } from './rules.ts'

/** A quarantined event as it is shown: on which day, of which segment and episode if that can be told. */
export type Quarantined = {
  readonly stationId: number
  readonly position: number
  readonly kind: EvidenceKind
  readonly day: LocalDate
  /** Null: neither the named airing nor the hash tells; it is then shown whatever segment is asked for. */
  readonly segmentId: number | null
  readonly episodeId: number | null
  readonly at: number | null
  readonly reason: string | null
  readonly slotId: number | null
  readonly onDate: LocalDate | null
  readonly ordinal: number | null
}

type Row = {
  station_id: number
  position: number
  kind: EvidenceKind
  at: number | null
  received_at: number
  reason: string | null
  slot_id: number | null
  on_date: LocalDate | null
  ordinal: number | null
  planned_on: LocalDate | null
  premiere: number | null
  airing_segment: number | null
  airing_episode: number | null
  played_segment: number | null
  played_episode: number | null
}

/** Quarantined events that are shown in a scope. They are few: people settle them. Told of premieres by their airing. */
export async function quarantinedEvents(reader: Reader, scope: Scope, zone: Zone): Promise<Quarantined[]> {
  const { stationIds } = scope
  const { rows } = await sql<Row>`
    select e.station_id, e.position, e.kind, e.at, e.received_at, e.reason, e.slot_id, e.on_date, e.ordinal,
      a.planned_on, a.premiere, a.segment_id as airing_segment, a.episode_id as airing_episode,
      e.segment_id as played_segment, e.episode_id as played_episode
    from evidence e
    left join airing a on a.slot_id = e.slot_id and a.station_id = e.station_id and a.on_date = e.on_date
      and a.ordinal = e.ordinal
    where e.state = 'quarantined'
      ${stationIds === undefined ? sql`` : sql`and e.station_id in (${sql.join(stationIds.length > 0 ? stationIds : [-1])})`}
    order by e.station_id, e.position`.execute(reader.q)
  return rows
    .filter((row) => ofKind(row, scope))
    .map((row) => toQuarantined(row, zone))
    .filter((q) => shown(q, scope))
}

const ofKind = (row: Row, { premiere }: Scope): boolean =>
  premiere === undefined || row.premiere === null || row.premiere === premiere

const shown = (q: Quarantined, scope: Scope): boolean =>
  q.day >= scope.from &&
  q.day <= scope.to &&
  (scope.segmentId === undefined || q.segmentId === null || q.segmentId === scope.segmentId)

const LAST_INSTANT = Date.UTC(2199, 11, 31)
const dayTold = (at: number | null, zone: Zone): LocalDate | null =>
  at !== null && at > 0 && at < LAST_INSTANT ? zone.localDate(at) : null

const toQuarantined = (row: Row, zone: Zone): Quarantined => ({
  stationId: row.station_id,
  position: row.position,
  kind: row.kind,
  day: quarantineDay({
    receivedOn: zone.localDate(row.received_at),
    toldOn: dayTold(row.at, zone),
    plannedOn: row.planned_on,
  }),
  segmentId: row.airing_segment ?? row.played_segment,
  episodeId: row.airing_episode ?? row.played_episode,
  at: row.at,
  reason: row.reason,
  slotId: row.slot_id,
  onDate: row.on_date,
  ordinal: row.ordinal,
})
