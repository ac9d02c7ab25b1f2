import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dateOf, daysBetween, type LocalDate, parseLocalDate } from '../kernel/dates.ts'
import { bucketEnd, bucketOf, bucketRuns, cells, cover, nextBucket } from './buckets.ts'
import { periodOf } from './periods.ts'

const d = (text: string): LocalDate => parseLocalDate(text)
const anyDay = fc.integer({ min: 17_000, max: 22_000 }).map(dateOf)

describe('half-month buckets', () => {
  test('the 14th and the 15th fall apart; February ends on its own last day', () => {
    expect(bucketOf(d('2020-02-14'))).toBe('2020-02-01')
    expect(bucketOf(d('2020-02-15'))).toBe('2020-02-15')
    expect(bucketEnd(d('2020-02-15'))).toBe('2020-02-29')
    expect(bucketEnd(d('2021-02-15'))).toBe('2021-02-28')
    expect(nextBucket(d('2020-12-15'))).toBe('2021-01-01')
    expect(bucketEnd(d('2020-12-01'))).toBe('2020-12-14')
  })

  test('calendar and reform periods are whole buckets; a week is not', () => {
    for (const key of ['2020', '2020-Q3', '2020-02', 'cchc:2020', 'cchc:2020-Q1', 'cchc:2020-Q3']) {
      expect(cover(periodOf(key), () => true).raw, key).toEqual([])
    }
    expect(cover(periodOf('2020-W27'), () => true)).toEqual({
      buckets: [],
      raw: [{ from: '2020-06-29', to: '2020-07-05' }],
      minus: [],
    })
  })

  test('a bucket that still changes with time is read from the rows', () => {
    expect(cover(periodOf('2020-07'), (bucket) => bucket !== '2020-07-15')).toEqual({
      buckets: ['2020-07-01'],
      raw: [{ from: '2020-07-15', to: '2020-07-31' }],
      minus: [],
    })
  })

  test('of a bucket that is wanted but for a few days, those days are taken away from the whole', () => {
    expect(cover({ from: d('2025-04-03'), to: d('2025-05-20') }, () => true)).toEqual({
      buckets: ['2025-04-01', '2025-04-15', '2025-05-01'],
      raw: [{ from: '2025-05-15', to: '2025-05-20' }],
      minus: [{ from: '2025-04-01', to: '2025-04-02' }],
    })
    // Both its ends.
    expect(cover({ from: d('2025-04-16'), to: d('2025-04-29') }, () => true)).toEqual({
      buckets: ['2025-04-15'],
      raw: [],
      minus: [
        { from: '2025-04-15', to: '2025-04-15' },
        { from: '2025-04-30', to: '2025-04-30' },
      ],
    })
    // Of one that still changes with time nothing is taken away.
    expect(cover({ from: d('2025-04-02'), to: d('2025-04-14') }, () => false).raw).toHaveLength(1)
  })

  test('buckets and edges cover every day exactly once, and few rows are read', () => {
    const add = (days: Map<LocalDate, number>, { from, to }: { from: LocalDate; to: LocalDate }, n: number): void => {
      for (let day = from; day <= to; day = addDays(day, 1)) days.set(day, (days.get(day) ?? 0) + n)
    }
    fc.assert(
      fc.property(anyDay, fc.nat(200), fc.nat(7), (from, length, seed) => {
        const to = addDays(from, length)
        const usable = (bucket: LocalDate): boolean => (Number(bucket.slice(5, 7)) + seed) % 3 !== 0
        const { buckets, raw, minus } = cover({ from, to }, usable)
        const read = new Map<LocalDate, number>()
        for (const bucket of buckets) add(read, { from: bucket, to: bucketEnd(bucket) }, 1)
        for (const days of raw) add(read, days, 1)
        for (const days of minus) add(read, days, -1)
        const wanted = new Map<LocalDate, number>()
        add(wanted, { from, to }, 1)
        expect(new Map([...read].filter(([, n]) => n !== 0).sort())).toEqual(wanted)
        const rows = new Map<LocalDate, number>()
        for (const { from: first, to: last } of [...raw, ...minus])
          for (let day = first; day <= last; day = addDays(day, 1))
            rows.set(bucketOf(day), (rows.get(bucketOf(day)) ?? 0) + 1)
        for (const [bucket, days] of rows) if (usable(bucket)) expect(days).toBeLessThan(10)
      }),
    )
  })

  test('runs join neighbouring buckets', () => {
    expect(bucketRuns([d('2020-07-20'), d('2020-07-03'), d('2020-09-01')])).toEqual([
      { from: '2020-07-01', to: '2020-07-31' },
      { from: '2020-09-01', to: '2020-09-14' },
    ])
  })
})

describe('cells of an answer', () => {
  test('weeks keep their number across the year and are cut at the ends of the period', () => {
    const weeks = cells({ from: d('2020-12-26'), to: d('2021-01-05') }, { month: false, week: true })
    expect(weeks.map((cell) => `${cell.week} ${cell.from} ${cell.to}`)).toEqual([
      '2020-W52 2020-12-26 2020-12-27',
      '2020-W53 2020-12-28 2021-01-03',
      '2021-W01 2021-01-04 2021-01-05',
    ])
  })

  test('months and weeks together cut at both', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(100), (from, length) => {
        const to = addDays(from, length)
        const cut = cells({ from, to }, { month: true, week: true })
        expect(cut.reduce((sum, cell) => sum + daysBetween(cell.from, cell.to) + 1, 0)).toBe(length + 1)
        for (const cell of cut) expect(cell.from.slice(0, 7)).toBe(cell.to.slice(0, 7))
      }),
    )
  })
})
