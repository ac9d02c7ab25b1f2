import type { LocalDate } from '../kernel/dates.ts'
import { nextBucket } from './buckets.ts'

/**
 * A stretch of half-months that calendar and administrative-reform periods have in common: from the first of a quarter to
 * the 14th of its last month ("2025-Q3": 1/7 to 14/9), and so of a half-year ("2025-H1": 1/1 to 14/6) and a year
 * ("2025": 1/1 to 14/12). A calendar period is such a span and the half-month after it, a reform period the half-month
 * before it and the span.
 */
export type Span = string

type Shape = { readonly name: string; readonly first: string; readonly last: string }
/** The longest first. */
const SHAPES: readonly Shape[] = [
  { name: '', first: '01-01', last: '12-01' },
  { name: '-H1', first: '01-01', last: '06-01' },
  { name: '-H2', first: '07-01', last: '12-01' },
  { name: '-Q1', first: '01-01', last: '03-01' },
  { name: '-Q2', first: '04-01', last: '06-01' },
  { name: '-Q3', first: '07-01', last: '09-01' },
  { name: '-Q4', first: '10-01', last: '12-01' },
]
export type SpanEnds = { readonly span: Span; readonly first: LocalDate; readonly last: LocalDate }

const spansOfYear = (year: string): SpanEnds[] =>
  SHAPES.map(({ name, first, last }) => ({
    span: `${year}${name}`,
    // Dates of the calendar by their making.
    first: `${year}-${first}` as LocalDate,
    last: `${year}-${last}` as LocalDate,
  }))

/** Every span of the years of two half-months, the longest of a year first. */
export function spansOfYears(first: LocalDate, last: LocalDate): SpanEnds[] {
  const out: SpanEnds[] = []
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year++)
    out.push(...spansOfYear(String(year)))
  return out
}

/** A span by its name; undefined: none of ours. */
export const spanNamed = (span: Span): SpanEnds | undefined =>
  spansOfYear(span.slice(0, 4)).find((one) => one.span === span)

/** The spans that one of these half-months lies in. */
export const spansAround = (buckets: readonly LocalDate[]): SpanEnds[] =>
  [...new Set(buckets.map((bucket) => bucket.slice(0, 4)))]
    .flatMap(spansOfYear)
    .filter(({ first, last }) => buckets.some((bucket) => bucket >= first && bucket <= last))

/**
 * Puts spans in the place of half-months wherever whole ones are asked for and made, the longest that fits.
 * @param buckets in order, each once
 */
export function withSpans(
  buckets: readonly LocalDate[],
  made: ReadonlySet<Span>,
): { readonly spans: readonly Span[]; readonly buckets: readonly LocalDate[] } {
  const asked = new Set(buckets)
  const spans: Span[] = []
  for (const { span, first, last } of spansAround(buckets)) {
    if (!made.has(span)) continue
    const own = bucketsFrom(first, last)
    if (!own.every((bucket) => asked.has(bucket))) continue
    spans.push(span)
    for (const bucket of own) asked.delete(bucket)
  }
  return { spans, buckets: buckets.filter((bucket) => asked.has(bucket)) }
}

/** The half-months from one to another, both included. */
export function bucketsFrom(first: LocalDate, last: LocalDate): LocalDate[] {
  const out: LocalDate[] = []
  for (let bucket = first; bucket <= last; bucket = nextBucket(bucket)) out.push(bucket)
  return out
}
