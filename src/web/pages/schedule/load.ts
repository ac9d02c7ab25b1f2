import type { Context } from '../../../context.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { addDays, dayOf, type LocalDate } from '../../../kernel/dates.ts'
import { notFound } from '../../../kernel/errors.ts'
import { airingsBetween } from '../../../schedule/index.ts'
import { closedOf, closuresBetween, inForce, type Station, stationsInTime } from '../../../stations/index.ts'
import { loadDay, type ShownAiring, showAirings, visibleStations } from '../../day.ts'
import { groupBy } from '../../group.ts'

/** One row of the day's time line, or one column of the week: a station on a day. */
export type Lane = {
  readonly date: LocalDate
  readonly station: Station
  readonly airings: readonly ShownAiring[]
  /** Why nothing is broadcast that day; null: it is. */
  readonly closed: string | null
}

/** Who is closed on which days, with the reason. */
export async function closedDays(ctx: Context, from: LocalDate, to: LocalDate) {
  const closures = (await closuresBetween(ctx.db, from, to)).map(inForce)
  if (closures.length === 0) return () => null
  const stations = new Map((await stationsInTime(ctx.db)).map((station) => [station.id, station]))
  return (stationId: number, date: LocalDate): string | null => {
    const station = stations.get(stationId)
    if (!station) return null
    const day = dayOf(date)
    const found = closedOf(station, closures, day, day).find((closed) => closed.from <= day && day <= closed.to)
    return found?.reason ?? null
  }
}

/** The seven days of a week at one station, Monday first. */
export async function loadWeekLanes(ctx: Context, station: Station, monday: LocalDate): Promise<Lane[]> {
  const found = await airingsBetween(ctx.db, {
    stationIds: [station.id],
    from: ctx.zone.toInstant(monday, 0),
    to: ctx.zone.toInstant(addDays(monday, 7), 0),
  })
  const shown = (await showAirings(ctx, found)).map((each) => each.shown)
  const byDay = groupBy(shown, ({ startsAt }) => ctx.zone.localDate(startsAt))
  const closed = await closedDays(ctx, monday, addDays(monday, 6))
  return Array.from({ length: 7 }, (_, i) => {
    const date = addDays(monday, i)
    return { date, station, airings: byDay.get(date) ?? [], closed: closed(station.id, date) }
  })
}

export type LaneGroup = { readonly name: { readonly vi: string; readonly en: string }; readonly lanes: readonly Lane[] }

/** All stations that this person may see on one day, by level. */
export async function loadDayLanes(ctx: Context, actor: Actor, date: LocalDate): Promise<LaneGroup[]> {
  const day = await loadDay(ctx, actor, date)
  const closed = await closedDays(ctx, date, date)
  return day.levels.map(({ level, stations }) => ({
    name: { vi: level.stationName, en: level.stationNameEn },
    lanes: stations.map(({ station, airings }) => ({ date, station, airings, closed: closed(station.id, date) })),
  }))
}

/** `?dai=xuan-dong`, else the first station that this person may see. @throws DomainError not_found */
export async function stationAsked(
  ctx: Context,
  actor: Actor,
  code: string | undefined,
): Promise<{ station: Station; stations: Station[] }> {
  const stations = await visibleStations(ctx, actor)
  const station = code === undefined || code === '' ? stations[0] : stations.find((each) => each.code === code)
  if (!station) throw notFound('page')
  return { station, stations }
}
