import { describe, expect, it } from 'vitest'
import type { LocalDate, LocalTime } from '../kernel/dates.ts'
import type { Airing } from './airing.ts'
import { type AiringWish, proposalFor, scopesFor } from './airing-wish.ts'
import type { Slot } from './slot.ts'

const date = (text: string): LocalDate => text as LocalDate
const time = (text: string): LocalTime => text as LocalTime

/** Wednesdays, once a day, on every station, since 2 November 2026. */
const slot = (over: Partial<Slot> = {}, times = ['17:00'], single = false): Slot => ({
  id: 4,
  segmentId: 1,
  title: null,
  origin: 'standing',
  from: date('2026-11-02'),
  until: null,
  revision: 1,
  plannedTo: null,
  createdAt: 0,
  endedAt: null,
  versions: [
    {
      from: date('2026-11-02'),
      anchor: date('2026-11-02'),
      programme: 'episode',
      target: single ? { kind: 'stations', ids: [7] } : { kind: 'all' },
      rule: { weekdays: [3], times: times.map(time), everyWeeks: 1, nth: null },
      durationSeconds: 900,
      premiere: false,
      priority: 'normal',
      episodeId: null,
    },
  ],
  ...over,
})
const airing = (onDate = '2026-12-02', ordinal = 1) =>
  ({ slotId: 4, stationId: 7, onDate: date(onDate), ordinal, startsAt: 0, endsAt: 900_000 }) as Airing
const today = date('2026-11-24')
const codes = { station: 'xuan-dong', target: () => ({ kind: 'all' }) as const }
const move = (to: string, at = '17:10'): AiringWish => ({
  act: 'move',
  date: date(to),
  time: time(at),
  durationSeconds: null,
})

describe('how far a wish about one airing may go', () => {
  it('here, the day on every station, from that day on, from today on', () => {
    expect(scopesFor({ slot: slot(), airing: airing(), today }, move('2026-12-02'))).toEqual([
      'here',
      'day',
      'later',
      'all',
    ])
  })
  it('a slot of one station has no other stations; what is once has no later', () => {
    expect(scopesFor({ slot: slot({}, ['17:00'], true), airing: airing(), today }, move('2026-12-02'))).not.toContain(
      'day',
    )
    const once = slot({ origin: 'single', until: date('2026-12-02') })
    expect(scopesFor({ slot: once, airing: airing(), today }, move('2026-12-02'))).toEqual(['here', 'day'])
  })
  it('a rule follows to another weekday of the same week, with one time a day', () => {
    expect(scopesFor({ slot: slot(), airing: airing(), today }, move('2026-12-04'))).toContain('later')
    expect(scopesFor({ slot: slot(), airing: airing(), today }, move('2026-12-09'))).toEqual(['here', 'day'])
    const twice = slot({}, ['05:15', '17:00'])
    expect(scopesFor({ slot: twice, airing: airing(), today }, move('2026-12-04'))).toEqual(['here', 'day'])
  })
})

describe('the proposal of a wish', () => {
  it('is a change of one occurrence for "here" and "day"', () => {
    const here = proposalFor({ slot: slot(), airing: airing(), today }, codes, move('2026-12-02'), 'here')
    expect(here).toMatchObject({ kind: 'change', change: { kind: 'move', station: 'xuan-dong', to_time: '17:10' } })
    const day = proposalFor({ slot: slot(), airing: airing(), today }, codes, move('2026-12-02'), 'day')
    expect(day).toMatchObject({ change: { station: null } })
  })
  it('is an edit of the rule from the earlier of both days on, never from the past', () => {
    const where = { slot: slot(), airing: airing(), today }
    const friday = proposalFor(where, codes, move('2026-12-04'), 'later')
    expect(friday).toMatchObject({
      kind: 'edit',
      slot: { from: '2026-12-02', rule: { weekdays: [5], times: ['17:10'] } },
    })
    expect(proposalFor(where, codes, move('2026-12-01'), 'later')).toMatchObject({ slot: { from: '2026-12-01' } })
    expect(proposalFor(where, codes, move('2026-12-02'), 'all')).toMatchObject({ slot: { from: '2026-11-24' } })
  })
  it('takes a cancelled time out of the rule, and ends a slot that has no other', () => {
    const cancel: AiringWish = { act: 'cancel', reason: 'Đổi lịch' }
    const twice = { slot: slot({}, ['05:15', '17:00']), airing: airing('2026-12-02', 2), today }
    expect(proposalFor(twice, codes, cancel, 'later')).toMatchObject({
      kind: 'edit',
      slot: { rule: { times: ['05:15'] } },
    })
    const only = { slot: slot(), airing: airing(), today }
    expect(proposalFor(only, codes, cancel, 'later')).toEqual({ kind: 'end', slot_id: 4, last_day: '2026-12-01' })
  })
  it('is refused beyond its scopes', () => {
    const where = { slot: slot(), airing: airing(), today }
    expect(() => proposalFor(where, codes, move('2026-12-09'), 'later')).toThrow(/scope_not_possible|phạm vi|far/)
  })
})
