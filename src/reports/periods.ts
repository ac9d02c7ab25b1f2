import {
  addDays,
  civilToDay,
  dateOf,
  daysInMonth,
  isLocalDate,
  type LocalDate,
  mondayOfIsoWeek,
} from '../kernel/dates.ts'
import { reportErrors } from './errors.ts'

/** Both languages of a label. */
export type Label = { readonly vi: string; readonly en: string }
/** A stretch of local days, both ends inclusive. */
export type Days = { readonly from: LocalDate; readonly to: LocalDate }
/** What a report is asked for. `key` is the text asked with, or "FROM..TO" for a free range. */
export type Period = Days & { readonly key: string; readonly label: Label }

/** Quarters as they are written in Vietnamese. */
export const ROMAN = ['I', 'II', 'III', 'IV'] as const
/** Months as they are written in English. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const date = (year: number, month: number, day: number): LocalDate => dateOf(civilToDay(year, month, day))
const monthEnd = (year: number, month: number): LocalDate => date(year, month, daysInMonth(year, month))
/** 31/12/2020: how people here write a day. */
export const shortDate = (day: LocalDate): string => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
const stretch = ({ from, to }: Days): string => `${shortDate(from)} – ${shortDate(to)}`

type Bare = Days & { readonly label: Label }
const months = (year: number, first: number, last: number, label: Label): Bare => ({
  from: date(year, first, 1),
  to: monthEnd(year, last),
  label,
})

function calendar(year: number, part: string | undefined): Bare | null {
  if (part === undefined) return months(year, 1, 12, { vi: `Năm ${year}`, en: `Year ${year}` })
  if (part === 'H1') return months(year, 1, 6, { vi: `6 tháng đầu năm ${year}`, en: `First half of ${year}` })
  if (part === 'H2') return months(year, 7, 12, { vi: `6 tháng cuối năm ${year}`, en: `Second half of ${year}` })
  if (/^Q[1-4]$/.test(part)) {
    const quarter = Number(part[1])
    const name = ROMAN[quarter - 1]
    return months(year, quarter * 3 - 2, quarter * 3, { vi: `Quý ${name}/${year}`, en: `Quarter ${name}/${year}` })
  }
  if (/^W\d\d$/.test(part)) return week(year, Number(part.slice(1)))
  if (!/^(0[1-9]|1[0-2])$/.test(part)) return null
  const month = Number(part)
  return months(year, month, month, { vi: `Tháng ${month}/${year}`, en: `${MONTHS[month - 1]} ${year}` })
}

function week(year: number, number: number): Bare | null {
  const from = mondayOfIsoWeek(year, number)
  if (!from) return null
  const days = { from, to: addDays(from, 6) }
  return {
    ...days,
    label: { vi: `Tuần ${number}/${year} (${stretch(days)})`, en: `Week ${number}/${year} (${stretch(days)})` },
  }
}

/** Administrative-reform periods run from the 15th to the 14th; only these four are reported (COUNTING.md 19). */
function reform(year: number, part: string | undefined): Bare | null {
  const yearStart = date(year - 1, 12, 15)
  const known: Record<string, Days & { vi: string; en: string }> = {
    '': { from: yearStart, to: date(year, 12, 14), vi: `Năm ${year}`, en: `Year ${year}` },
    Q1: { from: yearStart, to: date(year, 3, 14), vi: `Quý I/${year}`, en: `Quarter I/${year}` },
    H1: { from: yearStart, to: date(year, 6, 14), vi: `6 tháng đầu năm ${year}`, en: `First half of ${year}` },
    Q3: { from: date(year, 6, 15), to: date(year, 9, 14), vi: `Quý III/${year}`, en: `Quarter III/${year}` },
  }
  const found = known[part ?? '']
  if (!found) return null
  const { from, to, vi, en } = found
  const days = { from, to }
  return {
    ...days,
    label: { vi: `${vi}, kỳ báo cáo CCHC (${stretch(days)})`, en: `${en}, reform period (${stretch(days)})` },
  }
}

/**
 * The period of a key, exactly as COUNTING.md 19 lists them.
 * @throws DomainError no_such_period for every other text, `cchc:…-Q2` and `-Q4` included
 */
export function periodOf(key: string): Period {
  const parts = /^(cchc:)?((?:19|20|21)\d\d)(?:-([A-Z]?\d{1,2}))?$/.exec(key)
  const year = Number(parts?.[2])
  const bare = parts && (parts[1] ? reform(year, parts[3]) : calendar(year, parts[3]))
  // The first and last year of the calendar reach out of it with a week or a reform period: no such dates, no such period.
  if (!bare || !isLocalDate(bare.from) || !isLocalDate(bare.to)) throw reportErrors.no_such_period({ key })
  return { key, ...bare }
}

/** A free range of days, both inclusive. The caller has checked their order. */
export function freePeriod({ from, to }: Days): Period {
  const label =
    from === to
      ? { vi: `Ngày ${shortDate(from)}`, en: shortDate(from) }
      : { vi: `Từ ${shortDate(from)} đến ${shortDate(to)}`, en: `${shortDate(from)} to ${shortDate(to)}` }
  return { key: `${from}..${to}`, from, to, label }
}
