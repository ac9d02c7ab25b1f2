import type { Lang } from '../../http/index.ts'
import type { Zone } from '../../kernel/time.ts'
import { type EvidencePart, evidenceSumAt } from './evidence-sheet.ts'
import { capital } from './plain-text.ts'
import type { ReportData } from './report-data.ts'
import { monthSheet, type Sums, stationSheet } from './table-sheets.ts'
import { AIRED, FIGURE_COLUMNS, PLANNED, WORDS } from './words.ts'
import { type Book, type BookCell, type BookSheet, columnLetter } from './xlsx.ts'

/** What was written of the evidence: the sheets, and how many airings of each level there are in them. */
export type EvidenceSums = { readonly parts: readonly EvidencePart[]; readonly byLevel: ReadonlyMap<string, number> }

/**
 * A report as a workbook: summary, by station, by month; the evidence follows in sheets of its own. Sums are formulas that
 * carry their values.
 */
export function reportBook(data: ReportData, evidence: EvidenceSums, lang: Lang, zone: Zone): Book {
  const stations = stationSheet(data, lang)
  const months = monthSheet(data, lang)
  return {
    title: bookTitle(data, lang),
    author: data.settings.agency,
    at: data.asOf,
    page: WORDS.page[lang],
    sheets: [summarySheet(data, evidence, { stations, months }, lang, zone), stations.sheet, months.sheet],
  }
}

const bookTitle = ({ segment, words }: ReportData, lang: Lang): string =>
  lang === 'vi' ? `Số lượt phát ${segment.vi}, ${words.vi}` : `Airings of ${segment.en}, ${words.en}`

const NUMBERS_FROM = 2
const LAST = NUMBERS_FROM + FIGURE_COLUMNS.length
const HEAD_ROWS = 5

function summarySheet(
  data: ReportData,
  evidence: EvidenceSums,
  sums: { stations: Sums; months: Sums },
  lang: Lang,
  zone: Zone,
): BookSheet {
  const line = (text: string, look: 'title' | 'note' = 'note'): BookCell[] => [{ value: text, look }]
  const head: BookCell[] = [
    ...[WORDS.levelCode, WORDS.level, ...FIGURE_COLUMNS.map(([name]) => name), WORDS.rate].map(
      (name): BookCell => ({ value: name[lang], look: 'head' }),
    ),
  ]
  const first = HEAD_ROWS + 1
  const last = HEAD_ROWS + data.levels.length
  const levels = data.levels.map(({ code, name, figures }, i): BookCell[] => [
    { value: code, look: 'text' },
    { value: capital(name[lang]), look: 'text' },
    ...FIGURE_COLUMNS.map(([, value]): BookCell => ({ value: value(figures), look: 'number' })),
    rateCell(first + i, figures.aired, figures.planned),
  ])
  const all = FIGURE_COLUMNS.map(([, value]) => data.levels.reduce((sum, { figures }) => sum + value(figures), 0))
  const total: BookCell[] = [
    { value: '', look: 'text', sum: true },
    { value: WORDS.total[lang], look: 'text', sum: true },
    ...all.map((value, i): BookCell => {
      const column = columnLetter(NUMBERS_FROM + i)
      return { value, look: 'number', sum: true, formula: `SUM(${column}${first}:${column}${last})` }
    }),
    { ...rateCell(last + 1, all[AIRED] ?? 0, all[PLANNED] ?? 0), sum: true },
  ]
  return {
    name: WORDS.summary[lang],
    headRows: HEAD_ROWS,
    widths: [14, 34, ...FIGURE_COLUMNS.map(() => 12), 10],
    merges: [
      [0, 0, LAST],
      [1, 0, LAST],
      [2, 0, LAST],
      [3, 0, LAST],
    ],
    rows: [
      line(bookTitle(data, lang), 'title'),
      line(data.sentence[lang]),
      line(countedLine(data, lang, zone)),
      line(data.verifyUrl === null ? WORDS.draft[lang] : closedLine(data.verifyUrl, lang)),
      head,
      ...levels,
      total,
      [],
      ...checkRows(data, evidence, sums, lang, last + 4),
    ],
  }
}

/** That it is closed, and the page where it can be checked, whose address ends with the hash. */
export const closedLine = (url: string, lang: Lang): string => `${WORDS.closed[lang]} ${url}`

/** A share as a formula over the row's own cells; empty where nothing was planned. @param row 1-based */
export function rateCell(row: number, aired: number, planned: number): BookCell {
  const [a, p] = [columnLetter(NUMBERS_FROM + AIRED), columnLetter(NUMBERS_FROM + PLANNED)]
  return {
    value: planned === 0 ? '' : aired / planned,
    look: 'rate',
    formula: `IF(${p}${row}=0,"",${a}${row}/${p}${row})`,
  }
}

function countedLine({ answer, asOf }: ReportData, lang: Lang, zone: Zone): string {
  const [date, time] = [zone.localDate(asOf), zone.localTime(asOf)]
  const day = `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
  return lang === 'vi'
    ? `Tổng hợp lúc ${time} ngày ${day}, quy tắc đếm phiên bản ${answer.rules}.`
    : `Counted at ${time} on ${day}, counting rules version ${answer.rules}.`
}

/** The reported numbers beside those that the other sheets add up to; differences are formulas and should be nought. */
function checkRows(
  data: ReportData,
  evidence: EvidenceSums,
  { stations, months }: { stations: Sums; months: Sums },
  lang: Lang,
  row: number,
): BookCell[][] {
  const heads = [WORDS.levelCode, WORDS.level, WORDS.inSummary, WORDS.byStation, WORDS.byMonth, WORDS.evidence]
  const title: BookCell[] = [{ value: WORDS.check[lang], look: 'title' }]
  const aired = columnLetter(NUMBERS_FROM + AIRED)
  const lines = data.levels.map(({ code, name, figures }, i): BookCell[] => {
    const at = row + 1 + i
    const summaryRow = HEAD_ROWS + 1 + i
    const found = evidence.byLevel.get(code) ?? 0
    const number = (value: number, formula: string): BookCell => ({ value, formula, look: 'number' })
    return [
      { value: code, look: 'text' },
      { value: capital(name[lang]), look: 'text' },
      number(figures.aired, `${aired}${summaryRow}`),
      number(figures.aired, stations.airedOf(code, `A${at}`)),
      number(figures.aired, months.airedOf(code, `A${at}`)),
      number(found, evidenceSumAt(evidence.parts, `A${at}`, lang)),
      number(found - figures.aired, `F${at}-C${at}`),
    ]
  })
  return [title, [...heads, WORDS.difference].map((name): BookCell => ({ value: name[lang], look: 'head' })), ...lines]
}
