import type { Reader } from '../db/index.ts'

/** On how many airings some episodes were aired, by their ids; partial ones are not counted (COUNTING.md 9). */
export async function airedCounts(reader: Reader, episodeIds: readonly number[]): Promise<Map<number, number>> {
  if (episodeIds.length === 0) return new Map()
  const rows = await reader.q
    .selectFrom('airing')
    .select(({ fn }) => ['aired_episode_id', fn.countAll<number>().as('n')])
    .where('aired_episode_id', 'in', [...episodeIds])
    .where('aired_episode_id', 'is not', null)
    .where('outcome', '=', 'aired')
    .groupBy('aired_episode_id')
    .execute()
  return new Map(rows.map(({ aired_episode_id, n }) => [aired_episode_id ?? 0, Number(n)]))
}
