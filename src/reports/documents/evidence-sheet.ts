import type { Lang } from '../../http/index.ts'
import { isLocalDate } from '../../kernel/dates.ts'
import { formatNumber } from '../../kernel/text.ts'
import type { Zone } from '../../kernel/time.ts'
import type { EvidenceRow } from '../schemas.ts'
import type { Evidence } from './evidence-rows.ts'
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
const WIDTHS = [7, 12, 8, 11, 38, 20, 9, 34, 13, 16, 8, 17, 12, 26, 14, 24]
const LEVEL = COLUMNS.indexOf(WORDS.levelCode)
const COUNT = COLUMNS.indexOf(WORDS.count)
const lastRow = ({ rows }: Evidence): number => Math.max(HEAD_ROWS + rows.length, FIRST)
const range = (evidence: Evidence, column: number): string =>
  `$${columnLetter(column)}$${FIRST}:$${columnLetter(column)}$${lastRow(evidence)}`

/** The formula for the number of airings of a level. @param cell address of the level's code on the asking sheet */
export function evidenceSumAt(evidence: Evidence, cell: string, lang: Lang): string {
  const sheet = `'${WORDS.evidence[lang]}'!`
  return `SUMPRODUCT((${sheet}${range(evidence, LEVEL)}=${cell})*${sheet}${range(evidence, COUNT)})`
}

/** Every single airing behind the reported number, and every reported total with its n; the sum stands above them. */
export function evidenceSheet(data: ReportData, evidence: Evidence, lang: Lang, zone: Zone): BookSheet {
  const shown = evidence.rows.length
  const sum = evidence.rows.reduce((n, row) => n + (row.total?.n ?? 1), 0)
  const above: BookCell[] = COLUMNS.map((_, i): BookCell => {
    if (i === 0) return { value: shown < evidence.count ? cutShort(shown, evidence.count, lang) : '', look: 'note' }
    if (i === COUNT - 1) return { value: WORDS.total[lang], look: 'text', sum: true }
    if (i !== COUNT) return { value: null, look: 'note' }
    return { value: sum, look: 'number', sum: true, formula: `SUM(${range(evidence, COUNT)})` }
  })
  return {
    name: WORDS.evidence[lang],
    headRows: HEAD_ROWS,
    filterTo: lastRow(evidence),
    widths: WIDTHS,
    rows: [
      [{ value: `${WORDS.evidence[lang]}: ${capital(data.segment[lang])}, ${data.words[lang]}`, look: 'title' }],
      above,
      COLUMNS.map((name): BookCell => ({ value: name[lang], look: 'head' })),
      ...evidence.rows.map((row, i) => evidenceLine(row, i + 1, data, lang, zone)),
    ],
  }
}

const cutShort = (shown: number, count: number, lang: Lang): string =>
  lang === 'vi'
    ? `Chỉ ghi ${formatNumber(shown)} dòng đầu trong ${formatNumber(count)}; phần còn lại xem ở /api/v1/reports/airings/evidence.`
    : `The first ${formatNumber(shown, 'en')} of ${formatNumber(count, 'en')} rows; the rest at /api/v1/reports/airings/evidence.`

/** The wall clock of an instant, as workbooks keep it. */
const wallClock = (iso: string, zone: Zone): Date => new Date(`${zone.isoLocal(Date.parse(iso)).slice(0, 19)}Z`)

function evidenceLine(row: EvidenceRow, no: number, data: ReportData, lang: Lang, zone: Zone): BookCell[] {
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

function noteOf(row: EvidenceRow, lang: Lang): string {
  const parts = [
    row.kind === 'unplanned_play' ? WORDS.unplanned[lang] : null,
    row.total && isLocalDate(row.total.from) && isLocalDate(row.total.to)
      ? `${WORDS.from[lang]} ${officialDate(row.total.from)} ${WORDS.to[lang].toLowerCase()} ${officialDate(row.total.to)}`
      : null,
    row.flags,
  ]
  return parts.filter((part) => part !== null && part !== '').join('; ')
}
