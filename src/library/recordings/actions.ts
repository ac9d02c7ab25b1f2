import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { episodeById } from '../read-store.ts'
import { recordingErrors } from './errors.ts'
import { findRecording, type Recording, recordingsOf } from './store.ts'
import { askToCancel, putBackToWork } from './work-store.ts'
import { wakeRecordings } from './worker.ts'

const missing = () => notFound('recording')

/** The recordings of an episode, the newest first. @throws DomainError not_found, forbidden */
export async function listRecordings(ctx: Context, actor: Actor, episodeId: number): Promise<Recording[]> {
  demand(actor, 'library.read')
  if (!(await episodeById(ctx.db, episodeId))) throw notFound('episode')
  return recordingsOf(ctx.db, episodeId)
}

/** One recording with its state, analysis and renditions. @throws DomainError not_found, forbidden */
export async function getRecording(ctx: Context, actor: Actor, id: number): Promise<Recording> {
  demand(actor, 'library.read')
  const found = await findRecording(ctx.db, id)
  if (!found) throw missing()
  return found
}

/**
 * Stops the work on a recording: at once when it waits, within seconds when it is under way.
 * @throws DomainError recording_not_cancellable, not_found, forbidden
 */
export async function cancelRecording(ctx: Context, actor: Actor, id: number): Promise<Recording> {
  demand(actor, 'recording.upload')
  const at = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    if (!(await findRecording(tx, id))) throw missing()
    if (!(await askToCancel(tx, id, at))) throw recordingErrors.recording_not_cancellable()
    await audit(tx, { at, actor, action: 'recording.cancel', subject: ['recording', id] })
    return (await findRecording(tx, id)) as Recording
  })
}

/** Puts a failed or cancelled recording to work again. @throws DomainError recording_not_retryable, not_found, forbidden */
export async function retryRecording(ctx: Context, actor: Actor, id: number): Promise<Recording> {
  demand(actor, 'recording.upload')
  const at = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    if (!(await findRecording(tx, id))) throw missing()
    if (!(await putBackToWork(tx, id))) throw recordingErrors.recording_not_retryable()
    await audit(tx, { at, actor, action: 'recording.retry', subject: ['recording', id] })
    tx.afterCommit(() => wakeRecordings(ctx))
    return (await findRecording(tx, id)) as Recording
  })
}
