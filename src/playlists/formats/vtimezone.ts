import { DAY_MS } from '../../kernel/dates.ts'
import type { Zone } from '../../kernel/time.ts'

const offsetOf = (zone: Zone, instant: number): string => zone.isoLocal(instant).slice(19)
const basic = (text: string): string => text.replaceAll('-', '').replaceAll(':', '')
/** "+07:00" as "+0700", and in minutes. */
const written = (offset: string): string => offset.replace(':', '')
const minutes = (offset: string): number =>
  (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)))

/** The instant of the first other offset in (from, until]; null when it stays. Both ends lie a day apart at most. */
function changeWithin(zone: Zone, from: number, until: number): number | null {
  const before = offsetOf(zone, from)
  if (offsetOf(zone, until) === before) return null
  let same = from
  let other = until
  while (other - same > 1000) {
    const middle = Math.floor((same + other) / 2000) * 1000
    if (middle <= same || middle >= other) break
    if (offsetOf(zone, middle) === before) same = middle
    else other = middle
  }
  return other
}

const observance = (kind: string, start: string, from: string, to: string): string[] => [
  `BEGIN:${kind}`,
  `DTSTART:${start}`,
  `TZOFFSETFROM:${written(from)}`,
  `TZOFFSETTO:${written(to)}`,
  `TZNAME:${to}`,
  `END:${kind}`,
]

/**
 * The lines of a VTIMEZONE that is right for [from, until] (epoch milliseconds): the offset in force at `from`, then one
 * observance for each change of it, written out rather than as a rule.
 */
export function vtimezone(zone: Zone, from: number, until: number): string[] {
  const first = offsetOf(zone, from)
  const observances = observance('STANDARD', '19700101T000000', first, first)
  for (let day = from; day < until; day += DAY_MS) {
    const change = changeWithin(zone, day, Math.min(day + DAY_MS, until))
    if (change === null) continue
    const before = offsetOf(zone, change - 1000)
    const after = offsetOf(zone, change)
    // An onset is told on the clock as it stood before it (RFC 5545, 3.6.5).
    const onset = new Date(change + minutes(before) * 60_000).toISOString().slice(0, 19)
    observances.push(
      ...observance(minutes(after) > minutes(before) ? 'DAYLIGHT' : 'STANDARD', basic(onset), before, after),
    )
  }
  return ['BEGIN:VTIMEZONE', `TZID:${zone.name}`, ...observances, 'END:VTIMEZONE']
}
