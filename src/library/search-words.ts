import { foldedWords } from '../kernel/text.ts'

/**
 * What a person typed, as words to look for: all of them must be there, the last one may be unfinished. Nothing that
 * is typed can be a syntax error: only letters and digits are left.
 */
export type SearchWords = { readonly whole: readonly string[]; readonly prefix: string }

const MAX_WORDS = 16
/** Longer "words" are no words; Postgres refuses lexemes over 2 KB. */
const MAX_WORD = 64
/** Postgres holds at most 1 MiB in one tsvector; the same cut is used for both databases. */
const MAX_INDEX_BYTES = 900_000
/** Positions that Postgres keeps of one word. */
const MAX_POSITIONS = 250

const cut = (word: string): string => Array.from(word).slice(0, MAX_WORD).join('')

/** @returns null when nothing to look for was typed */
export function searchWords(typed: string): SearchWords | null {
  const words = foldedWords(typed).slice(0, MAX_WORDS).map(cut)
  const prefix = words.pop()
  return prefix === undefined ? null : { whole: words, prefix }
}

/** FTS5 query: quoted words are joined by AND, and `*` after the quotes makes a prefix. */
export const fts5Query = ({ whole, prefix }: SearchWords): string =>
  [...whole.map((word) => `"${word}"`), `"${prefix}"*`].join(' ')

/**
 * Text of a tsquery that finds (all the words) or ranks (any of them): ts_rank adds up every near pair of an AND, by
 * which a long script would pass a title.
 */
export const tsQuery = ({ whole, prefix }: SearchWords, use: 'find' | 'rank'): string =>
  [...whole.map((word) => `'${word}'`), `'${prefix}':*`].join(use === 'find' ? ' & ' : ' | ')

/** The parts of an episode that are searched, in order of their weight. */
export type SearchedParts = {
  readonly title: string
  readonly legalReferences: string
  readonly tags: string
  readonly script: string
}

/** The folded words of each part, cut so that the whole fits either database's index. */
export function indexedWords(parts: SearchedParts): Record<keyof SearchedParts, string[]> {
  const seen = new Map<string, number>()
  let bytes = 0
  const take = (text: string): string[] => {
    const taken: string[] = []
    for (const word of foldedWords(text).map(cut)) {
      const times = (seen.get(word) ?? 0) + 1
      // 2 bytes a position; a new word costs itself, its count and its padding.
      bytes += times > MAX_POSITIONS ? 0 : times === 1 ? Buffer.byteLength(word) + 6 : 2
      if (bytes > MAX_INDEX_BYTES) break
      seen.set(word, times)
      taken.push(word)
    }
    return taken
  }
  return {
    title: take(parts.title),
    legalReferences: take(parts.legalReferences),
    tags: take(parts.tags),
    script: take(parts.script),
  }
}

/** Text of a tsvector with the weights A (title), B (references), C (tags), D (script). */
export function tsVector(parts: SearchedParts): string {
  const words = indexedWords(parts)
  const places = new Map<string, string[]>()
  let position = 0
  for (const [weight, part] of [
    ['A', words.title],
    ['B', words.legalReferences],
    ['C', words.tags],
    ['', words.script],
  ] as const) {
    for (const word of part) {
      position = Math.min(position + 1, 16_383)
      const known = places.get(word)
      if (!known) places.set(word, [`${position}${weight}`])
      else if (known.length < MAX_POSITIONS) known.push(`${position}${weight}`)
    }
  }
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ')
}
