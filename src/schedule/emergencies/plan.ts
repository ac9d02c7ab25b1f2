import { type LocalDate, timeOf, weekdayOf } from '../../kernel/dates.ts'
import { fold } from '../../kernel/text.ts'
import type { Zone } from '../../kernel/time.ts'
import type { Target } from '../../stations/index.ts'
import type { NewChange } from '../change-store.ts'
import type { Slot } from '../slot.ts'

/**
 * How long after the order the first airing starts. An airing must lie ahead to be planned at all; listening players
 * have the item within this time, and shall be heard within two seconds.
 */
export const LEAD_MS = 1000

export type EmergencyPlan = {
  readonly slot: Slot
  /** What gives each occurrence its exact instant: a rule knows minutes only. */
  readonly moves: readonly NewChange[]
  readonly onDate: LocalDate
  readonly firstStartsAt: number
  readonly lastEndsAt: number
}

type Ordered = {
  readonly segmentId: number
  readonly episodeId: number
  readonly title: string
  readonly durationSeconds: number
  readonly target: Target
  readonly times: number
  readonly gapSeconds: number
}

/**
 * An order as a slot of one day with one time for each repeat, and a change that moves each to its instant. So an
 * emergency airing has the identity of any other, and the plan made anew (a closure, a station) gives the same again.
 * @param now epoch ms
 */
export function planEmergency(order: Ordered, now: number, zone: Zone): EmergencyPlan {
  const { times, durationSeconds, gapSeconds } = order
  const first = now + LEAD_MS
  const onDate = zone.localDate(first)
  // Times of a rule are distinct minutes of one day; shortly before midnight there are not enough of them left.
  const base = Math.min(zone.localMinutes(first), 1440 - times)
  const starts = Array.from({ length: times }, (_, i) => first + i * (durationSeconds + gapSeconds) * 1000)
  const slot: Slot = {
    id: 0,
    segmentId: order.segmentId,
    title: order.title,
    origin: 'emergency',
    from: onDate,
    until: onDate,
    revision: 1,
    plannedTo: null,
    createdAt: now,
    endedAt: null,
    versions: [
      {
        from: onDate,
        anchor: onDate,
        programme: 'episode',
        target: order.target,
        rule: {
          weekdays: [weekdayOf(onDate)],
          times: starts.map((_, i) => timeOf(base + i)),
          everyWeeks: 1,
          nth: null,
        },
        durationSeconds,
        premiere: false,
        priority: 'emergency',
        episodeId: order.episodeId,
      },
    ],
  }
  const moves = starts.map((newStartsAt, i) => ({
    ...changeOf(slot.id, onDate, i + 1),
    kind: 'move' as const,
    newStartsAt,
  }))
  const lastEndsAt = (starts.at(-1) ?? first) + durationSeconds * 1000
  return { slot, moves, onDate, firstStartsAt: first, lastEndsAt }
}

/** A change to one repeat at all stations, still without what it does. */
export const changeOf = (slotId: number, onDate: LocalDate, ordinal: number): Omit<NewChange, 'kind'> => ({
  slotId,
  stationId: null,
  onDate,
  ordinal,
  newStartsAt: null,
  newEpisodeId: null,
  newDurationSeconds: null,
  reason: null,
  conflictSlotId: null,
})

/** Whether the person typed what proves that they know what they do: the number of stations, or the words. */
export function isConfirmed(typed: string, stationCount: number): boolean {
  const text = fold(typed).trim()
  return text.replace(/[.,\s]/g, '') === String(stationCount) || text.replace(/\s+/g, ' ') === 'khan cap'
}
