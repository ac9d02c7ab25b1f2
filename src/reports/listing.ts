import { z } from 'zod'
import type { Context } from '../context.ts'
import { jsonColumn } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { PageQuery } from '../kernel/paging.ts'
import type { Grade, Programme } from '../kernel/terms.ts'
import { airingId } from '../protocol/airing-id.ts'
import {
  airingsOf,
  type FactRef,
  type Figure,
  factCount,
  factPage,
  type Play,
  playsOf,
  positionsOfAirings,
  positionsOfEvents,
  refText,
} from './listing-store.ts'
import { type Names, placeOn, readNames } from './names.ts'
import { type Quarantined, quarantinedEvents } from './quarantine-store.ts'
import { chooseSegment, type Question, type SegmentChoice, scopeOf } from './question.ts'
import { gradeOf, type ReportedTotal, type Standing, standingAt, weighTotals } from './rules.ts'
import { reportedTotals } from './totals-store.ts'

/** A question as for the numbers, and which of the numbers. */
export type ListQuestion = Question & {
  readonly figure?: Figure
  readonly grade?: Grade | 'total'
  readonly level?: string
  readonly stationId?: number
  readonly episodeId?: number
  readonly programme: Programme
}

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
export type Behind = {
  readonly segment: SegmentChoice
  readonly names: Names
  /** Rows behind the number; the sum of a total's `n` is not in it, its row is. */
  readonly count: number
  readonly items: readonly BehindRow[]
  readonly next: number | null
}

/**
 * The rows behind any number of an answer: same question, and which figure, grade, level, station or episode. Totals
 * and quarantined events come first, then airings and plays by day.
 * @throws DomainError no_such_segment
 */
export async function listBehind(ctx: Context, question: ListQuestion, { offset, limit }: PageQuery): Promise<Behind> {
  const now = ctx.clock.now()
  const segment = await chooseSegment(ctx, question)
  const scope = {
    ...scopeOf(question, segment),
    ...(question.stationId === undefined ? {} : { stationIds: [question.stationId] }),
  }
  const names = await readNames(ctx.db)
  const first = [
    ...(wantsTotals(question) ? weighTotals(await reportedTotals(ctx.db, scope), question.period).counted : []).map(
      (total) => totalRow(total, names),
    ),
    ...(wantsQuarantined(question) ? await quarantinedEvents(ctx.db, scope, ctx.zone) : [])
      .filter((event) => question.episodeId === undefined || event.episodeId === question.episodeId)
      .map((event) => quarantinedRow(event, names)),
  ].filter((row) => question.level === undefined || row.levelCode === question.level)
  const { figure, grade } = question
  if (figure === 'quarantined' || grade === 'total') {
    return { segment, names, count: first.length, ...slice(first, { offset, limit }) }
  }
  const filter = { figure, grade, level: question.level, programme: question.programme, episodeId: question.episodeId }
  const at = { zone: ctx.zone, now }
  const facts = await factCount(ctx.db, scope, filter, at)
  const head = first.slice(offset, offset + limit)
  const room = limit - head.length
  const refs =
    room > 0
      ? await factPage(ctx.db, scope, filter, at, { offset: Math.max(0, offset - first.length), limit: room })
      : []
  const items = [...head, ...(await factRows(ctx, refs, now))]
  const count = first.length + facts
  return { segment, names, count, items, next: offset + items.length < count ? offset + items.length : null }
}

const slice = (rows: readonly BehindRow[], { offset, limit }: PageQuery) => ({
  items: rows.slice(offset, offset + limit),
  next: offset + limit < rows.length ? offset + limit : null,
})

const wantsTotals = ({ figure, grade, kind, programme, episodeId }: ListQuestion): boolean =>
  (figure === undefined || figure === 'aired') &&
  (grade === undefined || grade === 'total') &&
  kind === 'all' &&
  programme === 'episode' &&
  episodeId === undefined
const wantsQuarantined = ({ figure, grade, programme }: ListQuestion): boolean =>
  (figure === undefined || figure === 'quarantined') && grade === undefined && programme === 'episode'

const NOTHING = { airingId: null, premiere: false, planned: null, actual: null, reason: null, flags: null, total: null }

function totalRow(total: ReportedTotal, names: Names): BehindRow {
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

function quarantinedRow(event: Quarantined, names: Names): BehindRow {
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

async function factRows({ db }: Context, refs: readonly FactRef[], now: number): Promise<BehindRow[]> {
  const airingRefs = refs.filter((ref) => ref.what === 'airing')
  const airings = await airingsOf(db, airingRefs)
  const positions = await positionsOfAirings(db, airingRefs)
  const plays = await playsOf(
    db,
    refs.filter((ref) => ref.what === 'play'),
  )
  const rows: BehindRow[] = []
  for (const ref of refs) {
    if (ref.what === 'airing') {
      const key = refText(ref.slotId, ref.stationId, ref.onDate, ref.ordinal)
      const airing = airings.get(key)
      if (airing) rows.push(airingRow(airing, positions.get(key) ?? [], now))
      continue
    }
    const play = plays.get(`${ref.stationId}|${ref.playKey}`)
    if (play)
      rows.push(
        playRow(play, await positionsOfEvents(db, play.station_id, jsonColumn(z.array(z.string()), play.event_ids))),
      )
  }
  return rows
}

type AiringRow = Awaited<ReturnType<typeof airingsOf>> extends Map<string, infer Row> ? Row : never

function airingRow(airing: AiringRow, ledger: readonly number[], now: number): BehindRow {
  const played = airing.outcome !== null && airing.outcome !== 'missed'
  return {
    kind: 'airing',
    airingId: airingId({
      slotId: airing.slot_id,
      stationId: airing.station_id,
      onDate: airing.on_date,
      ordinal: airing.ordinal,
    }),
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
    reason: airing.outcome_reason ?? airing.state_reason,
    grade: played ? gradeOf(airing.grade) : airing.grade,
    flags: airing.flags,
    total: null,
    ledger,
  }
}

const playRow = (play: Play, ledger: readonly number[]): BehindRow => ({
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
