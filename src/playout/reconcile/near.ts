import { MATCH_WITHIN_MS, type PlannedAiring } from './facts.ts'

type Placed = { readonly start: number; readonly segmentId: number }

export const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
export const distance = (play: { readonly start: number }, airing: PlannedAiring): number =>
  Math.abs(play.start - airing.startsAt)

/** The airings that a play without a name may belong to, in order of start: planned ones of an episode (COUNTING.md 3, 8). */
export const startsOf = (airings: Iterable<PlannedAiring>): PlannedAiring[] =>
  [...airings]
    .filter((airing) => airing.state === 'planned' && airing.programme === 'episode')
    .sort((a, b) => a.startsAt - b.startsAt || textOrder(a.key, b.key))

/** Those of the play's segment within reach, by bisection over all. */
export function near(play: Placed, starts: readonly PlannedAiring[]): PlannedAiring[] {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle]?.startsAt ?? 0) < play.start - MATCH_WITHIN_MS) low = middle + 1
    else high = middle
  }
  const out: PlannedAiring[] = []
  for (let i = low; i < starts.length; i++) {
    const airing = starts[i]
    if (!airing || airing.startsAt > play.start + MATCH_WITHIN_MS) break
    if (airing.segmentId === play.segmentId) out.push(airing)
  }
  return out
}

export const nearestTo = (play: Placed, starts: readonly PlannedAiring[]): PlannedAiring | undefined =>
  near(play, starts).sort((a, b) => distance(play, a) - distance(play, b) || textOrder(a.key, b.key))[0]
