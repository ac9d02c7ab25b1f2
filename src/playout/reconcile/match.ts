import type { PlannedAiring } from './facts.ts'
import { interruptedPlays, partsOfOne } from './interrupted.ts'
import { distance, near, startsOf, textOrder } from './near.ts'
import type { Play } from './plays.ts'

/** Which plays each airing has, by key, and those that belong to none. */
export type Matched = {
  readonly byAiring: ReadonlyMap<string, readonly Play[]>
  readonly unplanned: readonly Play[]
  /** Airings that were named in a play that went to another one. */
  readonly lost: ReadonlySet<string>
  /** Statements, by position, in such a play, with the airing that it went to. */
  readonly absorbed: ReadonlyMap<number, string>
}
type Airings = ReadonlyMap<string, PlannedAiring>
type Wish = { readonly play: Play; readonly keys: string[] }

const firstId = (play: Play): string => play.stretches[0]?.events[0]?.eventId ?? ''

/**
 * COUNTING.md 8 to 11. Parts of an interrupted play are one. A play goes to the airing that one of its reports names, of
 * several to the nearest. Of an airing's complete plays the nearest is it, the others are replays, if no other airing is
 * named in them. Plays without a name go to planned airings of their segment, nearest first and one to one; what was
 * only partly played joins an airing that has no complete play.
 * @param denied airings of which a person said that they were not aired: they get what no other airing is named in
 */
export function matchPlays(plays: readonly Play[], airings: Airings, denied: ReadonlySet<string>): Matched {
  const starts = startsOf(airings.values())
  const whole = interruptedPlays(plays, starts)
  const played = new Set(whole.flatMap((play) => [...play.airings]))
  const wishes = whole.map((play): Wish => ({ play, keys: wishesOf(play, airings, denied, played) }))
  const byAiring = new Map<string, Play[]>()
  const give = (key: string, play: Play): void => {
    const own = byAiring.get(key)
    if (own) own.push(play)
    else byAiring.set(key, [play])
  }
  const { held, unplanned } = settleWhole(addParts(wishes, give), airings)
  for (const [key, play] of held) give(key, play)
  const unnamed: Play[] = []
  for (const { play, keys } of wishes) {
    if (play.airings.size > 0 || play.said.length > 0 || keys.length > 0) continue
    if (play.stray) unplanned.push(play)
    else unnamed.push(play)
  }
  const went = whereabouts(byAiring)
  matchUnnamed(unnamed, starts, new Set(held.keys()), give, unplanned)
  return { byAiring, unplanned, ...went }
}

/**
 * The airings named in a play, in the order in which they may have it: a correction beats all (COUNTING.md 13), then
 * what devices named, then what people said of an airing that no device named; among these the nearest.
 */
function wishesOf(play: Play, airings: Airings, denied: ReadonlySet<string>, played: ReadonlySet<string>): string[] {
  const corrected = new Set(play.said.flatMap((said) => (said.kind === 'correction' ? said.airing : [])))
  const rank = (key: string): number => {
    if (corrected.has(key)) return 0
    if (play.airings.has(key)) return denied.has(key) ? 4 : 1
    return played.has(key) ? 3 : 2
  }
  const named = new Set([...play.airings, ...play.said.map((said) => said.airing)])
  return [...named]
    .flatMap((key) => airings.get(key) ?? [])
    .sort((a, b) => rank(a.key) - rank(b.key) || distance(play, a) - distance(play, b) || textOrder(a.key, b.key))
    .map((airing) => airing.key)
}

/** Adds up the parts of each airing; what is not whole even so is the airing's. @returns the whole ones, to be settled */
function addParts(wishes: readonly Wish[], give: (key: string, play: Play) => void): Wish[] {
  const settled = wishes.filter(({ play, keys }) => play.complete && keys.length > 0)
  const parts = new Map<string, Play[]>()
  for (const { play, keys } of wishes) {
    const [key] = keys
    if (key !== undefined && !play.complete) parts.set(key, [...(parts.get(key) ?? []), play])
  }
  for (const [key, own] of parts) {
    for (const play of partsOfOne(own)) {
      if (play.complete) settled.push({ play, keys: [key] })
      else give(key, play)
    }
  }
  return settled
}

/**
 * Whole plays ask for their airings in the order of their wishes; an airing keeps the better one and sends the other on.
 * The answer does not depend on who asks first (deferred acceptance, Gale and Shapley 1962).
 */
function settleWhole(wishes: readonly Wish[], airings: Airings): { held: Map<string, Play>; unplanned: Play[] } {
  const held = new Map<string, Wish>()
  const unplanned: Play[] = []
  const asking = wishes.map(({ play, keys }) => ({ play, keys: [...keys] }))
  for (let wish = asking.pop(); wish; wish = asking.pop()) {
    const key = wish.keys.shift()
    const airing = key === undefined ? undefined : airings.get(key)
    if (!airing) {
      unplanned.push(wish.play)
      continue
    }
    const rival = held.get(airing.key)
    const better = rival && keeps(airing, rival.play, wish.play) ? rival : wish
    held.set(airing.key, better)
    if (rival) asking.push(better === rival ? wish : rival)
  }
  return { held: new Map([...held].map(([key, { play }]) => [key, play])), unplanned }
}

/** Whether an airing rather keeps one whole play than another: the one that a correction means, else the nearer. */
function keeps(airing: PlannedAiring, one: Play, other: Play): boolean {
  const meant = (play: Play): number =>
    play.said.some((said) => said.kind === 'correction' && said.airing === airing.key) ? 0 : 1
  const order =
    meant(one) - meant(other) ||
    distance(one, airing) - distance(other, airing) ||
    one.start - other.start ||
    textOrder(one.item, other.item) ||
    textOrder(firstId(one), firstId(other))
  return order <= 0
}

function whereabouts(byAiring: ReadonlyMap<string, readonly Play[]>): Pick<Matched, 'lost' | 'absorbed'> {
  const lost = new Set<string>()
  const absorbed = new Map<number, string>()
  for (const [key, plays] of byAiring) {
    for (const play of plays) {
      for (const name of play.airings) if (name !== key) lost.add(name)
      for (const said of play.said) {
        if (said.airing === key) continue
        lost.add(said.airing)
        absorbed.set(said.position, key)
      }
    }
  }
  return { lost, absorbed }
}

function matchUnnamed(
  unnamed: readonly Play[],
  starts: readonly PlannedAiring[],
  full: Set<string>,
  give: (key: string, play: Play) => void,
  unplanned: Play[],
): void {
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
