import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { dateOf, dayOf, type LocalDate, type LocalTime, minutesOf, type Weekday } from '../kernel/dates.ts'
import { type BoundRule, type Nth, occurrenceDays, occurrences } from './recurrence.ts'

const day = (text: string): number => dayOf(text as LocalDate)
const rule = (over: Partial<BoundRule>): BoundRule => ({
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  times: ['05:15' as LocalTime],
  everyWeeks: 1,
  nth: null,
  anchor: over.from ?? day('2026-01-01'),
  from: day('2026-01-01'),
  until: null,
  ...over,
})
const dates = (r: BoundRule, from: string, to: string): string[] =>
  [...occurrenceDays(r, day(from), day(to))].map(dateOf)

describe('a rule between two days', () => {
  test('Monday to Saturday gives 79 days in the third quarter of 2020', () => {
    const r = rule({ weekdays: [1, 2, 3, 4, 5, 6], from: day('2020-07-01') })
    expect(dates(r, '2020-07-01', '2020-09-30')).toHaveLength(79)
  })

  test('several times a day are counted by their ordinal, in order', () => {
    const r = rule({ times: ['05:15', '11:00', '17:15'] as LocalTime[] })
    expect(occurrences(r, day('2026-03-01'), day('2026-03-01'))).toEqual([
      { day: day('2026-03-01'), ordinal: 1, minutes: 315 },
      { day: day('2026-03-01'), ordinal: 2, minutes: 660 },
      { day: day('2026-03-01'), ordinal: 3, minutes: 1035 },
    ])
  })

  test('every second week counts from the week of the anchor, not from the first matching day', () => {
    // Wednesday 2026-01-07 is the anchor; the Monday of that week is past, so the first Monday is twelve days later.
    const r = rule({ weekdays: [1], everyWeeks: 2, from: day('2026-01-07'), anchor: day('2026-01-07') })
    expect(dates(r, '2026-01-01', '2026-02-28')).toEqual(['2026-01-19', '2026-02-02', '2026-02-16'])
  })

  test('the question asked later gives the same weeks', () => {
    const r = rule({ weekdays: [3], everyWeeks: 3, from: day('2026-01-07'), anchor: day('2026-01-07') })
    expect(dates(r, '2026-02-01', '2026-03-31')).toEqual(
      dates(r, '2026-01-01', '2026-03-31').filter((d) => d >= '2026-02-01'),
    )
  })

  test('the last Friday of the month; the fifth Thursday only where there is one', () => {
    expect(dates(rule({ weekdays: [5], nth: [-1] }), '2026-01-01', '2026-04-30')).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-03-27',
      '2026-04-24',
    ])
    expect(dates(rule({ weekdays: [4], nth: [5] }), '2026-01-01', '2026-05-31')).toEqual(['2026-01-29', '2026-04-30'])
  })

  test('the fourth that is also the last is one airing', () => {
    expect(dates(rule({ weekdays: [1], nth: [4, -1] }), '2026-02-01', '2026-02-28')).toEqual(['2026-02-23'])
  })

  test('month end: 31 January is followed by 1 February', () => {
    expect(dates(rule({}), '2026-01-31', '2026-02-01')).toEqual(['2026-01-31', '2026-02-01'])
  })

  test('leap day: 29 February is in 2028 and not in 2026', () => {
    expect(dates(rule({}), '2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
    expect(dates(rule({}), '2026-02-28', '2026-03-01')).toEqual(['2026-02-28', '2026-03-01'])
  })

  test('year boundary: every second week goes on through New Year', () => {
    const r = rule({ weekdays: [4], everyWeeks: 2, from: day('2026-12-17'), anchor: day('2026-12-17') })
    expect(dates(r, '2026-12-01', '2027-01-31')).toEqual(['2026-12-17', '2026-12-31', '2027-01-14', '2027-01-28'])
  })

  test('from and until are both on the air', () => {
    const r = rule({ from: day('2026-03-10'), until: day('2026-03-12') })
    expect(dates(r, '2026-01-01', '2026-12-31')).toEqual(['2026-03-10', '2026-03-11', '2026-03-12'])
  })

  test('until before from gives nothing', () => {
    expect(dates(rule({ from: day('2026-03-10'), until: day('2026-03-09') }), '2026-01-01', '2026-12-31')).toEqual([])
  })

  test('an unbounded question is refused', () => {
    const code = expect.objectContaining({ code: 'unbounded_rule', status: 400 })
    expect(() => occurrenceDays(rule({}), day('2026-01-01'), Number.POSITIVE_INFINITY)).toThrow(code)
    expect(() => occurrenceDays(rule({}), Number.NaN, day('2026-01-01'))).toThrow(code)
  })

  test('400 days are expanded at once, 401 are refused', () => {
    const first = day('2026-01-01')
    expect(occurrenceDays(rule({}), first, first + 399)).toHaveLength(400)
    expect(() => occurrenceDays(rule({}), first, first + 400)).toThrow(
      expect.objectContaining({ code: 'expansion_too_long' }),
    )
  })
})

const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const stamp = (d: number, minutes: number): string =>
  `${dateOf(d).replaceAll('-', '')}T${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}00`

/** The same question put to rrule-temporal, one time of day after the other. */
function oracle(r: BoundRule, from: number, to: number): { day: number; ordinal: number; minutes: number }[] {
  const out = r.times.flatMap((time, i) => {
    const minutes = minutesOf(time)
    const names = r.weekdays.map((w) => NAMES[w - 1])
    const byDay = r.nth ? r.nth.flatMap((n) => names.map((name) => `${n}${name}`)) : names
    const kind = r.nth ? 'FREQ=MONTHLY' : `FREQ=WEEKLY;INTERVAL=${r.everyWeeks};WKST=MO`
    const until = r.until === null ? '' : `;UNTIL=${stamp(r.until, minutes)}Z`
    const text = `DTSTART;TZID=UTC:${stamp(r.from, minutes)}\nRRULE:${kind};BYDAY=${byDay.join(',')}${until}`
    const at = (d: number) => Temporal.Instant.fromEpochMilliseconds(d * 86_400_000).toZonedDateTimeISO('UTC')
    return new RRuleTemporal({ rruleString: text })
      .between(new Date(at(from).epochMilliseconds), new Date(at(to + 1).epochMilliseconds - 1), true)
      .map((z) => ({ day: Math.floor(z.epochMilliseconds / 86_400_000), ordinal: i + 1, minutes }))
  })
  return out.sort((a, b) => a.day - b.day || a.ordinal - b.ordinal)
}

const times = fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 3 }).map((list) =>
  list
    .sort((a, b) => a - b)
    .map(
      (m) =>
        stamp(0, m)
          .slice(9, 13)
          .replace(/(..)(..)/, '$1:$2') as LocalTime,
    ),
)
const weekdays = fc
  .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
  .map((list) => list as Weekday[])
const nths = fc.uniqueArray(fc.constantFrom<Nth>(1, 2, 3, 4, 5, -1), { minLength: 1, maxLength: 3 })
const start = fc.integer({ min: day('2019-12-01'), max: day('2032-03-31') })
const base = { weekdays, times, from: start, length: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null }) }
const question = { ask: fc.integer({ min: -200, max: 700 }), days: fc.integer({ min: 0, max: 399 }) }

describe('proved against rrule-temporal', () => {
  test('weekly rules, every N weeks', () => {
    fc.assert(
      fc.property(fc.record({ ...base, ...question, everyWeeks: fc.integer({ min: 1, max: 9 }) }), (c) => {
        const until = c.length === null ? null : c.from + c.length
        const r: BoundRule = { ...c, nth: null, anchor: c.from, until }
        const from = c.from + c.ask
        expect(occurrences(r, from, from + c.days)).toEqual(oracle(r, from, from + c.days))
      }),
      { numRuns: 120 },
    )
  })

  test('rules by the nth and the last weekday of the month', () => {
    fc.assert(
      fc.property(fc.record({ ...base, ...question, nth: nths }), (c) => {
        const until = c.length === null ? null : c.from + c.length
        const r: BoundRule = { ...c, everyWeeks: 1, anchor: c.from, until }
        const from = c.from + c.ask
        expect(occurrences(r, from, from + c.days)).toEqual(oracle(r, from, from + c.days))
      }),
      { numRuns: 120 },
    )
  })

  test('a range asked in two halves gives what it gives at once', () => {
    fc.assert(
      fc.property(
        fc.record({ ...base, ...question, everyWeeks: fc.integer({ min: 1, max: 9 }), cut: fc.nat(399) }),
        (c) => {
          const r: BoundRule = { ...c, nth: null, anchor: c.from, until: null }
          const [from, to] = [c.from + c.ask, c.from + c.ask + c.days]
          const cut = from + Math.min(c.cut, c.days)
          expect([...occurrences(r, from, cut), ...occurrences(r, cut + 1, to)]).toEqual(occurrences(r, from, to))
        },
      ),
    )
  })
})
