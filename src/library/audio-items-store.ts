import { sql } from 'kysely'
import { type DialectName, prepared, type Reader } from '../db/index.ts'
import { groupBy } from './group.ts'
import type { AudioItem } from './read-store.ts'

type Asked = { hashes: string }
/** A JSON list of hashes, as the right side of `in`: one bound variable, so that the query is built once. */
const listed = (dialect: DialectName, json: string) =>
  dialect === 'postgres'
    ? sql<string>`(select jsonb_array_elements_text(${json}::jsonb))`
    : sql<string>`(select value from json_each(${json}))`

const byRendition = prepared((q, a: Asked, dialect) =>
  q
    .selectFrom('rendition')
    .innerJoin('recording', 'recording.id', 'rendition.recording_id')
    .innerJoin('episode', 'episode.id', 'recording.episode_id')
    .innerJoin('media_file', 'media_file.sha256', 'rendition.sha256')
    .leftJoin('decision', 'decision.id', 'episode.cleared_decision_id')
    .where('rendition.sha256', 'in', listed(dialect, a.hashes))
    .select([
      'rendition.sha256',
      'rendition.duration_seconds',
      'recording.id as recording_id',
      'episode.id as episode_id',
    ])
    .select(['episode.segment_id', 'episode.number', 'episode.year', 'episode.title', 'episode.withdrawn_at'])
    .select(['media_file.removed_at', 'decision.recording_id as cleared_recording_id'])
    .compile(),
)

const byOriginal = prepared((q, a: Asked, dialect) =>
  q
    .selectFrom('recording')
    .innerJoin('episode', 'episode.id', 'recording.episode_id')
    .innerJoin('media_file', 'media_file.sha256', 'recording.original_sha256')
    .leftJoin('decision', 'decision.id', 'episode.cleared_decision_id')
    .where('recording.original_sha256', 'in', listed(dialect, a.hashes))
    .where('recording.duration_seconds', 'is not', null)
    .select(['recording.original_sha256 as sha256', 'recording.duration_seconds', 'recording.id as recording_id'])
    .select(['episode.id as episode_id', 'episode.segment_id', 'episode.number', 'episode.year', 'episode.title'])
    .select(['episode.withdrawn_at', 'media_file.removed_at', 'decision.recording_id as cleared_recording_id'])
    .compile(),
)

/**
 * Every item that each SHA-256 belongs to, the likeliest first: cleared before withdrawn, then the newest. The same
 * audio may stand in several episodes (identical uploads are stored once). Renditions and originals are both known,
 * also long after withdrawal or removal of the file.
 */
export async function audioItemsBySha256(
  reader: Reader,
  hashes: readonly string[],
): Promise<Map<string, readonly AudioItem[]>> {
  if (hashes.length === 0) return new Map()
  const wanted = { hashes: JSON.stringify([...new Set(hashes)]) }
  const rows = [...(await byRendition(reader, wanted)), ...(await byOriginal(reader, wanted))]
  const items = rows.flatMap((row) => {
    if (row.sha256 === null || row.duration_seconds === null) return []
    const times = [row.withdrawn_at, row.removed_at].filter((time) => time !== null)
    const withdrawn = times.length > 0
    const item: AudioItem = {
      segmentId: row.segment_id,
      episodeId: row.episode_id,
      recordingId: row.recording_id,
      number: row.number,
      year: row.year,
      title: row.title,
      durationSeconds: row.duration_seconds,
      withdrawn,
      withdrawnAt: withdrawn ? Math.min(...times) : null,
      cleared: !withdrawn && row.cleared_recording_id === row.recording_id,
    }
    return [{ sha256: row.sha256, item }]
  })
  const grouped = groupBy(items, (row) => row.sha256)
  return new Map([...grouped].map(([hash, group]) => [hash, group.map((row) => row.item).sort(likeliestFirst)]))
}

const likeliestFirst = (a: AudioItem, b: AudioItem): number =>
  Number(b.cleared) - Number(a.cleared) ||
  Number(a.withdrawn) - Number(b.withdrawn) ||
  b.episodeId - a.episodeId ||
  b.recordingId - a.recordingId

/** The likeliest item of one SHA-256; undefined when it is unknown here. */
export async function audioItemBySha256(reader: Reader, hash: string): Promise<AudioItem | undefined> {
  return (await audioItemsBySha256(reader, [hash])).get(hash)?.[0]
}
