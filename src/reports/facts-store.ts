import { type RawBuilder, sql } from 'kysely'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import type { Days } from './periods.ts'
import { OPEN_FOR_MS, PLANNED_AFTER_MS } from './rules.ts'

/** Which rows are counted. Undefined members do not narrow. */
export type Scope = Days & {
  readonly stationIds?: readonly number[]
  readonly segmentId?: number
  readonly premiere?: 0 | 1
  readonly level?: string
  /** lĩnh vực: of the episode. The roll-ups do not know it. */
  readonly field?: string
}

/** Instants that surely hold every start planned on these days, with a day to spare on both sides. */
export const instantsOf = (zone: Zone, { from, to }: Days): { lo: number; hi: number } => ({
  lo: zone.toInstant(addDays(from, -1), 0),
  hi: zone.toInstant(addDays(to, 2), 0),
})

const stations = (column: string, ids: readonly number[] | undefined): RawBuilder<unknown> =>
  ids
    ? sql`${sql.ref(column)} in (${sql.join(ids.length > 0 ? ids : [-1])})`
    : // The table is clustered by station: naming all of them makes a range of each instead of a scan of the whole.
      sql`${sql.ref(column)} in (select id from station)`

const ofEpisode = (episode: RawBuilder<unknown>, field: string | undefined): RawBuilder<unknown> =>
  field === undefined ? sql`` : sql`and ${episode} in (select id from episode where field = ${field})`

const narrowed = (
  { segmentId, premiere, level, field }: Scope,
  episode: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  ${ofEpisode(episode, field)}
  ${level === undefined ? sql`` : sql`and a.level_code = ${level}`}
  ${segmentId === undefined ? sql`` : sql`and a.segment_id = ${segmentId}`}
  ${premiere === undefined ? sql`` : sql`and a.premiere = ${premiere}`}`

const when = (condition: string): RawBuilder<unknown> => sql`case when ${sql.raw(condition)} then 1 else 0 end`
const AIRED = "a.outcome = 'aired'"
/** Whole seconds on air: as played, else as long as was planned. */
const LENGTH = (table: 'a' | 'p'): RawBuilder<unknown> =>
  sql.raw(
    `cast(floor(coalesce(${table}.played_seconds, (${table}.ends_at - ${table}.starts_at) / 1000.0) + 0.5) as bigint)`,
  )
const CLOSES_AT = sql`coalesce(a.actual_start, a.starts_at) + ${sql.lit(OPEN_FOR_MS)}`
const identity = sql`a.slot_id, a.on_date, a.ordinal, null as play_key, a.starts_at`

/**
 * The plan's side, dated by `planned_on` (COUNTING.md 15). `settles_at`: when `planned` ceases to be upcoming; `closes_at`:
 * when `open` becomes partial.
 */
const plan = (scope: Scope, zone: Zone): RawBuilder<unknown> => {
  const { lo, hi } = instantsOf(zone, scope)
  return sql`
select a.station_id, a.planned_on as day, a.level_code, a.unit_id, a.segment_id, a.programme, a.premiere, a.episode_id,
  ${when("a.state = 'planned'")} as planned,
  ${when("a.state = 'planned' and a.outcome is null")} as no_word,
  ${when("a.state = 'planned' and a.outcome = 'missed'")} as missed,
  ${when("a.state = 'cancelled'")} as cancelled,
  0 as partial, 0 as open, 0 as player, 0 as attested, 0 as imported, 0 as unplanned, 0 as seconds, a.grade,
  a.ends_at + ${sql.lit(PLANNED_AFTER_MS)} as settles_at, 0 as closes_at, 'airing' as what, ${identity}
from airing a
where ${stations('a.station_id', scope.stationIds)} and a.starts_at >= ${lo} and a.starts_at < ${hi}
  and a.planned_on >= ${scope.from} and a.planned_on <= ${scope.to} and a.state <> 'superseded' ${narrowed(scope, sql`a.episode_id`)}`
}

/** The played side of airings whatever their state, dated by `aired_on` (COUNTING.md 8, 10, 13, 15). */
const played = (dated: RawBuilder<unknown>, scope: Scope): RawBuilder<unknown> => sql`
select a.station_id, coalesce(a.aired_on, a.planned_on) as day, a.level_code, a.unit_id, a.segment_id, a.programme,
  a.premiere, coalesce(a.aired_episode_id, a.episode_id) as episode_id,
  0 as planned, 0 as no_word, 0 as missed, 0 as cancelled,
  ${when("a.outcome = 'partial'")} as partial,
  ${when("a.outcome = 'open'")} as open,
  ${when(`${AIRED} and a.grade = 'player'`)} as player,
  ${when(`${AIRED} and (a.grade is null or a.grade = 'attested')`)} as attested,
  ${when(`${AIRED} and a.grade = 'imported'`)} as imported,
  0 as unplanned, case when ${sql.raw(AIRED)} then ${LENGTH('a')} else 0 end as seconds,
  coalesce(a.grade, 'attested') as grade,
  0 as settles_at, ${CLOSES_AT} as closes_at, 'airing' as what, ${identity}
from airing a
where ${stations('a.station_id', scope.stationIds)} and a.outcome in ('aired', 'partial', 'open') and ${dated}
  ${narrowed(scope, sql`coalesce(a.aired_episode_id, a.episode_id)`)}`

/**
 * Both sides of the airings that were played on their day, or not at all, in one row of each: for sums that do not ask by
 * episode, which may be another than was planned. One reading of the rows costs half of two.
 */
const planAndPlayed = (scope: Scope, zone: Zone): RawBuilder<unknown> => {
  const { lo, hi } = instantsOf(zone, scope)
  const here = '(a.aired_on is null or a.aired_on = a.planned_on)'
  return sql`
select a.station_id, a.planned_on as day, a.level_code, a.unit_id, a.segment_id, a.programme, a.premiere,
  null as episode_id,
  ${when("a.state = 'planned'")} as planned,
  ${when("a.state = 'planned' and a.outcome is null")} as no_word,
  ${when("a.state = 'planned' and a.outcome = 'missed'")} as missed,
  ${when("a.state = 'cancelled'")} as cancelled,
  ${when(`a.outcome = 'partial' and ${here}`)} as partial,
  ${when(`a.outcome = 'open' and ${here}`)} as open,
  ${when(`${AIRED} and a.grade = 'player' and ${here}`)} as player,
  ${when(`${AIRED} and (a.grade is null or a.grade = 'attested') and ${here}`)} as attested,
  ${when(`${AIRED} and a.grade = 'imported' and ${here}`)} as imported,
  0 as unplanned, case when ${sql.raw(`${AIRED} and ${here}`)} then ${LENGTH('a')} else 0 end as seconds, null as grade,
  a.ends_at + ${sql.lit(PLANNED_AFTER_MS)} as settles_at, ${CLOSES_AT} as closes_at, 'airing' as what, ${identity}
from airing a
where ${stations('a.station_id', scope.stationIds)} and a.starts_at >= ${lo} and a.starts_at < ${hi}
  and a.planned_on >= ${scope.from} and a.planned_on <= ${scope.to}
  and (a.state <> 'superseded' or (a.outcome in ('aired', 'partial', 'open') and ${sql.raw(here)}))
  ${narrowed(scope, sql`a.episode_id`)}`
}

const onItsDay = (scope: Scope, zone: Zone): RawBuilder<unknown> => {
  const { lo, hi } = instantsOf(zone, scope)
  return sql`a.starts_at >= ${lo} and a.starts_at < ${hi} and a.planned_on >= ${scope.from} and a.planned_on <= ${scope.to}
    and (a.aired_on is null or a.aired_on = a.planned_on)`
}
/** Played on another day than planned: few, and held by an index of their own. */
const onAnotherDay = ({ from, to }: Scope): RawBuilder<unknown> =>
  sql`a.aired_on <> a.planned_on and a.aired_on >= ${from} and a.aired_on <= ${to}`

/** Complete unplanned plays (COUNTING.md 12): repeats by their nature; once accepted they are aired by their grade. */
const plays = (scope: Scope): RawBuilder<unknown> => sql`
select p.station_id, p.aired_on as day, p.level_code, p.unit_id, coalesce(p.segment_id, 0) as segment_id,
  'episode' as programme, 0 as premiere, p.episode_id,
  0 as planned, 0 as no_word, 0 as missed, 0 as cancelled, 0 as partial, 0 as open,
  ${when("p.accepted_at is not null and p.grade = 'player'")} as player,
  ${when("p.accepted_at is not null and p.grade = 'attested'")} as attested,
  ${when("p.accepted_at is not null and p.grade = 'imported'")} as imported,
  ${when('p.accepted_at is null')} as unplanned,
  case when p.accepted_at is not null then ${LENGTH('p')} else 0 end as seconds, p.grade,
  0 as settles_at, 0 as closes_at, 'play' as what, null as slot_id, null as on_date, null as ordinal, p.play_key, p.starts_at
from unplanned_play p
where ${stations('p.station_id', scope.stationIds)} and p.aired_on >= ${scope.from} and p.aired_on <= ${scope.to}
  and p.complete = 1 ${ofEpisode(sql`p.episode_id`, scope.field)}
  ${scope.level === undefined ? sql`` : sql`and p.level_code = ${scope.level}`}
  ${scope.segmentId === undefined ? sql`` : sql`and p.segment_id = ${scope.segmentId}`}`

/**
 * Everything that counts in a scope as rows of ones and zeros, each dated by the day on which it counts: the one place
 * that knows how rows of the plan and of playing become numbers. An airing that was played is two rows, its plan and
 * its playing. Roll-ups, odd edges and the listing all select from it.
 */
export const facts = (scope: Scope, zone: Zone): RawBuilder<unknown> => sql`(
${plan(scope, zone)}
union all ${played(onItsDay(scope, zone), scope)}
union all ${played(onAnotherDay(scope), scope)}
${scope.premiere === 1 ? sql`` : sql`union all ${plays(scope)}`}
)`

/** The same for sums: an airing played on its day is one row. Knows neither episodes nor, so, their fields. */
export const summableFacts = (scope: Omit<Scope, 'field'>, zone: Zone): RawBuilder<unknown> => sql`(
${planAndPlayed(scope, zone)}
union all ${played(onAnotherDay(scope), scope)}
${scope.premiere === 1 ? sql`` : sql`union all ${plays(scope)}`}
)`

/** The half-month of a text date column, in SQL of both databases; the same as `bucketOf`. */
export const bucketColumn = (column: string): RawBuilder<LocalDate> =>
  sql`substr(${sql.ref(column)}, 1, 8) || case when substr(${sql.ref(column)}, 9, 2) < '15' then '01' else '15' end`
