import { MATCH_WITHIN_MS, type PlannedAiring } from './facts.ts'
import type { Play } from './plays.ts'

/** Which plays each airing has, by key, and those that belong to none. */
export type Matched = { readonly byAiring: ReadonlyMap<string, readonly Play[]>; readonly unplanned: readonly Play[] }

const distance = (play: Play, airing: PlannedAiring): number => Math.abs(play.start - airing.startsAt)
const firstId = (play: Play): string => play.stretches[0]?.events[0]?.eventId ?? ''
const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * COUNTING.md 8, 9, 11. A play goes to the airing that one of its reports names; of several, to the nearest. Of an
 * airing's complete plays the nearest is it, the others are replays. Plays without a name go to planned airings of
 * their segment, nearest first and one to one; what was only partly played joins an airing that has no complete play.
 */
export function matchPlays(plays: readonly Play[], airings: ReadonlyMap<string, PlannedAiring>): Matched {
  const byAiring = new Map<string, Play[]>()
  const unplanned: Play[] = []
  const give = (key: string, play: Play): void => {
    const own = byAiring.get(key)
    if (own) own.push(play)
    else byAiring.set(key, [play])
  }
  const unnamed: Play[] = []
  for (const play of plays) {
    const named = [...play.airings].flatMap((key) => airings.get(key) ?? [])
    const nearest = named.sort((a, b) => distance(play, a) - distance(play, b) || textOrder(a.key, b.key))[0]
    if (nearest) give(nearest.key, play)
    else if (play.stray) unplanned.push(play)
    else unnamed.push(play)
  }
  const full = new Set<string>()
  for (const [key, own] of byAiring) {
    const airing = airings.get(key)
    if (!airing || !own.some((play) => play.complete)) continue
    full.add(key)
    unplanned.push(...keepNearestComplete(own, airing))
  }
  matchUnnamed(unnamed, [...airings.values()], full, give, unplanned)
  return { byAiring, unplanned }
}

/** Leaves one complete play with the airing. @returns the others, taken out */
function keepNearestComplete(own: Play[], airing: PlannedAiring): Play[] {
  const complete = own.filter((play) => play.complete)
  const [kept] = complete.sort((a, b) => distance(a, airing) - distance(b, airing) || a.start - b.start)
  const replays = complete.filter((play) => play !== kept)
  for (const replay of replays) own.splice(own.indexOf(replay), 1)
  return replays
}

function matchUnnamed(
  unnamed: readonly Play[],
  airings: readonly PlannedAiring[],
  full: Set<string>,
  give: (key: string, play: Play) => void,
  unplanned: Play[],
): void {
  const starts = [...airings].filter((a) => a.state === 'planned').sort((a, b) => a.startsAt - b.startsAt)
  const pairs = unnamed
    .flatMap((play) => near(play, starts).map((airing) => ({ play, airing, distance: distance(play, airing) })))
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        a.airing.startsAt - b.airing.startsAt ||
        textOrder(a.airing.key, b.airing.key) ||
        a.play.start - b.play.start ||
        textOrder(firstId(a.play), firstId(b.play)),
    )
  const placed = new Set<Play>()
  for (const { play, airing } of pairs.filter((pair) => pair.play.complete)) {
    if (placed.has(play) || full.has(airing.key)) continue
    full.add(airing.key)
    placed.add(play)
    give(airing.key, play)
  }
  for (const { play, airing } of pairs.filter((pair) => !pair.play.complete)) {
    if (placed.has(play) || full.has(airing.key)) continue
    placed.add(play)
    give(airing.key, play)
  }
  unplanned.push(...unnamed.filter((play) => !placed.has(play)))
}

/** Planned airings of the play's segment within reach, by bisection over all that are in order of start. */
export function near<P extends { readonly start: number; readonly segmentId: number }>(
  play: P,
  starts: readonly PlannedAiring[],
): PlannedAiring[] {
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
