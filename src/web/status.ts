import type { Outcome } from '../kernel/terms.ts'

/** What a mark shows: the outcome, or what its absence means at this hour. */
export const STATUSES = ['aired', 'open', 'planned', 'partial', 'missed', 'no_word', 'cancelled'] as const
export type Status = (typeof STATUSES)[number]

const HOUR_MS = 3_600_000

type Known = {
  readonly state: 'planned' | 'cancelled' | 'superseded'
  readonly outcome: Outcome | null
  readonly startsAt: number
  readonly endsAt: number
}

/**
 * The status of an airing at `now` (epoch ms). Without evidence it is "no word" from two hours after its end
 * (COUNTING.md 16); a start without an end is on air for 24 h, then partial (COUNTING.md 10).
 */
export function statusOf({ state, outcome, startsAt, endsAt }: Known, now: number): Status {
  if (outcome === 'open') return now < startsAt + 24 * HOUR_MS ? 'open' : 'partial'
  if (outcome) return outcome
  if (state !== 'planned') return 'cancelled'
  return endsAt + 2 * HOUR_MS <= now ? 'no_word' : 'planned'
}

/** How many there are of each status, in the order of STATUSES, without those that are none. */
export function countStatuses(statuses: readonly Status[]): { status: Status; n: number }[] {
  return STATUSES.map((status) => ({ status, n: statuses.filter((s) => s === status).length })).filter(({ n }) => n > 0)
}
