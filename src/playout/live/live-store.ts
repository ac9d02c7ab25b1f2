import type { Reader, Tx } from '../../db/index.ts'
import type { LiveEvent } from '../../kernel/hub.ts'

export type NewLiveEvent = {
  readonly stationId: number
  readonly kind: 'playlist' | 'emergency'
  readonly data: string
}

/** Rows written at once: well below the databases' limits on bound variables. */
const AT_ONCE = 200
/** A listener that missed more is better served by the state as it is now. */
const MISSED_AT_MOST = 500

/** Writes live events. @returns them with their ids, for publishing after the commit */
export async function addLiveEvents(tx: Tx, events: readonly NewLiveEvent[], at: number): Promise<LiveEvent[]> {
  const written: LiveEvent[] = []
  for (let i = 0; i < events.length; i += AT_ONCE) {
    const rows = await tx.q
      .insertInto('live_event')
      .values(
        events.slice(i, i + AT_ONCE).map(({ stationId, kind, data }) => ({ at, station_id: stationId, kind, data })),
      )
      .returning(['id', 'station_id', 'kind', 'data'])
      .execute()
    written.push(...rows.map(toLiveEvent))
  }
  return written.sort((a, b) => a.id - b.id)
}

const toLiveEvent = (row: { id: number; station_id: number | null; kind: 'playlist' | 'emergency'; data: string }) => ({
  id: row.id,
  stationId: row.station_id,
  kind: row.kind,
  data: row.data,
})

/** The events of a station, and those for all, after an id, in order. */
export async function eventsAfter(reader: Reader, stationId: number, id: number): Promise<LiveEvent[]> {
  const rows = await reader.q
    .selectFrom('live_event')
    .select(['id', 'station_id', 'kind', 'data'])
    .where('id', '>', id)
    .where((eb) => eb.or([eb('station_id', '=', stationId), eb('station_id', 'is', null)]))
    .orderBy('id')
    .limit(MISSED_AT_MOST)
    .execute()
  return rows.map(toLiveEvent)
}

/** All events with ids from `from` to `to`, both included, in order. */
export async function eventsBetween(reader: Reader, from: number, to: number): Promise<LiveEvent[]> {
  const rows = await reader.q
    .selectFrom('live_event')
    .select(['id', 'station_id', 'kind', 'data'])
    .where('id', '>=', from)
    .where('id', '<=', to)
    .orderBy('id')
    .execute()
  return rows.map(toLiveEvent)
}

/**
 * The id of a station's newest event, 0 when there is none. Ids of one station come in the order of their commits, as the
 * station's playlist is locked before one is written; those of different stations need not.
 */
export async function newestOf(reader: Reader, stationId: number): Promise<number> {
  const row = await reader.q
    .selectFrom('live_event')
    .select(({ fn }) => fn.max('id').as('newest'))
    .where('station_id', '=', stationId)
    .executeTakeFirst()
  return Number(row?.newest ?? 0)
}

/** The oldest and the newest id that are kept; zeros when there is none. */
export async function keptIds(reader: Reader): Promise<{ oldest: number; newest: number }> {
  const row = await reader.q
    .selectFrom('live_event')
    .select(({ fn }) => [fn.min('id').as('oldest'), fn.max('id').as('newest')])
    .executeTakeFirst()
  return { oldest: Number(row?.oldest ?? 0), newest: Number(row?.newest ?? 0) }
}

/** What was already told as an emergency, as written: "station id, space, data". */
export async function emergenciesTold(reader: Reader, stationIds: readonly number[]): Promise<Set<string>> {
  if (stationIds.length === 0) return new Set()
  const rows = await reader.q
    .selectFrom('live_event')
    .select(['station_id', 'data'])
    .where('kind', '=', 'emergency')
    .where('station_id', 'in', stationIds)
    .execute()
  return new Set(rows.map((row) => `${row.station_id} ${row.data}`))
}

/** Removes events from before an instant. */
export async function forgetBefore(tx: Tx, at: number): Promise<void> {
  await tx.q.deleteFrom('live_event').where('at', '<', at).execute()
}

/** The present version of a station's playlist; 0 before its first change. */
export async function storedPlaylistVersion(reader: Reader, stationId: number): Promise<number> {
  const row = await reader.q
    .selectFrom('playlist_version')
    .select('version')
    .where('station_id', '=', stationId)
    .executeTakeFirst()
  return row?.version ?? 0
}

/** Keys revoked since an instant, by their hashes; by whatever process. */
export async function keysRevokedSince(reader: Reader, at: number): Promise<string[]> {
  const rows = await reader.q.selectFrom('station_key').select('key_hash').where('revoked_at', '>=', at).execute()
  return rows.map((row) => row.key_hash)
}
