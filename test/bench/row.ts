/**
 * A measured figure beside the limit measured in the same run; `what` names the unit.
 * Two kinds: with a limit, `aim` is of the ratio; without (`limit` and `ratio` null), `aim` is of the figure itself.
 */
export type BenchRow = {
  readonly what: string
  readonly figure: number
  readonly limit: number | null
  readonly ratio: number | null
  readonly aim: number
  /** Which side of the aim is good; at least when it is not said. */
  readonly sense?: 'at least' | 'at most'
  /** What a reader must know of how it was measured, or why the aim is missed. */
  readonly word?: string
}

/** A part's rows, and tables of its own below the one table. */
export type BenchPart = { readonly rows: readonly BenchRow[]; readonly tables?: readonly string[] }

export function reached({ figure, ratio, aim, sense }: BenchRow): boolean {
  const value = ratio ?? figure
  return sense === 'at most' ? value <= aim : value >= aim
}

/** The middle one of some numbers. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0
