import type { LocalDate } from '../kernel/dates.ts'
import { freePeriod, type Period, periodOf } from '../reports/index.ts'
import { queryDate } from './date-field.ts'

/** Parts of a year as the form offers them; those from "c" on are administrative-reform periods (COUNTING.md 19). */
export const CALENDAR_PARTS = ['year', 'H1', 'H2', 'Q1', 'Q2', 'Q3', 'Q4'] as const
export const REFORM_PARTS = ['c-year', 'c-Q1', 'c-H1', 'c-Q3'] as const
export const MONTH_PARTS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const
export type Part = (typeof CALENDAR_PARTS)[number] | (typeof REFORM_PARTS)[number] | (typeof MONTH_PARTS)[number]

/** What the form shows as chosen. */
export type Choice = { readonly period: Period; readonly year: number; readonly part: string }

/** "2020", "2020-Q3", "cchc:2020-Q1" from a year and a part. */
export function keyFor(year: string, part: string): string {
  const reform = part.startsWith('c-')
  const rest = reform ? part.slice(2) : part
  return `${reform ? 'cchc:' : ''}${year}${rest === 'year' ? '' : `-${rest}`}`
}

function partOf(key: string): { year: number; part: string } {
  const [, reform, year, rest] = /^(cchc:)?(\d{4})(?:-(\w+))?$/.exec(key) ?? []
  return { year: Number(year ?? 0), part: `${reform ? 'c-' : ''}${rest ?? 'year'}` }
}

type Asked = { readonly [name in 'period' | 'nam' | 'ky' | 'tu' | 'den']?: string | undefined }

/**
 * The period that an address asks for: `?period=KEY`, `?tu&den`, or the form's `?nam&ky`; without any, this quarter.
 * @throws DomainError no_such_period
 */
export function choosePeriod(asked: Asked, today: LocalDate): Choice {
  const year = today.slice(0, 4)
  const [tu, den] = [queryDate(asked.tu), queryDate(asked.den)]
  if (tu && den && tu <= den) {
    return { period: freePeriod({ from: tu, to: den }), year: Number(tu.slice(0, 4)), part: '' }
  }
  const quarter = `Q${Math.ceil(Number(today.slice(5, 7)) / 3)}`
  const key = asked.period ?? keyFor(asked.nam ?? year, asked.ky ?? (asked.nam ? 'year' : quarter))
  return { period: periodOf(key), ...partOf(key) }
}
