import { addDays, type LocalDate } from '../kernel/dates.ts'
import { toldOutcome } from '../kernel/open-start.ts'
import type { Grade, Outcome } from '../kernel/terms.ts'
import { bucketEnd } from './buckets.ts'
import type { Days } from './periods.ts'

/** The version of COUNTING.md's rules as counted here; stored with every closing (issue 5). */
export const RULES_VERSION = 1
/** COUNTING.md 16: an airing belongs to the plan once it ended this long ago (ms). */
export const PLANNED_AFTER_MS = 2 * 3_600_000
export { OPEN_FOR_MS } from '../kernel/open-start.ts'

/** An airing as counting sees it. Instants in epoch ms. */
export type CountedAiring = {
  readonly startsAt: number
  readonly endsAt: number
  readonly plannedOn: LocalDate
  readonly state: 'planned' | 'cancelled' | 'superseded'
  readonly outcome: Outcome | null
  readonly airedOn: LocalDate | null
  readonly actualStart: number | null
}

/** COUNTING.md 16: where the plan stands at `now`; null for what the rule took back (superseded). */
export function planAt(airing: CountedAiring, now: number): 'planned' | 'upcoming' | 'cancelled' | null {
  if (airing.state !== 'planned') return airing.state === 'cancelled' ? 'cancelled' : null
  return airing.endsAt + PLANNED_AFTER_MS <= now ? 'planned' : 'upcoming'
}

/** COUNTING.md 10: what became of it, as told at `now`; an old `open` is partial. Null without evidence. */
export const outcomeAt = (airing: CountedAiring, now: number): Outcome | null =>
  toldOutcome({ ...airing, outcomeReason: null }, now).outcome

/** COUNTING.md 15: the day that an airing's play counts on (aired, partial, open); null when it was not played. */
export function playedDay(airing: CountedAiring): LocalDate | null {
  if (airing.outcome === null || airing.outcome === 'missed') return null
  return airing.airedOn ?? airing.plannedOn
}

/** COUNTING.md 13: evidence of airing without a stated grade is a person's word (a correction). */
export const gradeOf = (grade: Grade | null): Grade => grade ?? 'attested'

/** The one word for an airing in a list: what became of it, else where the plan stands. */
export type Standing = Outcome | 'no_word' | 'upcoming' | 'cancelled' | 'superseded'
export function standingAt(airing: CountedAiring, now: number): Standing {
  const outcome = outcomeAt(airing, now)
  // A cancelled airing is not missed; one that was played all the same was played.
  if (outcome && (outcome !== 'missed' || airing.state === 'planned')) return outcome
  if (airing.state !== 'planned') return airing.state
  return planAt(airing, now) === 'planned' ? 'no_word' : 'upcoming'
}

/** A sum that was reported without single airings (COUNTING.md 14). `position` is its row in the station's ledger. */
export type ReportedTotal = Days & {
  readonly stationId: number
  readonly position: number
  readonly segmentId: number
  readonly n: number
  /** Single airings, or accepted unplanned plays, are known in its range. */
  readonly singles: boolean
}
export type LeftOut = ReportedTotal & { readonly reason: 'outside_period' | 'single_airings' | 'other_total' }

const within = (inner: Days, outer: Days): boolean => inner.from >= outer.from && inner.to <= outer.to
const meets = (a: Days, b: Days): boolean => a.from <= b.to && b.from <= a.to

/**
 * COUNTING.md 14: which totals count in a period. Where totals of a station and segment overlap, the one reported last
 * stands, so that no airing counts twice.
 * @param totals those whose range meets the period
 */
export function weighTotals(
  totals: readonly ReportedTotal[],
  period: Days,
): { readonly counted: ReportedTotal[]; readonly notIncluded: LeftOut[] } {
  const counted: ReportedTotal[] = []
  const notIncluded: LeftOut[] = []
  for (const total of [...totals].sort((a, b) => b.position - a.position)) {
    const rival = (other: ReportedTotal): boolean =>
      other.stationId === total.stationId && other.segmentId === total.segmentId && meets(other, total)
    if (!within(total, period)) notIncluded.push({ ...total, reason: 'outside_period' })
    else if (total.singles) notIncluded.push({ ...total, reason: 'single_airings' })
    else if (counted.some(rival)) notIncluded.push({ ...total, reason: 'other_total' })
    else counted.push(total)
  }
  return { counted, notIncluded }
}

/** What a quarantined event tells of its day. */
export type QuarantinedEvent = {
  readonly receivedOn: LocalDate
  /** The day that the device told, where it told one. */
  readonly toldOn: LocalDate | null
  /** Of the airing that the event names, if there is such a one on its station. */
  readonly plannedOn: LocalDate | null
}

/**
 * The day on which a quarantined event is shown. Its own time may be what is wrong with it: the named airing's day
 * goes first; a told day is believed if it lies in the year before the receipt.
 */
export function quarantineDay({ receivedOn, toldOn, plannedOn }: QuarantinedEvent): LocalDate {
  if (plannedOn) return plannedOn
  return toldOn && toldOn <= receivedOn && toldOn >= addDays(receivedOn, -366) ? toldOn : receivedOn
}

/**
 * Whether a half-month's time-free counts are what is told at `now`: no airing of it can still become planned
 * (two hours after its end) or turn from open to partial (24 h after its start). Airings last less than two days.
 */
export const bucketIsPast = (bucket: LocalDate, today: LocalDate): boolean => addDays(bucketEnd(bucket), 4) <= today
