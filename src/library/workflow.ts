import { can, type Permission } from '../accounts/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { DecisionKind, ScriptState } from '../kernel/terms.ts'
import type { libraryErrors } from './errors.ts'

/** What may be done to an episode on its way to the air. */
export const ACTS = [
  'save_revision',
  'submit',
  'approve_content',
  'approve',
  'return',
  'clear',
  'void_clearance',
  'withdraw',
  'use_recording',
] as const
export type Act = (typeof ACTS)[number]

export const permissionOf: Readonly<Record<Act, Permission>> = {
  save_revision: 'episode.edit',
  submit: 'script.submit',
  approve_content: 'script.approve_content',
  approve: 'script.approve',
  return: 'script.return',
  clear: 'air.clear',
  void_clearance: 'air.clear',
  withdraw: 'episode.withdraw',
  use_recording: 'recording.upload',
}

/** Where an episode stands. `script` is the state of its newest revision, `recordingReady` of the recording in use. */
export type Standing = {
  readonly script: ScriptState
  readonly recordingReady: boolean
  readonly cleared: boolean
  readonly withdrawn: boolean
}
/** The installation's choice: whether the reform office approves the content before the approver does. */
export type Rules = { readonly contentApproval: boolean }

export type Refusal = keyof typeof libraryErrors | 'forbidden'
export type Outcome =
  | {
      readonly ok: true
      readonly script: ScriptState
      readonly cleared: boolean
      readonly withdrawn: boolean
      /** What is recorded, in order. */
      readonly decisions: readonly DecisionKind[]
    }
  | { readonly ok: false; readonly code: Refusal }

const refuse = (code: Refusal): Outcome => ({ ok: false, code })

/**
 * The whole way of an episode, from draft to air. Staff of a small centre share the roles, so nobody is kept from
 * approving their own work; who did it is recorded.
 * A new revision voids approval and clearance; a new recording in use voids the clearance alone.
 */
export function decide(standing: Standing, act: Act, actor: Actor, rules: Rules): Outcome {
  if (!can(actor, permissionOf[act])) return refuse('forbidden')
  if (standing.withdrawn) return refuse('episode_withdrawn')
  const { script } = standing
  const to = (next: ScriptState, ...decisions: DecisionKind[]): Outcome => ({
    ok: true,
    script: next,
    cleared: standing.cleared,
    withdrawn: false,
    decisions,
  })
  /** The same, and whatever was cleared is so no longer. */
  const grounded = (next: ScriptState, ...decisions: DecisionKind[]): Outcome => ({
    ok: true,
    script: next,
    cleared: false,
    withdrawn: act === 'withdraw',
    decisions: standing.cleared ? ['clearance_voided', ...decisions] : decisions,
  })

  switch (act) {
    case 'save_revision':
      return script === 'approved' || script === 'content_approved'
        ? grounded('draft', 'approval_voided')
        : grounded('draft')
    case 'submit':
      if (script === 'none') return refuse('script_missing')
      return script === 'draft' || script === 'returned' ? to('submitted', 'submitted') : refuse('script_not_draft')
    case 'approve_content':
      if (!rules.contentApproval) return refuse('content_approval_off')
      return script === 'submitted' ? to('content_approved', 'content_approved') : refuse(notSubmitted(script))
    case 'approve':
      if (script === 'submitted')
        return rules.contentApproval ? refuse('content_approval_missing') : to('approved', 'approved')
      return script === 'content_approved' ? to('approved', 'approved') : refuse(notSubmitted(script))
    case 'return': {
      if (script !== 'submitted' && script !== 'content_approved' && script !== 'approved')
        return refuse('script_not_returnable')
      // The reform office answers for the content only, and only while that step is asked of it.
      const approver = can(actor, 'script.approve')
      if (!approver && (!rules.contentApproval || script === 'approved')) return refuse('forbidden')
      return grounded('returned', 'returned')
    }
    case 'clear':
      if (standing.cleared) return refuse('already_cleared')
      if (script !== 'approved') return refuse('script_not_approved')
      if (!standing.recordingReady) return refuse('recording_not_ready')
      return { ok: true, script, cleared: true, withdrawn: false, decisions: ['cleared'] }
    case 'void_clearance':
      return standing.cleared ? grounded(script) : refuse('not_cleared')
    case 'withdraw':
      return grounded(script, 'withdrawn')
    case 'use_recording':
      return grounded(script)
  }
}

const notSubmitted = (script: ScriptState): Refusal =>
  script === 'approved' || script === 'content_approved' ? 'script_already_approved' : 'script_not_submitted'
