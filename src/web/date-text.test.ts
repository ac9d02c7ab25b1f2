import { describe, expect, it } from 'vitest'
import { dateText, readDateText } from './date-text.ts'

describe('a date as people type it', () => {
  it.each([
    ['25/11/2026', '2026-11-25'],
    [' 5 / 3 / 2026 ', '2026-03-05'],
    ['25-11-2026', '2026-11-25'],
    ['25.11.26', '2026-11-25'],
    ['25112026', '2026-11-25'],
    ['2026-11-25', '2026-11-25'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (typed, iso) => expect(readDateText(typed)).toBe(iso))

  it.each(['', '29/02/2026', '31/04/2026', '0/1/2026', '11/25/2026', '25/11', '1/1/1800', 'mai', '25/11/206'])(
    '"%s" is none',
    (typed) => expect(readDateText(typed)).toBeNull(),
  )

  it('without a year is the nearest one, over New Year too', () => {
    expect(readDateText('25/11', '2026-11-24')).toBe('2026-11-25')
    expect(readDateText('2/1', '2026-12-30')).toBe('2027-01-02')
    expect(readDateText('30/12', '2027-01-02')).toBe('2026-12-30')
    expect(readDateText('29/2', '2027-11-24')).toBe('2028-02-29')
  })

  it('is written with day and month in two figures', () => expect(dateText('2026-03-05')).toBe('05/03/2026'))
})
