import {
  civilToDay,
  daysInMonth,
  dayToCivil,
  type LocalTime,
  minutesOf,
  type Weekday,
  weekdayOfDay,
} from '../kernel/dates.ts'
import { scheduleErrors } from './errors.ts'

/** Which weekday of the month: the first to the fifth, or the last (-1). A month without a fifth has none. */
export type Nth = 1 | 2 | 3 | 4 | 5 | -1

/** When a slot is on the air. Times are in order and distinct; an airing's ordinal is its place among them, from 1. */
export type Rule = {
  readonly weekdays: readonly Weekday[]
  readonly times: readonly LocalTime[]
  /** Every N weeks, counted from the week (from Monday) of the anchor. 1 with `nth`. */
  readonly everyWeeks: number
  /** Null: every week that counts; else only the nth such weekdays of each month. */
  readonly nth: readonly Nth[] | null
}

/** A rule with its bounds, as day numbers (days since 1970-01-01), both inclusive; `until` null is "for ever". */
export type BoundRule = Rule & { readonly anchor: number; readonly from: number; readonly until: number | null }

/** More days than this are never expanded at once: a year with a margin on both sides. */
export const MAX_DAYS = 400

const mondayOf = (day: number): number => day - weekdayOfDay(day) + 1
const maskOf = (weekdays: readonly Weekday[]): number => weekdays.reduce((mask, weekday) => mask | (1 << weekday), 0)

/**
 * The days, in order and each once, on which a rule is on the air between two days, both inclusive.
 * @param from, to day numbers. Neither may be infinite
 * @throws DomainError unbounded_rule without two finite ends, expansion_too_long beyond 400 days
 */
export function occurrenceDays(rule: BoundRule, from: number, to: number): Int32Array {
  if (!Number.isInteger(from) || !Number.isInteger(to)) throw scheduleErrors.unbounded_rule()
  if (to - from >= MAX_DAYS) throw scheduleErrors.expansion_too_long({ days: to - from + 1, max: MAX_DAYS })
  const first = Math.max(from, rule.from)
  const last = rule.until === null ? to : Math.min(to, rule.until)
  if (last < first) return new Int32Array(0)
  return rule.nth ? monthly(rule.nth, rule.weekdays, first, last) : weekly(rule, first, last)
}

function weekly({ weekdays, everyWeeks, anchor }: BoundRule, first: number, last: number): Int32Array {
  const days = new Int32Array(last - first + 1)
  const mask = maskOf(weekdays)
  const step = everyWeeks * 7
  const anchorMonday = mondayOf(anchor)
  let n = 0
  // The first week that counts and reaches into the range: weeks count both ways from the anchor's.
  let monday = anchorMonday + Math.floor((mondayOf(first) - anchorMonday) / step) * step
  for (; monday <= last; monday += step) {
    for (let weekday = 1; weekday <= 7; weekday++) {
      const day = monday + weekday - 1
      if ((mask >> weekday) & 1 && day >= first && day <= last) days[n++] = day
    }
  }
  return days.subarray(0, n)
}

function monthly(nths: readonly Nth[], weekdays: readonly Weekday[], first: number, last: number): Int32Array {
  const days: number[] = []
  let { year, month } = dayToCivil(first)
  for (let start = civilToDay(year, month, 1); start <= last; ) {
    const length = daysInMonth(year, month)
    for (const weekday of weekdays) {
      for (const nth of nths) {
        const day = nthWeekday(start, length, weekday, nth)
        if (day !== null && day >= first && day <= last) days.push(day)
      }
    }
    start += length
    month = month === 12 ? 1 : month + 1
    if (month === 1) year += 1
  }
  // The fourth may also be the last.
  return Int32Array.from(new Set(days.sort((a, b) => a - b)))
}

/** The nth given weekday of a month that starts on day number `start`; null when the month has none. */
function nthWeekday(start: number, length: number, weekday: Weekday, nth: Nth): number | null {
  const firstOne = start + ((weekday - weekdayOfDay(start) + 7) % 7)
  const count = Math.floor((start + length - 1 - firstOne) / 7) + 1
  if (nth === -1) return firstOne + (count - 1) * 7
  return nth <= count ? firstOne + (nth - 1) * 7 : null
}

export type Occurrence = { readonly day: number; readonly ordinal: number; readonly minutes: number }

/**
 * Every single time of a rule between two days: the days, each with its times in order.
 * `minutes` since local midnight; the ordinal counts the times of a day from 1.
 * @throws as occurrenceDays
 */
export function occurrences(rule: BoundRule, from: number, to: number): Occurrence[] {
  const minutes = rule.times.map(minutesOf)
  const out: Occurrence[] = []
  for (const day of occurrenceDays(rule, from, to)) {
    for (let i = 0; i < minutes.length; i++) out.push({ day, ordinal: i + 1, minutes: minutes[i] ?? 0 })
  }
  return out
}
