import type { Interval } from '../kernel/intervals.ts'
import type { Priority } from '../kernel/terms.ts'
import { type Airing, keyText } from './airing.ts'
import { isFrozen } from './difference.ts'

/**
 * Ways out of an overlap. keep: both stay; replace: the other one is cancelled; shift: the new one goes to the next gap of
 * that day; skip: the new one is not aired this time.
 */
export const CHOICES = ['keep', 'replace', 'shift', 'skip'] as const
export type Choice = (typeof CHOICES)[number]

export type Conflict = {
  /** Stable between a dry run and the saving that follows it. */
  readonly id: string
  readonly projected: Airing
  readonly other: Airing
  readonly choices: readonly Choice[]
  /** Where `shift` would put the new one. */
  readonly shiftTo: number | null
}

const RANK: Record<Priority, number> = { normal: 0, priority: 1, emergency: 2 }
const startOrder = (a: Airing, b: Airing): number =>
  a.startsAt - b.startsAt ||
  a.slotId - b.slotId ||
  (a.onDate < b.onDate ? -1 : a.onDate > b.onDate ? 1 : a.ordinal - b.ordinal)

/**
 * Every overlap, on the same station, of a projected airing with a planned one or with an earlier projected one. Airings
 * that only touch do not overlap. Ordered by station, then start.
 * @param endOfDay the instant at which the local day of an instant ends: a shift stays within its day
 */
export function findConflicts(
  projected: readonly Airing[],
  planned: readonly Airing[],
  now: number,
  endOfDay: (instant: number) => number,
): Conflict[] {
  const fresh = byStation(projected)
  const known = byStation(planned)
  return [...fresh.keys()]
    .sort((a, b) => a - b)
    .flatMap((id) => onStation(fresh.get(id) ?? [], known.get(id) ?? [], now, endOfDay))
}

function byStation(airings: readonly Airing[]): Map<number, Airing[]> {
  const groups = new Map<number, Airing[]>()
  for (const airing of airings) {
    const group = groups.get(airing.stationId)
    if (group) group.push(airing)
    else groups.set(airing.stationId, [airing])
  }
  return groups
}

/** Time taken on one station; `airing` null: by a shift that was offered. */
type Busy = Interval & { readonly airing: Airing | null }

function onStation(fresh: Airing[], known: Airing[], now: number, endOfDay: (instant: number) => number): Conflict[] {
  const pairs = overlapping(fresh, known)
  if (pairs.length === 0) return []
  const busy: Busy[] = [...fresh, ...known]
    .map((airing) => ({ start: airing.startsAt, end: airing.endsAt, airing }))
    .sort((a, b) => a.start - b.start)
  const gaps = new Map<Airing, number | null>()
  return pairs.map(([projected, other]) => {
    let shiftTo = gaps.get(projected)
    if (shiftTo === undefined) {
      const length = projected.endsAt - projected.startsAt
      // Its own place is free once it goes.
      const others = busy.filter((stretch) => stretch.airing !== projected)
      shiftTo = nextGap(others, projected.startsAt, length, endOfDay(projected.startsAt))
      gaps.set(projected, shiftTo)
      // Taken now, so that two that are shifted never meet in one gap.
      if (shiftTo !== null) occupy(busy, { start: shiftTo, end: shiftTo + length, airing: null })
    }
    const mayReplace = !isFrozen(other, now) && RANK[other.priority] <= RANK[projected.priority]
    const choices = CHOICES.filter((c) => (c === 'replace' ? mayReplace : c !== 'shift' || shiftTo !== null))
    return { id: `${keyText(projected)}~${keyText(other)}`, projected, other, choices, shiftTo }
  })
}

/** Puts a stretch into its place in a list ordered by start. */
function occupy(busy: Busy[], stretch: Busy): void {
  const after = busy.findIndex((other) => other.start > stretch.start)
  busy.splice(after < 0 ? busy.length : after, 0, stretch)
}

/** A sweep over one station's airings by start: each pair that overlaps, with at least one projected, once. */
function overlapping(fresh: readonly Airing[], known: readonly Airing[]): [projected: Airing, other: Airing][] {
  const isFresh = new Set(fresh)
  const pairs: [Airing, Airing][] = []
  let running: Airing[] = []
  for (const airing of [...fresh, ...known].sort(startOrder)) {
    running = running.filter((earlier) => earlier.endsAt > airing.startsAt)
    for (const earlier of running) {
      if (isFresh.has(airing)) pairs.push([airing, earlier])
      else if (isFresh.has(earlier)) pairs.push([earlier, airing])
    }
    running.push(airing)
  }
  return pairs.sort((a, b) => startOrder(a[0], b[0]) || startOrder(a[1], b[1]))
}

/**
 * The first start after `from` at which `length` fits between busy stretches (ordered by start) and ends by `until`;
 * null: there is none.
 */
export function nextGap(busy: readonly Interval[], from: number, length: number, until: number): number | null {
  let start = from
  for (const stretch of busy) {
    if (stretch.end <= start) continue
    if (stretch.start >= start + length) break
    start = stretch.end
  }
  return start > from && start + length <= until ? start : null
}
