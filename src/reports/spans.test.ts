import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dateOf, type LocalDate, parseLocalDate } from '../kernel/dates.ts'
import { bucketOf, bucketsOf, cover } from './buckets.ts'
import { periodOf } from './periods.ts'
import { bucketsFrom, spanNamed, spansAround, spansOfYears, withSpans } from './spans.ts'

const d = (text: string): LocalDate => parseLocalDate(text)
const every = new Set(spansOfYears(d('2019-01-01'), d('2023-12-15')).map(({ span }) => span))
const pieces = (key: string): string => {
  const { spans, buckets } = withSpans(cover(periodOf(key), () => true).buckets, every)
  return [...spans, ...buckets].join(' ')
}

describe('spans', () => {
  test('a calendar period is a span and the half-month after it, a reform period the half-month before it and the span', () => {
    expect(pieces('2020-Q3')).toBe('2020-Q3 2020-09-15')
    expect(pieces('2020-H1')).toBe('2020-H1 2020-06-15')
    expect(pieces('2020')).toBe('2020 2020-12-15')
    expect(pieces('cchc:2020-Q1')).toBe('2020-Q1 2019-12-15')
    expect(pieces('cchc:2020-H1')).toBe('2020-H1 2019-12-15')
    expect(pieces('cchc:2020-Q3')).toBe('2020-Q3 2020-06-15')
    expect(pieces('cchc:2020')).toBe('2020 2019-12-15')
    expect(pieces('2020-05')).toBe('2020-05-01 2020-05-15')
  })

  test('a span that is not kept is read in its parts', () => {
    const { spans, buckets } = withSpans(bucketsOf(periodOf('2020')), new Set(['2020-H2', '2020-Q1']))
    expect(spans).toEqual(['2020-H2', '2020-Q1'])
    expect(buckets).toEqual(['2020-03-15', ...bucketsFrom(d('2020-04-01'), d('2020-06-15')), '2020-12-15'].map(String))
  })

  test('whatever is kept, every half-month is read once', () => {
    const day = fc.integer({ min: 18_000, max: 19_500 }).map(dateOf)
    fc.assert(
      fc.property(day, fc.nat(900), fc.subarray([...every]), (from, length, kept) => {
        const asked = bucketsOf({ from: bucketOf(from), to: addDays(from, length) })
        const { spans, buckets } = withSpans(asked, new Set(kept))
        const read = [...buckets, ...spans.flatMap((span) => ends(span))].sort()
        expect(read).toEqual(asked)
      }),
    )
  })

  test('a half-month lies in a quarter, a half-year and a year, or in less at the ends of those', () => {
    const around = (bucket: string): string[] => spansAround([d(bucket)]).map(({ span }) => span)
    expect(around('2020-08-15')).toEqual(['2020', '2020-H2', '2020-Q3'])
    expect(around('2020-09-15')).toEqual(['2020', '2020-H2'])
    expect(around('2020-06-15')).toEqual(['2020'])
    expect(around('2020-12-15')).toEqual([])
  })
})

function ends(span: string): LocalDate[] {
  const found = spanNamed(span)
  if (!found) throw new Error(`no span ${span}`)
  return bucketsFrom(found.first, found.last)
}
