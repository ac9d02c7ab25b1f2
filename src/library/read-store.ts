import { z } from 'zod'
import { jsonColumn, type Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Priority, ScriptState } from '../kernel/terms.ts'

/**
 * What the slices above may ask of the library. Every function takes the database or a transaction, and a missing
 * id is simply absent from the answer.
 */
export type SegmentBrief = {
  readonly id: number
  readonly code: string
  readonly name: string
  /** What people call it: "chuyên mục", "tiết mục". */
  readonly kind: string
  readonly minSeconds: number | null
  readonly maxSeconds: number | null
  readonly speech: boolean
  readonly fallbackEpisodeId: number | null
  readonly withdrawn: boolean
}

export type EpisodeBrief = {
  readonly id: number
  readonly segmentId: number
  readonly number: number
  readonly year: number
  readonly title: string
  readonly field: string | null
  readonly airDate: LocalDate | null
  readonly priority: Priority
  readonly scriptState: ScriptState
  /** Cleared for air now: its script and audio as they are were cleared, and it is not withdrawn. */
  readonly cleared: boolean
  readonly clearedAt: number | null
  readonly recordingId: number | null
  readonly withdrawn: boolean
}

/** What a SHA-256 of audio is: COUNTING.md 9, "what was played is what the reported SHA-256 says". */
export type AudioItem = {
  readonly segmentId: number
  readonly episodeId: number
  readonly recordingId: number
  readonly number: number
  readonly year: number
  readonly title: string
  readonly durationSeconds: number
  /** The episode or the file was withdrawn: a play of it still counts, and is flagged. */
  readonly withdrawn: boolean
  /** Since when, epoch ms: the earlier of the two. Null when it is not. */
  readonly withdrawnAt: number | null
  /** This audio is the one cleared for air now. */
  readonly cleared: boolean
}

const list = z.array(z.string())
/** The tags or legal references of an episode, stored as a JSON list. */
export const readList = (text: string): string[] => jsonColumn(list, text)

const segments = (reader: Reader) =>
  reader.q
    .selectFrom('segment')
    .select([
      'id',
      'code',
      'name',
      'kind',
      'min_seconds',
      'max_seconds',
      'speech',
      'fallback_episode_id',
      'withdrawn_at',
    ])

type SegmentRow = Awaited<ReturnType<ReturnType<typeof segments>['execute']>>[number]
const segmentBrief = (row: SegmentRow): SegmentBrief => ({
  id: row.id,
  code: row.code,
  name: row.name,
  kind: row.kind,
  minSeconds: row.min_seconds,
  maxSeconds: row.max_seconds,
  speech: row.speech === 1,
  fallbackEpisodeId: row.fallback_episode_id,
  withdrawn: row.withdrawn_at !== null,
})

/** All segments, withdrawn ones too, by id. */
export async function allSegments(reader: Reader): Promise<SegmentBrief[]> {
  return (await segments(reader).orderBy('id').execute()).map(segmentBrief)
}

export async function segmentById(reader: Reader, id: number): Promise<SegmentBrief | undefined> {
  const row = await segments(reader).where('id', '=', id).executeTakeFirst()
  return row && segmentBrief(row)
}

export async function segmentByCode(reader: Reader, code: string): Promise<SegmentBrief | undefined> {
  const row = await segments(reader).where('code', '=', code).executeTakeFirst()
  return row && segmentBrief(row)
}

/** Episodes by id, withdrawn ones too. */
export async function episodesById(reader: Reader, ids: readonly number[]): Promise<Map<number, EpisodeBrief>> {
  if (ids.length === 0) return new Map()
  const rows = await reader.q
    .selectFrom('episode')
    .select(['id', 'segment_id', 'number', 'year', 'title', 'field', 'air_date', 'priority', 'script_state'])
    .select(['cleared_decision_id', 'cleared_at', 'recording_id', 'withdrawn_at'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        segmentId: row.segment_id,
        number: row.number,
        year: row.year,
        title: row.title,
        field: row.field,
        airDate: row.air_date,
        priority: row.priority,
        scriptState: row.script_state,
        cleared: row.cleared_decision_id !== null && row.withdrawn_at === null,
        clearedAt: row.cleared_at,
        recordingId: row.recording_id,
        withdrawn: row.withdrawn_at !== null,
      },
    ]),
  )
}

export async function episodeById(reader: Reader, id: number): Promise<EpisodeBrief | undefined> {
  return (await episodesById(reader, [id])).get(id)
}
