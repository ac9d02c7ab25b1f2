import type { LocalDate } from '../kernel/dates.ts'
import type { Grade, Outcome, Priority, Programme } from '../kernel/terms.ts'
import type { AiringKey } from '../protocol/airing-id.ts'

export type AiringState = 'planned' | 'cancelled' | 'superseded'

/** The plan's half of an airing: what slot, calendar, closures and changes say. Instants in epoch milliseconds. */
export type AiringPlan = AiringKey & {
  readonly startsAt: number
  readonly endsAt: number
  /** The station's local date of `startsAt`; differs from `onDate` once moved to another day. */
  readonly plannedOn: LocalDate
  readonly segmentId: number
  readonly programme: Programme
  readonly premiere: boolean
  readonly priority: Priority
  /** The episode that slot or change names; null: "newest cleared". */
  readonly fixedEpisodeId: number | null
  readonly state: AiringState
  readonly stateReason: string | null
  /** The closure that cancelled it. */
  readonly closureId: number | null
  /** Level and unit of the station on `plannedOn`. */
  readonly levelCode: string
  readonly unitId: number
}

/** What is known of an airing: derived from the ledger by playout, and written through `markEvidence` alone. */
export type AiringEvidence = {
  readonly outcome: Outcome | null
  readonly outcomeReason: string | null
  readonly grade: Grade | null
  readonly flags: string | null
  readonly airedOn: LocalDate | null
  readonly actualStart: number | null
  readonly playedSeconds: number | null
  readonly airedEpisodeId: number | null
}

/** One item on one station at one time. `episodeId` is the binding (COUNTING.md 4), `fallback` says it is the stand-in. */
export type Airing = AiringPlan & AiringEvidence & { readonly episodeId: number | null; readonly fallback: boolean }

export const NO_EVIDENCE: AiringEvidence = {
  outcome: null,
  outcomeReason: null,
  grade: null,
  flags: null,
  airedOn: null,
  actualStart: null,
  playedSeconds: null,
  airedEpisodeId: null,
}

/** The identity as text, for maps. */
export const keyText = (key: AiringKey): string => `${key.slotId}-${key.stationId}-${key.onDate}-${key.ordinal}`

/**
 * An airing from its halves. Written out field by field, since spreading objects this wide makes slow ones: a dry run
 * over 3.300 stations makes 340.000 of them.
 */
export const airingOf = (
  plan: AiringPlan,
  bound: Pick<Airing, 'episodeId' | 'fallback'>,
  evidence: AiringEvidence,
): Airing => ({
  slotId: plan.slotId,
  stationId: plan.stationId,
  onDate: plan.onDate,
  ordinal: plan.ordinal,
  startsAt: plan.startsAt,
  endsAt: plan.endsAt,
  plannedOn: plan.plannedOn,
  segmentId: plan.segmentId,
  programme: plan.programme,
  premiere: plan.premiere,
  priority: plan.priority,
  fixedEpisodeId: plan.fixedEpisodeId,
  episodeId: bound.episodeId,
  fallback: bound.fallback,
  state: plan.state,
  stateReason: plan.stateReason,
  closureId: plan.closureId,
  levelCode: plan.levelCode,
  unitId: plan.unitId,
  outcome: evidence.outcome,
  outcomeReason: evidence.outcomeReason,
  grade: evidence.grade,
  flags: evidence.flags,
  airedOn: evidence.airedOn,
  actualStart: evidence.actualStart,
  playedSeconds: evidence.playedSeconds,
  airedEpisodeId: evidence.airedEpisodeId,
})
