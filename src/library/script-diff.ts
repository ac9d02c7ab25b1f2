import { diffArrays } from 'diff'

/** A stretch of text that stayed, came or went. */
export type Change = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
/** A line of the comparison: unchanged ones are one stretch. `gap`: so many unchanged lines are left out here. */
export type DiffLine =
  | { readonly kind: 'same' | 'added' | 'removed' | 'changed'; readonly parts: readonly Change[] }
  | { readonly kind: 'gap'; readonly lines: number }
export type ScriptDiff = {
  readonly lines: readonly DiffLine[]
  /** Words that came and went. */
  readonly added: number
  readonly removed: number
}

/** Texts further apart than this are told whole: the search for what they share would take too long. */
const MOST_EDITS = 2_000
/** Unchanged lines kept around what changed. */
const AROUND = 2

type Piece = { readonly kind: Change['kind']; readonly values: readonly string[] }

function pieces(before: readonly string[], after: readonly string[]): Piece[] {
  const found = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS })
  if (!found) {
    return [
      { kind: 'removed', values: before },
      { kind: 'added', values: after },
    ]
  }
  return found.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    values: value,
  }))
}

/** Words with the white space before them, and punctuation by itself: a comma more is not a word changed. */
const words = (line: string): string[] => line.match(/\s*(?:[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}])|\s+$/gu) ?? []
const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** What changed between two lines, word by word. Vietnamese writes every syllable apart, so syllable by syllable. */
export const diffWords = (before: string, after: string): Change[] =>
  pieces(words(before), words(after)).map(({ kind, values }) => ({ kind, text: values.join('') }))

/** A line that changed: the old and the new one together, unless they have too little in common to be read so. */
function changedLine(before: string, after: string): DiffLine[] {
  const parts = diffWords(before, after)
  const shared = parts.filter(({ kind }) => kind === 'same').reduce((sum, { text }) => sum + text.trim().length, 0)
  if (shared * 3 >= Math.max(before.length, after.length)) return [{ kind: 'changed', parts }]
  return [
    { kind: 'removed', parts: [{ kind: 'removed', text: before }] },
    { kind: 'added', parts: [{ kind: 'added', text: after }] },
  ]
}

function linesOf(found: readonly Piece[]): DiffLine[] {
  const out: DiffLine[] = []
  for (let i = 0; i < found.length; i += 1) {
    const here = found[i]
    const next = found[i + 1]
    if (!here) break
    if (here.kind === 'removed' && next?.kind === 'added') {
      const both = Math.min(here.values.length, next.values.length)
      for (let k = 0; k < both; k += 1) out.push(...changedLine(here.values[k] ?? '', next.values[k] ?? ''))
      for (const text of here.values.slice(both)) out.push({ kind: 'removed', parts: [{ kind: 'removed', text }] })
      for (const text of next.values.slice(both)) out.push({ kind: 'added', parts: [{ kind: 'added', text }] })
      i += 1
    } else {
      for (const text of here.values) out.push({ kind: here.kind, parts: [{ kind: here.kind, text }] })
    }
  }
  return out
}

/** Leaves out unchanged lines that are far from any change. */
function shortened(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Set<number>()
  lines.forEach(({ kind }, i) => {
    if (kind !== 'same') for (let k = i - AROUND; k <= i + AROUND; k += 1) near.add(k)
  })
  const out: DiffLine[] = []
  let hidden = 0
  lines.forEach((line, i) => {
    if (near.has(i)) {
      if (hidden > 0) out.push({ kind: 'gap', lines: hidden })
      hidden = 0
      out.push(line)
    } else hidden += 1
  })
  if (hidden > 0) out.push({ kind: 'gap', lines: hidden })
  return out
}

/** Compares two scripts line by line, and changed lines word by word. Pure; bounded in time. */
export function diffScripts(before: string, after: string): ScriptDiff {
  const lines = linesOf(pieces(before === '' ? [] : before.split('\n'), after === '' ? [] : after.split('\n')))
  const count = (kind: Change['kind']): number =>
    lines.reduce(
      (sum, line) =>
        line.kind === 'gap'
          ? sum
          : sum +
            line.parts
              .filter((part) => part.kind === kind)
              .reduce((n, { text }) => n + words(text).filter(isWord).length, 0),
      0,
    )
  return { lines: shortened(lines), added: count('added'), removed: count('removed') }
}
