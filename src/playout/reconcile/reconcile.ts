import type { LocalDate } from '../../kernel/dates.ts'
import type {
  Acceptance,
  AiringOutcome,
  Facts,
  PlannedAiring,
  PlayerEvent,
  Reconciled,
  Statement,
  UnplannedPlay,
} from './facts.ts'
import { matchPlays, near } from './match.ts'
import { decide, playerWord } from './outcome.ts'
import { firstEvent, inTime, type Play, playsOf } from './plays.ts'

/**
 * Plan and evidence of one station brought together: the outcome of each airing given, and the plays that belong to
 * none. Pure: the same facts in whatever order give the same answer, so that it can be made again from the ledger.
 */
export function reconcile(facts: Facts, localDate: (instant: number) => LocalDate): Reconciled {
  const airings = new Map(facts.airings.map((airing) => [airing.key, airing]))
  const plays = playsOf(facts.events, airings)
  const { byAiring, unplanned } = matchPlays(plays, airings)
  const failures = failuresOf(facts.events, airings)
  const statements = new Map<string, Statement[]>()
  for (const statement of facts.statements) {
    statements.set(statement.airing, [...(statements.get(statement.airing) ?? []), statement])
  }
  const outcomes = new Map<string, AiringOutcome>()
  for (const airing of facts.airings) {
    const player = playerWord(byAiring.get(airing.key) ?? [], failures.get(airing.key) ?? null)
    outcomes.set(airing.key, decide(airing, player, statements.get(airing.key) ?? [], localDate))
  }
  const accepted = acceptedEvents(facts.acceptances)
  const playedBy = new Map([...byAiring].map(([key, own]) => [key, own.flatMap(eventIdsOf)]))
  return { playedBy, outcomes, unplanned: unplanned.map((play) => unplannedOf(play, accepted, localDate)) }
}

const eventIdsOf = (play: Play): string[] =>
  play.stretches.flatMap((stretch) => stretch.events.map((event) => event.eventId))

/** Why an airing was missed, by key (COUNTING.md 9, 10): failed, skipped, or another segment played in its name. */
function failuresOf(
  events: readonly PlayerEvent[],
  airings: ReadonlyMap<string, PlannedAiring>,
): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>()
  const starts = [...airings.values()].filter((a) => a.state === 'planned').sort((a, b) => a.startsAt - b.startsAt)
  for (const event of [...events].sort(inTime)) {
    const named = event.airing === null ? undefined : airings.get(event.airing)
    if (named && named.segmentId !== event.segmentId) reasons.set(named.key, 'other_segment')
    else if (event.kind === 'failed' || event.kind === 'skipped') {
      const target = named ?? nearestTo(event, starts)
      if (target) reasons.set(target.key, event.detail ?? event.kind)
    }
  }
  return reasons
}

function nearestTo(event: PlayerEvent, starts: readonly PlannedAiring[]): PlannedAiring | undefined {
  const away = (airing: PlannedAiring): number => Math.abs(airing.startsAt - event.at)
  return near({ start: event.at, segmentId: event.segmentId }, starts).sort(
    (a, b) => away(a) - away(b) || (a.key < b.key ? -1 : 1),
  )[0]
}

/** The first acceptance of each event: taking the same play twice changes nothing. */
function acceptedEvents(acceptances: readonly Acceptance[]): ReadonlyMap<string, Acceptance> {
  const accepted = new Map<string, Acceptance>()
  for (const acceptance of [...acceptances].sort((a, b) => a.position - b.position)) {
    for (const id of acceptance.eventIds) if (!accepted.has(id)) accepted.set(id, acceptance)
  }
  return accepted
}

function unplannedOf(
  play: Play,
  accepted: ReadonlyMap<string, Acceptance>,
  localDate: (instant: number) => LocalDate,
): UnplannedPlay {
  const events = play.stretches.flatMap((stretch) => stretch.events).sort(inTime)
  const eventIds = events.map((event) => event.eventId)
  const [first] = play.stretches
  const sample = first && firstEvent(first)
  const acceptance = eventIds
    .flatMap((id) => accepted.get(id) ?? [])
    .reduce<Acceptance | null>((a, b) => (a && a.position <= b.position ? a : b), null)
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
    accepted: acceptance && { at: acceptance.at, by: acceptance.by },
  }
}
