import { describe, expect, it } from 'vitest'
import type { Actor, Role } from '../kernel/actor.ts'
import type { ScriptState } from '../kernel/terms.ts'
import { ACTS, type Act, decide, type Standing } from './workflow.ts'

const person = (...roles: Role[]): Actor => ({ kind: 'account', accountId: 1, name: 'Lan', roles, stationIds: [] })
const everyone = person('editor', 'approver', 'technician', 'reform_office', 'administrator')
const STATES: ScriptState[] = ['none', 'draft', 'submitted', 'content_approved', 'approved', 'returned']

const standing = (script: ScriptState, more: Partial<Standing> = {}): Standing => ({
  script,
  recordingReady: true,
  cleared: false,
  withdrawn: false,
  ...more,
})
/** "approved" or "approved + cleared", or the refusal's code. */
const told = (from: Standing, act: Act, contentApproval: boolean, actor: Actor = everyone): string => {
  const outcome = decide(from, act, actor, { contentApproval })
  if (!outcome.ok) return `no: ${outcome.code}`
  return outcome.script + (outcome.cleared ? ' + cleared' : '') + (outcome.withdrawn ? ' + withdrawn' : '')
}

describe('the way of an episode to the air', () => {
  // rows: acts; columns: none, draft, submitted, content_approved, approved, returned
  const oneStep: Record<Act, readonly string[]> = {
    save_revision: ['draft', 'draft', 'draft', 'draft', 'draft', 'draft'],
    submit: [
      'no: script_missing',
      'submitted',
      'no: script_not_draft',
      'no: script_not_draft',
      'no: script_not_draft',
      'submitted',
    ],
    approve_content: Array(6).fill('no: content_approval_off'),
    approve: [
      'no: script_not_submitted',
      'no: script_not_submitted',
      'approved',
      'approved',
      'no: script_already_approved',
      'no: script_not_submitted',
    ],
    return: [
      'no: script_not_returnable',
      'no: script_not_returnable',
      'returned',
      'returned',
      'returned',
      'no: script_not_returnable',
    ],
    clear: [
      'no: script_not_approved',
      'no: script_not_approved',
      'no: script_not_approved',
      'no: script_not_approved',
      'approved + cleared',
      'no: script_not_approved',
    ],
    void_clearance: Array(6).fill('no: not_cleared'),
    withdraw: STATES.map((state) => `${state} + withdrawn`),
    use_recording: STATES,
  }
  const twoSteps: Record<Act, readonly string[]> = {
    ...oneStep,
    approve_content: [
      'no: script_not_submitted',
      'no: script_not_submitted',
      'content_approved',
      'no: script_already_approved',
      'no: script_already_approved',
      'no: script_not_submitted',
    ],
    approve: [
      'no: script_not_submitted',
      'no: script_not_submitted',
      'no: content_approval_missing',
      'approved',
      'no: script_already_approved',
      'no: script_not_submitted',
    ],
  }
  for (const act of ACTS) {
    it(`${act}, from every state, with one step of approval and with two`, () => {
      expect(STATES.map((state) => told(standing(state), act, false))).toEqual(oneStep[act])
      expect(STATES.map((state) => told(standing(state), act, true))).toEqual(twoSteps[act])
    })
  }

  it('a new revision voids approval and clearance, a new recording the clearance alone', () => {
    const cleared = standing('approved', { cleared: true })
    expect(decide(cleared, 'save_revision', everyone, { contentApproval: false })).toEqual({
      ok: true,
      script: 'draft',
      cleared: false,
      withdrawn: false,
      decisions: ['clearance_voided', 'approval_voided'],
    })
    expect(decide(cleared, 'use_recording', everyone, { contentApproval: false })).toEqual({
      ok: true,
      script: 'approved',
      cleared: false,
      withdrawn: false,
      decisions: ['clearance_voided'],
    })
    expect(told(cleared, 'return', false)).toBe('returned')
    expect(told(cleared, 'clear', false)).toBe('no: already_cleared')
    expect(told(cleared, 'void_clearance', false)).toBe('approved')
    expect(decide(cleared, 'withdraw', everyone, { contentApproval: false })).toMatchObject({
      decisions: ['clearance_voided', 'withdrawn'],
    })
  })

  it('clears no recording that is not ready', () => {
    expect(told(standing('approved', { recordingReady: false }), 'clear', false)).toBe('no: recording_not_ready')
  })

  it('leaves a withdrawn episode as it is, whatever is tried', () => {
    for (const act of ACTS) {
      for (const state of STATES)
        expect(told(standing(state, { withdrawn: true }), act, false)).toBe('no: episode_withdrawn')
    }
  })

  const mayAct: Record<Act, readonly Role[]> = {
    save_revision: ['editor'],
    submit: ['editor'],
    approve_content: ['reform_office'],
    approve: ['approver'],
    return: ['approver', 'reform_office'],
    clear: ['approver'],
    void_clearance: ['approver'],
    withdraw: ['approver', 'administrator'],
    use_recording: ['technician'],
  }
  const roles: Role[] = [
    'editor',
    'approver',
    'technician',
    'scheduler',
    'station_operator',
    'reform_office',
    'administrator',
  ]
  for (const act of ACTS) {
    it(`${act} is for: ${mayAct[act].join(', ')}`, () => {
      // Two steps of approval and every state: whoever may act is refused by some rule at most, never as a person.
      for (const role of roles) {
        const codes = STATES.map((state) => told(standing(state), act, true, person(role)))
        const everForbidden = codes.every((code) => code === 'no: forbidden')
        expect([role, everForbidden]).toEqual([role, !mayAct[act].includes(role)])
      }
      expect(told(standing('submitted'), act, false, { kind: 'nobody', name: 'nobody' })).toBe('no: forbidden')
      expect(told(standing('submitted'), act, false, { kind: 'station', stationId: 1, keyId: 1, name: 'Máy' })).toBe(
        'no: forbidden',
      )
    })
  }

  it('lets the reform office return for content only, and only while that step is on', () => {
    const bich = person('reform_office')
    expect(told(standing('submitted'), 'return', true, bich)).toBe('returned')
    expect(told(standing('approved'), 'return', true, bich)).toBe('no: forbidden')
    expect(told(standing('submitted'), 'return', false, bich)).toBe('no: forbidden')
  })

  it('keeps nobody from approving their own work: staff share the roles', () => {
    expect(told(standing('submitted'), 'approve', false, person('editor', 'approver'))).toBe('approved')
  })
})
