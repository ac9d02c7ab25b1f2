import type { Reader, Tx } from '../db/index.ts'
import type { KnownRecording, Rule } from './rules.ts'

export type KeptFile = { readonly sha256: string; readonly extension: string; readonly bytes: number }

/** Every recording with its files. */
export async function knownRecordings(reader: Reader): Promise<KnownRecording[]> {
  const rows = await reader.q
    .selectFrom('recording as r')
    .innerJoin('episode as e', 'e.id', 'r.episode_id')
    .leftJoin('decision as d', 'd.id', 'e.cleared_decision_id')
    .leftJoin('recording as used', 'used.id', 'e.recording_id')
    .select(['r.id', 'r.episode_id', 'r.state', 'r.created_at', 'r.finished_at', 'r.original_sha256'])
    .select(['e.title', 'e.withdrawn_at', 'e.recording_id', 'd.recording_id as cleared_id'])
    .select(['used.finished_at as used_since'])
    .orderBy('r.id')
    .execute()
  const renditions = new Map<number, string[]>()
  for (const { recording_id, sha256 } of await reader.q
    .selectFrom('rendition')
    .select(['recording_id', 'sha256'])
    .execute()) {
    const own = renditions.get(recording_id) ?? []
    renditions.set(recording_id, own)
    own.push(sha256)
  }
  return rows.map((row) => ({
    id: row.id,
    episodeId: row.episode_id,
    title: row.title,
    state: row.state,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    withdrawnAt: row.withdrawn_at,
    inUseId: row.recording_id,
    inUseSince: row.used_since,
    clearedId: row.cleared_id,
    original: row.original_sha256,
    renditions: renditions.get(row.id) ?? [],
  }))
}

/** The files of audio that are kept, by hash. */
export async function keptFiles(reader: Reader): Promise<Map<string, KeptFile>> {
  const rows = await reader.q
    .selectFrom('media_file')
    .select(['sha256', 'extension', 'bytes'])
    .where('removed_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.sha256, row]))
}

export type OldPhoto = KeptFile & { readonly id: number; readonly name: string; readonly createdAt: number }

/** Photographs of logs that came before an instant and are kept. */
export async function photosBefore(reader: Reader, before: number): Promise<OldPhoto[]> {
  return reader.q
    .selectFrom('log_photo')
    .select(['id', 'sha256', 'extension', 'bytes', 'file_name as name', 'created_at as createdAt'])
    .where('removed_at', 'is', null)
    .where('created_at', '<', before)
    .orderBy('id')
    .execute()
}

const reason = (rule: Rule): string => `retention:${rule}`

export async function letGoAudio(tx: Tx, hashes: readonly string[], rule: Rule, at: number): Promise<void> {
  await tx.q
    .updateTable('media_file')
    .set({ removed_at: at, removed_reason: reason(rule) })
    .where('sha256', 'in', [...hashes])
    .where('removed_at', 'is', null)
    .execute()
}

export async function letGoPhotos(tx: Tx, ids: readonly number[], at: number): Promise<void> {
  await tx.q
    .updateTable('log_photo')
    .set({ removed_at: at, removed_reason: reason('photos') })
    .where('id', 'in', [...ids])
    .execute()
}

export type Erasable = {
  readonly table: 'media_file' | 'log_photo'
  readonly sha256: string
  readonly extension: string
}

/** What was let go by a rule before an instant and whose bytes are still there; nothing else may need them. */
export async function erasable(reader: Reader, before: number): Promise<Erasable[]> {
  const found: Erasable[] = []
  for (const table of ['media_file', 'log_photo'] as const) {
    const rows = await reader.q
      .selectFrom(table)
      .select(['sha256', 'extension'])
      .distinct()
      .where('removed_reason', 'like', 'retention:%')
      .where('removed_at', '<=', before)
      .where('erased_at', 'is', null)
      .execute()
    for (const row of rows) if (!(await isNeeded(reader, row.sha256))) found.push({ table, ...row })
  }
  return found
}

/** Whether the content stands anywhere as kept: audio, a photograph of another station, a file of a log. */
async function isNeeded(reader: Reader, sha256: string): Promise<boolean> {
  for (const table of ['media_file', 'log_photo'] as const) {
    const kept = reader.q
      .selectFrom(table)
      .select('sha256')
      .where('sha256', '=', sha256)
      .where('removed_at', 'is', null)
    if (await kept.executeTakeFirst()) return true
  }
  const log = reader.q.selectFrom('log_import').select('sha256').where('sha256', '=', sha256)
  return (await log.executeTakeFirst()) !== undefined
}

export async function noteErased(tx: Tx, { table, sha256 }: Erasable, at: number): Promise<void> {
  await tx.q
    .updateTable(table)
    .set({ erased_at: at })
    .where('sha256', '=', sha256)
    .where('removed_at', 'is not', null)
    .execute()
}
