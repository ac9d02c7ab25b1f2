import { expect, test } from 'vitest'
import { changeOf, periodBefore, periodYearAgo } from './comparison.ts'
import { freePeriod, periodOf } from './periods.ts'

const days = ({ from, to }: { from: string; to: string }): string => `${from}..${to}`

test.each([
  ['2020', '2019', '2019'],
  ['2020-H1', '2019-H2', '2019-H1'],
  ['2020-H2', '2020-H1', '2019-H2'],
  ['2020-Q1', '2019-Q4', '2019-Q1'],
  ['2020-Q3', '2020-Q2', '2019-Q3'],
  ['2020-01', '2019-12', '2019-01'],
  ['2020-07', '2020-06', '2019-07'],
  // 2020 has a week 53; 52 weeks before it is week 1 of 2020.
  ['2020-W53', '2020-W52', '2020-W01'],
  ['2021-W01', '2020-W53', '2020-W02'],
  ['cchc:2020', 'cchc:2019', 'cchc:2019'],
])('before %s is %s, a year ago %s', (key, before, ago) => {
  expect([periodBefore(periodOf(key)).key, periodYearAgo(periodOf(key)).key]).toEqual([before, ago])
})

test('reform quarters meet the months before them without gap or overlap', () => {
  expect(days(periodBefore(periodOf('cchc:2020-Q1')))).toBe('2019-09-15..2019-12-14')
  expect(days(periodBefore(periodOf('cchc:2020-H1')))).toBe('2019-06-15..2019-12-14')
  expect(days(periodBefore(periodOf('cchc:2020-Q3')))).toBe('2020-03-15..2020-06-14')
  expect(days(periodYearAgo(periodOf('cchc:2020-Q1')))).toBe('2018-12-15..2019-03-14')
})

test('a free range is compared with as many days before, and with its own days a year ago, 29 February too', () => {
  const leap = freePeriod({ from: periodOf('2020-02').from, to: periodOf('2020-02').to })
  expect(days(periodBefore(leap))).toBe('2020-01-03..2020-01-31')
  expect(days(periodYearAgo(leap))).toBe('2019-02-01..2019-02-28')
})

test('of nothing there is no percentage', () => {
  expect(changeOf(237, 0)).toEqual({ before: 0, difference: 237, percent: null })
  expect(changeOf(237, 240)).toEqual({ before: 240, difference: -3, percent: -1.3 })
  expect(changeOf(0, 8)).toEqual({ before: 8, difference: -8, percent: -100 })
})
