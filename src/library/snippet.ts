import { fold } from '../kernel/text.ts'
import type { SearchWords } from './search-words.ts'

/** A stretch of original text; `hit` marks what was looked for. Marks are data: no markup to be escaped or abused. */
export type SnippetPart = { readonly text: string; readonly hit: boolean }

const WINDOW = 30
const LEAD = 6
/** Some 15.000 words, over an hour of reading: a page of results must not hold up the server for longer texts. */
const MAX_CHARACTERS = 60_000

type Token = { readonly start: number; readonly end: number; readonly hit: string | null }

/**
 * The stretch of some 30 words of a text that holds most of the words looked for, in the original spelling.
 * @returns an empty list when none of them is in the text's first 60.000 characters
 */
export function snippet(whole: string, words: SearchWords): SnippetPart[] {
  const text = whole.slice(0, MAX_CHARACTERS)
  const tokens = tokensOf(text, words)
  const from = bestWindow(tokens)
  if (from === null) return []
  const shown = tokens.slice(from, from + WINDOW)
  const first = shown[0]
  const last = shown.at(-1)
  if (!first || !last) return []
  const parts: SnippetPart[] = []
  const push = (piece: string, hit: boolean): void => {
    if (piece !== '') parts.push({ text: hit ? piece : piece.replace(/\s+/g, ' '), hit })
  }
  let at = first.start
  if (from > 0) push('… ', false)
  for (const token of shown) {
    if (token.hit === null) continue
    push(text.slice(at, token.start), false)
    push(text.slice(token.start, token.end), true)
    at = token.end
  }
  push(text.slice(at, last.end), false)
  if (from + WINDOW < tokens.length) push(' …', false)
  return parts
}

function tokensOf(text: string, { whole, prefix }: SearchWords): Token[] {
  const wanted = new Set(whole)
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), (match) => {
    const word = fold(match[0])
    const hit = wanted.has(word) ? word : word.startsWith(prefix) ? prefix : null
    return { start: match.index, end: match.index + match[0].length, hit }
  })
}

/** The start of the window with most different hits, the earliest of equals; null when there is no hit. */
function bestWindow(tokens: readonly Token[]): number | null {
  const counts = new Map<string, number>()
  let best: { end: number; distinct: number } | null = null
  for (const [i, token] of tokens.entries()) {
    if (token.hit !== null) counts.set(token.hit, (counts.get(token.hit) ?? 0) + 1)
    const gone = tokens[i - (WINDOW - LEAD)]?.hit
    if (gone) {
      const left = (counts.get(gone) ?? 0) - 1
      if (left > 0) counts.set(gone, left)
      else counts.delete(gone)
    }
    if (counts.size > 0 && counts.size > (best?.distinct ?? 0)) best = { end: i, distinct: counts.size }
  }
  if (!best) return null
  // Begin a few words before the first hit of that window.
  const span = tokens.slice(Math.max(0, best.end - (WINDOW - LEAD) + 1), best.end + 1)
  const firstHit = best.end - span.length + 1 + span.findIndex((token) => token.hit !== null)
  return Math.max(0, firstHit - LEAD)
}
