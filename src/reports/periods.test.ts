import { describe, expect, test } from 'vitest'
import { daysBetween } from '../kernel/dates.ts'
import { DomainError } from '../kernel/errors.ts'
import { freePeriod, periodOf } from './periods.ts'

const bounds = (key: string) => {
  const { from, to } = periodOf(key)
  return `${from} ${to}`
}
const code = (key: string): string => {
  try {
    periodOf(key)
  } catch (error) {
    if (error instanceof DomainError) return `${error.status} ${error.code}`
  }
  return 'accepted'
}

describe('COUNTING 19: periods', () => {
  test.each([
    ['2020', '2020-01-01 2020-12-31'],
    ['2020-H1', '2020-01-01 2020-06-30'],
    ['2020-H2', '2020-07-01 2020-12-31'],
    ['2020-Q1', '2020-01-01 2020-03-31'],
    ['2020-Q2', '2020-04-01 2020-06-30'],
    ['2020-Q3', '2020-07-01 2020-09-30'],
    ['2020-Q4', '2020-10-01 2020-12-31'],
    ['2020-01', '2020-01-01 2020-01-31'],
    ['2020-12', '2020-12-01 2020-12-31'],
    ['cchc:2020', '2019-12-15 2020-12-14'],
    ['cchc:2020-Q1', '2019-12-15 2020-03-14'],
    ['cchc:2020-H1', '2019-12-15 2020-06-14'],
    ['cchc:2020-Q3', '2020-06-15 2020-09-14'],
  ])('%s is %s', (key, expected) => expect(bounds(key)).toBe(expected))

  test('February ends on the 29th in leap years, and 1900 and 2100 are none', () => {
    expect(bounds('2020-02')).toBe('2020-02-01 2020-02-29')
    expect(bounds('2021-02')).toBe('2021-02-01 2021-02-28')
    expect(bounds('2100-02')).toBe('2100-02-01 2100-02-28')
    expect(bounds('2000-02')).toBe('2000-02-01 2000-02-29')
  })

  test('weeks are ISO weeks: they cross the year, and only long years have a week 53', () => {
    expect(bounds('2020-W01')).toBe('2019-12-30 2020-01-05')
    expect(bounds('2020-W53')).toBe('2020-12-28 2021-01-03')
    expect(bounds('2021-W01')).toBe('2021-01-04 2021-01-10')
    expect(code('2021-W53')).toBe('400 no_such_period')
    expect(code('2020-W00')).toBe('400 no_such_period')
    expect(code('2020-W54')).toBe('400 no_such_period')
  })

  test('the reform year has neither a second nor a fourth quarter, nor months', () => {
    for (const part of ['Q2', 'Q4', 'H2', '07', 'W27']) expect(code(`cchc:2020-${part}`)).toBe('400 no_such_period')
  })

  test('everything else is refused', () => {
    const wrong = [
      '',
      '20',
      '2020-',
      '2020-13',
      '2020-00',
      '2020-7',
      '2020-Q5',
      '2020-q3',
      '2020-H3',
      '2020-W7',
      'cchc',
      'cchc:',
      '2020-Q3 ',
      '3020',
      'CCHC:2020',
    ]
    for (const key of wrong) expect(code(key), key).toBe('400 no_such_period')
  })

  test('the year is the sum of its parts, in the calendar and in the reform year', () => {
    const days = (key: string) => daysBetween(periodOf(key).from, periodOf(key).to) + 1
    for (const year of [2019, 2020, 2021]) {
      const quarters = [1, 2, 3, 4].reduce((sum, q) => sum + days(`${year}-Q${q}`), 0)
      expect(quarters).toBe(days(`${year}`))
      expect(days(`${year}-H1`) + days(`${year}-H2`)).toBe(days(`${year}`))
      expect(days(`cchc:${year}`)).toBe(daysBetween(periodOf(`cchc:${year}`).from, periodOf(`cchc:${year + 1}`).from))
    }
  })

  test('labels are written as in the reports', () => {
    expect(periodOf('2020-Q3').label).toEqual({ vi: 'Quý III/2020', en: 'Quarter III/2020' })
    expect(periodOf('2020-07').label).toEqual({ vi: 'Tháng 7/2020', en: 'July 2020' })
    expect(periodOf('cchc:2020-H1').label.vi).toBe('6 tháng đầu năm 2020, kỳ báo cáo CCHC (15/12/2019 – 14/06/2020)')
    const { from, to } = periodOf('2020-W27')
    expect(freePeriod({ from, to })).toMatchObject({
      key: '2020-06-29..2020-07-05',
      label: { vi: 'Từ 29/06/2020 đến 05/07/2020' },
    })
  })
})
