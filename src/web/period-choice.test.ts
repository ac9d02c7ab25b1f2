import { describe, expect, it } from 'vitest'
import type { LocalDate } from '../kernel/dates.ts'
import { CALENDAR_PARTS, choosePeriod, keyFor, MONTH_PARTS, REFORM_PARTS } from './period-choice.ts'

const today = '2026-11-25' as LocalDate

describe('choosing a period', () => {
  it('offers only periods that there are', () => {
    for (const part of [...CALENDAR_PARTS, ...REFORM_PARTS, ...MONTH_PARTS]) {
      expect(choosePeriod({ nam: '2020', ky: part }, today)).toMatchObject({ year: 2020, part })
    }
  })
  it('writes the keys of the API', () => {
    expect([keyFor('2020', 'Q3'), keyFor('2020', 'year'), keyFor('2020', 'c-Q3'), keyFor('2020', 'c-year')]).toEqual([
      '2020-Q3',
      '2020',
      'cchc:2020-Q3',
      'cchc:2020',
    ])
  })
  it('is this quarter unless asked', () => {
    expect(choosePeriod({}, today).period).toMatchObject({ from: '2026-10-01', to: '2026-12-31' })
  })
  it('takes a range of days, and leaves out one that is none', () => {
    expect(choosePeriod({ tu: '2020-07-03', den: '2020-07-09' }, today).period).toMatchObject({
      from: '2020-07-03',
      to: '2020-07-09',
    })
    expect(choosePeriod({ tu: '2020-07-09', den: '2020-07-03' }, today).period.key).toBe('2026-Q4')
    expect(choosePeriod({ tu: '2020-02-30', den: '2020-07-03' }, today).period.key).toBe('2026-Q4')
  })
  it('refuses what is no period', () => {
    expect(() => choosePeriod({ period: 'cchc:2020-Q2' }, today)).toThrow(/no_such_period/)
    expect(() => choosePeriod({ nam: '2020', ky: '13' }, today)).toThrow(/no_such_period/)
  })
})
