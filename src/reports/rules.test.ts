import { describe, expect, test } from 'vitest'
import { addDays, type LocalDate, parseLocalDate } from '../kernel/dates.ts'
import { bucketEnd } from './buckets.ts'
import {
  bucketIsPast,
  type CountedAiring,
  gradeOf,
  outcomeAt,
  planAt,
  playedDay,
  quarantineDay,
  type ReportedTotal,
  standingAt,
  weighTotals,
} from './rules.ts'

const d = (text: string): LocalDate => parseLocalDate(text)
const HOUR = 3_600_000
const START = Date.parse('2020-08-05T17:15:00+07:00')
const END = START + 20 * 60_000
const airing: CountedAiring = {
  startsAt: START,
  endsAt: END,
  plannedOn: d('2020-08-05'),
  state: 'planned',
  outcome: null,
  airedOn: null,
  actualStart: null,
}

describe('COUNTING 16: the plan', () => {
  test('an airing is planned from two hours after its end, upcoming before', () => {
    expect(planAt(airing, END + 2 * HOUR - 1)).toBe('upcoming')
    expect(planAt(airing, END + 2 * HOUR)).toBe('planned')
  })
  test('cancelled is told beside it, superseded nowhere', () => {
    expect(planAt({ ...airing, state: 'cancelled' }, END + 9 * HOUR)).toBe('cancelled')
    expect(planAt({ ...airing, state: 'superseded' }, END + 9 * HOUR)).toBeNull()
  })
  test('no word is not missed: it is planned without any evidence', () => {
    expect(standingAt(airing, END + 2 * HOUR)).toBe('no_word')
    expect(standingAt(airing, END)).toBe('upcoming')
    expect(standingAt({ ...airing, outcome: 'missed' }, END)).toBe('missed')
  })
  test('a cancelled airing that a device played all the same was aired; one that it skipped stays cancelled', () => {
    expect(standingAt({ ...airing, state: 'cancelled', outcome: 'aired' }, END)).toBe('aired')
    expect(standingAt({ ...airing, state: 'cancelled', outcome: 'missed' }, END)).toBe('cancelled')
  })
})

describe('COUNTING 10: open', () => {
  test('a start without an end is open for 24 hours, then partial', () => {
    const open: CountedAiring = { ...airing, outcome: 'open', actualStart: START + 60_000 }
    expect(outcomeAt(open, START + 60_000 + 24 * HOUR - 1)).toBe('open')
    expect(outcomeAt(open, START + 60_000 + 24 * HOUR)).toBe('partial')
  })
  test('without a known start the planned one counts', () => {
    expect(outcomeAt({ ...airing, outcome: 'open' }, START + 24 * HOUR)).toBe('partial')
  })
})

describe('COUNTING 15: the day that counts', () => {
  test('a play past midnight counts on the day on which it began', () => {
    expect(playedDay({ ...airing, outcome: 'aired', airedOn: d('2020-08-06') })).toBe('2020-08-06')
  })
  test('attested without a time counts on the planned day', () => {
    expect(playedDay({ ...airing, outcome: 'aired' })).toBe('2020-08-05')
  })
  test('what was not played has no such day', () => {
    expect(playedDay({ ...airing, outcome: 'missed', airedOn: d('2020-08-06') })).toBeNull()
    expect(playedDay(airing)).toBeNull()
  })
})

test('COUNTING 13: evidence without a stated grade is a word of a person', () => {
  expect(gradeOf(null)).toBe('attested')
  expect(gradeOf('imported')).toBe('imported')
})

describe('COUNTING 14: reported totals', () => {
  const total = (position: number, from: string, to: string, more: Partial<ReportedTotal> = {}): ReportedTotal => ({
    stationId: 1,
    segmentId: 1,
    position,
    from: d(from),
    to: d(to),
    n: 52,
    singles: false,
    ...more,
  })
  const quarter = { from: d('2020-07-01'), to: d('2020-09-30') }
  const reasons = (totals: ReportedTotal[]) =>
    weighTotals(totals, quarter).notIncluded.map((t) => `${t.position} ${t.reason}`)

  test('counts when its range lies wholly inside, to the day', () => {
    expect(weighTotals([total(1, '2020-07-01', '2020-09-30')], quarter).counted).toHaveLength(1)
    expect(reasons([total(1, '2020-06-30', '2020-07-31')])).toEqual(['1 outside_period'])
    expect(reasons([total(1, '2020-09-01', '2020-10-01')])).toEqual(['1 outside_period'])
  })
  test('single airings in its range stand alone', () => {
    expect(reasons([total(1, '2020-07-01', '2020-07-31', { singles: true })])).toEqual(['1 single_airings'])
  })
  test('of totals that overlap, the last reported stands: no airing counts twice', () => {
    expect(reasons([total(1, '2020-07-01', '2020-07-31'), total(2, '2020-07-31', '2020-08-31')])).toEqual([
      '1 other_total',
    ])
    expect(reasons([total(1, '2020-07-01', '2020-07-31'), total(2, '2020-08-01', '2020-08-31')])).toEqual([])
    expect(
      reasons([total(1, '2020-07-01', '2020-07-31'), total(2, '2020-07-01', '2020-07-31', { stationId: 2 })]),
    ).toEqual([])
    expect(
      reasons([total(1, '2020-07-01', '2020-07-31'), total(2, '2020-07-01', '2020-07-31', { segmentId: 2 })]),
    ).toEqual([])
  })
  test('one that does not count itself displaces no other', () => {
    expect(reasons([total(1, '2020-07-01', '2020-07-31'), total(2, '2020-07-15', '2020-10-31')])).toEqual([
      '2 outside_period',
    ])
  })
})

describe('the day of a quarantined event', () => {
  const event = { receivedOn: d('2020-08-05'), toldOn: null, plannedOn: null }
  test('is that of the airing it names, whatever its clock says', () => {
    expect(quarantineDay({ ...event, plannedOn: d('2020-08-04'), toldOn: d('1970-01-01') })).toBe('2020-08-04')
  })
  test('else the day it tells, unless that cannot be: then the day of receipt', () => {
    expect(quarantineDay({ ...event, toldOn: d('2020-07-30') })).toBe('2020-07-30')
    expect(quarantineDay({ ...event, toldOn: d('1970-01-01') })).toBe('2020-08-05')
    expect(quarantineDay({ ...event, toldOn: d('2020-08-06') })).toBe('2020-08-05')
    expect(quarantineDay(event)).toBe('2020-08-05')
  })
})

test('a half-month is read from the roll-up only when no airing of it can change by time alone', () => {
  const end = bucketEnd(d('2020-08-01'))
  expect(bucketIsPast(d('2020-08-01'), addDays(end, 3))).toBe(false)
  expect(bucketIsPast(d('2020-08-01'), addDays(end, 4))).toBe(true)
})
