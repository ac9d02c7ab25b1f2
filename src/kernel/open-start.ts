import { DAY_MS } from './dates.ts'
import type { Outcome } from './terms.ts'

/** COUNTING.md 10: a start without an end is told as partial after this long (ms). */
export const OPEN_FOR_MS = DAY_MS
/** The reason that goes with it: nobody knows when it ended. */
export const END_UNKNOWN = 'end_unknown'

/** COUNTING.md 10: what is told of an airing at `now` (epoch ms): an old open start is partial, its end unknown. */
export function toldOutcome(
  airing: {
    readonly outcome: Outcome | null
    readonly outcomeReason: string | null
    readonly actualStart: number | null
    readonly startsAt: number
  },
  now: number,
): { readonly outcome: Outcome | null; readonly reason: string | null } {
  const { outcome, outcomeReason } = airing
  if (outcome !== 'open' || (airing.actualStart ?? airing.startsAt) + OPEN_FOR_MS > now) {
    return { outcome, reason: outcomeReason }
  }
  return { outcome: 'partial', reason: outcomeReason ?? END_UNKNOWN }
}
