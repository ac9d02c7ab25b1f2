import { addDays, type LocalDate, MINUTE_MS } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'

export type RangeAsked = {
  readonly date?: LocalDate | undefined
  readonly days?: number | undefined
  /** Minutes ahead. */
  readonly window?: number | undefined
}
/** Which airings a playlist lists. Instants in epoch milliseconds. */
export type PlaylistRange = {
  readonly from: LocalDate
  readonly to: LocalDate
  /** Start of `from` and end of `to`. */
  readonly start: number
  readonly end: number
  readonly window: { readonly earliest: number; readonly latest: number } | null
}

/** A window reaches back this far, so that a player that wakes a little late still gets the item. */
const LATE_MS = 5 * MINUTE_MS

/** @param horizonDays days listed when neither date nor days are given, for forms that show the whole horizon */
export function rangeOf(
  asked: RangeAsked,
  { now, zone, horizonDays }: { readonly now: number; readonly zone: Zone; readonly horizonDays: number | null },
): PlaylistRange {
  const window = asked.window === undefined ? null : { earliest: now - LATE_MS, latest: now + asked.window * MINUTE_MS }
  const whole = asked.date === undefined && asked.days === undefined
  // A window alone follows the clock over midnight; a date beside it narrows it to that date.
  const from = asked.date ?? zone.localDate(window && whole ? window.earliest : now)
  const to =
    window && whole
      ? zone.localDate(window.latest)
      : addDays(from, (asked.days ?? (whole && horizonDays !== null ? horizonDays : 1)) - 1)
  return { from, to, start: zone.toInstant(from, 0), end: zone.toInstant(addDays(to, 1), 0), window }
}

/**
 * Until when (exclusive) a rendered playlist stays true while nothing is changed: local midnight, and with a window the
 * moment when the next airing enters or leaves it.
 * @param starts starts of the station's airings in the range
 */
export function trueUntil(range: PlaylistRange, starts: readonly number[], now: number, zone: Zone): number {
  const midnight = zone.toInstant(addDays(zone.localDate(now), 1), 0)
  if (!range.window) return midnight
  const ahead = range.window.latest - now
  const moments = starts.flatMap((start) => [start - ahead, start + LATE_MS + 1])
  // The dates in the body move when either end of the window passes midnight.
  const tomorrow = addDays(range.to, 1)
  moments.push(zone.toInstant(tomorrow, 0) - ahead, zone.toInstant(addDays(range.from, 1), 0) + LATE_MS)
  return Math.min(midnight, ...moments.filter((moment) => moment > now))
}
