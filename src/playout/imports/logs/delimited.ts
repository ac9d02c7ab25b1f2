import type { LogSheet } from './table.ts'

const SEPARATORS = ['\t', ';', ','] as const

/**
 * What bytes say, by their mark, else by trying: UTF-8, UTF-16 (every other byte is zero in what is mostly ASCII), and
 * Windows-1258, in which Vietnamese texts of old programs come with their tones apart.
 * @returns null when it is no text
 */
export function decodeText(bytes: Uint8Array): string | null {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  const guessed = marked ?? zeroBytes(bytes)
  if (guessed) return plausible(tryDecode(guessed, bytes))
  return plausible(tryDecode('utf-8', bytes) ?? tryDecode('windows-1258', bytes)?.normalize('NFC') ?? null)
}

function tryDecode(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function zeroBytes(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const some = bytes.subarray(0, 400)
  const zeros = (from: number): number => some.filter((byte, i) => byte === 0 && i % 2 === from).length
  const half = some.length / 2
  if (zeros(1) > half * 0.5) return 'utf-16le'
  return zeros(0) > half * 0.5 ? 'utf-16be' : null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what tells a text
const CONTROL = /[\u0000-\u0008\u000e-\u001f]/
const plausible = (text: string | null): string | null => (text === null || CONTROL.test(text) ? null : text)

/** The separator that splits the first lines most evenly; a tab before a semicolon before a comma. */
function separatorOf(text: string): string {
  const lines = text.split(/\r\n?|\n/, 20).filter((line) => line.trim() !== '')
  const scores = SEPARATORS.map((separator) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(separator).length - 1)
    const full = counts.filter((n) => n > 0).length
    return { separator, full, most: Math.max(0, ...counts) }
  })
  const best = scores.sort((a, b) => b.full - a.full || b.most - a.most)[0]
  return best && best.most > 0 ? best.separator : ','
}

/** Splits by RFC 4180, forgiving quotes in the middle of a cell. @returns rows with the line on which each begins */
function split(text: string, separator: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let begun = 1
  const end = (): void => {
    rows.push({ line: begun, cells: [...cells, cell] })
    cells = []
    cell = ''
    begun = line
  }
  for (let i = 0; i < text.length; i++) {
    const ch = text[i] ?? ''
    if (ch === '\n') line += 1
    if (quoted) {
      if (ch === '"' && text[i + 1] === '"') {
        cell += '"'
        i += 1
      } else if (ch === '"') quoted = false
      else cell += ch
    } else if (ch === '"' && cell === '') quoted = true
    else if (ch === separator) {
      cells.push(cell)
      cell = ''
    } else if (ch === '\n') end()
    else cell += ch
  }
  if (cell !== '' || cells.length > 0) end()
  return rows
}

/** A text with separators as one sheet without a name. */
export function readDelimited(text: string): LogSheet {
  const clean = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  // Excel's own hint, which is no row of the table.
  const hint = /^sep=(.)\n/i.exec(clean)
  const rows = split(clean, hint?.[1] ?? separatorOf(clean))
  return {
    name: null,
    hidden: false,
    merges: [],
    rows: (hint ? rows.slice(1) : rows).map(({ line, cells }) => ({
      line,
      hidden: false,
      cells: cells.map((text) => (text.trim() === '' ? { kind: 'empty' } : { kind: 'text', text })),
    })),
  }
}
