import { addDays, civilToDay, dateOf, dayOf, daysInMonth, isoWeekOf, type LocalDate } from '../kernel/dates.ts'
import type { Figures } from './figures.ts'
import { freePeriod, type Period, periodOf } from './periods.ts'

const two = (n: number): string => String(n).padStart(2, '0')
const parts = (day: LocalDate): [year: number, month: number, day: number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8)),
]

/** A day some months earlier or later; where that month is shorter, its last day. */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const [year, month, dom] = parts(day)
  const index = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return dateOf(civilToDay(y, m, Math.min(dom, daysInMonth(y, m))))
}

const weekKey = (day: LocalDate): string => {
  const { year, week } = isoWeekOf(day)
  return `${year}-W${two(week)}`
}

const BEFORE: readonly (readonly [RegExp, (year: number, n: number) => string])[] = [
  [/^(\d{4})$/, (y) => String(y - 1)],
  [/^cchc:(\d{4})$/, (y) => `cchc:${y - 1}`],
  [/^(\d{4})-H(\d)$/, (y, n) => (n === 2 ? `${y}-H1` : `${y - 1}-H2`)],
  [/^(\d{4})-Q(\d)$/, (y, n) => (n > 1 ? `${y}-Q${n - 1}` : `${y - 1}-Q4`)],
  [/^(\d{4})-(\d\d)$/, (y, n) => (n > 1 ? `${y}-${two(n - 1)}` : `${y - 1}-12`)],
]

/**
 * The period right before one: of the same kind where it has a name; before a reform quarter or half-year, which have no
 * named neighbour, the three or six months before; before a free range as many days.
 */
export function periodBefore(period: Period): Period {
  const { key, from, to } = period
  for (const [pattern, name] of BEFORE) {
    const [found, year = '', n = ''] = pattern.exec(key) ?? []
    if (found !== undefined) return periodOf(name(Number(year), Number(n)))
  }
  if (/^\d{4}-W\d\d$/.test(key)) return periodOf(weekKey(addDays(from, -7)))
  if (key.startsWith('cchc:')) {
    return freePeriod({ from: addMonths(from, key.endsWith('H1') ? -6 : -3), to: addDays(from, -1) })
  }
  return freePeriod({ from: addDays(from, dayOf(from) - dayOf(to) - 1), to: addDays(from, -1) })
}

/** The same period of the year before. Of a week: the one 52 weeks earlier, so that weekdays meet. */
export function periodYearAgo(period: Period): Period {
  const { key, from, to } = period
  if (/^\d{4}-W\d\d$/.test(key)) return periodOf(weekKey(addDays(from, -364)))
  const [, reform = '', year = '', rest = ''] = /^(cchc:)?(\d{4})(-(?:[HQ]\d|\d\d))?$/.exec(key) ?? []
  if (year !== '') return periodOf(`${reform}${Number(year) - 1}${rest}`)
  return freePeriod({ from: addMonths(from, -12), to: addMonths(to, -12) })
}

/** Whether anything at all is known of a period: a comparison with nothing says nothing. */
export const anythingKnown = (figures: Iterable<Figures>): boolean =>
  [...figures].some(
    ({ planned, aired, partial, missed, cancelled, open, unplanned, upcoming }) =>
      planned + aired + partial + missed + cancelled + open + unplanned + upcoming > 0,
  )

/** By how much a number changed: absolutely, and in percent of what it was; of nothing there is no percentage. */
export type Change = { readonly before: number; readonly difference: number; readonly percent: number | null }
export const changeOf = (now: number, before: number): Change => {
  const difference = now - before
  const share = Math.round((Math.abs(difference) / before) * 1000) / 10
  return { before, difference, percent: before === 0 ? null : difference < 0 ? -share : share }
}
