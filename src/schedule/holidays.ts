import { createRequire } from 'node:module'
import type HolidaysOfCountry from 'date-holidays'
import { addDays, isLocalDate, type LocalDate } from '../kernel/dates.ts'

/** Loaded when first asked for: the rules of all countries take 20 MB, and a year's holidays are asked for once a year. */
const load = (): typeof HolidaysOfCountry => createRequire(import.meta.url)('date-holidays')

/** A public holiday as days that may be closed; nothing is closed until a person enters it. */
export type HolidayProposal = {
  readonly name: string
  readonly nameEn: string
  readonly from: LocalDate
  readonly to: LocalDate
}

/**
 * Vietnamese public holidays of a year with Tết by the lunar calendar, in order of date; holidays that overlap
 * are one proposal. Source: date-holidays, country VN.
 */
export function holidayProposals(year: number): HolidayProposal[] {
  const Holidays = load()
  const calendar = new Holidays('VN')
  const english = new Map(calendar.getHolidays(year, 'en').map((day) => [day.date, day.name]))
  const found: HolidayProposal[] = []
  for (const day of calendar.getHolidays(year, 'vi')) {
    const from = day.date.slice(0, 10)
    if (day.type !== 'public' || !isLocalDate(from)) continue
    const days = Math.max(1, Math.round((day.end.getTime() - day.start.getTime()) / 86_400_000))
    const to = addDays(from, days - 1)
    found.push({ name: day.name, nameEn: english.get(day.date) ?? day.name, from, to })
  }
  return joined(found.sort((a, b) => (a.from < b.from ? -1 : 1)))
}

/** New Year's Eve comes with all the days of Tết, and Tết again alone: one proposal, named after the feast itself. */
function joined(days: readonly HolidayProposal[]): HolidayProposal[] {
  const out: HolidayProposal[] = []
  for (const day of days) {
    const last = out.at(-1)
    if (last && day.from <= last.to)
      out[out.length - 1] = { ...day, from: last.from, to: day.to > last.to ? day.to : last.to }
    else out.push(day)
  }
  return out
}
