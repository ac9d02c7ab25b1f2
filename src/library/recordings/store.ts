import type { AnalysisFacts, Finding, Trim } from '../../audio/index.ts'
import { jsonColumn, type Reader, type Tx } from '../../db/index.ts'
import type { RecordingState } from '../../kernel/terms.ts'
import { errorColumn, factsColumn, findingsColumn } from './shapes.ts'

export type RenditionFile = {
  readonly format: 'mp3' | 'opus'
  readonly sha256: string
  readonly md5: string
  readonly bytes: number
  readonly durationSeconds: number
  readonly integratedLufs: number
  readonly truePeakDbtp: number
  readonly loudnessRangeLu: number
  readonly gainDb: number
  readonly limited: boolean
  readonly bitrateKbps: number
}
export type Recording = {
  readonly id: number
  readonly episodeId: number
  readonly uploadId: string | null
  readonly fileName: string
  readonly originalSha256: string | null
  readonly originalExtension: string | null
  readonly bytes: number
  readonly state: RecordingState
  readonly step: string | null
  /** Share done, 0 to 1. */
  readonly progress: number
  readonly attempts: number
  readonly cancelRequested: boolean
  readonly error: { readonly code: string; readonly vi: string; readonly en: string } | null
  readonly durationSeconds: number | null
  readonly facts: AnalysisFacts | null
  readonly findings: readonly Finding[]
  readonly peaksSha256: string | null
  /** The part of the original that is broadcast; null: all of it. */
  readonly trim: Trim | null
  readonly createdAt: number
  readonly createdBy: number | null
  readonly finishedAt: number | null
  /** The recording that its episode uses now. */
  readonly inUse: boolean
  readonly renditions: readonly RenditionFile[]
}

const rows = (reader: Reader) =>
  reader.q
    .selectFrom('recording')
    .innerJoin('episode', 'episode.id', 'recording.episode_id')
    .leftJoin('media_file', 'media_file.sha256', 'recording.original_sha256')
    .selectAll('recording')
    .select(['episode.recording_id as in_use_id', 'media_file.extension as original_extension'])

async function withRenditions(
  reader: Reader,
  found: readonly Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number][],
): Promise<Recording[]> {
  if (found.length === 0) return []
  const files = await reader.q
    .selectFrom('rendition')
    .innerJoin('media_file', 'media_file.sha256', 'rendition.sha256')
    .where(
      'recording_id',
      'in',
      found.map((row) => row.id),
    )
    .selectAll('rendition')
    .select('media_file.md5')
    .orderBy('format')
    .execute()
  return found.map((row) => ({
    id: row.id,
    episodeId: row.episode_id,
    uploadId: row.upload_id,
    fileName: row.file_name,
    originalSha256: row.original_sha256,
    originalExtension: row.original_extension,
    bytes: row.bytes,
    state: row.state,
    step: row.step,
    progress: row.progress,
    attempts: row.attempts,
    cancelRequested: row.cancel_requested === 1,
    error:
      row.error_code === null
        ? null
        : { code: row.error_code, ...jsonColumn(errorColumn, row.error_detail ?? '{"vi":"","en":""}') },
    durationSeconds: row.duration_seconds,
    facts: row.analysis === null ? null : jsonColumn(factsColumn, row.analysis),
    findings: row.findings === null ? [] : jsonColumn(findingsColumn, row.findings),
    peaksSha256: row.peaks_sha256,
    trim: row.trim_from === null ? null : { from: row.trim_from, to: row.trim_to },
    createdAt: row.created_at,
    createdBy: row.created_by,
    finishedAt: row.finished_at,
    inUse: row.in_use_id === row.id,
    renditions: files
      .filter((file) => file.recording_id === row.id)
      .map((file) => ({
        format: file.format,
        sha256: file.sha256,
        md5: file.md5,
        bytes: file.bytes,
        durationSeconds: file.duration_seconds,
        integratedLufs: file.integrated_lufs,
        truePeakDbtp: file.true_peak_dbtp,
        loudnessRangeLu: file.loudness_range_lu,
        gainDb: file.gain_db,
        limited: file.limited === 1,
        bitrateKbps: file.bitrate_kbps,
      })),
  }))
}

export async function findRecording(reader: Reader, id: number): Promise<Recording | undefined> {
  return (await withRenditions(reader, await rows(reader).where('recording.id', '=', id).execute()))[0]
}

/** The recordings of an episode, the newest first. */
export async function recordingsOf(reader: Reader, episodeId: number): Promise<Recording[]> {
  const found = await rows(reader)
    .where('recording.episode_id', '=', episodeId)
    .orderBy('recording.id', 'desc')
    .limit(200)
    .execute()
  return withRenditions(reader, found)
}

/** Length of the upload that became a recording; undefined when none did. */
export async function finishedUpload(
  reader: Reader,
  uploadId: string,
): Promise<{ id: number; bytes: number } | undefined> {
  return reader.q.selectFrom('recording').where('upload_id', '=', uploadId).select(['id', 'bytes']).executeTakeFirst()
}

export type NewRecording = {
  readonly episodeId: number
  /** Null: cut from another recording. */
  readonly uploadId: string | null
  readonly trim?: Trim
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
  readonly at: number
  readonly createdBy: number | null
}

/** A recording that waits for its work. @returns its id */
export async function insertRecording(tx: Tx, fresh: NewRecording): Promise<number> {
  const { id } = await tx.q
    .insertInto('recording')
    .values({
      episode_id: fresh.episodeId,
      upload_id: fresh.uploadId,
      file_name: fresh.fileName,
      original_sha256: fresh.sha256,
      bytes: fresh.bytes,
      state: 'waiting',
      step: null,
      lease_owner: null,
      lease_until: null,
      error_code: null,
      error_detail: null,
      duration_seconds: null,
      analysis: null,
      findings: null,
      peaks_sha256: null,
      trim_from: fresh.trim?.from ?? null,
      trim_to: fresh.trim?.to ?? null,
      created_at: fresh.at,
      created_by: fresh.createdBy,
      finished_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type MediaFile = {
  readonly sha256: string
  readonly md5: string
  readonly bytes: number
  readonly extension: string
  readonly type: string
}

/**
 * Writes down a stored file; one that was removed earlier is there again.
 * @returns the extension under which the content is stored (the first one it came with)
 */
export async function keepMediaFile(tx: Tx, file: MediaFile, at: number): Promise<string> {
  const { extension } = await tx.q
    .insertInto('media_file')
    .values({ ...file, created_at: at, removed_at: null, removed_reason: null })
    .onConflict((conflict) =>
      conflict.column('sha256').doUpdateSet({ removed_at: null, removed_reason: null, erased_at: null }),
    )
    .returning('extension')
    .executeTakeFirstOrThrow()
  return extension
}

/** Marks a file as gone from the storage; its hash stays known for ever. */
export async function markRemoved(tx: Tx, sha256: string, reason: string, at: number): Promise<void> {
  await tx.q
    .updateTable('media_file')
    .set({ removed_at: at, removed_reason: reason })
    .where('sha256', '=', sha256)
    .execute()
}

/** Length in seconds of a whole original, as its first recording was measured; undefined when that never ended well. */
export async function originalSeconds(reader: Reader, sha256: string): Promise<number | undefined> {
  const row = await reader.q
    .selectFrom('recording')
    .where('original_sha256', '=', sha256)
    .where('trim_from', 'is', null)
    .where('duration_seconds', 'is not', null)
    .select(({ fn }) => fn.max('duration_seconds').as('seconds'))
    .executeTakeFirst()
  return row?.seconds === null || row?.seconds === undefined ? undefined : Number(row.seconds)
}

/** Whether another recording than this one needs the original file. */
export async function originalNeeded(reader: Reader, sha256: string, exceptId: number): Promise<boolean> {
  const other = await reader.q
    .selectFrom('recording')
    .where('original_sha256', '=', sha256)
    .where('id', '!=', exceptId)
    .where('state', 'in', ['waiting', 'working', 'ready', 'failed', 'cancelled'])
    .select('id')
    .executeTakeFirst()
  return other !== undefined
}
