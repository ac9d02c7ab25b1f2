import { civilToDay, dateOf, daysBetween, type LocalDate } from '../kernel/dates.ts'
import { periodOf } from '../reports/index.ts'
import type { Fresh } from './facts.ts'

/** Quarterly reports are due on this day of the quarter's last month. */
const DUE_DAY = 20
/** How many days before are people reminded. */
export const REMIND_DAYS = [5, 1] as const

/** The deadline of the quarter that `today` lies in: the 20th of its last month. */
export function quarterDeadline(today: LocalDate): { readonly period: string; readonly due: LocalDate } {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const quarter = Math.ceil(month / 3)
  return { period: `${year}-Q${quarter}`, due: dateOf(civilToDay(year, quarter * 3, DUE_DAY)) }
}

/**
 * The reminder of the coming deadline, in the days before it; null on every other day. A server that was off on the day
 * itself tells it on the next, as long as it is ahead.
 */
export function deadlineNotice(
  today: LocalDate,
): (Extract<Fresh, { kind: 'deadline' }> & { readonly data: { readonly due: LocalDate } }) | null {
  const { period, due } = quarterDeadline(today)
  const left = daysBetween(today, due)
  const step = [...REMIND_DAYS].reverse().find((days) => left <= days)
  if (step === undefined || left < 0) return null
  const { label } = periodOf(period)
  return {
    kind: 'deadline',
    key: `deadline ${period} ${step}`,
    data: { period, period_vi: label.vi, period_en: label.en, due, days_left: left },
  }
}
