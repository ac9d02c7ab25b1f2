import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Priority } from '../kernel/terms.ts'
import { groupBy } from './group.ts'

/** A candidate of "newest cleared" (COUNTING.md 4). */
export type ClearedCandidate = {
  readonly episodeId: number
  readonly number: number
  readonly year: number
  readonly airDate: LocalDate | null
  readonly clearedAt: number
  readonly title: string
  readonly priority: Priority
}

export type PlayableRendition = {
  readonly format: 'mp3' | 'opus'
  readonly sha256: string
  readonly md5: string
  readonly bytes: number
  readonly extension: string
  readonly type: string
  readonly durationSeconds: number
  readonly gainDb: number
  readonly integratedLufs: number
  readonly truePeakDbtp: number
}

/** A cleared episode with the very files that were cleared. */
export type PlayableEpisode = {
  readonly episodeId: number
  readonly segmentId: number
  readonly number: number
  readonly year: number
  readonly title: string
  readonly priority: Priority
  readonly airDate: LocalDate | null
  readonly clearedAt: number
  /** SHA-256 of the MP3 that the clearance binds: no other may be played. */
  readonly clearedAudioHash: string | null
  readonly renditions: readonly PlayableRendition[]
}

const cleared = (reader: Reader) =>
  reader.q
    .selectFrom('episode')
    .select(['id', 'segment_id', 'number', 'year', 'title', 'air_date', 'priority', 'cleared_at'])
    .where('cleared_decision_id', 'is not', null)
    .where('withdrawn_at', 'is', null)

/** The cleared episodes of a segment, by air date (undated ones last), year and number. */
export async function clearedCandidates(reader: Reader, segmentId: number): Promise<ClearedCandidate[]> {
  const rows = await cleared(reader)
    .where('segment_id', '=', segmentId)
    .orderBy(({ eb }) => eb.case().when('air_date', 'is', null).then(1).else(0).end())
    .orderBy('air_date')
    .orderBy('year')
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    episodeId: row.id,
    number: row.number,
    year: row.year,
    airDate: row.air_date,
    clearedAt: row.cleared_at ?? 0,
    title: row.title,
    priority: row.priority,
  }))
}

/**
 * The cleared ones among these episodes, each with the renditions of the recording that was cleared, MP3 first.
 * What is not cleared, or withdrawn, is absent: uncleared audio never leaves.
 */
export async function playableEpisodes(reader: Reader, ids: readonly number[]): Promise<Map<number, PlayableEpisode>> {
  if (ids.length === 0) return new Map()
  const wanted = [...new Set(ids)]
  const episodes = await cleared(reader).where('id', 'in', wanted).execute()
  const renditions = await reader.q
    .selectFrom('episode')
    .innerJoin('decision', 'decision.id', 'episode.cleared_decision_id')
    .innerJoin('rendition', 'rendition.recording_id', 'decision.recording_id')
    .innerJoin('media_file', 'media_file.sha256', 'rendition.sha256')
    .where('episode.id', 'in', wanted)
    .where('media_file.removed_at', 'is', null)
    .orderBy('rendition.format')
    .select(['episode.id as episode_id', 'rendition.format', 'rendition.sha256', 'media_file.md5', 'rendition.bytes'])
    .select(['media_file.extension', 'media_file.type', 'rendition.duration_seconds', 'rendition.gain_db'])
    .select(['rendition.integrated_lufs', 'rendition.true_peak_dbtp', 'decision.audio_hash'])
    .execute()
  const files = groupBy(renditions, (row) => row.episode_id)
  return new Map(
    episodes.map((row) => [
      row.id,
      {
        episodeId: row.id,
        segmentId: row.segment_id,
        number: row.number,
        year: row.year,
        title: row.title,
        priority: row.priority,
        airDate: row.air_date,
        clearedAt: row.cleared_at ?? 0,
        clearedAudioHash: files.get(row.id)?.[0]?.audio_hash ?? null,
        renditions: (files.get(row.id) ?? []).map((file) => ({
          format: file.format,
          sha256: file.sha256,
          md5: file.md5,
          bytes: file.bytes,
          extension: file.extension,
          type: file.type,
          durationSeconds: file.duration_seconds,
          gainDb: file.gain_db,
          integratedLufs: file.integrated_lufs,
          truePeakDbtp: file.true_peak_dbtp,
        })),
      },
    ]),
  )
}
