/** Inclusive range of sequence numbers. */
export type SeqRange = readonly [from: number, to: number]
/** What is known of a stream: everything below `nextSeq`, and the ranges ahead of it, disjoint and in order. */
export type StreamState = { readonly nextSeq: number; readonly ahead: readonly SeqRange[] }

export const NEW_STREAM: StreamState = { nextSeq: 1, ahead: [] }
/** More gaps than this are not kept apart: the lowest is passed over. */
const MAX_RANGES = 100

/**
 * Moves `next_seq` to the first number not yet known. Rejected events count as known: their raw text is kept.
 * A gap is left open, so that a device resends it when the server lost it (a restored backup). It is passed over once
 * the device, asked from there, sends again what lies behind the gap: then it has nothing in it.
 * @param arrived numbers of this report, first seen or sent again
 * @param again those of them that were known before
 */
export function advance(state: StreamState, arrived: readonly number[], again: ReadonlySet<number>): StreamState {
  if (arrived.length === 0) return state
  const lowest = arrived.reduce((min, seq) => Math.min(min, seq), Number.POSITIVE_INFINITY)
  const behindGap = state.ahead[0]?.[0]
  let nextSeq = state.nextSeq
  if (behindGap !== undefined && lowest === behindGap && again.has(lowest)) nextSeq = behindGap
  const ranges = merge([...state.ahead, ...arrived.map((seq): SeqRange => [seq, seq])])
  return settle(nextSeq, ranges)
}

function merge(ranges: readonly SeqRange[]): SeqRange[] {
  const out: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

function settle(start: number, ranges: readonly SeqRange[]): StreamState {
  let nextSeq = start
  const surplus = ranges.length - MAX_RANGES
  const ahead: SeqRange[] = []
  for (const [index, range] of ranges.entries()) {
    if (range[0] <= nextSeq || index < surplus) nextSeq = Math.max(nextSeq, range[1] + 1)
    else ahead.push(range)
  }
  return { nextSeq, ahead }
}
