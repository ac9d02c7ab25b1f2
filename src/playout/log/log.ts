import { can, demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { addDays, DAY_MS, daysBetween, isLocalDate, type LocalDate } from '../../kernel/dates.ts'
import { commonErrors } from '../../kernel/errors.ts'
import type { Airing } from '../../schedule/index.ts'
import { type Station, stationsAll } from '../../stations/index.ts'
import { type LogCount, type LogCursor, type LogFilter, logCounts, loggedAirings } from './log-store.ts'

/** What is asked of the log. Days are those on which airings start, inclusive; no stations: all that one may see. */
export type LogAsked = Omit<LogFilter, 'stationIds'> & {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly stationIds: readonly number[] | null
}
export type LogPage = {
  readonly airings: readonly Airing[]
  /** Where the next page begins; null at the end. */
  readonly next: string | null
  /** The search gave up for now: days before this one were not looked at, the next page will. */
  readonly lookedBackTo: LocalDate | null
}

/** One answer looks at no more station-days than this: a rare thing in a long time is found in steps. */
const STATION_DAYS = 6000
/** Counts are told where they cost little. */
const COUNTED_STATION_DAYS = 2000

/** The stations whose log this person may read. @throws DomainError forbidden for who may read of none */
export async function loggedStations(ctx: Context, actor: Actor): Promise<Station[]> {
  const own = actor.kind === 'account' ? actor.stationIds[0] : undefined
  demand(actor, 'as_run.read', { stationId: own })
  return (await stationsAll(ctx.db)).filter(({ id }) => can(actor, 'as_run.read', { stationId: id }))
}

async function filterOf(ctx: Context, actor: Actor, asked: LogAsked): Promise<LogFilter> {
  const visible = new Set((await loggedStations(ctx, actor)).map(({ id }) => id))
  const { stationIds, levelCode, segmentId, status, grade } = asked
  if (stationIds?.some((id) => !visible.has(id))) throw commonErrors.forbidden()
  return { stationIds: stationIds ?? [...visible], levelCode, segmentId, status, grade }
}

const cursorText = (airing: LogCursor): string =>
  [airing.startsAt, airing.stationId, airing.slotId, airing.onDate, airing.ordinal].join('~')

/** Reads the place where a page begins; null when it is none. */
export function readCursor(text: string): LogCursor | null {
  const [startsAt, stationId, slotId, onDate = '', ordinal] = text.split('~')
  const numbers = [startsAt, stationId, slotId, ordinal].map(Number)
  if (!numbers.every(Number.isSafeInteger) || !isLocalDate(onDate)) return null
  const [at = 0, station = 0, slot = 0, n = 0] = numbers
  return { startsAt: at, stationId: station, slotId: slot, onDate, ordinal: n }
}

/**
 * A page of the log, newest first. Days are looked at backwards in growing steps until the page is full, so that its
 * cost follows from what is shown and not from how much there is.
 * @throws DomainError forbidden
 */
export async function readLog(
  ctx: Context,
  actor: Actor,
  asked: LogAsked,
  cursor: LogCursor | null,
  limit: number,
): Promise<LogPage> {
  const filter = await filterOf(ctx, actor, asked)
  const now = ctx.clock.now()
  const begin = ctx.zone.toInstant(asked.from, 0)
  let to = ctx.zone.toInstant(addDays(asked.to, 1), 0)
  if (cursor) to = Math.min(to, cursor.startsAt + 1)
  const found: Airing[] = []
  let days = 1
  let left = STATION_DAYS
  while (to > begin && found.length <= limit && left > 0) {
    const from = Math.max(begin, to - days * DAY_MS)
    found.push(...(await loggedAirings(ctx.db, filter, { from, to, after: cursor, now }, limit + 1 - found.length)))
    left -= days * Math.max(1, filter.stationIds.length)
    to = from
    days = Math.min(days * 2, 32)
  }
  const airings = found.slice(0, limit)
  const last = airings.at(-1)
  if (found.length > limit && last) return { airings, next: cursorText(last), lookedBackTo: null }
  if (to <= begin) return { airings, next: null, lookedBackTo: null }
  const onDate = ctx.zone.localDate(to)
  const next = cursorText({ startsAt: to - 1, stationId: 0, slotId: 0, onDate, ordinal: 0 })
  return { airings, next, lookedBackTo: onDate }
}

/** How many there are of each status; null where so many days of so many stations are asked that it would take long. */
export async function countLog(ctx: Context, actor: Actor, asked: LogAsked): Promise<readonly LogCount[] | null> {
  const filter = await filterOf(ctx, actor, asked)
  if ((daysBetween(asked.from, asked.to) + 1) * filter.stationIds.length > COUNTED_STATION_DAYS) return null
  const from = ctx.zone.toInstant(asked.from, 0)
  const to = ctx.zone.toInstant(addDays(asked.to, 1), 0)
  return logCounts(ctx.db, filter, from, to, ctx.clock.now())
}

/** The whole log of the days asked, in pages: for writing it out. */
export async function* wholeLog(ctx: Context, actor: Actor, asked: LogAsked): AsyncGenerator<readonly Airing[]> {
  let cursor: LogCursor | null = null
  for (;;) {
    const page: LogPage = await readLog(ctx, actor, asked, cursor, 1000)
    if (page.airings.length > 0) yield page.airings
    if (page.next === null) return
    cursor = readCursor(page.next)
  }
}
