import { z } from 'zod'
import { isLocalTime, type LocalDate, type LocalTime, type Weekday } from '../kernel/dates.ts'
import type { Priority, Programme, SlotOrigin } from '../kernel/terms.ts'
import type { Target } from '../stations/index.ts'
import type { Nth, Rule } from './recurrence.ts'

/** What a slot says from a date on, until its next version begins. */
export type SlotVersion = {
  readonly from: LocalDate
  /** Weeks of "every N weeks" are counted from the week of this day. */
  readonly anchor: LocalDate
  readonly programme: Programme
  readonly target: Target
  readonly rule: Rule
  readonly durationSeconds: number
  readonly premiere: boolean
  readonly priority: Priority
  /** The fixed episode; null: the newest cleared one. */
  readonly episodeId: number | null
}

export type Slot = {
  readonly id: number
  readonly segmentId: number
  readonly title: string | null
  readonly origin: SlotOrigin
  readonly from: LocalDate
  readonly until: LocalDate | null
  readonly revision: number
  /** The last day up to which airings were made. */
  readonly plannedTo: LocalDate | null
  readonly createdAt: number
  readonly endedAt: number | null
  /** In order of `from`, at least one. */
  readonly versions: readonly SlotVersion[]
}

/** A change to one occurrence of a slot, on one station or (null) on all of them. Later ones win over earlier ones. */
export type SlotChange = {
  readonly id: number
  readonly slotId: number
  readonly stationId: number | null
  readonly onDate: LocalDate
  readonly ordinal: number
  readonly kind: 'cancel' | 'move' | 'replace'
  readonly newStartsAt: number | null
  readonly newEpisodeId: number | null
  /** How long a moved occurrence is planned to last; null: as long as its slot says. */
  readonly newDurationSeconds: number | null
  readonly reason: string | null
  /** The other slot, when the change was a choice in a conflict. */
  readonly conflictSlotId: number | null
}

const weekday = z.custom<Weekday>((v) => typeof v === 'number' && Number.isInteger(v) && v >= 1 && v <= 7)
const nth = z.custom<Nth>((v) => v === -1 || (typeof v === 'number' && Number.isInteger(v) && v >= 1 && v <= 5))
const time = z.custom<LocalTime>((v) => typeof v === 'string' && isLocalTime(v))

/** A rule as the column holds it. */
export const storedRule = z.object({
  weekdays: z.array(weekday).min(1),
  times: z.array(time).min(1),
  everyWeeks: z.number().int().min(1),
  nth: z.array(nth).min(1).nullable(),
}) satisfies z.ZodType<Rule>

/** The version that holds on a date (the first one before its beginning). */
export function versionOn(slot: Slot, date: LocalDate): SlotVersion {
  const found = slot.versions.findLast((version) => version.from <= date) ?? slot.versions[0]
  if (!found) throw new Error(`slot ${slot.id} has no version`)
  return found
}

/** The slot as it reads after an edit from `version.from` on: later versions give way to it. */
export const withVersion = (slot: Slot, version: SlotVersion): Slot => ({
  ...slot,
  versions: [...slot.versions.filter((old) => old.from < version.from), version],
})
