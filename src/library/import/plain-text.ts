import { libraryErrors } from '../errors.ts'

const utf8 = [0xef, 0xbb, 0xbf]
const utf16le = [0xff, 0xfe]
const utf16be = [0xfe, 0xff]
const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte)

/**
 * The text of a plain file: UTF-8 with or without a mark, or UTF-16 with one (Notepad's "Unicode"). Bullets of other
 * shapes become `- `.
 * @throws DomainError script_encoding_unknown for every other encoding (TCVN3, VNI, Windows-1258): guessing would
 * silently garble a script
 */
export function readPlainText(bytes: Uint8Array): string {
  const encoding = startsWith(bytes, utf16le) ? 'utf-16le' : startsWith(bytes, utf16be) ? 'utf-16be' : 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw libraryErrors.script_encoding_unknown()
  }
  if (text.includes('\0')) throw libraryErrors.script_file_unknown()
  return text.replace(/^([^\S\n]*)[•·▪◦●‣*][^\S\n]+/gmu, '$1- ')
}

export type FileKind = 'docx' | 'text' | 'old_word' | 'unknown'

/** What a file is, by its first bytes: names and content types are only claims. */
export function fileKind(bytes: Uint8Array): FileKind {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'docx'
  // OLE compound file: .doc up to 2003, and every .docx that has a password.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'old_word'
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (head.startsWith('%PDF') || head.startsWith('{\\rtf')) return 'unknown'
  const marked = startsWith(bytes, utf16le) || startsWith(bytes, utf16be) || startsWith(bytes, utf8)
  return marked || !bytes.subarray(0, 65_536).includes(0) ? 'text' : 'unknown'
}
