import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { libraryErrors } from '../errors.ts'
import { episodeById } from '../read-store.ts'
import { recordingErrors } from './errors.ts'
import { findRecording, insertRecording, originalSeconds, type Recording } from './store.ts'
import { wakeRecordings } from './worker.ts'

export type TrimInput = {
  readonly recordingId: number
  /** Seconds taken off the start and the end of the original. */
  readonly headSeconds: number
  readonly tailSeconds: number
}

const SHORTEST_SECONDS = 1
const round = (seconds: number): number => Math.round(seconds * 1000) / 1000

/**
 * Cuts a recording: a new one of the same original, to be measured and encoded anew. The old one stays with its files and
 * hashes, so that airings of it are known for ever, and can be used again.
 * @returns the new recording, waiting for its work
 * @throws DomainError trim_outside, trim_unchanged, recording_not_usable, episode_withdrawn, not_found, forbidden
 */
export async function trimRecording(ctx: Context, actor: Actor, input: TrimInput): Promise<Recording> {
  demand(actor, 'recording.upload')
  const at = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    const recording = await findRecording(tx, input.recordingId)
    if (!recording) throw notFound('recording')
    const episode = await episodeById(tx, recording.episodeId)
    if (!episode || episode.withdrawn) throw libraryErrors.episode_withdrawn()
    const { originalSha256: sha256 } = recording
    const whole = sha256 === null ? undefined : await originalSeconds(tx, sha256)
    if (recording.state !== 'ready' || sha256 === null || whole === undefined)
      throw recordingErrors.recording_not_usable()
    const from = round(input.headSeconds)
    const to = input.tailSeconds === 0 ? null : round(whole - input.tailSeconds)
    if ((to ?? whole) - from < SHORTEST_SECONDS) throw recordingErrors.trim_outside({ seconds: whole.toFixed(1) })
    if (from === (recording.trim?.from ?? 0) && to === (recording.trim?.to ?? null))
      throw recordingErrors.trim_unchanged()
    const id = await insertRecording(tx, {
      episodeId: recording.episodeId,
      uploadId: null,
      trim: { from, to },
      fileName: recording.fileName,
      sha256,
      bytes: recording.bytes,
      at,
      createdBy: actor.kind === 'account' ? actor.accountId : null,
    })
    await audit(tx, {
      at,
      actor,
      action: 'recording.trim',
      subject: ['recording', id],
      after: { from_recording: recording.id, from_seconds: from, to_seconds: to },
    })
    tx.afterCommit(() => wakeRecordings(ctx))
    const made = await findRecording(tx, id)
    if (!made) throw notFound('recording')
    return made
  })
}
