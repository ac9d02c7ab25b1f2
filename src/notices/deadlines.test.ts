import { describe, expect, it } from 'vitest'
import { addDays, parseLocalDate } from '../kernel/dates.ts'
import { deadlineNotice, quarterDeadline } from './deadlines.ts'

describe('the deadline of a quarterly report', () => {
  it.each([
    ['2020-07-01', '2020-Q3', '2020-09-20'],
    ['2020-09-30', '2020-Q3', '2020-09-20'],
    ['2020-12-31', '2020-Q4', '2020-12-20'],
    ['2021-01-01', '2021-Q1', '2021-03-20'],
  ])('on %s it is that of %s: %s', (day, period, due) => {
    expect(quarterDeadline(parseLocalDate(day))).toEqual({ period, due })
  })

  it('is told twice: five days before, and one day before; later when the server was off on that very day', () => {
    const from = parseLocalDate('2020-09-10')
    const told = Array.from({ length: 20 }, (_, i) => addDays(from, i)).map((day) => [day, deadlineNotice(day)?.key])
    expect(told.filter(([, key]) => key !== undefined)).toEqual([
      ...['2020-09-15', '2020-09-16', '2020-09-17', '2020-09-18'].map((day) => [day, 'deadline 2020-Q3 5']),
      ...['2020-09-19', '2020-09-20'].map((day) => [day, 'deadline 2020-Q3 1']),
    ])
  })

  it('says how many days are left', () => {
    const notice = deadlineNotice(parseLocalDate('2020-09-16'))
    expect(notice?.data).toMatchObject({ due: '2020-09-20', days_left: 4, period_vi: 'Quý III/2020' })
  })
})
