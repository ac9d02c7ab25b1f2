import { addDays, dayOf, isoWeekOf, type LocalDate, mondayOfIsoWeek } from '../kernel/dates.ts'
import type { Days } from './periods.ts'

/**
 * Half-month buckets: days 1 to 14, and 15 to the end. Calendar and administrative-reform periods are both sums of
 * whole ones. A bucket is named by its first day.
 */
export const bucketOf = (day: LocalDate): LocalDate =>
  `${day.slice(0, 8)}${day.slice(8) < '15' ? '01' : '15'}` as LocalDate

export const nextBucket = (bucket: LocalDate): LocalDate => bucketOf(addDays(bucket, bucket.endsWith('01') ? 14 : 17))
export const bucketEnd = (bucket: LocalDate): LocalDate => addDays(nextBucket(bucket), -1)

/** Every bucket that holds a day of the stretch, in order. */
export function bucketsOf({ from, to }: Days): LocalDate[] {
  const out: LocalDate[] = []
  for (let bucket = bucketOf(from); bucket <= to; bucket = nextBucket(bucket)) out.push(bucket)
  return out
}

/** Runs of neighbouring buckets as stretches of days, from any set of days. */
export function bucketRuns(days: Iterable<LocalDate>): Days[] {
  const buckets = [...new Set([...days].map(bucketOf))].sort()
  const runs: { from: LocalDate; to: LocalDate }[] = []
  for (const bucket of buckets) {
    const last = runs.at(-1)
    if (last && addDays(last.to, 1) === bucket) last.to = bucketEnd(bucket)
    else runs.push({ from: bucket, to: bucketEnd(bucket) })
  }
  return runs
}

/**
 * How a stretch is read: whole buckets from the roll-up, `raw` from the rows. Of a bucket that is asked for but for a few
 * days, the whole is read and the rows of those days, `minus`, are taken away. Each in order; together complete.
 */
export type Cover = {
  readonly buckets: readonly LocalDate[]
  readonly raw: readonly Days[]
  readonly minus: readonly Days[]
}

/**
 * Cuts a stretch of days into whole buckets and odd edges.
 * @param usable false for a bucket whose numbers still depend on the time of asking: it is read from the rows
 */
export function cover({ from, to }: Days, usable: (bucket: LocalDate) => boolean): Cover {
  const buckets: LocalDate[] = []
  const raw: Days[] = []
  const minus: Days[] = []
  for (const bucket of bucketsOf({ from, to })) {
    const whole = { from: bucket, to: bucketEnd(bucket) }
    const part = { from: whole.from < from ? from : whole.from, to: whole.to > to ? to : whole.to }
    const rest = without(whole, part)
    if (usable(bucket) && lengthOf(rest) < daysIn(part)) {
      buckets.push(bucket)
      minus.push(...rest)
    } else raw.push(part)
  }
  return { buckets, raw: joined(raw), minus: joined(minus) }
}

const daysIn = ({ from, to }: Days): number => dayOf(to) - dayOf(from) + 1
const lengthOf = (stretches: readonly Days[]): number => stretches.reduce((sum, days) => sum + daysIn(days), 0)

/** What is left of a stretch before and after a part of it. */
const without = (whole: Days, part: Days): Days[] =>
  [
    { from: whole.from, to: addDays(part.from, -1) },
    { from: addDays(part.to, 1), to: whole.to },
  ].filter(({ from, to }) => from <= to)

/** Neighbouring stretches as one, so that the rows are read once. */
function joined(stretches: readonly Days[]): Days[] {
  const out: { from: LocalDate; to: LocalDate }[] = []
  for (const { from, to } of stretches) {
    const last = out.at(-1)
    if (last && addDays(last.to, 1) === from) last.to = to
    else out.push({ from, to })
  }
  return out
}

/** A stretch that one row of the answer stands for: the whole period, or a month, a week, or where both meet. */
export type Cell = Days & { readonly month?: string; readonly week?: string }

const weekKey = (day: LocalDate): string => {
  const { year, week } = isoWeekOf(day)
  return `${year}-W${String(week).padStart(2, '0')}`
}
const endOfMonth = (day: LocalDate): LocalDate => bucketEnd(`${day.slice(0, 8)}15` as LocalDate)
const endOfWeek = (day: LocalDate): LocalDate => {
  const { year, week } = isoWeekOf(day)
  return addDays(mondayOfIsoWeek(year, week) ?? day, 6)
}

/** Cuts a period by months, ISO weeks, or both. */
export function cells({ from, to }: Days, by: { readonly month: boolean; readonly week: boolean }): Cell[] {
  const out: Cell[] = []
  for (let start = from; start <= to; ) {
    const ends = [to, ...(by.month ? [endOfMonth(start)] : []), ...(by.week ? [endOfWeek(start)] : [])]
    const end = ends.reduce((a, b) => (dayOf(a) <= dayOf(b) ? a : b))
    out.push({
      from: start,
      to: end,
      ...(by.month ? { month: start.slice(0, 7) } : {}),
      ...(by.week ? { week: weekKey(start) } : {}),
    })
    start = addDays(end, 1)
  }
  return out
}
