import type { Reader, Tx } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { DecisionKind } from '../kernel/terms.ts'

/** A decision on an episode: who, when, and exactly which text and audio it speaks of. */
export type Decision = {
  readonly id: number
  readonly episodeId: number
  readonly kind: DecisionKind
  readonly revision: number | null
  readonly scriptHash: string | null
  readonly recordingId: number | null
  /** SHA-256 of the MP3 rendition. */
  readonly audioHash: string | null
  readonly comment: string | null
  readonly actorName: string
  readonly at: number
}

const rows = (reader: Reader) =>
  reader.q
    .selectFrom('decision')
    .leftJoin('script_revision', 'script_revision.id', 'decision.script_revision_id')
    .select(['decision.id', 'decision.episode_id', 'decision.kind', 'script_revision.revision', 'decision.script_hash'])
    .select(['decision.recording_id', 'decision.audio_hash', 'decision.comment', 'decision.actor_name', 'decision.at'])

/** All decisions on an episode, oldest first. */
export async function decisionsOf(reader: Reader, episodeId: number): Promise<Decision[]> {
  const found = await rows(reader).where('decision.episode_id', '=', episodeId).orderBy('decision.id').execute()
  return found.map((row) => ({
    id: row.id,
    episodeId: row.episode_id,
    kind: row.kind,
    revision: row.revision,
    scriptHash: row.script_hash,
    recordingId: row.recording_id,
    audioHash: row.audio_hash,
    comment: row.comment,
    actorName: row.actor_name,
    at: row.at,
  }))
}

export type NewDecision = {
  readonly episodeId: number
  readonly kind: DecisionKind
  readonly scriptRevisionId: number | null
  readonly scriptHash: string | null
  readonly recordingId: number | null
  readonly audioHash: string | null
  readonly comment: string | null
  readonly actor: Actor
  readonly at: number
}

/** @returns the new id */
export async function insertDecision(tx: Tx, decision: NewDecision): Promise<number> {
  const row = await tx.q
    .insertInto('decision')
    .values({
      episode_id: decision.episodeId,
      kind: decision.kind,
      script_revision_id: decision.scriptRevisionId,
      script_hash: decision.scriptHash,
      recording_id: decision.recordingId,
      audio_hash: decision.audioHash,
      comment: decision.comment,
      actor_id: decision.actor.kind === 'account' ? decision.actor.accountId : null,
      actor_name: decision.actor.name,
      at: decision.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** SHA-256 of the MP3 rendition of a recording: the audio that a clearance binds to. */
export async function audioHashOf(reader: Reader, recordingId: number): Promise<string | undefined> {
  const row = await reader.q
    .selectFrom('rendition')
    .select('sha256')
    .where('recording_id', '=', recordingId)
    .where('format', '=', 'mp3')
    .executeTakeFirst()
  return row?.sha256
}
