import type { CellStyle, CellValue, Cell as HucreCell, WriteSheet } from 'hucre/xlsx'
import { plain } from './plain-text.ts'

/** The one file that knows the package that writes workbooks. */

/** "date" is 05/10/2020, "time" 05:15, "moment" both; "rate" a share shown as a percentage. */
export type Look =
  | 'title'
  | 'note'
  | 'head'
  | 'text'
  | 'wrapped'
  | 'number'
  | 'rate'
  | 'date'
  | 'time'
  | 'moment'
  | 'month'
export type BookCell = {
  /** A Date holds local wall-clock time as if it were UTC: workbooks know no zones. */
  readonly value: string | number | Date | null
  readonly look: Look
  /** A formula without "=", made by us alone; `value` is then what it gives. */
  readonly formula?: string
  /** A sum: bold, with a line above. */
  readonly sum?: boolean
}
export type BookSheet = {
  readonly name: string
  readonly rows: readonly (readonly (BookCell | null)[])[]
  /** Widths in characters. */
  readonly widths: readonly number[]
  /** Rows above the data, kept in sight; the last of them is repeated on every printed page. */
  readonly headRows: number
  /** Last row (1-based) of the data below the head, for the filter; none without. */
  readonly filterTo?: number
  /** Ranges like [row, firstColumn, lastColumn], 0-based. */
  readonly merges?: readonly (readonly [row: number, first: number, last: number])[]
}
export type Book = {
  readonly title: string
  readonly author: string
  /** When it was made, epoch ms. */
  readonly at: number
  readonly sheets: readonly BookSheet[]
  readonly page: string
}

const FONT = { name: 'Times New Roman', size: 12 }
const THIN = { style: 'thin', color: { rgb: '808080' } } as const
const BOX = { top: THIN, right: THIN, bottom: THIN, left: THIN }
const LOOKS: Readonly<Record<Look, CellStyle>> = {
  title: { font: { ...FONT, size: 14, bold: true } },
  note: { font: { ...FONT, italic: true } },
  head: {
    font: { ...FONT, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EFEF' } },
    border: BOX,
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  },
  text: { font: FONT, border: BOX, alignment: { vertical: 'top' }, numFmt: '@' },
  wrapped: { font: FONT, border: BOX, alignment: { vertical: 'top', wrapText: true }, numFmt: '@' },
  number: { font: FONT, border: BOX, alignment: { vertical: 'top' }, numFmt: '#,##0' },
  rate: { font: FONT, border: BOX, alignment: { vertical: 'top' }, numFmt: '0.0%' },
  date: { font: FONT, border: BOX, alignment: { vertical: 'top', horizontal: 'center' }, numFmt: 'dd/mm/yyyy' },
  time: { font: FONT, border: BOX, alignment: { vertical: 'top', horizontal: 'center' }, numFmt: 'hh:mm' },
  moment: { font: FONT, border: BOX, alignment: { vertical: 'top', horizontal: 'center' }, numFmt: 'dd/mm/yyyy hh:mm' },
  month: { font: FONT, border: BOX, alignment: { vertical: 'top', horizontal: 'center' }, numFmt: 'mm/yyyy' },
}

const styleOf = ({ look, sum }: BookCell): CellStyle =>
  sum ? { ...LOOKS[look], font: { ...FONT, bold: true }, border: { ...BOX, top: { style: 'medium' } } } : LOOKS[look]

// The longest text that a cell takes.
const LONGEST = 32_000

/**
 * A text is always written as a text: one that begins with "=" is no formula, and one that reads "#REF!" no error value
 * (the package takes such for one, hence rich text).
 */
function textCell(text: string): Partial<HucreCell> {
  const clean = plain(text).slice(0, LONGEST)
  return clean.startsWith('#') ? { value: clean, type: 'richText', richText: [{ text: clean }] } : { value: clean }
}

function cellOf(cell: BookCell): Partial<HucreCell> {
  const style = styleOf(cell)
  const { value, formula } = cell
  if (formula !== undefined) return { value: null, formula, formulaResult: value, style }
  return { ...(typeof value === 'string' ? textCell(value) : { value }), style }
}

const inches = (mm: number): number => Math.round((mm / 25.4) * 1000) / 1000
const MARGINS = {
  top: inches(20),
  bottom: inches(20),
  left: inches(30),
  right: inches(15),
  header: inches(10),
  footer: inches(10),
}

/** The value of a cell that is no more than a value in the look of its column; undefined for every other. */
function ordinary({ look, formula, sum, value }: BookCell, columnLook: Look | undefined): CellValue | undefined {
  if (look !== columnLook || formula !== undefined || sum) return undefined
  if (typeof value !== 'string') return value
  const clean = plain(value).slice(0, LONGEST)
  return clean.startsWith('#') ? undefined : clean
}

/**
 * Ordinary cells go as values of rows under the style of their column, the others one by one: the package takes ten
 * times as long for a cell told apart (measured on 20.000 rows of 16 cells).
 */
function cellsOf({ rows, headRows }: BookSheet) {
  const looks = (rows[headRows] ?? []).map((cell) => cell?.look)
  const apart = new Map<string, Partial<HucreCell>>()
  const values = rows.map((row, r) =>
    row.map((cell, c): CellValue => {
      if (!cell) return null
      const value = r >= headRows ? ordinary(cell, looks[c]) : undefined
      if (value !== undefined) return value
      apart.set(`${r},${c}`, cellOf(cell))
      return null
    }),
  )
  return { looks, apart, values }
}

function sheetOf(sheet: BookSheet, page: string): WriteSheet {
  const { name, widths, headRows, filterTo, merges = [] } = sheet
  const { looks, apart, values } = cellsOf(sheet)
  const last = columnLetter(widths.length - 1)
  return {
    name,
    columns: widths.map((width, c) => {
      const look = looks[c]
      return look === undefined ? { width } : { width, style: LOOKS[look] }
    }),
    rows: values,
    cells: apart,
    freezePane: { rows: headRows },
    // Room for headings of three lines: not every program makes it by itself.
    rowDefs: new Map([[headRows - 1, { height: 50 }]]),
    ...(filterTo === undefined ? {} : { autoFilter: { range: `A${headRows}:${last}${filterTo}` } }),
    merges: merges.map(([row, first, end]) => ({ startRow: row, endRow: row, startCol: first, endCol: end })),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: MARGINS,
      horizontalCentered: true,
    },
    // &P of &N: the page and how many there are.
    headerFooter: { oddFooter: `&C&"Times New Roman,Regular"&11${page} &P/&N` },
  }
}

/** The bytes of an .xlsx file. The whole book is held in memory: callers bound its rows. */
export async function writeBook({ title, author, at, sheets, page }: Book): Promise<Uint8Array> {
  // In memory only once a workbook is written.
  const { writeXlsx } = await import('hucre/xlsx')
  return writeXlsx({
    sheets: sheets.map((sheet) => sheetOf(sheet, page)),
    properties: { title: plain(title), creator: plain(author), created: new Date(at) },
    // The package's own setting for rows that print again leaves the names of sheets unquoted, and Excel then takes the
    // file for a broken one.
    namedRanges: sheets.map(({ name, headRows }) => ({
      name: '_xlnm.Print_Titles',
      range: `'${name}'!$${headRows}:$${headRows}`,
      scope: name,
    })),
    defaultFont: FONT,
  })
}

/** "A", "B", … of a 0-based column. */
export const columnLetter = (column: number): string =>
  (column >= 26 ? columnLetter(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
