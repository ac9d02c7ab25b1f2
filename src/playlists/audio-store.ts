import { prepared, type Reader } from '../db/index.ts'

export type MediaFact = { readonly bytes: number; readonly removed: boolean }

const fileOf = prepared((q, a: { sha256: string; extension: string }) =>
  q
    .selectFrom('media_file')
    .select(['bytes', 'removed_at'])
    .where('sha256', '=', a.sha256)
    .where('extension', '=', a.extension)
    .compile(),
)

/** What is known of a file of this hash and extension; undefined when there never was one. */
export async function mediaFact(
  reader: Reader,
  { sha256, extension }: { readonly sha256: string; readonly extension: string },
): Promise<MediaFact | undefined> {
  const [row] = await fileOf(reader, { sha256, extension })
  return row && { bytes: row.bytes, removed: row.removed_at !== null }
}

/** Whether one of these stations has a planned airing of one of these episodes that starts in [fromMs, toMs). */
export async function isPlanned(
  reader: Reader,
  stationIds: readonly number[],
  episodeIds: readonly number[],
  [fromMs, toMs]: readonly [number, number],
): Promise<boolean> {
  if (stationIds.length === 0 || episodeIds.length === 0) return false
  const row = await reader.q
    .selectFrom('airing')
    .select('slot_id')
    .where('station_id', 'in', stationIds)
    .where('starts_at', '>=', fromMs)
    .where('starts_at', '<', toMs)
    .where('state', '=', 'planned')
    .where('episode_id', 'in', episodeIds)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
