import { type Cell, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import yazl from 'yazl'

/** A row of a log on paper, as somebody typed it, and what is to be said of it. */
export type PaperRow = {
  readonly cells: readonly (CellValue | undefined)[]
  /** "D6 station_unknown" without the line: the column's letter (or none) and the code; none: it is simply taken. */
  readonly said?: readonly string[]
}

export const HEADS = ['Ngày phát', 'Giờ', 'Buổi', 'Tên đài', 'Thời lượng (phút)', 'Kết quả', 'Ghi chú']
const FIRST_LINE = 4
export const lineOf = (index: number): number => FIRST_LINE + index

type Sheet = Omit<WriteSheet, 'rows'> & { rows: CellValue[][] }
/** A sheet as stations keep them: a title, a blank line, the heads, the rows. */
export const logSheet = (name: string, rows: readonly PaperRow[], more: Partial<WriteSheet> = {}): Sheet => ({
  name,
  rows: [['SỔ PHÁT SÓNG'], [], HEADS, ...rows.map(({ cells }) => cells.map((cell) => cell ?? null))],
  ...more,
})

/** Texts stay texts, whatever they begin with. */
function asTexts(sheet: Sheet): WriteSheet {
  const cells = new Map<string, Partial<Cell>>()
  sheet.rows.forEach((row, r) => {
    row.forEach((value, c) => {
      if (typeof value === 'string' && value.startsWith('=')) {
        cells.set(`${r},${c}`, { value, type: 'richText', richText: [{ text: value }] })
      }
    })
  })
  return { ...sheet, cells: new Map([...cells, ...(sheet.cells ?? [])]) }
}

export const workbook = async (sheets: readonly Sheet[], since1904 = false): Promise<Uint8Array> =>
  writeXlsx({ sheets: sheets.map(asTexts), dateSystem: since1904 ? '1904' : '1900' })

/** A ZIP of these parts. */
export async function zipOf(parts: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of Object.entries(parts)) zip.addBuffer(bytes, name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const TONES: Readonly<Record<string, number>> = {
  '\u0300': 0xcc,
  '\u0309': 0xd2,
  '\u0303': 0xde,
  '\u0301': 0xec,
  '\u0323': 0xf2,
}
const LETTERS: Readonly<Record<string, number>> = {
  Đ: 0xd0,
  đ: 0xf0,
  Ă: 0xc3,
  ă: 0xe3,
  Ư: 0xdd,
  ư: 0xfd,
  Ơ: 0xd5,
  ơ: 0xf5,
  Â: 0xc2,
  â: 0xe2,
  Ê: 0xca,
  ê: 0xea,
  Ô: 0xd4,
  ô: 0xf4,
}
/** Vietnamese as Windows-1258 writes it: the tone after its letter. */
export function windows1258(text: string): Buffer {
  const bytes: number[] = []
  for (const letter of text.normalize('NFC')) {
    const marks = [...letter.normalize('NFD')]
    const tone = marks.find((mark) => mark in TONES)
    const base = marks
      .filter((mark) => mark !== tone)
      .join('')
      .normalize('NFC')
    bytes.push(LETTERS[base] ?? base.charCodeAt(0))
    if (tone !== undefined) bytes.push(TONES[tone] ?? 0)
  }
  return Buffer.from(bytes)
}
