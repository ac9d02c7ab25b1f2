import { isLocalDate, type LocalDate } from '../../../kernel/dates.ts'
import { foldedWords } from '../../../kernel/text.ts'
import type { FindingCode } from './findings.ts'
import { cellText, type LogCell } from './table.ts'

/** A value read from a cell, or why there is none; with what else is to be said of it. */
export type Read<T> = {
  readonly value: T | null
  readonly said: readonly { readonly code: FindingCode; readonly what?: string }[]
}
const read = <T>(value: T, ...said: Read<T>['said']): Read<T> => ({ value, said })
const refuse = <T>(code: FindingCode, what = ''): Read<T> => ({
  value: null,
  said: [{ code, what: what.slice(0, 80) }],
})

export const LONGEST_CELL = 500
/** Texts that a spreadsheet would run; "- mất điện" is none. */
const FORMULA = /^\s*(?:=|@[A-Za-z]|[+-]\s*[A-Za-z_.]+\(|\|)/

/** A cell's text in plain letters and digits, with what had to be mended. */
export function plainText(cell: LogCell | undefined): Read<string> {
  if (cell?.kind === 'error') return refuse('cell_error', cell.text)
  const raw = cellText(cell)
  if (raw.length > LONGEST_CELL) return refuse('cell_too_long')
  if (cell?.kind === 'text' && FORMULA.test(raw)) return refuse('cell_formula_text', raw.trim().slice(0, 30))
  const composed = raw.normalize('NFC')
  const said: { code: FindingCode; what: string }[] = []
  if (composed !== raw) said.push({ code: 'decomposed', what: composed.trim().slice(0, 60) })
  const narrow = composed.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
  if (narrow !== composed) said.push({ code: 'full_width', what: composed.trim().slice(0, 60) })
  return { value: narrow.replace(/[\s\u00a0]+/g, ' ').trim(), said }
}

export type DayOrder = 'auto' | 'dmy' | 'mdy'
const NUMERIC_DAY =
  /^(?:(?:thứ|th|t)\s*\S+[,\s]+|chủ nhật[,\s]+|cn[,\s]+|ngày\s+)?(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?$/i
const WORDY_DAY = /^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/i

const iso = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Whether a text can only be month before day: "07/25/2026". */
export function isMonthFirst(cell: LogCell | undefined): boolean {
  const parts = NUMERIC_DAY.exec(plainText(cell).value ?? '')
  return parts !== null && Number(parts[1]) <= 12 && Number(parts[2]) > 12
}

/** @param mixed the column holds days that can only be month/day: what may be either is in doubt */
export function readDay(cell: LogCell | undefined, order: DayOrder, mixed: boolean): Read<LocalDate> {
  if (cell?.kind === 'date') {
    const day = new Date(cell.wall).toISOString().slice(0, 10)
    return cell.hasDay && isLocalDate(day) ? read(day) : refuse('date_unreadable', cellText(cell))
  }
  if (cell?.kind === 'number') return refuse('date_is_number', String(cell.value))
  const plain = plainText(cell)
  if (plain.value === null) return { value: null, said: plain.said }
  const text = plain.value
  if (text === '') return refuse('date_missing')
  const told = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (told) return real(text, Number(told[1]), Number(told[2]), Number(told[3]), plain.said)
  const wordy = WORDY_DAY.exec(text)
  if (wordy) return real(text, Number(wordy[3]), Number(wordy[2]), Number(wordy[1]), plain.said)
  const parts = NUMERIC_DAY.exec(text)
  if (!parts) return refuse('date_unreadable', text)
  if (parts[3] === undefined) return refuse('date_no_year', text)
  const [first, second] = [Number(parts[1]), Number(parts[2])]
  const year = Number(parts[3]) + (parts[3].length === 2 ? 2000 : 0)
  const said = parts[3].length === 2 ? [...plain.said, { code: 'year_two_digits' as const, what: text }] : plain.said
  if (order === 'mdy') return real(text, year, first, second, said)
  if (order === 'auto' && first <= 12 && second > 12) return refuse('date_month_first', text)
  if (order === 'auto' && mixed && first <= 12 && second <= 12 && first !== second) return refuse('date_doubtful', text)
  return real(text, year, second, first, said)
}

function real(text: string, year: number, month: number, day: number, said: Read<LocalDate>['said']): Read<LocalDate> {
  const date = iso(year, month, day)
  return isLocalDate(date) ? { value: date, said } : refuse('date_impossible', text)
}

/** Minutes since midnight; null and nothing said when the cell is blank. */
export function readTime(cell: LogCell | undefined): Read<number> {
  if (cell?.kind === 'date') return read(Math.round((cell.wall % 86_400_000) / 60_000 + 1440) % 1440)
  if (cell?.kind === 'number') {
    // A time without the format of one is a share of the day.
    if (cell.value >= 0 && cell.value < 1) return read(Math.round(cell.value * 1440) % 1440)
    if (Number.isInteger(cell.value) && cell.value <= 23 && cell.value >= 1) return read(cell.value * 60)
    return refuse('time_impossible', String(cell.value))
  }
  const plain = plainText(cell)
  if (plain.value === null || plain.value === '') return { value: null, said: plain.said }
  const parts = /^(\d{1,2})(?:\s*(?:[:hg.]|giờ)\s*(\d{1,2})?)?\s*(?:phút|p|')?(?::\d{2})?\s*(am|pm)?$/i.exec(
    plain.value,
  )
  if (!parts) return refuse('time_unreadable', plain.value)
  const late = parts[3]?.toLowerCase() === 'pm' && Number(parts[1]) < 12 ? 12 : 0
  const [hours, minutes] = [Number(parts[1]) + late, Number(parts[2] ?? 0)]
  return hours > 23 || minutes > 59
    ? refuse('time_impossible', plain.value)
    : { value: hours * 60 + minutes, said: plain.said }
}

/** Parts of the day as minutes since midnight: PRODUCT.md's buổi sáng, trưa, chiều, and the evening. */
const SESSIONS: readonly (readonly [names: readonly string[], from: number, to: number])[] = [
  [['sang', 's', 'morning', 'am'], 0, 10 * 60],
  [['trua', 'tr', 'noon'], 10 * 60, 13 * 60 + 30],
  [['chieu', 'c', 'afternoon', 'pm'], 13 * 60 + 30, 19 * 60],
  [['toi', 't', 'evening'], 18 * 60, 24 * 60],
]
export function readSession(cell: LogCell | undefined): Read<readonly [from: number, to: number]> {
  const plain = plainText(cell)
  if (plain.value === null || plain.value === '') return { value: null, said: plain.said }
  const key = foldedWords(plain.value)
    .filter((word) => word !== 'buoi')
    .join(' ')
  const session = SESSIONS.find(([names]) => names.includes(key))
  return session ? { value: [session[1], session[2]], said: plain.said } : refuse('session_unknown', plain.value)
}

const LONGEST_MINUTES = 240
/** A number as people type it: "15", "15,5", "15 phút", "1.200". */
function typedNumber(cell: LogCell | undefined): Read<number> {
  if (cell?.kind === 'number') return read(cell.value)
  const plain = plainText(cell)
  if (plain.value === null || plain.value === '') return { value: null, said: plain.said }
  const text = plain.value
    .replace(/\s*(?:phút|ph|p|lượt|min|minutes?|')\s*$/i, '')
    .replace(/^(-?\d{1,3})(?:\.(\d{3}))+$/, (all) => all.replace(/\./g, ''))
  const value = /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
  if (Number.isNaN(value)) return { value: Number.NaN, said: plain.said }
  return { value, said: [...plain.said, { code: 'number_as_text', what: plain.value.slice(0, 40) }] }
}

export function readMinutes(cell: LogCell | undefined, asText: boolean): Read<number> {
  if (cell?.kind === 'date') return read((cell.wall % 86_400_000) / 60_000)
  const told = typedNumber(cell)
  if (told.value === null) return told
  const what = cellText(cell).trim()
  if (Number.isNaN(told.value)) return refuse('minutes_not_number', what)
  if (told.value <= 0) return refuse('minutes_negative', what)
  if (told.value > LONGEST_MINUTES) return refuse('minutes_too_long', what)
  return { value: told.value, said: asText ? told.said.filter(({ code }) => code !== 'number_as_text') : told.said }
}

export function readCount(cell: LogCell | undefined, asText: boolean): Read<number> {
  const told = typedNumber(cell)
  if (told.value === null && told.said.length > 0) return told
  if (told.value === null || !Number.isInteger(told.value) || told.value < 0 || told.value > 1_000_000) {
    return refuse('n_not_number', cellText(cell).trim())
  }
  return { value: told.value, said: asText ? told.said.filter(({ code }) => code !== 'number_as_text') : told.said }
}

export type LogOutcome = 'aired' | 'partial' | 'missed'
const OUTCOMES: readonly (readonly [LogOutcome, RegExp])[] = [
  ['missed', /^(?:khong|ko|k|chua|missed|no|0|nghi|mat dien|hong)\b/],
  ['partial', /^(?:phat do|do dang|mot phan|khong du|partial|gian doan)/],
  ['aired', /^(?:da phat|phat|co|x|v|du|dung|aired|yes|ok|1|hoan thanh|dat|phat (?:du|xong|lai))\b/],
]
/** What a cell says of an airing; a blank one says that it was aired, as the row stands in the log. */
export function readOutcome(cell: LogCell | undefined): Read<LogOutcome> {
  const plain = plainText(cell)
  if (plain.value === null) return { value: null, said: plain.said }
  if (plain.value === '' || /^[✓✔☑√]$/.test(plain.value)) return { value: 'aired', said: plain.said }
  const key = foldedWords(plain.value).join(' ')
  const partial = OUTCOMES[1]?.[1].test(key) === true
  const found = partial ? 'partial' : OUTCOMES.find(([, pattern]) => pattern.test(key))?.[0]
  return found ? { value: found, said: plain.said } : refuse('outcome_unknown', plain.value)
}
