import type { LocalDate } from '../../kernel/dates.ts'
import { type Accepted, acceptedPlays } from './accepted.ts'
import {
  type AiringOutcome,
  type Facts,
  type PlannedAiring,
  type PlayerEvent,
  type Reconciled,
  SAME_PLAY,
  type UnplannedPlay,
} from './facts.ts'
import { matchPlays } from './match.ts'
import { nearestTo, startsOf } from './near.ts'
import { decide, playerWord } from './outcome.ts'
import { firstEvent, group, inTime, type Play, playsOf } from './plays.ts'
import { saidOfAiring, standingOf } from './standing.ts'

/**
 * Plan and evidence of one station brought together: the outcome of each airing given, and the plays that belong to
 * none. Pure: the same facts in whatever order give the same answer, so that it can be made again from the ledger.
 * Statements of airings that are not given are left out.
 */
export function reconcile(facts: Facts, localDate: (instant: number) => LocalDate): Reconciled {
  const airings = new Map(facts.airings.map((airing) => [airing.key, airing]))
  const said = group(
    facts.statements.filter((statement) => airings.has(statement.airing)),
    (statement) => statement.airing,
  )
  const standing = new Map([...said].map(([key, own]) => [key, standingOf(own)]))
  const timed = [...standing.values()].flatMap((one) => one.timed ?? [])
  const denied = new Set([...standing].flatMap(([key, one]) => (one.denied ? key : [])))
  const plays = playsOf(facts.events, airings, timed)
  const { byAiring, unplanned, lost, absorbed } = matchPlays(plays, airings, denied)
  const failures = failuresOf(facts.events, airings)
  const outcomes = new Map<string, AiringOutcome>()
  for (const airing of facts.airings) {
    const { key } = airing
    const own = byAiring.get(key) ?? []
    const besides = own.flatMap((play) => play.said.filter((one) => one.airing !== key && one.kind !== 'correction'))
    const player = playerWord(own, failures.get(key) ?? null)
    const outcome = decide(airing, player, saidOfAiring(standing.get(key), absorbed, besides), localDate)
    const isMute = outcome.outcome === null && outcome.outcomeReason === null && lost.has(key)
    outcomes.set(key, isMute ? { ...outcome, outcomeReason: SAME_PLAY } : outcome)
  }
  const playedBy = new Map([...byAiring].map(([key, own]) => [key, own.flatMap(eventIdsOf)]))
  const accepted = acceptedPlays(facts.acceptances, unplanned)
  return { playedBy, outcomes, absorbed, unplanned: unplanned.map((play) => unplannedOf(play, accepted, localDate)) }
}

const eventIdsOf = (play: Play): string[] =>
  play.stretches.flatMap((stretch) => stretch.events.map((event) => event.eventId))

/** Why an airing was missed, by key (COUNTING.md 9, 10): failed, skipped, or another segment played in its name. */
function failuresOf(
  events: readonly PlayerEvent[],
  airings: ReadonlyMap<string, PlannedAiring>,
): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>()
  const starts = startsOf(airings.values())
  for (const event of [...events].sort(inTime)) {
    const named = event.airing === null ? undefined : airings.get(event.airing)
    // Of what is relayed or live a device knows nothing, not even that it failed (COUNTING.md 3).
    if (named && named.programme !== 'episode') continue
    if (named && named.segmentId !== event.segmentId) reasons.set(named.key, 'other_segment')
    else if (event.kind === 'failed' || event.kind === 'skipped') {
      const target = named ?? nearestTo({ start: event.at, segmentId: event.segmentId }, starts)
      if (target) reasons.set(target.key, event.detail ?? event.kind)
    }
  }
  return reasons
}

function unplannedOf(play: Play, accepted: Accepted, localDate: (instant: number) => LocalDate): UnplannedPlay {
  const events = play.stretches.flatMap((stretch) => stretch.events).sort(inTime)
  const eventIds = events.map((event) => event.eventId)
  const [first] = play.stretches
  const sample = first && firstEvent(first)
  const acceptance = accepted.get(play)
  const withdrawn = events.some((event) => event.withdrawn)
  return {
    key: eventIds[0] ?? '',
    eventIds,
    startsAt: play.start,
    endsAt: play.end,
    airedOn: localDate(play.start),
    segmentId: play.segmentId,
    episodeId: sample?.episodeId ?? null,
    sha256: events.find((event) => event.sha256 !== null)?.sha256 ?? null,
    complete: play.complete,
    playedSeconds: play.seconds,
    flags: withdrawn ? 'withdrawn' : null,
    accepted: acceptance ? { at: acceptance.at, by: acceptance.by } : null,
  }
}
