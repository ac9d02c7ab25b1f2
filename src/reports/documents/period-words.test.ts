import { expect, test } from 'vitest'
import type { LocalDate } from '../../kernel/dates.ts'
import { freePeriod, periodOf } from '../periods.ts'
import { officialDate, officialDay, periodInWords } from './period-words.ts'

const day = (text: string): LocalDate => text as LocalDate
const said = (key: string): readonly [string, string] => {
  const { vi, en } = periodInWords(periodOf(key))
  return [vi, en]
}

test('calendar periods are named as in a sentence', () => {
  expect(said('2020-Q3')).toEqual(['quý III năm 2020', 'the third quarter of 2020'])
  expect(said('2020')).toEqual(['năm 2020', 'the year 2020'])
  expect(said('2020-H1')).toEqual(['6 tháng đầu năm 2020', 'the first half of 2020'])
  expect(said('2020-H2')).toEqual(['6 tháng cuối năm 2020', 'the second half of 2020'])
  expect(said('2020-07')).toEqual(['tháng 7 năm 2020', 'July 2020'])
})

test('administrative-reform periods and weeks say their days, as nobody would guess them', () => {
  expect(said('cchc:2020-Q3')).toEqual([
    'quý III năm 2020 (từ ngày 15/6/2020 đến ngày 14/9/2020)',
    'the third quarter of 2020 (15 June 2020 to 14 September 2020)',
  ])
  expect(said('cchc:2020')[0]).toBe('năm 2020 (từ ngày 15/12/2019 đến ngày 14/12/2020)')
  expect(said('2020-W27')[0]).toBe('tuần 27 năm 2020 (từ ngày 29/6/2020 đến ngày 05/7/2020)')
})

test('a free range is its days, a single day one', () => {
  const range = periodInWords(freePeriod({ from: day('2020-02-01'), to: day('2020-08-09') }))
  expect(range.vi).toBe('thời gian từ ngày 01/02/2020 đến ngày 09/8/2020')
  expect(range.bounded).toBe(true)
  expect(periodInWords(freePeriod({ from: day('2020-08-09'), to: day('2020-08-09') })).vi).toBe('ngày 09/8/2020')
})

test('days under 10 and the months 1 and 2 are led by a nought, as the decree has it', () => {
  expect(['2020-01-05', '2020-02-29', '2020-03-01', '2020-10-31'].map((text) => officialDate(day(text)))).toEqual([
    '05/01/2020',
    '29/02/2020',
    '01/3/2020',
    '31/10/2020',
  ])
  expect(officialDay(day('2020-02-03'), true)).toBe('ngày 03 tháng 02 năm 2020')
  expect(officialDay(day('2020-10-05'), false)).toBe('ngày …… tháng 10 năm 2020')
})
