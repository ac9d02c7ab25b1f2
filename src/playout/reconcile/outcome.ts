import type { LocalDate } from '../../kernel/dates.ts'
import type { Grade, Outcome } from '../../kernel/terms.ts'
import { type AiringOutcome, NO_WORD, type PlannedAiring, type Statement } from './facts.ts'
import { firstEvent, isComplete, type Play, type Stretch, secondsOf } from './plays.ts'

/** What one grade of evidence says of an airing. */
export type Word = {
  readonly grade: Grade
  readonly outcome: Outcome
  readonly reason: string | null
  readonly start: number | null
  readonly seconds: number | null
  readonly episodeId: number | null
  readonly withdrawn: boolean
}

/** COUNTING.md 10 over the plays that are an airing's: interruption and resumption of one item add up. */
export function playerWord(plays: readonly Play[], failure: string | null): Word | null {
  const byItem = new Map<string, Stretch[]>()
  for (const play of plays.filter(({ stretches }) => stretches.length > 0))
    byItem.set(play.item, [...(byItem.get(play.item) ?? []), ...play.stretches])
  const best = [...byItem.values()]
    .map((stretches) => ({ stretches, complete: isComplete(stretches), seconds: secondsOf(stretches) }))
    .sort((a, b) => Number(b.complete) - Number(a.complete) || b.seconds - a.seconds || startOf(a) - startOf(b))[0]
  if (!best) return failure === null ? null : missed('player', failure)
  const latest = best.stretches.reduce((last, stretch) => (stretch.start > last.start ? stretch : last))
  // When all was a start, nobody knows the end; a start followed by an end told later is over.
  const outcome = best.complete ? 'aired' : latest.open ? 'open' : 'partial'
  return {
    grade: 'player',
    outcome,
    reason: outcome === 'partial' ? failure : null,
    start: startOf(best),
    seconds: best.complete && best.seconds === 0 ? null : best.seconds,
    episodeId: firstEvent(latest).episodeId,
    withdrawn: best.stretches.some((stretch) => stretch.events.some((event) => event.withdrawn)),
  }
}
const startOf = ({ stretches }: { stretches: readonly Stretch[] }): number =>
  stretches.reduce((min, stretch) => Math.min(min, stretch.start), Number.POSITIVE_INFINITY)

const missed = (grade: Grade, reason: string | null): Word => ({
  grade,
  outcome: 'missed',
  reason,
  start: null,
  seconds: null,
  episodeId: null,
  withdrawn: false,
})

const GRADE_OF = { attestation: 'attested', import: 'imported' } as const

/** What the statements of one kind say: the latest that tells of airing, else the latest "missed" (COUNTING.md 13). */
export function statedWord(kind: 'attestation' | 'import', statements: readonly Statement[]): Word | null {
  const own = statements.filter((statement) => statement.kind === kind).sort((a, b) => b.position - a.position)
  const aired = own.find((statement) => statement.outcome === 'aired' || statement.outcome === 'partial')
  const said = aired ?? own[0]
  if (!said) return null
  if (!aired) return missed(GRADE_OF[kind], said.note)
  return {
    grade: GRADE_OF[kind],
    outcome: aired.outcome === 'aired' ? 'aired' : 'partial',
    reason: aired.outcome === 'partial' ? aired.note : null,
    start: aired.at,
    seconds: aired.playedSeconds ?? (aired.outcome === 'aired' ? aired.duration : null),
    episodeId: aired.episodeId,
    withdrawn: aired.withdrawn ?? false,
  }
}

const strength = { player: 0, attested: 1, imported: 2 } as const
/** Aired and partial tell of airing and beat "missed"; a start without an end only until someone says more. */
const rank = (word: Word): number => (word.outcome === 'missed' ? 2 : word.outcome === 'open' ? 1 : 0)

/** COUNTING.md 13: evidence of airing beats "missed"; among it the strongest grade speaks. */
export const strongest = (words: readonly (Word | null)[]): Word | null =>
  words.flatMap((word) => word ?? []).sort((a, b) => rank(a) - rank(b) || strength[a.grade] - strength[b.grade])[0] ??
  null

/**
 * What became of an airing, a correction beating all (the latest one; "as reported" takes it back).
 * @param localDate the station's local date of an instant: COUNTING.md 15
 */
export function decide(
  airing: PlannedAiring,
  player: Word | null,
  statements: readonly Statement[],
  localDate: (instant: number) => LocalDate,
): AiringOutcome {
  const word = strongest([player, statedWord('attestation', statements), statedWord('import', statements)])
  const correction = statements
    .filter((statement) => statement.kind === 'correction')
    .reduce<Statement | null>((last, next) => (last && last.position > next.position ? last : next), null)
  if (!correction || correction.outcome === 'as_reported') return word ? told(airing, word, [], localDate) : NO_WORD
  if (correction.outcome === 'no_word') return { ...NO_WORD, flags: 'corrected', outcomeReason: correction.note }
  return told(airing, corrected(correction, word), ['corrected'], localDate)
}

/** A correction keeps what it does not speak of; where nothing told of airing, a named person now does. */
function corrected(correction: Statement, word: Word | null): Word {
  if (correction.outcome === 'missed') return missed(word?.grade ?? 'attested', correction.note)
  const aired = word && word.outcome !== 'missed' ? word : null
  const outcome = correction.outcome === 'aired' ? 'aired' : 'partial'
  const known = outcome === 'aired' ? (correction.duration ?? aired?.seconds ?? null) : (aired?.seconds ?? null)
  return {
    grade: aired?.grade ?? 'attested',
    outcome,
    reason: correction.note,
    start: correction.at ?? aired?.start ?? null,
    seconds: correction.playedSeconds ?? known,
    episodeId: aired?.episodeId ?? correction.episodeId,
    withdrawn: aired?.withdrawn ?? false,
  }
}

function told(
  airing: PlannedAiring,
  word: Word,
  flags: readonly string[],
  localDate: (instant: number) => LocalDate,
): AiringOutcome {
  const all = [...flags, ...(word.withdrawn ? ['withdrawn'] : [])]
  const isMissed = word.outcome === 'missed'
  return {
    outcome: word.outcome,
    outcomeReason: word.reason,
    grade: word.grade,
    flags: all.length > 0 ? all.join(',') : null,
    airedOn: isMissed ? null : word.start === null ? airing.plannedOn : localDate(word.start),
    actualStart: word.start,
    playedSeconds: word.seconds,
    airedEpisodeId: word.episodeId,
  }
}
