import { sha256 } from '../kernel/canonical.ts'
import { countSyllables, normaliseText } from '../kernel/text.ts'

/** A script is at most this many bytes of UTF-8: some 200.000 syllables, many hours of reading. */
export const SCRIPT_MAX_BYTES = 1_048_576

/** A script as it is kept and hashed: NFC, LF, no control characters, no blank lines at either end. */
export const normaliseScript = (text: string): string =>
  normaliseText(text.toWellFormed())
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()

/** SHA-256 over the UTF-8 bytes of the kept text: what an approval binds to. */
export const scriptHash = (body: string): string => sha256(body)

/**
 * Voice marks tell who speaks and are not read aloud: "PTV 1:", "BTV:", "Nữ:", "Nhạc hiệu:", also in bold. Up to two
 * digits may follow. A sentence that happens to hold a colon is no mark.
 */
const voiceMark =
  /^(?:\*\*)?((?:PTV|BTV|KTV|MC|Phát thanh viên|Biên tập viên|Nam|Nữ|Cả hai|Nhạc hiệu|Nhạc cắt|Nhạc|Tiếng động)(?:[^\S\n]?\d{1,2})?)[^\S\n]*:(?:\*\*)?[^\S\n]*/iu

/** Syllables that are read aloud: all but voice marks. Vietnamese writes each syllable apart, so these are its words. */
export const countWords = (body: string): number =>
  body.split('\n').reduce((sum, line) => sum + countSyllables(line.replace(voiceMark, '')), 0)

/** Estimated reading time in whole seconds, rounded up. */
export const readingSeconds = (syllables: number, syllablesPerMinute: number): number =>
  Math.ceil((syllables * 60) / syllablesPerMinute)

export type Inline = { readonly text: string; readonly bold: boolean }
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  /** Lines of one paragraph; `voice` is who speaks ("PTV 1"), without the colon. */
  | { readonly kind: 'paragraph'; readonly voice: string | null; readonly lines: readonly (readonly Inline[])[] }

/** `**bold**` within a line; stars that mark nothing stay as they are written. Takes time in proportion to the line. */
export function inlinesOf(line: string): Inline[] {
  const parts = line.split('**')
  // closing[i]: the nearest pair of stars at or after part i that may close, as the index of the part before it.
  const closing: number[] = Array(parts.length).fill(parts.length)
  for (let i = parts.length - 2; i >= 0; i -= 1) {
    closing[i] = /\S$/.test(parts[i] ?? '') ? i : (closing[i + 1] ?? parts.length)
  }
  const inlines: { text: string; bold: boolean }[] = []
  let plain = parts[0] ?? ''
  for (let i = 1; i < parts.length; i += 1) {
    const end = /^\S/.test(parts[i] ?? '') ? (closing[i] ?? parts.length) : parts.length
    if (end === parts.length) plain += `**${parts[i]}`
    else {
      if (plain !== '') inlines.push({ text: plain, bold: false })
      inlines.push({ text: parts.slice(i, end + 1).join('**'), bold: true })
      plain = parts[end + 1] ?? ''
      i = end + 1
    }
  }
  if (plain !== '') inlines.push({ text: plain, bold: false })
  return inlines
}

/** The blocks of a script for display: `# heading`, `- list`, paragraphs between blank lines, voice marks. */
export function parseScript(body: string): Block[] {
  const blocks: Block[] = []
  let lines: Inline[][] = []
  let voice: string | null = null
  let items: Inline[][] = []
  const close = (): void => {
    if (lines.length > 0 || voice !== null) blocks.push({ kind: 'paragraph', voice, lines })
    if (items.length > 0) blocks.push({ kind: 'list', items })
    lines = []
    items = []
    voice = null
  }
  for (const line of body.split('\n')) {
    const heading = /^(#{1,3})\s+(\S.*)$/.exec(line)
    const item = /^\s*-\s+(\S.*)$/.exec(line)
    const mark = voiceMark.exec(line)
    if (heading) {
      close()
      const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3
      blocks.push({ kind: 'heading', level, inlines: inlinesOf(heading[2] ?? '') })
    } else if (item) {
      if (items.length === 0) close()
      items.push(inlinesOf(item[1] ?? ''))
    } else if (line.trim() === '') {
      close()
    } else {
      if (mark || items.length > 0) close()
      if (mark) voice = mark[1] ?? null
      const rest = mark ? line.slice(mark[0].length) : line.trim()
      if (rest !== '') lines.push(inlinesOf(rest))
    }
  }
  close()
  return blocks
}
