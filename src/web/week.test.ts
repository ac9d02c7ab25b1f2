import { describe, expect, it } from 'vitest'
import { stepsOf } from './week.ts'

const states = (...args: Parameters<typeof stepsOf>): string =>
  stepsOf(...args)
    .map((s) => s.state)
    .join(' ')

describe('the steps of this week’s episode', () => {
  it('begin with the script', () => {
    expect(states({ scriptState: 'none', recordingReady: false, clearedDecisionId: null }, 0)).toBe(
      'next todo todo todo todo',
    )
  })
  it('go back to the script when it was returned', () => {
    expect(states({ scriptState: 'returned', recordingReady: true, clearedDecisionId: null }, 0)).toBe(
      'next todo done todo todo',
    )
  })
  it('wait for approval once submitted, and for clearance once approved and recorded', () => {
    expect(states({ scriptState: 'submitted', recordingReady: false, clearedDecisionId: null }, 0)).toBe(
      'done next todo todo todo',
    )
    expect(states({ scriptState: 'approved', recordingReady: true, clearedDecisionId: null }, 0)).toBe(
      'done done done next todo',
    )
  })
  it('end when airings carry it', () => {
    expect(states({ scriptState: 'approved', recordingReady: true, clearedDecisionId: 7 }, 0)).toBe(
      'done done done done next',
    )
    expect(states({ scriptState: 'approved', recordingReady: true, clearedDecisionId: 7 }, 41)).toBe(
      'done done done done done',
    )
  })
})
