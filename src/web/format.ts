import type { Lang } from '../http/index.ts'
import { type LocalDate, weekdayOf } from '../kernel/dates.ts'
import { formatNumber } from '../kernel/text.ts'
import type { Zone } from '../kernel/time.ts'
import type { Say, Word } from './words/index.ts'

const WEEKDAYS = {
  1: 'weekday.1',
  2: 'weekday.2',
  3: 'weekday.3',
  4: 'weekday.4',
  5: 'weekday.5',
  6: 'weekday.6',
  7: 'weekday.7',
} as const satisfies Record<number, Word>

/** How pages write days, times and numbers: dd/MM/yyyy, 24 hours, 3.002 and 13,5 (in English 3,002 and 13.5). */
export type Format = {
  /** "25/11/2026" */
  date(date: LocalDate): string
  /** "Thứ Tư 25/11/2026" */
  day(date: LocalDate): string
  /** "17:00" of an instant (epoch ms), in the installation's zone. */
  time(instant: number): string
  /** "17:00 25/11/2026" */
  moment(instant: number): string
  number(value: number, digits?: number): string
  /** Seconds as "13:05", from one hour on "1:02:03". */
  duration(seconds: number): string
  /** aired ÷ planned as "98,7%"; a dash where nothing was planned. */
  rate(part: number, whole: number): string
}

const two = (n: number): string => String(n).padStart(2, '0')

export function formatIn(lang: Lang, say: Say, zone: Zone): Format {
  const date = (d: LocalDate): string => `${d.slice(8)}/${d.slice(5, 7)}/${d.slice(0, 4)}`
  const number = (value: number, digits?: number): string => formatNumber(value, lang, digits).replace('-', '−')
  return {
    date,
    day: (d) => `${say(WEEKDAYS[weekdayOf(d)])} ${date(d)}`,
    time: (instant) => zone.localTime(instant),
    moment: (instant) => `${zone.localTime(instant)} ${date(zone.localDate(instant))}`,
    number,
    duration: (seconds) => {
      const s = Math.round(seconds)
      const [h, m] = [Math.floor(s / 3600), Math.floor(s / 60) % 60]
      return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`
    },
    rate: (part, whole) => (whole > 0 ? `${number((part / whole) * 100, 1)}%` : '–'),
  }
}
