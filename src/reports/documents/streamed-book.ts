import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { plain } from './plain-text.ts'
import { type Book, type BookCell, type BookSheet, columnLetter, writeBook } from './xlsx.ts'

/** A sheet whose rows are more than memory should hold: written as they come. It stands behind the others. */
export type StreamedSheet = {
  readonly frame: Omit<BookSheet, 'rows'>
  readonly heads: readonly (readonly BookCell[])[]
}
export type StreamedRows = {
  /** The sheet of a part, from 0. */
  readonly sheet: (part: number) => StreamedSheet
  /** The row of sums below the rows of a part. */
  readonly total: (part: number) => readonly BookCell[]
  /** 1-based last row that the filter of a part covers. */
  readonly filterTo: (part: number) => number
  /** A row with the looks of the columns, from which their styles are taken. */
  readonly pattern: readonly BookCell[]
  readonly rows: AsyncIterator<readonly BookCell[]>
  /** Rows of one sheet; what is beyond goes into a further one. */
  readonly perSheet: number
}

const xmlText = (text: string): string =>
  plain(text)
    .slice(0, 32_000)
    .replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))
/** Days since the end of 1899, as workbooks count them. */
const serial = (date: Date): number => date.getTime() / 86_400_000 + 25_569

function cellXml({ value, formula }: BookCell, at: string, style: string): string {
  const s = style === '' ? '' : ` s="${style}"`
  if (value === null || value === '') return `<c r="${at}"${s}/>`
  const f = formula === undefined ? '' : `<f>${xmlText(formula)}</f>`
  if (typeof value === 'string') return `<c r="${at}"${s} t="inlineStr"><is><t>${xmlText(value)}</t></is></c>`
  return `<c r="${at}"${s}>${f}<v>${value instanceof Date ? serial(value) : value}</v></c>`
}

type RowStyle = { readonly attributes: string; readonly cells: ReadonlyMap<string, string> }
/** The sheet's XML before and after its rows, and the styles of its heads, of a row and of the sums below. */
type Frame = { readonly before: string; readonly after: string; readonly rows: readonly RowStyle[] }

function frameOf(xml: string): Frame {
  const found = [...xml.matchAll(/<row ([^>]*?)(?:\/>|>(.*?)<\/row>)/gs)]
  const [first, last] = [found[0], found.at(-1)]
  if (!first || !last) throw new Error('the pattern of a streamed sheet has no rows')
  return {
    // How far the sheet reaches is not known when its beginning is written; it may be left out.
    before: xml.slice(0, first.index).replace(/<dimension [^>]*\/>/, ''),
    after: xml.slice(last.index + last[0].length),
    rows: found.map(([, attributes = '', cells = '']) => ({
      attributes: attributes.replace(/\b(r|spans)="[^"]*"\s*/g, '').trim(),
      cells: new Map(
        [...cells.matchAll(/<c ([^>]*?)\/?>/g)].map(([, of = '']) => [
          /r="([A-Z]+)/.exec(of)?.[1] ?? '',
          /\bs="(\d+)"/.exec(of)?.[1] ?? '',
        ]),
      ),
    })),
  }
}

const ROWS_AT_ONCE = 200
const partName = (sheets: number, part: number): string => `xl/worksheets/sheet${sheets + part + 1}.xml`

/**
 * Writes a workbook to a file. Everything but the streamed sheets is made by the package; of those it makes a pattern of
 * one row, whose XML frames the rows that are written here, so that no more than a page of them is in memory.
 * @param book makes the other sheets, once the rows were written
 */
export async function writeStreamedBook(
  path: string,
  book: () => Book,
  { sheet, total, filterTo, pattern, rows, perSheet }: StreamedRows,
): Promise<void> {
  const zip = new yazl.ZipFile()
  const file = createWriteStream(path)
  zip.outputStream.pipe(file)
  const framed = (part: number): BookSheet => {
    const { frame, heads } = sheet(part)
    return { ...frame, rows: [...heads, pattern, total(part)], filterTo: filterTo(part) }
  }
  // The styles of the others are numbered first: this book has them all, as its numbers are of no matter.
  const before = book()
  const others = before.sheets.length
  const partsOf = async (made: Book, streamed: number): Promise<Map<string, Buffer>> =>
    unzip(
      await writeBook({ ...made, sheets: [...made.sheets, ...Array.from({ length: streamed }, (_, i) => framed(i))] }),
    )
  let number = 0
  let styles = ''
  let next = await rows.next()
  do {
    const parts = await partsOf(before, number + 1)
    styles = parts.get(STYLES)?.toString('utf8') ?? ''
    const frame = frameOf(parts.get(partName(others, number))?.toString('utf8') ?? '')
    const stream = Readable.from(sheetXml(number, frame), { objectMode: false, highWaterMark: 65_536 })
    zip.addReadStream(stream, partName(others, number))
    await once(stream, 'end')
    number += 1
  } while (next.done !== true)

  async function* sheetXml(part: number, frame: Frame): AsyncGenerator<string> {
    const { frame: of, heads } = sheet(part)
    const style = (index: number): RowStyle => frame.rows[index] ?? { attributes: '', cells: new Map() }
    yield frame.before + heads.map((cells, i) => rowXml(cells, i + 1, style(i))).join('')
    let row = of.headRows
    let text = ''
    for (let written = 0; next.done !== true && written < perSheet; written += 1) {
      row += 1
      text += rowXml(next.value, row, style(of.headRows))
      if (written % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) {
        yield text
        text = ''
      }
      next = await rows.next()
    }
    yield text + rowXml(total(part), Math.max(row, of.headRows + 1) + 1, style(of.headRows + 1))
    yield frame.after.replace(/(<autoFilter ref="[A-Z]+\d+:[A-Z]+)\d+"/, `$1${filterTo(part)}"`)
  }

  const made = await partsOf(book(), number)
  if (made.get(STYLES)?.toString('utf8') !== styles)
    throw new Error('the styles of the workbook changed while it was made')
  const streamed = new Set(Array.from({ length: number }, (_, i) => partName(others, i)))
  for (const [name, bytes] of made) if (!streamed.has(name)) zip.addBuffer(bytes, name)
  zip.end()
  await finished(file)
}
const STYLES = 'xl/styles.xml'

function rowXml(cells: readonly BookCell[], row: number, { attributes, cells: styles }: RowStyle): string {
  const inside = cells.map((cell, i) => {
    const column = columnLetter(i)
    return cellXml(cell, `${column}${row}`, styles.get(column) ?? '')
  })
  return `<row r="${row}"${attributes === '' ? '' : ` ${attributes}`}>${inside.join('')}</row>`
}

async function unzip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    lazyEntries: true,
  })
  const parts = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk))
    parts.set(entry.fileName, Buffer.concat(chunks))
  }
  return parts
}
