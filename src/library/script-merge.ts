import { diffArrays } from 'diff'

/** A stretch of two texts that grew from one: settled by itself, or changed on both sides and for a person to choose. */
export type MergePart =
  | { readonly kind: 'settled'; readonly lines: readonly string[] }
  | { readonly kind: 'choice'; readonly mine: readonly string[]; readonly theirs: readonly string[] }
export type MergeChoice = 'mine' | 'theirs' | 'both'

const MOST_EDITS = 2_000

/** Where a line of the base stands in the other text; -1 when it is gone. */
function positions(base: readonly string[], other: readonly string[]): number[] {
  const at: number[] = Array(base.length).fill(-1)
  let i = 0
  let k = 0
  for (const { added, removed, count } of diffArrays([...base], [...other], { maxEditLength: MOST_EDITS }) ?? []) {
    if (added) k += count
    else if (removed) i += count
    else for (let n = 0; n < count; n += 1) at[i++] = k++
  }
  return at
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, i) => line === b[i])

/** One stretch between two lines that all three texts share. */
function part(base: readonly string[], mine: readonly string[], theirs: readonly string[]): MergePart {
  if (same(mine, theirs) || same(theirs, base)) return { kind: 'settled', lines: mine }
  if (same(mine, base)) return { kind: 'settled', lines: theirs }
  return { kind: 'choice', mine, theirs }
}

/**
 * Merges two texts that grew from one base, line by line: what only one side changed is taken; what both changed is a
 * choice. Lines are never dropped but by a choice. Pure.
 */
export function mergeScripts(baseText: string, mineText: string, theirsText: string): MergePart[] {
  const [base, mine, theirs] = [baseText, mineText, theirsText].map((text) => (text === '' ? [] : text.split('\n')))
  if (!base || !mine || !theirs) return []
  const inMine = positions(base, mine)
  const inTheirs = positions(base, theirs)
  const parts: MergePart[] = []
  const add = (next: MergePart): void => {
    const last = parts.at(-1)
    if (next.kind === 'settled' && last?.kind === 'settled')
      parts[parts.length - 1] = { kind: 'settled', lines: [...last.lines, ...next.lines] }
    else if (next.kind === 'choice' || next.lines.length > 0) parts.push(next)
  }
  let [b, m, t] = [0, 0, 0]
  for (let i = 0; i <= base.length; i += 1) {
    const isEnd = i === base.length
    const atMine = isEnd ? mine.length : (inMine[i] ?? -1)
    const atTheirs = isEnd ? theirs.length : (inTheirs[i] ?? -1)
    if (atMine < 0 || atTheirs < 0) continue
    add(part(base.slice(b, i), mine.slice(m, atMine), theirs.slice(t, atTheirs)))
    if (!isEnd) add({ kind: 'settled', lines: base.slice(i, i + 1) })
    ;[b, m, t] = [i + 1, atMine + 1, atTheirs + 1]
  }
  return parts
}

/** The merged text by the choices, in the order of the parts that ask for one; without an answer both are kept. */
export function mergedText(parts: readonly MergePart[], choices: readonly (MergeChoice | undefined)[]): string {
  let asked = 0
  return parts
    .flatMap((one) => {
      if (one.kind === 'settled') return one.lines
      const choice = choices[asked++] ?? 'both'
      return choice === 'mine' ? one.mine : choice === 'theirs' ? one.theirs : [...one.theirs, ...one.mine]
    })
    .join('\n')
}
