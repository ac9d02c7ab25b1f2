import { sql } from 'kysely'
import type { Reader } from '../../../db/index.ts'

export type FailedRecording = {
  readonly episodeId: number
  readonly title: string
  readonly number: number
  readonly fileName: string
}

/** Newest recordings of episodes that could not be analysed, brought since `since` (epoch ms); the newest first. */
export async function failedRecordings(reader: Reader, since: number, limit: number): Promise<FailedRecording[]> {
  const newest = reader.q
    .selectFrom('recording')
    .select(({ fn }) => fn.max('id').as('id'))
    .groupBy('episode_id')
  const rows = await reader.q
    .selectFrom('recording')
    .innerJoin('episode', 'episode.id', 'recording.episode_id')
    .select(['recording.episode_id', 'recording.file_name', 'episode.title', 'episode.number'])
    .where('recording.id', 'in', newest)
    .where('recording.state', 'in', ['failed', 'refused'])
    .where('recording.created_at', '>=', since)
    .where('episode.withdrawn_at', 'is', null)
    .orderBy('recording.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ episode_id, file_name, title, number }) => ({
    episodeId: episode_id,
    fileName: file_name,
    title,
    number,
  }))
}

export type Clash = { readonly stationId: number; readonly first: number; readonly second: number }

/**
 * Pairs of planned airings of one station that overlap, the first starting in [from, to); instants in epoch ms.
 * Emergencies interrupt what they meet: that is no clash.
 */
export async function clashes(reader: Reader, from: number, to: number, limit: number): Promise<Clash[]> {
  const rows = await reader.q
    .selectFrom('airing as a')
    .innerJoin('airing as b', (join) =>
      join
        .onRef('b.station_id', '=', 'a.station_id')
        .onRef('b.starts_at', '>=', 'a.starts_at')
        .onRef('b.starts_at', '<', 'a.ends_at'),
    )
    .select(['a.station_id', 'a.starts_at as first', 'b.starts_at as second'])
    .where('a.station_id', 'in', (all) => all.selectFrom('station').select('id'))
    .where('a.starts_at', '>=', from)
    .where('a.starts_at', '<', to)
    .where('a.state', '=', 'planned')
    .where('b.state', '=', 'planned')
    .where('a.priority', '!=', 'emergency')
    .where('b.priority', '!=', 'emergency')
    // Of two that start together each pair is told once.
    .where(sql<boolean>`(b.starts_at > a.starts_at or b.slot_id > a.slot_id)`)
    .orderBy('a.starts_at')
    .orderBy('a.station_id')
    .limit(limit)
    .execute()
  return rows.map(({ station_id, first, second }) => ({ stationId: station_id, first, second }))
}
