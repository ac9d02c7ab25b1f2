import { can } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { toldOutcome } from '../kernel/open-start.ts'
import type { Grade, Programme } from '../kernel/terms.ts'
import { compareVietnamese } from '../kernel/text.ts'
import { allSegments, type EpisodeBrief, episodesById } from '../library/index.ts'
import { airingId } from '../protocol/airing-id.ts'
import { type Airing, airingsBetween, isFrozen } from '../schedule/index.ts'
import { assignmentOn, isActiveOn, type Station, stationsAll } from '../stations/index.ts'
import { type Level, levels } from '../units/index.ts'
import { queryDate } from './date-field.ts'
import { groupBy } from './group.ts'
import { type Status, statusOf } from './status.ts'

/** An airing as pages show it. Instants in epoch ms. */
export type ShownAiring = {
  readonly id: string
  readonly slotId: number
  /** Planned and still to begin: a person may move it. */
  readonly movable: boolean
  readonly startsAt: number
  readonly endsAt: number
  /** Minutes since local midnight. */
  readonly minutes: number
  readonly status: Status
  /** A person's words, or a code of the program: said by `reasonText`. */
  readonly reason: string | null
  readonly grade: Grade | null
  readonly premiere: boolean
  readonly fallback: boolean
  readonly programme: Programme
  readonly segmentName: string
  /** What was aired, else what is to be; null when nothing is cleared for it, or it is a relay or live. */
  readonly episode: EpisodeBrief | null
}
export type StationDay = { readonly station: Station; readonly airings: readonly ShownAiring[] }
export type LevelDay = { readonly level: Level; readonly stations: readonly StationDay[] }
export type Day = {
  readonly date: LocalDate
  readonly levels: readonly LevelDay[]
  readonly statuses: readonly Status[]
}

/** `?ngay=25/11/2026` or `?ngay=2026-11-25`, else today. */
export const dayAsked = (text: string | undefined, today: LocalDate): LocalDate => queryDate(text) ?? today

/** Stations that this person may see. An operator sees the own ones. */
export async function visibleStations(ctx: Context, actor: Actor): Promise<Station[]> {
  return (await stationsAll(ctx.db)).filter(({ id }) => can(actor, 'schedule.read', { stationId: id }))
}

/** The airings of one local day at the stations that this person may see, by level (highest first) and station. */
export async function loadDay(ctx: Context, actor: Actor, date: LocalDate): Promise<Day> {
  const stations = await visibleStations(ctx, actor)
  const found = await airingsBetween(ctx.db, {
    stationIds: stations.map(({ id }) => id),
    from: ctx.zone.toInstant(date, 0),
    to: ctx.zone.toInstant(addDays(date, 1), 0),
  })
  const byStation = groupBy(await showAirings(ctx, found), ({ stationId }) => stationId)
  const rows = stations
    .map((station) => ({ station, airings: (byStation.get(station.id) ?? []).map(({ shown }) => shown) }))
    .filter(({ station, airings }) => isActiveOn(station, date) || airings.length > 0)
  const byLevel = groupBy(rows, ({ station }) => assignmentOn(station, date).levelCode)
  return {
    date,
    levels: (await levels(ctx.db))
      .map((level) => ({ level, stations: (byLevel.get(level.code) ?? []).sort(byName) }))
      .filter((group) => group.stations.length > 0),
    statuses: rows.flatMap(({ airings }) => airings.map(({ status }) => status)),
  }
}
const byName = (a: StationDay, b: StationDay): number => compareVietnamese(a.station.name, b.station.name)

/** Gives airings their words. Those that a changed rule replaced are left out, unless they were played. */
export async function showAirings(
  ctx: Context,
  airings: readonly Airing[],
): Promise<{ stationId: number; shown: ShownAiring }[]> {
  const current = airings.filter(({ state, outcome }) => state !== 'superseded' || outcome !== null)
  const ids = current.map((a) => a.airedEpisodeId ?? a.episodeId).filter((id) => id !== null)
  const episodes = await episodesById(ctx.db, ids)
  const segments = new Map((await allSegments(ctx.db)).map((segment) => [segment.id, segment]))
  const now = ctx.clock.now()
  return current.map((a) => ({
    stationId: a.stationId,
    shown: {
      id: airingId(a),
      slotId: a.slotId,
      movable: a.state === 'planned' && !isFrozen(a, now),
      startsAt: a.startsAt,
      endsAt: a.endsAt,
      minutes: ctx.zone.localMinutes(a.startsAt),
      status: statusOf(a, now),
      reason: toldOutcome(a, now).reason ?? a.stateReason,
      grade: a.grade,
      premiere: a.premiere,
      fallback: a.fallback,
      programme: a.programme,
      segmentName: segments.get(a.segmentId)?.name ?? '',
      episode: episodes.get(a.airedEpisodeId ?? a.episodeId ?? 0) ?? null,
    },
  }))
}
