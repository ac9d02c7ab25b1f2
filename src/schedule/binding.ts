import type { LocalDate } from '../kernel/dates.ts'
import type { AiringPlan } from './airing.ts'

/** An episode that is cleared for air now. */
export type Cleared = {
  readonly episodeId: number
  readonly year: number
  readonly number: number
  readonly airDate: LocalDate | null
}

/** Everything the episode of an airing depends on, for one segment. */
export type Bindings = {
  /** By premiere instant, then year and number: the last one that is not after a start wins there. */
  readonly premieres: readonly { readonly episodeId: number; readonly premiereAt: number }[]
  readonly cleared: ReadonlySet<number>
  /** The segment's standing fallback, if it is cleared. */
  readonly fallbackId: number | null
}

export type Bound = { readonly episodeId: number | null; readonly fallback: boolean }
const NONE: Bound = { episodeId: null, fallback: false }

/**
 * Orders the cleared episodes of a segment for `bind`. COUNTING.md 4: the premiere instant of an episode is the earliest
 * planned premiere airing of its segment on its air date, on any station, else local midnight of that date.
 * An episode without air date is no candidate (it may still be fixed, or the fallback).
 */
export function bindingsOf(
  cleared: readonly Cleared[],
  earliestPremiere: ReadonlyMap<LocalDate, number>,
  midnight: (date: LocalDate) => number,
  fallbackId: number | null,
): Bindings {
  const dated = cleared.flatMap((e) =>
    e.airDate === null ? [] : [{ ...e, premiereAt: earliestPremiere.get(e.airDate) ?? midnight(e.airDate) }],
  )
  dated.sort((a, b) => a.premiereAt - b.premiereAt || a.year - b.year || a.number - b.number)
  const ids = new Set(cleared.map((e) => e.episodeId))
  return {
    premieres: dated.map(({ episodeId, premiereAt }) => ({ episodeId, premiereAt })),
    cleared: ids,
    fallbackId: fallbackId !== null && ids.has(fallbackId) ? fallbackId : null,
  }
}

/**
 * The episode of an airing (COUNTING.md 4): the fixed one if cleared, or the newest cleared whose premiere is planned at
 * or before the start; else the fallback; else none. Relay and live carry no episode.
 */
export function bind(plan: Pick<AiringPlan, 'programme' | 'fixedEpisodeId' | 'startsAt'>, bindings: Bindings): Bound {
  if (plan.programme !== 'episode') return NONE
  if (plan.fixedEpisodeId === null) return newestAt(plan.startsAt, bindings)
  return bindings.cleared.has(plan.fixedEpisodeId)
    ? { episodeId: plan.fixedEpisodeId, fallback: false }
    : standIn(bindings)
}

export const standIn = ({ fallbackId }: Bindings): Bound =>
  fallbackId === null ? NONE : { episodeId: fallbackId, fallback: true }

export function newestAt(startsAt: number, bindings: Bindings): Bound {
  const { premieres } = bindings
  let [low, high] = [0, premieres.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((premieres[middle]?.premiereAt ?? Number.POSITIVE_INFINITY) <= startsAt) low = middle + 1
    else high = middle
  }
  const newest = premieres[low - 1]
  return newest ? { episodeId: newest.episodeId, fallback: false } : standIn(bindings)
}

export type BindingStep = Bound & { readonly from: number; readonly until: number }

/** "Newest cleared" as stretches of time [from, until) after an instant: what a whole segment is bound to, at once. */
export function bindingSteps(bindings: Bindings, after: number): BindingStep[] {
  const edges = [...new Set(bindings.premieres.map((p) => p.premiereAt).filter((instant) => instant > after))]
  const starts = [after, ...edges]
  return starts.map((from, i) => ({
    from,
    until: starts[i + 1] ?? Number.MAX_SAFE_INTEGER,
    ...newestAt(from, bindings),
  }))
}
