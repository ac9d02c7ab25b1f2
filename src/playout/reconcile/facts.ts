import type { LocalDate } from '../../kernel/dates.ts'
import type { Grade, Outcome, Programme, StatedOutcome } from '../../kernel/terms.ts'
import type { EventKind } from '../../protocol/index.ts'

/** An airing as planned now: key is its airing_id; instants in epoch ms. */
export type PlannedAiring = {
  readonly key: string
  readonly startsAt: number
  readonly endsAt: number
  readonly plannedOn: LocalDate
  readonly segmentId: number
  /** Players report of episodes alone: relayed and live programmes are counted by people's word (COUNTING.md 3). */
  readonly programme: Programme
  readonly state: 'planned' | 'cancelled' | 'superseded'
}

/** A counted event of a player whose time and item are known. */
export type PlayerEvent = {
  readonly eventId: string
  readonly deviceId: string
  readonly kind: EventKind
  /** The airing it names, or null. */
  readonly airing: string | null
  readonly segmentId: number
  /** Null for relayed and live programmes. */
  readonly episodeId: number | null
  readonly sha256: string | null
  /** Seconds of the played rendition, else of the plan. */
  readonly duration: number
  readonly withdrawn: boolean
  readonly at: number
  readonly playedSeconds: number | null
  readonly detail: string | null
}

/** What a person stated of an airing. `position` orders statements: the later one stands. */
export type Statement = {
  readonly position: number
  readonly kind: 'attestation' | 'import' | 'correction'
  readonly airing: string
  readonly segmentId: number
  readonly outcome: StatedOutcome
  readonly at: number | null
  readonly playedSeconds: number | null
  readonly duration: number | null
  readonly episodeId: number | null
  /** What was played was withdrawn by then; only files of events can tell (COUNTING.md 9). */
  readonly withdrawn?: boolean
  readonly note: string | null
}

/** A person took an unplanned play for an airing. It names the play's events, as a play has no other lasting name. */
export type Acceptance = {
  readonly position: number
  readonly eventIds: readonly string[]
  readonly at: number
  readonly by: string
}

export type Facts = {
  readonly airings: readonly PlannedAiring[]
  readonly events: readonly PlayerEvent[]
  readonly statements: readonly Statement[]
  readonly acceptances: readonly Acceptance[]
}

/** What is known of an airing; every field null: no word. */
export type AiringOutcome = {
  readonly outcome: Outcome | null
  readonly outcomeReason: string | null
  readonly grade: Grade | null
  readonly flags: string | null
  readonly airedOn: LocalDate | null
  readonly actualStart: number | null
  readonly playedSeconds: number | null
  readonly airedEpisodeId: number | null
}

export const NO_WORD: AiringOutcome = {
  outcome: null,
  outcomeReason: null,
  grade: null,
  flags: null,
  airedOn: null,
  actualStart: null,
  playedSeconds: null,
  airedEpisodeId: null,
}

/** A play that belongs to no airing. Its key is the first of its events. */
export type UnplannedPlay = {
  readonly key: string
  readonly eventIds: readonly string[]
  readonly startsAt: number
  readonly endsAt: number
  readonly airedOn: LocalDate
  readonly segmentId: number
  readonly episodeId: number | null
  readonly sha256: string | null
  readonly complete: boolean
  readonly playedSeconds: number
  readonly flags: string | null
  readonly accepted: { readonly at: number; readonly by: string } | null
}

export type Reconciled = {
  /** The events that each airing's plays are made of, by key: also those that did not name it. */
  readonly playedBy: ReadonlyMap<string, readonly string[]>
  readonly outcomes: ReadonlyMap<string, AiringOutcome>
  /** Statements (by position) of a moment that counts for another airing (by key) already: COUNTING.md 11. */
  readonly absorbed: ReadonlyMap<number, string>
  readonly unplanned: readonly UnplannedPlay[]
}

/** Why there is no word of an airing although something was told of it: the play counts for another one. */
export const SAME_PLAY = 'same_play'

/** COUNTING.md 10: at least this part of the rendition was played. */
export const COMPLETE = 0.95
/** COUNTING.md 8: a play without a name is matched to a planned start at most this far away. */
export const MATCH_WITHIN_MS = 30 * 60_000
/** An end belongs to a start if no more than this was lost between them to pauses. */
export const PAUSE_MS = 30 * 60_000
