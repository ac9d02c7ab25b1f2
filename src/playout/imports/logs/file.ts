import { playoutErrors } from '../../errors.ts'
import { decodeText, readDelimited } from './delimited.ts'
import type { LogTable } from './table.ts'
import { readWorkbook } from './workbook.ts'

/** A log of a quarter is some 50 kB. */
export const LOG_MAX = 10 * 1_048_576
const MAX_LINES = 8000

export type LogFileKind = 'xlsx' | 'csv'

const begins = (bytes: Uint8Array, ...wanted: number[]): boolean => wanted.every((byte, i) => bytes[i] === byte)

/**
 * What a file is, by its bytes; its name must not say otherwise.
 * @throws DomainError import_empty, import_too_large, import_encrypted, import_old_excel, import_wrong_kind,
 * import_wrong_name
 */
export function fileKind(name: string, bytes: Uint8Array): LogFileKind {
  if (bytes.byteLength === 0) throw playoutErrors.import_empty()
  if (bytes.byteLength > LOG_MAX) throw playoutErrors.import_too_large({ max: LOG_MAX / 1_048_576 })
  const told = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    // Excel keeps an encrypted workbook in the container of the old format.
    const utf16 = Buffer.from('EncryptedPackage', 'utf16le')
    throw Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(utf16)
      ? playoutErrors.import_encrypted()
      : playoutErrors.import_old_excel()
  }
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    if (told === 'xlsm' || told === 'xltm') throw playoutErrors.import_macro()
    if (told !== 'xlsx') throw playoutErrors.import_wrong_name({ name: told || '?', kind: 'xlsx' })
    return 'xlsx'
  }
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46) || begins(bytes, 0xff, 0xd8) || begins(bytes, 0x89, 0x50, 0x4e, 0x47)) {
    throw playoutErrors.import_picture()
  }
  if (told === 'xlsx' || told === 'xlsm') throw playoutErrors.import_broken()
  if (!['csv', 'txt', 'tsv'].includes(told)) throw playoutErrors.import_wrong_kind()
  return 'csv'
}

/** Reads a file as it is kept. @throws DomainError with what is wrong with the whole file */
export async function readLogFile(kind: LogFileKind, bytes: Uint8Array): Promise<LogTable> {
  if (kind === 'xlsx') return readWorkbook(bytes)
  const text = decodeText(bytes)
  if (text === null) throw playoutErrors.import_not_text()
  const sheet = readDelimited(text)
  if (sheet.rows.length === 0) throw playoutErrors.import_empty()
  if (sheet.rows.length > MAX_LINES) throw playoutErrors.import_too_many_rows({ max: MAX_LINES })
  return { sheets: [sheet], since1904: false }
}
