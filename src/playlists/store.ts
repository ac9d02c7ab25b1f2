import type { Reader, Tx } from '../db/index.ts'

export type StationBrief = { readonly id: number; readonly code: string; readonly name: string }

export async function stationByCode(reader: Reader, code: string): Promise<StationBrief | undefined> {
  return reader.q.selectFrom('station').select(['id', 'code', 'name']).where('code', '=', code).executeTakeFirst()
}

/** Names of those slots that have one of their own. */
export async function slotTitles(reader: Reader, slotIds: readonly number[]): Promise<Map<number, string>> {
  if (slotIds.length === 0) return new Map()
  const rows = await reader.q.selectFrom('slot').select(['id', 'title']).where('id', 'in', slotIds).execute()
  return new Map(rows.flatMap(({ id, title }) => (title === null ? [] : [[id, title] as const])))
}

/** The version of a station's playlist; 0 before its first change. */
export async function readVersion(reader: Reader, stationId: number): Promise<number> {
  const row = await reader.q
    .selectFrom('playlist_version')
    .select('version')
    .where('station_id', '=', stationId)
    .executeTakeFirst()
  return row?.version ?? 0
}

/** Stations written at once: well below the databases' limits on bound variables. */
const AT_ONCE = 500

/**
 * Gives stations a new version, greater than the one before and than any of before `now` (epoch milliseconds), so that
 * versions do not come again after an older database was restored. Holds the stations' rows until the commit.
 */
export async function bumpVersions(
  tx: Tx,
  stationIds: readonly number[],
  now: number,
): Promise<{ stationId: number; version: number }[]> {
  const bumped: { stationId: number; version: number }[] = []
  // In order of id, so that two transactions never wait for each other.
  const ordered = [...new Set(stationIds)].sort((a, b) => a - b)
  for (let i = 0; i < ordered.length; i += AT_ONCE) {
    const rows = await tx.q
      .insertInto('playlist_version')
      .values(ordered.slice(i, i + AT_ONCE).map((stationId) => ({ station_id: stationId, version: now })))
      .onConflict((conflict) =>
        conflict.column('station_id').doUpdateSet((eb) => ({
          version: eb
            .case()
            .when('playlist_version.version', '>=', now)
            .then(eb('playlist_version.version', '+', 1))
            .else(now)
            .end(),
        })),
      )
      .returning(['station_id', 'version'])
      .execute()
    bumped.push(...rows.map((row) => ({ stationId: row.station_id, version: row.version })))
  }
  return bumped
}

/** Stations that have airings of an episode from an instant on. Each station's airings lie together, by start. */
export async function stationsPlaying(reader: Reader, episodeId: number, fromMs: number): Promise<number[]> {
  const rows = await reader.q
    .selectFrom('station')
    .select('station.id')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('airing')
          .select('airing.slot_id')
          .whereRef('airing.station_id', '=', 'station.id')
          .where('airing.starts_at', '>=', fromMs)
          .where('airing.episode_id', '=', episodeId),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}
