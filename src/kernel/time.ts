import { Temporal } from 'temporal-polyfill'
import { DAY_MS, dateOf, dayOf, type LocalDate, type LocalTime, MINUTE_MS, timeOf } from './dates.ts'

/** What tells the time. Tests inject their own; nothing pure reads a clock. */
export type Clock = {
  /** Milliseconds since the epoch, UTC. */
  now(): number
}
export const systemClock: Clock = { now: () => Date.now() }

/**
 * All conversion between instants (epoch milliseconds, UTC) and local days and times of one zone.
 * Offsets are taken from the zone's rules once per stretch between two transitions and kept: a conversion is arithmetic.
 */
export type Zone = {
  readonly name: string
  /**
   * The instant of a local day and minute (0 to 1439; more runs into the following days). A time that comes twice is
   * the first; one that the clock jumps over goes forward by the jump.
   */
  toInstant(date: LocalDate, minutes: number): number
  localDate(instant: number): LocalDate
  localTime(instant: number): LocalTime
  /** Minutes since local midnight. */
  localMinutes(instant: number): number
  /** "2026-11-25T17:00:00+07:00" */
  isoLocal(instant: number): string
}

type Stretch = { readonly from: number; readonly until: number; readonly offset: number }

/** @throws RangeError when the zone's name is unknown */
export function openZone(name: string): Zone {
  const stretches: Stretch[] = []

  const stretchAt = (instant: number): Stretch => {
    for (const s of stretches) if (instant >= s.from && instant < s.until) return s
    const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name)
    const next = at.getTimeZoneTransition('next')
    // The previous transition of an instant that is itself one lies before it: ask from one millisecond later.
    const previous = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
    const stretch = {
      from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
      until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offset: Math.round(at.offsetNanoseconds / 1e6),
    }
    stretches.push(stretch)
    return stretch
  }
  stretchAt(Date.UTC(2020, 0, 1))

  const localMs = (instant: number): number => instant + stretchAt(instant).offset
  const toInstant = (date: LocalDate, minutes: number): number => {
    const wall = dayOf(date) * DAY_MS + minutes * MINUTE_MS
    // The offsets in force half a day before and after: they differ only beside a transition.
    const before = wall - stretchAt(wall - DAY_MS / 2).offset
    const after = wall - stretchAt(wall + DAY_MS / 2).offset
    if (before === after) return before
    const earlier = Math.min(before, after)
    if (localMs(earlier) === wall) return earlier
    const later = Math.max(before, after)
    return localMs(later) === wall ? later : before
  }
  const localDate = (instant: number): LocalDate => dateOf(Math.floor(localMs(instant) / DAY_MS))
  const localMinutes = (instant: number): number => {
    const ms = localMs(instant)
    return Math.floor((ms - Math.floor(ms / DAY_MS) * DAY_MS) / MINUTE_MS)
  }
  return {
    name,
    toInstant,
    localDate,
    localMinutes,
    localTime: (instant) => timeOf(localMinutes(instant)),
    isoLocal: (instant) => {
      const offset = stretchAt(instant).offset / MINUTE_MS
      const sign = offset < 0 ? '-' : '+'
      const abs = Math.abs(offset)
      return `${new Date(localMs(instant)).toISOString().slice(0, 19)}${sign}${timeOf(abs)}`
    },
  }
}

/** "2026-11-25T10:00:00Z": instants as the protocol writes them, in whole seconds. */
export const isoUtc = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`
