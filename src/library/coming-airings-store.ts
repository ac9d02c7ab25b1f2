import type { Reader } from '../db/index.ts'

/** An airing that would lose its episode. */
export type ComingAiring = { readonly stationCode: string; readonly stationName: string; readonly startsAt: number }
export type ComingAirings = { readonly count: number; readonly first: readonly ComingAiring[] }

const SHOWN = 200

/** The planned airings after `now` that carry an episode: how many, and the first 200 of them by time. */
export async function comingAirings(reader: Reader, episodeId: number, now: number): Promise<ComingAirings> {
  const coming = reader.q
    .selectFrom('airing')
    .where('episode_id', '=', episodeId)
    .where('starts_at', '>', now)
    .where('state', '=', 'planned')
  const { n } = await coming.select(({ fn }) => fn.countAll().as('n')).executeTakeFirstOrThrow()
  const rows = await coming
    .innerJoin('station', 'station.id', 'airing.station_id')
    .select(['station.code', 'station.name', 'airing.starts_at'])
    .orderBy('airing.starts_at')
    .orderBy('station.id')
    .limit(SHOWN)
    .execute()
  return {
    count: Number(n),
    first: rows.map((row) => ({ stationCode: row.code, stationName: row.name, startsAt: row.starts_at })),
  }
}

/** The stations that have airings of a segment planned from an instant on: their playlists name it. */
export async function stationsAiring(reader: Reader, segmentId: number, since: number): Promise<number[]> {
  const rows = await reader.q
    .selectFrom('airing')
    .select('station_id')
    .distinct()
    .where('segment_id', '=', segmentId)
    .where('starts_at', '>=', since)
    .where('state', '=', 'planned')
    .execute()
  return rows.map((row) => row.station_id)
}
