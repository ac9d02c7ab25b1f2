import type { Lang } from '../../http/index.ts'
import { isLocalDate } from '../../kernel/dates.ts'
import type { Zone } from '../../kernel/time.ts'
import type { FrozenRow } from '../closings/index.ts'
import { officialDate } from './period-words.ts'
import { capital } from './plain-text.ts'
import type { ReportData } from './report-data.ts'
import { GRADE_WORDS, WORDS } from './words.ts'
import { type BookCell, type BookSheet, columnLetter } from './xlsx.ts'

const HEAD_ROWS = 3
const FIRST = HEAD_ROWS + 1
const COLUMNS = [
  WORDS.no,
  WORDS.airedOn,
  WORDS.airedAt,
  WORDS.levelCode,
  WORDS.station,
  WORDS.segment,
  WORDS.episode,
  WORDS.title,
  WORDS.kind,
  WORDS.grade,
  WORDS.count,
  WORDS.plannedAt,
  WORDS.seconds,
  WORDS.airingId,
  WORDS.ledger,
  WORDS.note,
] as const
const WIDTHS = [9, 12, 8, 11, 38, 20, 9, 34, 13, 16, 8, 17, 12, 26, 14, 24]
const LEVEL = COLUMNS.indexOf(WORDS.levelCode)
const COUNT = COLUMNS.indexOf(WORDS.count)

/** Rows of a sheet: a million, and the program's own bound is 1.048.576. */
export const SHEET_ROWS = 1_000_000

/** What one sheet of evidence holds: how many rows, and how many airings they are (a reported total is n of them). */
export type EvidencePart = { readonly rows: number; readonly sum: number }

/** "Bằng chứng", "Bằng chứng 2" … @param part from 0 */
export const evidenceName = (lang: Lang, part: number): string =>
  part === 0 ? WORDS.evidence[lang] : `${WORDS.evidence[lang]} ${part + 1}`

const lastRow = (rows: number): number => Math.max(HEAD_ROWS + rows, FIRST)
const range = (column: number, rows: number): string =>
  `$${columnLetter(column)}$${FIRST}:$${columnLetter(column)}$${lastRow(rows)}`

/** The formula for the number of airings of a level. @param cell address of the level's code on the asking sheet */
export function evidenceSumAt(parts: readonly EvidencePart[], cell: string, lang: Lang): string {
  return parts
    .map(({ rows }, i) => {
      const sheet = `'${evidenceName(lang, i)}'!`
      return `SUMPRODUCT((${sheet}${range(LEVEL, rows)}=${cell})*${sheet}${range(COUNT, rows)})`
    })
    .join('+')
}

/** A sheet of evidence without its rows, which are written one by one (streamed-book.ts): heads and the row of sums. */
export function evidenceFrame(lang: Lang, part: number): Omit<BookSheet, 'rows'> {
  return {
    name: evidenceName(lang, part),
    headRows: HEAD_ROWS,
    widths: WIDTHS,
    merges: [[0, 0, COLUMNS.length - 1]],
  }
}

/** What stands above the rows of a sheet of evidence. */
export const evidenceHeads = (data: ReportData, lang: Lang, part: number): BookCell[][] => [
  [{ value: `${evidenceName(lang, part)}: ${capital(data.segment[lang])}, ${data.words[lang]}`, look: 'title' }],
  [{ value: (data.draft ? WORDS.evidenceNow : WORDS.evidenceFrozen)[lang], look: 'note' }],
  COLUMNS.map((name): BookCell => ({ value: name[lang], look: 'head' })),
]

/** The sum below them. */
export const evidenceTotal = ({ rows, sum }: EvidencePart, lang: Lang): BookCell[] =>
  COLUMNS.map((_, i): BookCell => {
    if (i === COUNT - 1) return { value: WORDS.total[lang], look: 'text', sum: true }
    if (i !== COUNT) return { value: '', look: 'text', sum: true }
    return { value: sum, look: 'number', sum: true, formula: `SUM(${range(COUNT, rows)})` }
  })
export const evidenceFilterTo = (rows: number): number => lastRow(rows)

/** The wall clock of an instant, as workbooks keep it. */
const wallClock = (iso: string, zone: Zone): Date => new Date(`${zone.isoLocal(Date.parse(iso)).slice(0, 19)}Z`)

/** One airing, or one reported total with its n. @param no from 1, through all sheets */
export function evidenceLine(row: FrozenRow, no: number, data: ReportData, lang: Lang, zone: Zone): BookCell[] {
  const text = (value: string | null): BookCell => ({ value: value ?? '', look: 'text' })
  const number = (value: number | null): BookCell => ({ value, look: 'number' })
  const { actual, planned, episode, grade } = row
  const start = actual?.starts_at ?? null
  return [
    number(no),
    { value: actual ? new Date(`${actual.on}T00:00:00Z`) : null, look: 'date' },
    // The fraction of a day alone.
    { value: start === null ? null : (wallClock(start, zone).getTime() % 86_400_000) / 86_400_000, look: 'time' },
    text(row.level),
    text(row.station_name),
    text(row.segment && (data.segmentNames.get(row.segment) ?? row.segment)),
    text(episode ? `${episode.number}/${episode.year}` : null),
    text(episode?.title ?? null),
    text(row.kind === 'airing' ? (row.premiere ? WORDS.premiere : WORDS.repeat)[lang] : null),
    text(grade ? GRADE_WORDS[grade][lang] : null),
    number(row.total?.n ?? 1),
    { value: planned ? wallClock(planned.starts_at, zone) : null, look: 'moment' },
    number(actual?.played_seconds ?? null),
    text(row.airing_id),
    text(row.ledger.join(', ')),
    text(noteOf(row, lang)),
  ]
}

function noteOf(row: FrozenRow, lang: Lang): string {
  const parts = [
    row.kind === 'unplanned_play' ? WORDS.unplanned[lang] : null,
    row.total && isLocalDate(row.total.from) && isLocalDate(row.total.to)
      ? `${WORDS.from[lang]} ${officialDate(row.total.from)} ${WORDS.to[lang].toLowerCase()} ${officialDate(row.total.to)}`
      : null,
    row.flags,
  ]
  return parts.filter((part) => part !== null && part !== '').join('; ')
}

const two = (n: number): string => String(n).padStart(2, '0')
/** The same row for a .csv: days and times as texts that spreadsheets read. */
export function evidenceCells(cells: readonly BookCell[]): (string | number | null)[] {
  return cells.map(({ value, look }) => {
    if (value instanceof Date)
      return look === 'date' ? dayText(value) : `${dayText(value)} ${value.toISOString().slice(11, 16)}`
    if (look !== 'time' || typeof value !== 'number') return value
    const minutes = Math.round(value * 1440)
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  })
}
const dayText = (day: Date): string => `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`

/** Heads of the columns, for a .csv. */
export const evidenceColumns = (lang: Lang): string[] => COLUMNS.map((name) => name[lang])
