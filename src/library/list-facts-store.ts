import type { Reader } from '../db/index.ts'

/** What a list tells of the audio in use. Seconds, LUFS; null where there is no broadcast file yet. */
export type AudioFacts = {
  readonly durationSeconds: number | null
  readonly lufs: number | null
  readonly mp3: { readonly sha256: string; readonly bytes: number } | null
}

/** The audio in use of some episodes, by their ids. */
export async function audioFacts(reader: Reader, episodeIds: readonly number[]): Promise<Map<number, AudioFacts>> {
  if (episodeIds.length === 0) return new Map()
  const rows = await reader.q
    .selectFrom('episode')
    .innerJoin('recording', 'recording.id', 'episode.recording_id')
    .leftJoin('rendition', (join) =>
      join.onRef('rendition.recording_id', '=', 'recording.id').on('rendition.format', '=', 'mp3'),
    )
    .select(['episode.id', 'recording.duration_seconds as original_seconds'])
    .select(['rendition.duration_seconds', 'rendition.integrated_lufs', 'rendition.sha256', 'rendition.bytes'])
    .where('episode.id', 'in', [...episodeIds])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        durationSeconds: row.duration_seconds ?? row.original_seconds,
        lufs: row.integrated_lufs,
        mp3: row.sha256 === null || row.bytes === null ? null : { sha256: row.sha256, bytes: row.bytes },
      },
    ]),
  )
}
