import type { LocalDate } from '../../kernel/dates.ts'
import { type Days, type Label, MONTHS, type Period, ROMAN } from '../periods.ts'

/** A period as it stands inside a sentence; `bounded` tells that the words name its first and last day themselves. */
export type PeriodWords = Label & {
  readonly bounded: boolean
  /** In two parts, for a title of two lines: the name, and the days where the name does not tell them. */
  readonly inTitle: readonly string[]
}

const ORDINALS = ['first', 'second', 'third', 'fourth'] as const

const partsOf = (day: LocalDate) => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  day: Number(day.slice(8, 10)),
})
const two = (n: number): string => String(n).padStart(2, '0')
/** Nghị định 30/2020/NĐ-CP, phụ lục I: days under 10 and the months 1 and 2 are led by a nought, other months are not. */
const officialMonth = (month: number): string => (month <= 2 ? two(month) : String(month))

/** "01/7/2020": a day as official documents write it in figures. */
export function officialDate(date: LocalDate): string {
  const { year, month, day } = partsOf(date)
  return `${two(day)}/${officialMonth(month)}/${year}`
}

/** "ngày 05 tháng 10 năm 2020"; room for the day to be written by hand where it is not known yet. */
export function officialDay(date: LocalDate, dayKnown: boolean): string {
  const { year, month, day } = partsOf(date)
  return `ngày ${dayKnown ? two(day) : '\u2026\u2026'} tháng ${officialMonth(month)} năm ${year}`
}

/** "5 July 2020" */
export function englishDate(date: LocalDate): string {
  const { year, month, day } = partsOf(date)
  return `${day} ${MONTHS[month - 1]} ${year}`
}

const fromTo = ({ from, to }: Days): Label =>
  from === to
    ? { vi: `ngày ${officialDate(from)}`, en: englishDate(from) }
    : {
        vi: `từ ngày ${officialDate(from)} đến ngày ${officialDate(to)}`,
        en: `${englishDate(from)} to ${englishDate(to)}`,
      }

/** "quý III năm 2020" of the part of a key, without its days. */
function named(year: number, part: string | undefined): Label | null {
  if (part === undefined) return { vi: `năm ${year}`, en: `the year ${year}` }
  if (part === 'H1') return { vi: `6 tháng đầu năm ${year}`, en: `the first half of ${year}` }
  if (part === 'H2') return { vi: `6 tháng cuối năm ${year}`, en: `the second half of ${year}` }
  const quarter = /^Q([1-4])$/.exec(part)?.[1]
  if (quarter !== undefined) {
    const index = Number(quarter) - 1
    return { vi: `quý ${ROMAN[index]} năm ${year}`, en: `the ${ORDINALS[index]} quarter of ${year}` }
  }
  const week = /^W(\d\d)$/.exec(part)?.[1]
  if (week !== undefined) return { vi: `tuần ${Number(week)} năm ${year}`, en: `week ${Number(week)} of ${year}` }
  const month = /^\d\d$/.exec(part)?.[0]
  if (month === undefined) return null
  return { vi: `tháng ${Number(month)} năm ${year}`, en: `${MONTHS[Number(month) - 1]} ${year}` }
}

/**
 * A period inside a sentence: "quý III năm 2020"; weeks and administrative-reform periods say their days too, as nobody
 * would guess them; a free range is its days.
 */
export function periodInWords({ key, from, to }: Period): PeriodWords {
  const [, reform, year, part] = /^(cchc:)?(\d{4})(?:-(\w+))?$/.exec(key) ?? []
  const days = fromTo({ from, to })
  const name = year === undefined ? null : named(Number(year), part)
  if (!name) {
    const inTitle = [days.vi]
    if (from === to) return { ...days, bounded: true, inTitle }
    return { vi: `thời gian ${days.vi}`, en: `the time from ${days.en}`, bounded: true, inTitle }
  }
  if (!reform && !part?.startsWith('W')) return { ...name, bounded: false, inTitle: [name.vi] }
  return {
    vi: `${name.vi} (${days.vi})`,
    en: `${name.en} (${days.en})`,
    bounded: true,
    inTitle: [name.vi, `(${days.vi})`],
  }
}
