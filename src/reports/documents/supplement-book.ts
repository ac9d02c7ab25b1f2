import type { Lang } from '../../http/index.ts'
import { formatNumber } from '../../kernel/text.ts'
import type { Zone } from '../../kernel/time.ts'
import type { Change, FrozenRow } from '../closings/index.ts'
import { closedLine } from './book.ts'
import { capital } from './plain-text.ts'
import { added, type SupplementData } from './supplement-data.ts'
import { FIGURE_COLUMNS, GRADE_WORDS, OUTCOME_WORDS, WORDS } from './words.ts'
import { type Book, type BookCell, type BookSheet, columnLetter } from './xlsx.ts'

/** "Đã phát, máy phát báo, 17:15 05/10/2026"; what a row says in one cell. */
function told(row: FrozenRow | null, lang: Lang, zone: Zone): string {
  if (row === null) return WORDS.none[lang]
  const outcome = OUTCOME_WORDS[row.outcome]?.[lang] ?? row.outcome
  const at = row.actual?.starts_at
  return [
    row.total ? `${formatNumber(row.total.n, lang)} ${WORDS.count[lang].toLowerCase()}` : outcome,
    row.grade && row.actual ? GRADE_WORDS[row.grade][lang].toLowerCase() : null,
    at ? moment(Date.parse(at), zone) : null,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

const moment = (instant: number, zone: Zone): string => {
  const date = zone.localDate(instant)
  return `${zone.localTime(instant)} ${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
}

/** Station, planned start, before, after: as the annex and the sheet tell a change. */
export function changeCells({ before, after }: Change, lang: Lang, zone: Zone): string[] {
  const row = after ?? before
  const planned = row?.planned ?? before?.planned
  return [
    row?.station_name ?? '',
    planned ? moment(Date.parse(planned.starts_at), zone) : '',
    told(before, lang, zone),
    told(after, lang, zone),
  ]
}

const HEAD_ROWS = 4
const FIRST = HEAD_ROWS + 1

/** A supplement as a workbook: closed, added before, added now and the sum as formulas; stations; rows that changed. */
export function supplementBook(data: SupplementData, lang: Lang, zone: Zone): Book {
  const { supplement, words, segment } = data
  const name = lang === 'vi' ? `Số bổ sung ${supplement.number}` : `Supplement ${supplement.number}`
  const title = `${name}: ${capital(segment[lang])}, ${words[lang]}`
  return {
    title,
    author: data.settings.agency,
    at: supplement.issued_at,
    page: WORDS.page[lang],
    sheets: [summary(data, title, lang, zone), stations(data, title, lang), changes(data, title, lang, zone)],
  }
}

const head = (names: readonly string[]): BookCell[] => names.map((value): BookCell => ({ value, look: 'head' }))
const text = (value: string): BookCell => ({ value, look: 'text' })

function summary(data: SupplementData, title: string, lang: Lang, zone: Zone): BookSheet {
  const { levels, supplement, closing } = data
  const numbers: readonly ((level: SupplementData['levels'][number]) => number)[] = [
    (level) => level.closed.aired,
    (level) => level.earlier.aired,
    (level) => level.added.aired,
  ]
  const end = HEAD_ROWS + levels.length
  const rows = levels.map((level, i): BookCell[] => [
    text(level.code),
    text(capital(level.name[lang])),
    ...numbers.map((value): BookCell => ({ value: value(level), look: 'number' })),
    {
      value: added(added(level.closed, level.earlier), level.added).aired,
      look: 'number',
      formula: `C${FIRST + i}+D${FIRST + i}+E${FIRST + i}`,
    },
  ])
  const sum = (column: number): number => rows.reduce((all, cells) => all + Number(cells[column]?.value ?? 0), 0)
  const total: BookCell[] = [
    { value: '', look: 'text', sum: true },
    { value: WORDS.total[lang], look: 'text', sum: true },
    ...[2, 3, 4, 5].map((column): BookCell => {
      const letter = columnLetter(column)
      return { value: sum(column), look: 'number', sum: true, formula: `SUM(${letter}${FIRST}:${letter}${end})` }
    }),
  ]
  const issued =
    lang === 'vi'
      ? `${supplement.issued_by_name} ra lúc ${moment(supplement.issued_at, zone)}; kỳ chốt lúc ${moment(closing.closed_at, zone)}.`
      : `Issued by ${supplement.issued_by_name} at ${moment(supplement.issued_at, zone)}; the period was closed at ${moment(closing.closed_at, zone)}.`
  return {
    name: WORDS.summary[lang],
    headRows: HEAD_ROWS,
    widths: [14, 34, 16, 22, 18, 16],
    merges: [
      [0, 0, 5],
      [1, 0, 5],
      [2, 0, 5],
    ],
    rows: [
      [{ value: title, look: 'title' }],
      [{ value: issued, look: 'note' }],
      [{ value: closedLine(data.verifyUrl, lang), look: 'note' }],
      head(
        [WORDS.levelCode, WORDS.level, WORDS.closedFigure, WORDS.earlier, WORDS.thisTime, WORDS.afterwards].map(
          (word) => word[lang],
        ),
      ),
      ...rows,
      total,
    ],
  }
}

function stations(data: SupplementData, title: string, lang: Lang): BookSheet {
  const from = 3
  const end = HEAD_ROWS + data.stations.length
  const last = from + FIGURE_COLUMNS.length - 1
  const rows = data.stations.map(({ level, code, name, figures }): BookCell[] => [
    text(level),
    text(code),
    text(name),
    ...FIGURE_COLUMNS.map(([, value]): BookCell => ({ value: value(figures), look: 'number' })),
  ])
  const total: BookCell[] = [
    ...['', '', WORDS.total[lang]].map((value): BookCell => ({ value, look: 'text', sum: true })),
    ...FIGURE_COLUMNS.map(([, value], i): BookCell => {
      const letter = columnLetter(from + i)
      const all = data.stations.reduce((sum, { figures }) => sum + value(figures), 0)
      return {
        value: all,
        look: 'number',
        sum: true,
        formula: `SUM(${letter}${FIRST}:${letter}${Math.max(end, FIRST)})`,
      }
    }),
  ]
  return {
    name: WORDS.byStation[lang],
    headRows: HEAD_ROWS,
    widths: [12, 20, 44, ...FIGURE_COLUMNS.map(() => 12)],
    merges: [
      [0, 0, last],
      [1, 0, last],
    ],
    rows: [
      [{ value: title, look: 'title' }],
      [{ value: WORDS.thisTime[lang], look: 'note' }],
      [],
      head(
        [WORDS.levelCode, WORDS.stationCode, WORDS.station, ...FIGURE_COLUMNS.map(([column]) => column)].map(
          (word) => word[lang],
        ),
      ),
      ...rows,
      total,
    ],
  }
}

function changes(data: SupplementData, title: string, lang: Lang, zone: Zone): BookSheet {
  const rows = data.changes.map((change, i): BookCell[] => [
    { value: i + 1, look: 'number' },
    ...changeCells(change, lang, zone).map(text),
    text(change.after?.airing_id ?? change.before?.airing_id ?? change.subject),
    text((change.after?.ledger ?? []).join(', ')),
  ])
  return {
    name: WORDS.changes[lang],
    headRows: HEAD_ROWS,
    filterTo: Math.max(HEAD_ROWS + rows.length, FIRST),
    widths: [8, 44, 18, 40, 40, 28, 16],
    merges: [
      [0, 0, 6],
      [1, 0, 6],
    ],
    rows: [
      [{ value: title, look: 'title' }],
      [{ value: WORDS.changes[lang], look: 'note' }],
      [],
      head(
        [WORDS.no, WORDS.station, WORDS.plannedAt, WORDS.before, WORDS.after, WORDS.airingId, WORDS.ledger].map(
          (word) => word[lang],
        ),
      ),
      ...rows,
    ],
  }
}
