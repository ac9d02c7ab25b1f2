import type { Acceptance } from './facts.ts'
import type { Play } from './plays.ts'

export type Accepted = ReadonlyMap<Play, Acceptance>

/**
 * COUNTING.md 12: which unplanned plays people took for airings. An acceptance names the play's events; when these stand
 * in several plays by now, it is that of one whole play, the one with the earliest of them. The first one of a play stays.
 */
export function acceptedPlays(acceptances: readonly Acceptance[], unplanned: readonly Play[]): Accepted {
  const accepted = new Map<Play, Acceptance>()
  if (acceptances.length === 0) return accepted
  const byEvent = new Map<string, Play>()
  for (const play of unplanned.filter((one) => one.complete)) {
    for (const stretch of play.stretches) for (const event of stretch.events) byEvent.set(event.eventId, play)
  }
  for (const acceptance of [...acceptances].sort((a, b) => a.position - b.position)) {
    const play = acceptance.eventIds.flatMap((id) => byEvent.get(id) ?? [])[0]
    if (play && !accepted.has(play)) accepted.set(play, acceptance)
  }
  return accepted
}
