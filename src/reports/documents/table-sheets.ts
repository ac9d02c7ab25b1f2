import type { Lang } from '../../http/index.ts'
import { capital } from './plain-text.ts'
import type { FiguresJson, ReportData } from './report-data.ts'
import { AIRED, beyondRows, FIGURE_COLUMNS, PLANNED, WORDS } from './words.ts'
import { type BookCell, type BookSheet, columnLetter } from './xlsx.ts'

/** A sheet, and the formula by which others take a level's aired number from it. */
export type Sums = {
  readonly sheet: BookSheet
  /** @param cell address of the level's code on the asking sheet */
  readonly airedOf: (level: string, cell: string) => string
}

const HEAD_ROWS = 3
const FIRST = HEAD_ROWS + 1
const text = (value: string): BookCell => ({ value, look: 'text' })
const heads = (names: readonly string[]): BookCell[] => names.map((value): BookCell => ({ value, look: 'head' }))

/** Level code, its name, and what is left of its total beside the rows; only where something is. */
function leftOver(data: ReportData, rowsOf: (level: string) => readonly FiguresJson[]) {
  return data.levels
    .map((level) => ({ level, numbers: beyondRows(level.figures, rowsOf(level.code)) }))
    .filter(({ numbers }) => numbers.some((n) => n !== 0))
}

/** One line a station, sorted as in the JSON; sums by level and of all below, as formulas. */
export function stationSheet(data: ReportData, lang: Lang): Sums {
  const name = WORDS.byStation[lang]
  const from = 4
  const levelName = new Map(data.levels.map((level) => [level.code, capital(level.name[lang])]))
  const lines = [
    ...data.stations.map(({ level, name: station, unit, figures }) => ({
      cells: [text(level), text(levelName.get(level) ?? level), text(station), text(capital(unit))],
      numbers: FIGURE_COLUMNS.map(([, value]) => value(figures)),
    })),
    ...leftOver(data, (code) => data.stations.filter((s) => s.level === code).map((s) => s.figures)).map(
      ({ level, numbers }) => ({
        cells: [text(level.code), text(capital(level.name[lang])), text(WORDS.noStation[lang]), text('')],
        numbers,
      }),
    ),
  ]
  const end = HEAD_ROWS + lines.length
  const rate = (row: number, numbers: readonly number[]): BookCell => shareCell(from, row, numbers)
  const rows = lines.map(({ cells, numbers }, i): BookCell[] => [
    ...cells,
    ...numbers.map((value): BookCell => ({ value, look: 'number' })),
    rate(FIRST + i, numbers),
  ])
  const all = FIGURE_COLUMNS.map((_, i) => lines.reduce((sum, { numbers }) => sum + (numbers[i] ?? 0), 0))
  const total: BookCell[] = [
    ...['', '', WORDS.total[lang], ''].map((value): BookCell => ({ value, look: 'text', sum: true })),
    ...all.map((value, i): BookCell => {
      const column = columnLetter(from + i)
      return { value, look: 'number', sum: true, formula: sumOf(column, end) }
    }),
    { ...rate(end + 1, all), sum: true },
  ]
  const head = [WORDS.levelCode, WORDS.level, WORDS.station, WORDS.unit]
  return {
    sheet: {
      name,
      headRows: HEAD_ROWS,
      filterTo: end,
      widths: [11, 30, 44, 26, ...FIGURE_COLUMNS.map(() => 11), 9],
      merges: [
        [0, 0, from + FIGURE_COLUMNS.length],
        [1, 0, from + FIGURE_COLUMNS.length],
      ],
      rows: [
        [{ value: `${name}: ${data.words[lang]}`, look: 'title' }],
        [{ value: capital(data.segment[lang]), look: 'note' }],
        heads([...head, ...FIGURE_COLUMNS.map(([column]) => column), WORDS.rate].map((word) => word[lang])),
        ...rows,
        total,
      ],
    },
    // Compared by equality, not as a criterion: those take wildcards and signs for orders.
    airedOf: (_level, cell) => {
      const column = columnLetter(from + AIRED)
      return `SUMPRODUCT(('${name}'!$A$${FIRST}:$A$${Math.max(end, FIRST)}=${cell})*'${name}'!$${column}$${FIRST}:$${column}$${Math.max(end, FIRST)})`
    },
  }
}

const sumOf = (column: string, end: number): string => `SUM(${column}${FIRST}:${column}${Math.max(end, FIRST)})`

function shareCell(from: number, row: number, numbers: readonly number[]): BookCell {
  const [aired, planned] = [numbers[AIRED] ?? 0, numbers[PLANNED] ?? 0]
  const [a, p] = [columnLetter(from + AIRED), columnLetter(from + PLANNED)]
  return {
    value: planned === 0 ? '' : aired / planned,
    look: 'rate',
    formula: `IF(${p}${row}=0,"",${a}${row}/${p}${row})`,
  }
}

/** One line a month, for each level planned and aired; what no month holds, and sums below. */
export function monthSheet(data: ReportData, lang: Lang): Sums {
  const name = WORDS.byMonth[lang]
  const from = 3
  const pair = [PLANNED, AIRED]
  const numberOf = (figures: FiguresJson | undefined, index: number): number =>
    (figures && FIGURE_COLUMNS[index]?.[1](figures)) ?? 0
  const left = leftOver(data, (code) => data.months.flatMap(({ byLevel }) => byLevel.get(code) ?? []))
  const lines = [
    ...data.months.map(({ from: first, to, byLevel }) => ({
      cells: [
        { value: new Date(`${first.slice(0, 7)}-01T00:00:00Z`), look: 'month' },
        { value: new Date(`${first}T00:00:00Z`), look: 'date' },
        { value: new Date(`${to}T00:00:00Z`), look: 'date' },
      ] satisfies BookCell[],
      numbers: data.levels.flatMap(({ code }) => pair.map((index) => numberOf(byLevel.get(code), index))),
    })),
    ...(left.length === 0
      ? []
      : [
          {
            cells: [text(WORDS.noMonth[lang]), text(''), text('')],
            numbers: data.levels.flatMap(({ code }) =>
              pair.map((index) => left.find(({ level }) => level.code === code)?.numbers[index] ?? 0),
            ),
          },
        ]),
  ]
  const end = HEAD_ROWS + lines.length
  const columns = data.levels.length * pair.length
  const airedOfAll = (numbers: readonly number[]): number =>
    numbers.reduce((sum, n, i) => (i % 2 === 1 ? sum + n : sum), 0)
  const across = (row: number): string =>
    data.levels.map((_, i) => `${columnLetter(from + i * 2 + 1)}${row}`).join('+') || '0'
  const rows = lines.map(({ cells, numbers }, i): BookCell[] => [
    ...cells,
    ...numbers.map((value): BookCell => ({ value, look: 'number' })),
    { value: airedOfAll(numbers), look: 'number', formula: across(FIRST + i) },
  ])
  const all = Array.from({ length: columns }, (_, i) => lines.reduce((sum, { numbers }) => sum + (numbers[i] ?? 0), 0))
  const total: BookCell[] = [
    ...[WORDS.total[lang], '', ''].map((value): BookCell => ({ value, look: 'text', sum: true })),
    ...[...all, airedOfAll(all)].map((value, i): BookCell => {
      return { value, look: 'number', sum: true, formula: sumOf(columnLetter(from + i), end) }
    }),
  ]
  const levelHeads = data.levels.flatMap(({ name: level }) =>
    pair.map((index) => `${capital(level[lang])}: ${FIGURE_COLUMNS[index]?.[0][lang].toLowerCase() ?? ''}`),
  )
  return {
    sheet: {
      name,
      headRows: HEAD_ROWS,
      widths: [left.length > 0 ? 36 : 12, 14, 14, ...levelHeads.map(() => 18), 14],
      merges: [
        [0, 0, from + columns],
        [1, 0, from + columns],
      ],
      rows: [
        [{ value: `${name}: ${data.words[lang]}`, look: 'title' }],
        [{ value: capital(data.segment[lang]), look: 'note' }],
        heads([WORDS.month[lang], WORDS.from[lang], WORDS.to[lang], ...levelHeads, WORDS.total[lang]]),
        ...rows,
        total,
      ],
    },
    airedOf: (level) => {
      const index = data.levels.findIndex(({ code }) => code === level)
      return `'${name}'!${columnLetter(from + Math.max(index, 0) * 2 + 1)}${end + 1}`
    },
  }
}
