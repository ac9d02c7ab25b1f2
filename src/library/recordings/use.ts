import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { findEpisodeForChange } from '../episodes-store.ts'
import { libraryErrors } from '../errors.ts'
import { demandConfirmation, putRecordingInUse } from '../progress.ts'
import { recordingErrors } from './errors.ts'
import { findRecording, type Recording } from './store.ts'

export type UseInput = {
  readonly episodeId: number
  readonly recordingId: number
  /** The person was told which airings a cleared episode will lose, and agreed. */
  readonly confirmEmpties: boolean
}

/**
 * Makes a recording the one in use: a new one of a cleared episode, which no worker puts on air by itself, or an earlier
 * one again. A clearance of another recording is voided.
 * @throws DomainError clearance_would_be_voided with the airings; recording_not_usable, episode_withdrawn, not_found,
 *   forbidden
 */
export async function chooseRecording(ctx: Context, actor: Actor, input: UseInput): Promise<Recording> {
  demand(actor, 'recording.upload')
  const at = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    const episode = await findEpisodeForChange(tx, input.episodeId)
    if (!episode) throw notFound('episode')
    if (episode.withdrawnAt !== null) throw libraryErrors.episode_withdrawn()
    const recording = await findRecording(tx, input.recordingId)
    if (!recording || recording.episodeId !== episode.id) throw notFound('recording')
    if (recording.state !== 'ready') throw recordingErrors.recording_not_usable()
    if (episode.recordingId !== recording.id) {
      await demandConfirmation(tx, episode, at, input.confirmEmpties)
      await putRecordingInUse(tx, { episodeId: episode.id, recordingId: recording.id, actor, at })
    }
    const used = await findRecording(tx, recording.id)
    if (!used) throw notFound('recording')
    return used
  })
}
