import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { notFound } from '../kernel/errors.ts'
import { type Decision, decisionsOf } from './decisions-store.ts'
import { findEpisode, findEpisodeForChange } from './episodes-store.ts'
import { libraryErrors } from './errors.ts'
import { carryOut, demandConfirmation } from './progress.ts'
import { findRevision } from './scripts-store.ts'
import { settingsNow } from './settings.ts'
import { type Act, permissionOf } from './workflow.ts'

/** The decisions that a person may record, and the act that each is. */
export const actOf = {
  submitted: 'submit',
  content_approved: 'approve_content',
  approved: 'approve',
  returned: 'return',
  cleared: 'clear',
  clearance_voided: 'void_clearance',
  withdrawn: 'withdraw',
} as const satisfies Record<string, Act>
export type DecisionName = keyof typeof actOf
export const DECISION_NAMES = Object.keys(actOf) as DecisionName[]

export type DecisionInput = {
  readonly episodeId: number
  readonly kind: DecisionName
  readonly comment: string | null
  /** What the person had before the eyes and ears; when given and no longer the newest, the decision is refused. */
  readonly revision?: number | undefined
  readonly recordingId?: number | undefined
  readonly confirmEmpties: boolean
}

/**
 * Records a decision and moves the episode on.
 * @returns all decisions on the episode, oldest first
 * @throws DomainError what the workflow refuses; comment_required; decision_outdated; clearance_would_be_voided
 */
export async function takeDecision(ctx: Context, actor: Actor, input: DecisionInput): Promise<Decision[]> {
  const act = actOf[input.kind]
  demand(actor, permissionOf[act])
  if ((act === 'return' || act === 'withdraw') && input.comment === null) throw libraryErrors.comment_required()
  return transact(ctx.db, async (tx) => {
    const episode = await findEpisodeForChange(tx, input.episodeId)
    if (!episode) throw notFound('episode')
    const at = ctx.clock.now()
    if (input.revision !== undefined) {
      const newest = await findRevision(tx, episode.id, 'newest')
      if (newest?.revision !== input.revision) throw libraryErrors.decision_outdated()
    }
    if (input.recordingId !== undefined && input.recordingId !== episode.recordingId)
      throw libraryErrors.decision_outdated()
    // Returning an approved script grounds a cleared episode as a side effect: name the airings first.
    if (act === 'return') await demandConfirmation(tx, episode, at, input.confirmEmpties)
    const rules = await settingsNow(ctx, tx)
    await carryOut(tx, { episode, act, actor, at, rules, comment: input.comment })
    return decisionsOf(tx, episode.id)
  })
}

/** All decisions on an episode, oldest first. */
export async function listDecisions(ctx: Context, actor: Actor, episodeId: number): Promise<Decision[]> {
  demand(actor, 'library.read')
  if (!(await findEpisode(ctx.db, episodeId))) throw notFound('episode')
  return decisionsOf(ctx.db, episodeId)
}
