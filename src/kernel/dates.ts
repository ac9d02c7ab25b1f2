import { commonErrors } from './errors.ts'

/** A calendar day "YYYY-MM-DD" in the proleptic Gregorian calendar; says nothing of a zone. */
export type LocalDate = string & { readonly __localDate: unique symbol }
/** A time of day "HH:MM", 00:00 to 23:59. */
export type LocalTime = string & { readonly __localTime: unique symbol }
/** ISO weekday, Monday 1 to Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const DAY_MS = 86_400_000
export const MINUTE_MS = 60_000

/** Days since 1970-01-01 of a civil date (Howard Hinnant's days_from_civil). */
export function civilToDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function dayToCivil(dayNumber: number): { year: number; month: number; day: number } {
  const z = dayNumber + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  }
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

/** Day number (days since 1970-01-01) of a date. */
export function dayOf(date: LocalDate): number {
  return civilToDay(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))
}

export function dateOf(dayNumber: number): LocalDate {
  const { year, month, day } = dayToCivil(dayNumber)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate
}

/** True for a real day from 1900-01-01 to 2199-12-31; 2026-02-30 is not one. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(text.slice(0, 4)), month)
}

/** @throws DomainError invalid_input when the text is not a real date */
export function parseLocalDate(text: string): LocalDate {
  if (!isLocalDate(text)) {
    throw commonErrors.invalid_input(
      {},
      { fields: [{ path: '', vi: `Ngày "${text}" không có thật.`, en: `"${text}" is not a real date.` }] },
    )
  }
  return text
}

export const isLocalTime = (text: string): text is LocalTime => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** Minutes since midnight of "HH:MM". */
export const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
export const timeOf = (minutes: number): LocalTime =>
  `${pad(Math.floor(minutes / 60) % 24, 2)}:${pad(minutes % 60, 2)}` as LocalTime

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

export const weekdayOfDay = (dayNumber: number): Weekday => (((((dayNumber + 3) % 7) + 7) % 7) + 1) as Weekday
export const weekdayOf = (date: LocalDate): Weekday => weekdayOfDay(dayOf(date))
export const addDays = (date: LocalDate, days: number): LocalDate => dateOf(dayOf(date) + days)
/** Whole days from `from` to `to` (0 on the same day). */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayOf(to) - dayOf(from)

/** ISO 8601 week: the week, from Monday, that holds the year's first Thursday is week 1. */
export function isoWeekOf(date: LocalDate): { year: number; week: number } {
  const day = dayOf(date)
  const thursday = day - weekdayOfDay(day) + 4
  const { year } = dayToCivil(thursday)
  return { year, week: Math.floor((thursday - civilToDay(year, 1, 1)) / 7) + 1 }
}

/** Monday of an ISO week; null when that year has no such week. */
export function mondayOfIsoWeek(year: number, week: number): LocalDate | null {
  const fourth = civilToDay(year, 1, 4)
  const monday = fourth - weekdayOfDay(fourth) + 1 + (week - 1) * 7
  const date = dateOf(monday)
  const back = isoWeekOf(date)
  return week >= 1 && back.year === year && back.week === week ? date : null
}
