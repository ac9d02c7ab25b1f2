import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  civilToDay,
  dateOf,
  dayOf,
  daysInMonth,
  dayToCivil,
  isLocalDate,
  isLocalTime,
  isoWeekOf,
  type LocalDate,
  mondayOfIsoWeek,
  weekdayOf,
} from './dates.ts'

const date = (text: string): LocalDate => text as LocalDate

describe('local dates', () => {
  test.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '26-01-01',
    '2026-1-1',
    '',
    '2026-01-01 ',
  ])('%s is not a day', (text) => expect(isLocalDate(text)).toBe(false))
  test.each(['2024-02-29', '2000-02-29', '2026-12-31'])('%s is a day', (text) => expect(isLocalDate(text)).toBe(true))
  test('1900 and 2100 are no leap years, 2000 is', () => {
    expect([daysInMonth(1900, 2), daysInMonth(2000, 2), daysInMonth(2100, 2)]).toEqual([28, 29, 28])
  })
  test('the day after 31 December is 1 January', () => expect(addDays(date('2020-12-31'), 1)).toBe('2021-01-01'))
  test('1 July 2020 was a Wednesday, 20 July 1969 a Sunday', () => {
    expect(weekdayOf(date('2020-07-01'))).toBe(3)
    expect(weekdayOf(date('1969-07-20'))).toBe(7)
  })
  test('day numbers agree with the platform calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_000, max: 80_000 }), (day) => {
        const { year, month, day: dayOfMonth } = dayToCivil(day)
        expect(dateOf(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10))
        expect(civilToDay(year, month, dayOfMonth)).toBe(day)
        expect(dayOf(dateOf(day))).toBe(day)
      }),
    )
  })
})

describe('ISO weeks', () => {
  test('31 December 2020 lies in week 53, 1 January 2021 too', () => {
    expect(isoWeekOf(date('2020-12-31'))).toEqual({ year: 2020, week: 53 })
    expect(isoWeekOf(date('2021-01-01'))).toEqual({ year: 2020, week: 53 })
  })
  test('2021 has no week 53', () => expect(mondayOfIsoWeek(2021, 53)).toBeNull())
  test('Monday of week 1 of 2026 lies in 2025', () => expect(mondayOfIsoWeek(2026, 1)).toBe('2025-12-29'))
})

describe('times of day', () => {
  test.each(['24:00', '25:00', '5:15', '05:60', '05:15:00'])('%s is not a time', (text) =>
    expect(isLocalTime(text)).toBe(false),
  )
  test.each(['00:00', '05:15', '23:59'])('%s is a time', (text) => expect(isLocalTime(text)).toBe(true))
})
