import type { Selectable } from 'kysely'
import { bit, prepared, type Reader, type Tx } from '../db/index.ts'
import type { AiringTable } from '../db/tables/schedule.ts'
import type { Outcome } from '../kernel/terms.ts'
import type { AiringKey } from '../protocol/airing-id.ts'
import type { Airing, AiringEvidence, AiringState } from './airing.ts'

export const toAiring = (row: Selectable<AiringTable>): Airing => ({
  slotId: row.slot_id,
  stationId: row.station_id,
  onDate: row.on_date,
  ordinal: row.ordinal,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  plannedOn: row.planned_on,
  segmentId: row.segment_id,
  programme: row.programme,
  premiere: row.premiere === 1,
  priority: row.priority,
  episodeId: row.episode_id,
  fixedEpisodeId: row.fixed_episode_id,
  fallback: row.fallback === 1,
  state: row.state,
  stateReason: row.state_reason,
  closureId: row.closure_id,
  levelCode: row.level_code,
  unitId: row.unit_id,
  outcome: row.outcome,
  outcomeReason: row.outcome_reason,
  grade: row.grade,
  flags: row.flags,
  airedOn: row.aired_on,
  actualStart: row.actual_start,
  playedSeconds: row.played_seconds,
  airedEpisodeId: row.aired_episode_id,
})

export const toRow = (airing: Airing): Selectable<AiringTable> => ({
  slot_id: airing.slotId,
  station_id: airing.stationId,
  on_date: airing.onDate,
  ordinal: airing.ordinal,
  starts_at: airing.startsAt,
  ends_at: airing.endsAt,
  planned_on: airing.plannedOn,
  segment_id: airing.segmentId,
  programme: airing.programme,
  premiere: bit(airing.premiere),
  priority: airing.priority,
  episode_id: airing.episodeId,
  fixed_episode_id: airing.fixedEpisodeId,
  fallback: bit(airing.fallback),
  state: airing.state,
  state_reason: airing.stateReason,
  closure_id: airing.closureId,
  level_code: airing.levelCode,
  unit_id: airing.unitId,
  outcome: airing.outcome,
  outcome_reason: airing.outcomeReason,
  grade: airing.grade,
  flags: airing.flags,
  aired_on: airing.airedOn,
  actual_start: airing.actualStart,
  played_seconds: airing.playedSeconds,
  aired_episode_id: airing.airedEpisodeId,
})

const ofStation = prepared((q, a: { stationId: number; from: number; to: number }) =>
  q
    .selectFrom('airing')
    .selectAll()
    .where('station_id', '=', a.stationId)
    .where('starts_at', '>=', a.from)
    .where('starts_at', '<', a.to)
    .orderBy('starts_at')
    .orderBy('slot_id')
    .orderBy('on_date')
    .orderBy('ordinal')
    .compile(),
)

/** Airings of a station that start in [from, to), in every state, in order of start. Asked by every report. */
export const airingsOfStation = async (
  reader: Reader,
  stationId: number,
  from: number,
  to: number,
): Promise<Airing[]> => (await ofStation(reader, { stationId, from, to })).map(toAiring)

/** One airing by its identity, whatever its state; undefined when there never was one. */
export async function airingByKey(reader: Reader, key: AiringKey): Promise<Airing | undefined> {
  const row = await reader.q
    .selectFrom('airing')
    .selectAll()
    .where('slot_id', '=', key.slotId)
    .where('station_id', '=', key.stationId)
    .where('on_date', '=', key.onDate)
    .where('ordinal', '=', key.ordinal)
    .executeTakeFirst()
  return row && toAiring(row)
}

export type AiringQuery = {
  /** All stations when left out. */
  readonly stationIds?: readonly number[]
  /** Start in [from, to), epoch milliseconds. */
  readonly from: number
  readonly to: number
  readonly segmentId?: number
  readonly slotId?: number
  /** Bound to it, or played it. */
  readonly episodeId?: number
  readonly states?: readonly AiringState[]
  /** 'none': no word yet. */
  readonly outcome?: Outcome | 'none'
  readonly offset?: number
  readonly limit?: number
}

/** Stations asked for at once: well below the databases' limits on bound variables. */
const STATIONS_AT_ONCE = 1000

/** Airings that start in [from, to), ordered by start, station, slot; of many stations at once. */
export async function airingsBetween(reader: Reader, query: AiringQuery): Promise<Airing[]> {
  const { stationIds } = query
  if (!stationIds || stationIds.length <= STATIONS_AT_ONCE)
    return (await airingQuery(reader, query).execute()).map(toAiring)
  if (query.limit !== undefined) throw new Error('a page of airings is asked of all stations, or of at most 1.000')
  const found: Airing[] = []
  for (let i = 0; i < stationIds.length; i += STATIONS_AT_ONCE) {
    found.push(...(await airingsBetween(reader, { ...query, stationIds: stationIds.slice(i, i + STATIONS_AT_ONCE) })))
  }
  return found.sort((a, b) => a.startsAt - b.startsAt || a.stationId - b.stationId || a.slotId - b.slotId)
}

function airingQuery(
  reader: Reader,
  { stationIds, from, to, segmentId, slotId, episodeId, states, outcome, offset, limit }: AiringQuery,
) {
  let q = reader.q.selectFrom('airing').selectAll().where('starts_at', '>=', from).where('starts_at', '<', to)
  // The table is clustered by station first: naming all stations makes a range of each instead of a scan of the whole.
  q = stationIds
    ? q.where('station_id', 'in', stationIds.length > 0 ? [...stationIds] : [-1])
    : q.where('station_id', 'in', (all) => all.selectFrom('station').select('id'))
  if (segmentId !== undefined) q = q.where('segment_id', '=', segmentId)
  if (slotId !== undefined) q = q.where('slot_id', '=', slotId)
  if (episodeId !== undefined) {
    q = q.where(({ eb, or }) => or([eb('episode_id', '=', episodeId), eb('aired_episode_id', '=', episodeId)]))
  }
  if (states) q = q.where('state', 'in', [...states])
  if (outcome === 'none') q = q.where('outcome', 'is', null)
  else if (outcome !== undefined) q = q.where('outcome', '=', outcome)
  q = q.orderBy('starts_at').orderBy('station_id').orderBy('slot_id').orderBy('on_date').orderBy('ordinal')
  if (limit !== undefined) q = q.limit(limit).offset(offset ?? 0)
  return q
}

/**
 * Writes what became of an airing; playout alone calls it, after it worked that out from the ledger. All fields are
 * set, so that a withdrawn piece of evidence leaves nothing behind. Times and binding of the plan stay as they are.
 * @returns whether there is such an airing
 */
export async function markEvidence(tx: Tx, key: AiringKey, evidence: AiringEvidence): Promise<boolean> {
  const result = await tx.q
    .updateTable('airing')
    .set({
      outcome: evidence.outcome,
      outcome_reason: evidence.outcomeReason,
      grade: evidence.grade,
      flags: evidence.flags,
      aired_on: evidence.airedOn,
      actual_start: evidence.actualStart,
      played_seconds: evidence.playedSeconds,
      aired_episode_id: evidence.airedEpisodeId,
    })
    .where('slot_id', '=', key.slotId)
    .where('station_id', '=', key.stationId)
    .where('on_date', '=', key.onDate)
    .where('ordinal', '=', key.ordinal)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
