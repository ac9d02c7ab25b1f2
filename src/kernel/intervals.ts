/** Half-open stretch [start, end) in milliseconds or any other unit. */
export type Interval = { readonly start: number; readonly end: number }

export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end

/** The union of stretches as disjoint ones in order; stretches that touch become one. Empty ones fall out. */
export function union(intervals: readonly Interval[]): Interval[] {
  const out: { start: number; end: number }[] = []
  for (const { start, end } of [...intervals].filter((i) => i.end > i.start).sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else out.push({ start, end })
  }
  return out
}

/** Total length of the union. */
export const unionLength = (intervals: readonly Interval[]): number =>
  union(intervals).reduce((sum, i) => sum + (i.end - i.start), 0)
