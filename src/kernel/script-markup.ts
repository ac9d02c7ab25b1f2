import { countSyllables } from './text.ts'

/**
 * The small markup of a script, line by line: `# heading`, `- list item`, an empty line between paragraphs, `**bold**`,
 * "PTV 1:" for who speaks, `424/KH-UBND [đọc: bốn hai bốn kế hoạch]` for how a word is read. Pure, and without anything of
 * a server: the editor in the browser reads scripts by these very rules.
 */

/**
 * Voice marks tell who speaks and are not read aloud: "PTV 1:", "BTV:", "Nữ:", "Nhạc hiệu:", also in bold. Up to two
 * digits may follow. A sentence that happens to hold a colon is no mark.
 */
const VOICE_MARK =
  /^(?:\*\*)?((?:PTV|BTV|KTV|MC|Phát thanh viên|Biên tập viên|Nam|Nữ|Cả hai|Nhạc hiệu|Nhạc cắt|Nhạc|Tiếng động)(?:[^\S\n]?\d{1,2})?)[^\S\n]*:(?:\*\*)?[^\S\n]*/iu

export type VoiceMark = { readonly voice: string; readonly length: number }
/** The voice mark at the start of a line: who speaks, and how many characters the mark takes. */
export function voiceMarkOf(line: string): VoiceMark | null {
  const mark = VOICE_MARK.exec(line)
  return mark?.[1] === undefined ? null : { voice: mark[1], length: mark[0].length }
}

/** A pronunciation note: what stands in it is read in place of the word before it. One line, at most 200 characters. */
const NOTE = /\[đọc(?: là)?:[^\S\n]*([^\][\n]{1,200})\]/giu
/** The word and the note behind it. */
const NOTED = /[^\s[\]]{0,80}[^\S\n]?\[đọc(?: là)?:[^\S\n]*([^\][\n]{1,200})\]/giu

export type Note = { readonly at: number; readonly length: number; readonly spoken: string }
/** The pronunciation notes of a line, by where they stand. */
export const notesOf = (line: string): Note[] =>
  [...line.matchAll(NOTE)].map((found) => ({
    at: found.index ?? 0,
    length: found[0].length,
    spoken: (found[1] ?? '').trim(),
  }))

/** Syllables of one line that are read aloud: no voice mark; a noted word as its note says. */
const syllablesOf = (line: string): number => {
  const read = line.slice(voiceMarkOf(line)?.length ?? 0)
  return countSyllables(read.includes('[') ? read.replace(NOTED, ' $1 ') : read)
}

/** Syllables that are read aloud. Vietnamese writes each syllable apart, so these are its words. */
export const countWords = (body: string): number => body.split('\n').reduce((sum, line) => sum + syllablesOf(line), 0)

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

/** What a line is by its first characters, and how many of them say so. */
export type LineKind =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly length: number }
  | { readonly kind: 'item'; readonly length: number }
  | { readonly kind: 'text'; readonly length: 0 }

export function lineKind(line: string): LineKind {
  const heading = /^(#{1,3})\s+(?=\S)/.exec(line)
  if (heading) {
    const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3
    return { kind: 'heading', level, length: heading[0].length }
  }
  const item = /^\s*-\s+(?=\S)/.exec(line)
  return item ? { kind: 'item', length: item[0].length } : { kind: 'text', length: 0 }
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
    const is = lineKind(line)
    const mark = voiceMarkOf(line)
    if (is.kind === 'heading') {
      close()
      blocks.push({ kind: 'heading', level: is.level, inlines: inlinesOf(line.slice(is.length)) })
    } else if (is.kind === 'item') {
      if (items.length === 0) close()
      items.push(inlinesOf(line.slice(is.length)))
    } else if (line.trim() === '') {
      close()
    } else {
      if (mark || items.length > 0) close()
      if (mark) voice = mark.voice
      const rest = mark ? line.slice(mark.length) : line.trim()
      if (rest !== '') lines.push(inlinesOf(rest))
    }
  }
  close()
  return blocks
}
