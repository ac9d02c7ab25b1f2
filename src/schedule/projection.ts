import { dateOf, dayOf, type LocalDate, minutesOf } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import {
  type Closed,
  type ClosureInForce,
  closedOf,
  type Presence,
  presenceOf,
  type StationInTime,
} from '../stations/index.ts'
import type { AiringPlan } from './airing.ts'
import { occurrenceDays } from './recurrence.ts'
import type { Slot, SlotChange, SlotVersion } from './slot.ts'

/**
 * An airing as slot, calendar, closures and changes want it. `create` false: nothing is made for it, it only says why
 * an airing made earlier is off (a closure).
 */
export type Wanted = AiringPlan & { readonly create: boolean }

export type Calendar = {
  readonly zone: Zone
  readonly stations: readonly StationInTime[]
  readonly closures: readonly ClosureInForce[]
}

/** One occurrence of a slot, for every station alike until a change says otherwise. */
type Turn = {
  readonly onDate: LocalDate
  readonly day: number
  readonly ordinal: number
  readonly startsAt: number
  readonly version: SlotVersion
  readonly changes: readonly SlotChange[]
}

/**
 * Slot × calendar − closures ± changes, for the original dates [from, to] (both inclusive, at most 400 days).
 * A station that is inactive, not meant, or without level on a date has no airing then. Ordered by station, then start.
 * @throws DomainError as occurrenceDays
 */
export function projectSlot(
  slot: Slot,
  changes: readonly SlotChange[],
  calendar: Calendar,
  from: LocalDate,
  to: LocalDate,
): Wanted[] {
  const turns = turnsOf(slot, changes, calendar.zone, dayOf(from), dayOf(to))
  return turns.length === 0
    ? []
    : calendar.stations.flatMap((station) => projectStation(slot, turns, station, calendar))
}

/** How many occurrences the rule has between two days, whatever the stations. */
export const countTurns = (slot: Slot, zone: Zone, from: LocalDate, to: LocalDate): number =>
  turnsOf(slot, [], zone, dayOf(from), dayOf(to)).length

function turnsOf(slot: Slot, changes: readonly SlotChange[], zone: Zone, from: number, to: number): Turn[] {
  const changed = new Map<string, SlotChange[]>()
  for (const change of [...changes].sort((a, b) => a.id - b.id)) {
    const at = `${change.onDate} ${change.ordinal}`
    changed.set(at, [...(changed.get(at) ?? []), change])
  }
  const slotUntil = slot.until === null ? Number.POSITIVE_INFINITY : dayOf(slot.until)
  return slot.versions.flatMap((version, i) => {
    const next = slot.versions[i + 1]
    const until = Math.min(slotUntil, next ? dayOf(next.from) - 1 : Number.POSITIVE_INFINITY)
    const bounds = {
      from: Math.max(dayOf(slot.from), dayOf(version.from)),
      until: Number.isFinite(until) ? until : null,
    }
    const days = occurrenceDays({ ...version.rule, ...bounds, anchor: dayOf(version.anchor) }, from, to)
    return Array.from(days).flatMap((day) => {
      const onDate = dateOf(day)
      return version.rule.times.map((time, t): Turn => {
        const startsAt = zone.toInstant(onDate, minutesOf(time))
        return { onDate, day, ordinal: t + 1, startsAt, version, changes: changed.get(`${onDate} ${t + 1}`) ?? [] }
      })
    })
  })
}

function projectStation(slot: Slot, turns: readonly Turn[], station: StationInTime, calendar: Calendar): Wanted[] {
  const [first, last] = [turns[0]?.day ?? 0, turns.at(-1)?.day ?? 0]
  // Targets differ between versions only.
  const presence = new Map(slot.versions.map((v) => [v, presenceOf(station, v.target, first, last)]))
  const closed = closedOf(station, calendar.closures, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  const out: Wanted[] = []
  for (const turn of turns) {
    const here = at(presence.get(turn.version) ?? [], turn.day)
    if (here) {
      const wanted = wantedOf(slot, turn, station, here, closed, calendar.zone)
      if (wanted) out.push(wanted)
    }
  }
  return out
}

const at = <T extends { readonly from: number; readonly to: number }>(
  stretches: readonly T[],
  day: number,
): T | undefined => stretches.find((stretch) => stretch.from <= day && day <= stretch.to)

function wantedOf(
  slot: Slot,
  turn: Turn,
  station: StationInTime,
  present: Presence,
  closures: readonly Closed[],
  zone: Zone,
): Wanted | undefined {
  const { version } = turn
  const mine = turn.changes.filter((change) => change.stationId === null || change.stationId === station.id)
  const course = mine.findLast((change) => change.kind !== 'replace')
  const replaced = mine.findLast((change) => change.kind === 'replace')
  // What is cancelled after it was moved is cancelled where it was moved to.
  const moved = mine.findLast((change) => change.kind === 'move')?.newStartsAt ?? null
  // A further move says nothing about the length that an earlier one gave.
  const lasting = mine.findLast((change) => change.newDurationSeconds !== null)?.newDurationSeconds
  const startsAt = moved ?? turn.startsAt
  const plannedOn = moved === null ? turn.onDate : zone.localDate(moved)
  const day = plannedOn === turn.onDate ? turn.day : dayOf(plannedOn)
  const here = day === turn.day ? present : presenceOf(station, { kind: 'all' }, day, day)[0]
  if (!here) return undefined
  // What must be heard at once is also sent to a station that has a day off.
  const closed = closures.length === 0 || slot.origin === 'emergency' ? undefined : at(closures, day)
  const cancelled = course?.kind === 'cancel'
  return {
    slotId: slot.id,
    stationId: station.id,
    onDate: turn.onDate,
    ordinal: turn.ordinal,
    startsAt,
    endsAt: startsAt + (lasting ?? version.durationSeconds) * 1000,
    plannedOn,
    segmentId: slot.segmentId,
    programme: version.programme,
    premiere: version.premiere,
    priority: version.priority,
    fixedEpisodeId: version.programme === 'episode' ? (replaced?.newEpisodeId ?? version.episodeId) : null,
    state: closed || cancelled ? 'cancelled' : 'planned',
    stateReason: cancelled ? course.reason : (closed?.reason ?? null),
    closureId: cancelled ? null : (closed?.closureId ?? null),
    levelCode: here.levelCode,
    unitId: here.unitId,
    create: !closed || cancelled,
  }
}
