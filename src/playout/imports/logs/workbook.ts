import type { Readable } from 'node:stream'
import type { CellValue, Cell as HucreCell, Sheet } from 'hucre/xlsx'
import yauzl from 'yauzl'
import { playoutErrors } from '../../errors.ts'
import { EMPTY, type LogCell, type LogSheet, type LogTable } from './table.ts'

/** The one file that knows the package that reads workbooks. */

const MAX_ENTRIES = 2000
/** All parts of a workbook together, counted while inflating: what the ZIP claims is not believed. */
const MAX_INFLATED = 80 * 1_048_576
/** No log has more rows; titles and blank rows included. */
const MAX_LINES = 8000
/** Nor a workbook with a sheet for each station. */
const MAX_ALL_LINES = 5 * MAX_LINES
/** The first columns are read: nothing of a log stands further right. */
const MAX_COLUMNS = 60
/** Before this day a date is a time of day alone: days count from 1899 or 1904. */
const FIRST_DAY = Date.UTC(1905, 0, 1)

/**
 * Reads a workbook within limits.
 * @throws DomainError import_bomb, import_broken, import_encrypted, import_macro, import_too_many_rows
 */
export async function readWorkbook(bytes: Uint8Array): Promise<LogTable> {
  await inspect(bytes)
  try {
    const { readXlsx } = await import('hucre/xlsx')
    const book = await readXlsx(bytes, { readStyles: true, maxRows: MAX_LINES + 1 })
    const lines = book.sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
    if (lines > MAX_ALL_LINES) throw playoutErrors.import_bomb()
    const sheets = book.sheets.map(sheetOf)
    return { sheets, since1904: book.dateSystem === '1904' }
  } catch (error) {
    return broken(error)
  }
}

/** Inflates every part and throws it away again: size, encryption, macros, entities. */
async function inspect(bytes: Uint8Array): Promise<void> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const zip = await yauzl.fromBufferPromise(buffer, { lazyEntries: true })
    if (zip.entryCount > MAX_ENTRIES) throw playoutErrors.import_bomb()
    let inflated = 0
    let isBook = false
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw playoutErrors.import_encrypted()
      if (/vbaProject\.bin$/i.test(entry.fileName)) throw playoutErrors.import_macro()
      if (/^xl\/workbook\.xml$/i.test(entry.fileName)) isBook = true
      if (entry.fileName.endsWith('/')) continue
      const stream: Readable = await zip.openReadStreamPromise(entry)
      for await (const chunk of stream) {
        inflated += chunk.byteLength
        if (inflated > MAX_INFLATED) throw playoutErrors.import_bomb()
      }
    }
    if (!isBook) throw playoutErrors.import_broken()
  } catch (error) {
    broken(error)
  }
}

/** Our own refusals pass; whatever the readers found wrong is a damaged file. */
function broken(error: unknown): never {
  if (error instanceof Error && error.name === 'DomainError') throw error
  throw playoutErrors.import_broken()
}

function sheetOf(sheet: Sheet): LogSheet {
  if (sheet.rows.length > MAX_LINES) throw playoutErrors.import_too_many_rows({ max: MAX_LINES })
  return {
    name: sheet.name,
    hidden: sheet.hidden === true || sheet.veryHidden === true,
    merges: (sheet.merges ?? []).map((merge) => ({
      fromLine: merge.startRow + 1,
      toLine: merge.endRow + 1,
      fromColumn: merge.startCol,
      toColumn: merge.endCol,
    })),
    rows: sheet.rows.map((row, index) => ({
      line: index + 1,
      hidden: sheet.rowDefs?.get(index)?.hidden === true,
      cells: row.slice(0, MAX_COLUMNS).map((value, column) => cellOf(value, sheet.cells?.get(`${index},${column}`))),
    })),
  }
}

function cellOf(value: CellValue, told: HucreCell | undefined): LogCell {
  const known = told?.formulaResult ?? value
  if (known === null || known === '') return EMPTY
  if (told?.type === 'error') return { kind: 'error', text: String(known) }
  if (known instanceof Date) {
    const wall = Math.round(known.getTime() / 60_000) * 60_000
    return Number.isFinite(wall)
      ? { kind: 'date', wall, hasDay: wall >= FIRST_DAY }
      : { kind: 'error', text: '#VALUE!' }
  }
  if (typeof known === 'number') return { kind: 'number', value: known }
  if (typeof known === 'boolean') return { kind: 'text', text: known ? 'x' : '' }
  if (/^#(?:REF!|DIV\/0!|N\/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!)$/.test(known) && told?.type !== 'richText') {
    return { kind: 'error', text: known }
  }
  return { kind: 'text', text: known }
}
