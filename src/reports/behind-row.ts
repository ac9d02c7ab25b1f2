import type { LocalDate } from '../kernel/dates.ts'
import { toldOutcome } from '../kernel/open-start.ts'
import type { Grade } from '../kernel/terms.ts'
import { airingId } from '../protocol/airing-id.ts'
import type { airingsOf, Play } from './listing-store.ts'
import { type Names, placeOn } from './names.ts'
import type { Quarantined } from './quarantine-store.ts'
import { gradeOf, type ReportedTotal, type Standing, standingAt } from './rules.ts'

/** One row behind a number. Instants in epoch ms. */
export type BehindRow = {
  readonly kind: 'airing' | 'unplanned_play' | 'total' | 'quarantined'
  readonly airingId: string | null
  readonly stationId: number
  readonly levelCode: string
  readonly unitId: number
  readonly segmentId: number | null
  readonly episodeId: number | null
  readonly premiere: boolean
  readonly planned: { readonly on: LocalDate; readonly startsAt: number; readonly endsAt: number } | null
  readonly actual: {
    readonly on: LocalDate
    readonly startsAt: number | null
    readonly playedSeconds: number | null
  } | null
  readonly outcome: Standing | 'unplanned' | 'quarantined'
  readonly reason: string | null
  readonly grade: Grade | 'total' | null
  readonly flags: string | null
  readonly total: { readonly from: LocalDate; readonly to: LocalDate; readonly n: number } | null
  readonly ledger: readonly number[]
}
const NOTHING = { airingId: null, premiere: false, planned: null, actual: null, reason: null, flags: null, total: null }

export function totalRow(total: ReportedTotal, names: Names): BehindRow {
  const place = placeOn(names, total.stationId, total.to)
  return {
    ...NOTHING,
    kind: 'total',
    stationId: total.stationId,
    levelCode: place?.levelCode ?? '',
    unitId: place?.unitId ?? 0,
    segmentId: total.segmentId,
    episodeId: null,
    outcome: 'aired',
    grade: 'total',
    total: { from: total.from, to: total.to, n: total.n },
    ledger: [total.position],
  }
}

export function quarantinedRow(event: Quarantined, names: Names): BehindRow {
  const place = placeOn(names, event.stationId, event.day)
  const { slotId, onDate, ordinal, stationId } = event
  const named = slotId !== null && onDate !== null && ordinal !== null
  return {
    ...NOTHING,
    kind: 'quarantined',
    airingId: named ? airingId({ slotId, stationId, onDate, ordinal }) : null,
    stationId,
    levelCode: place?.levelCode ?? '',
    unitId: place?.unitId ?? 0,
    segmentId: event.segmentId,
    episodeId: event.episodeId,
    actual: { on: event.day, startsAt: event.at, playedSeconds: null },
    outcome: 'quarantined',
    reason: event.reason,
    grade: null,
    ledger: [event.position],
  }
}

export type AiringRow = Awaited<ReturnType<typeof airingsOf>> extends Map<string, infer Row> ? Row : never

export const airingIdOf = (airing: AiringRow): string =>
  airingId({
    slotId: airing.slot_id,
    stationId: airing.station_id,
    onDate: airing.on_date,
    ordinal: airing.ordinal,
  })

export function airingRow(airing: AiringRow, ledger: readonly number[], now: number): BehindRow {
  const played = airing.outcome !== null && airing.outcome !== 'missed'
  const { outcome, outcome_reason: outcomeReason, actual_start: actualStart, starts_at: startsAt } = airing
  const told = toldOutcome({ outcome, outcomeReason, actualStart, startsAt }, now)
  return {
    kind: 'airing',
    airingId: airingIdOf(airing),
    stationId: airing.station_id,
    levelCode: airing.level_code,
    unitId: airing.unit_id,
    segmentId: airing.segment_id,
    episodeId: played ? (airing.aired_episode_id ?? airing.episode_id) : airing.episode_id,
    premiere: airing.premiere === 1,
    planned: { on: airing.planned_on, startsAt: airing.starts_at, endsAt: airing.ends_at },
    actual: played
      ? {
          on: airing.aired_on ?? airing.planned_on,
          startsAt: airing.actual_start,
          playedSeconds: airing.played_seconds,
        }
      : null,
    outcome: standingAt(
      {
        startsAt: airing.starts_at,
        endsAt: airing.ends_at,
        plannedOn: airing.planned_on,
        state: airing.state,
        outcome: airing.outcome,
        airedOn: airing.aired_on,
        actualStart: airing.actual_start,
      },
      now,
    ),
    reason: told.reason ?? airing.state_reason,
    grade: played ? gradeOf(airing.grade) : airing.grade,
    flags: airing.flags,
    total: null,
    ledger,
  }
}

export const playRow = (play: Play, ledger: readonly number[]): BehindRow => ({
  ...NOTHING,
  kind: 'unplanned_play',
  stationId: play.station_id,
  levelCode: play.level_code,
  unitId: play.unit_id,
  segmentId: play.segment_id,
  episodeId: play.episode_id,
  actual: { on: play.aired_on, startsAt: play.starts_at, playedSeconds: play.played_seconds },
  outcome: play.accepted_at === null ? 'unplanned' : 'aired',
  reason: play.accepted_by === null ? null : `accepted: ${play.accepted_by}`,
  grade: play.grade,
  flags: play.flags,
  ledger,
})
