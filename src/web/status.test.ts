import { describe, expect, it } from 'vitest'
import { countStatuses, statusOf } from './status.ts'

const at = (time: string): number => Date.parse(`2026-11-25T${time}:00+07:00`)
const airing = { state: 'planned', outcome: null, startsAt: at('17:00'), endsAt: at('17:15') } as const

describe('the status of an airing', () => {
  it('is planned until two hours after its end, then no word', () => {
    expect(statusOf(airing, at('19:14'))).toBe('planned')
    expect(statusOf(airing, at('19:15'))).toBe('no_word')
  })
  it('is its outcome as soon as there is one', () => {
    expect(statusOf({ ...airing, outcome: 'missed' }, at('17:20'))).toBe('missed')
    expect(statusOf({ ...airing, outcome: 'aired' }, at('23:00'))).toBe('aired')
  })
  it('is on air for a day after a start without an end, then partial', () => {
    const open = { ...airing, outcome: 'open' } as const
    expect(statusOf(open, airing.startsAt + 24 * 3_600_000 - 1)).toBe('open')
    expect(statusOf(open, airing.startsAt + 24 * 3_600_000)).toBe('partial')
  })
  it('is the outcome also where the plan was cancelled but it was played', () => {
    expect(statusOf({ ...airing, state: 'cancelled' }, at('12:00'))).toBe('cancelled')
    expect(statusOf({ ...airing, state: 'cancelled', outcome: 'aired' }, at('18:00'))).toBe('aired')
  })
})

describe('counting statuses', () => {
  it('leaves out those that are none and keeps one order', () => {
    expect(countStatuses(['missed', 'aired', 'aired'])).toEqual([
      { status: 'aired', n: 2 },
      { status: 'missed', n: 1 },
    ])
  })
})
