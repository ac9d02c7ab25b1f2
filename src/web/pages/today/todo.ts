import { can } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { Db } from '../../../db/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { DAY_MS, type LocalDate } from '../../../kernel/dates.ts'
import { compareVietnamese } from '../../../kernel/text.ts'
import { allSegments, findEpisodes } from '../../../library/index.ts'
import { deadlineNotice } from '../../../notices/index.ts'
import { quarantineCount } from '../../../playout/index.ts'
import { listClosings, pendingSupplement } from '../../../reports/index.ts'
import { type Airing, airingsBetween, listEmergencies, readEmergency } from '../../../schedule/index.ts'
import { devicesHeard, healthOf, keysUsed, type Station } from '../../../stations/index.ts'
import { diskRooms, type RoomLevel } from '../../../storage/index.ts'
import { visibleStations } from '../../day.ts'
import { groupBy } from '../../group.ts'
import { statusOf } from '../../status.ts'
import { clashes, type FailedRecording, failedRecordings } from './todo-store.ts'

const HOUR_MS = 3_600_000
/** How far ahead an airing without a cleared episode is told, and a clash. */
const AHEAD_MS = 3 * DAY_MS
/** How far back "no word" and a recording that failed are told. */
const WORD_BACK_MS = DAY_MS
const FAILED_BACK_MS = 30 * DAY_MS
/** An emergency is told until a day after its last airing. */
const EMERGENCY_BACK_MS = DAY_MS
const MOST = 4

export type SilentStation = {
  readonly station: Station
  /** Epoch ms; null: it was never heard of. */
  readonly lastWordAt: number | null
  readonly silent: boolean
  /** Airings of the last day that nobody reported. */
  readonly noWord: number
}
/** Something that waits for a person, computed from what is there now. The most pressing kinds come first. */
export type Todo =
  | {
      readonly kind: 'emergency'
      readonly id: number
      readonly title: string
      readonly done: number
      readonly all: number
    }
  | {
      readonly kind: 'uncleared'
      readonly segmentName: string
      /** Epoch ms of the first airing that has nothing to play. */
      readonly at: number
      readonly premiere: boolean
      readonly stations: number
      /** The episode that should be cleared for it; null: there is none yet. */
      readonly episodeId: number | null
    }
  | { readonly kind: 'clash'; readonly station: Station; readonly first: number; readonly second: number }
  | ({ readonly kind: 'silent' } & SilentStation)
  | { readonly kind: 'more_silent'; readonly n: number }
  | ({ readonly kind: 'failed' } & FailedRecording)
  | { readonly kind: 'quarantined'; readonly n: number }
  | { readonly kind: 'disk'; readonly level: RoomLevel; readonly free: number }
  | {
      readonly kind: 'supplement'
      readonly period: string
      readonly from: LocalDate
      readonly to: LocalDate
      readonly n: number
    }
  | Due

// A quarter's report is due in a few days and is not closed yet.
export type Due = {
  readonly kind: 'deadline'
  readonly period: string
  readonly label: { readonly vi: string; readonly en: string }
  readonly due: LocalDate
}

/** What is to be done now, for those who may see to it. */
export async function loadTodo(ctx: Context, actor: Actor): Promise<Todo[]> {
  const stations = await visibleStations(ctx, actor)
  const now = ctx.clock.now()
  const near = await airingsBetween(ctx.db, {
    stationIds: stations.map(({ id }) => id),
    from: now - WORD_BACK_MS,
    to: now + AHEAD_MS,
    states: ['planned'],
  })
  const everywhere = can(actor, 'schedule.read')
  const library = can(actor, 'library.read')
  return [
    ...(everywhere ? await emergencies(ctx, actor) : []),
    ...(await fullDisk(ctx, actor)),
    ...(library ? await uncleared(ctx, actor, near) : []),
    ...(await clashing(ctx, stations)),
    ...(await silentStations(ctx, stations, near)),
    ...(library ? await failed(ctx) : []),
    ...(can(actor, 'event.settle') ? await quarantined(ctx) : []),
    ...(can(actor, 'period.close') ? [...(await deadline(ctx, actor)), ...(await supplements(ctx, actor))] : []),
  ]
}

async function emergencies(ctx: Context, actor: Actor): Promise<Todo[]> {
  const now = ctx.clock.now()
  const listed = (await listEmergencies(ctx, actor)).filter(
    ({ emergency, state }) => state !== 'cancelled' && emergency.lastEndsAt > now - EMERGENCY_BACK_MS,
  )
  const found: Todo[] = []
  for (const { emergency } of listed.slice(0, MOST)) {
    const { counts, stations, episode } = await readEmergency(ctx, actor, emergency.id)
    const done = counts.played
    if (done + counts.cancelled === stations.length) continue
    found.push({ kind: 'emergency', id: emergency.id, title: episode?.title ?? '', done, all: stations.length })
  }
  return found
}

/** The fuller of the disks: told to the administrator in time, and to who uploads once nothing is taken any more. */
async function fullDisk(ctx: Context, actor: Actor): Promise<Todo[]> {
  const administers = can(actor, 'setting.manage')
  if (!administers && !can(actor, 'recording.upload')) return []
  const rooms = await diskRooms(ctx.config)
  const full = rooms.find(({ level }) => level === 'critical') ?? rooms.find(({ level }) => level === 'low')
  if (!full || (full.level === 'low' && !administers)) return []
  return [{ kind: 'disk', level: full.level, free: full.free }]
}

/** The first coming time of each segment at which stations would have nothing to play. */
async function uncleared(ctx: Context, actor: Actor, near: readonly Airing[]): Promise<Todo[]> {
  const now = ctx.clock.now()
  const coming = near.filter(({ startsAt }) => startsAt >= now)
  const empty = coming.filter(
    ({ programme, episodeId, premiere, fallback }) =>
      programme === 'episode' && (episodeId === null || (premiere && fallback)),
  )
  const segments = new Map((await allSegments(ctx.db)).map((segment) => [segment.id, segment]))
  const found: Todo[] = []
  for (const [segmentId, airings] of groupBy(empty, (airing) => airing.segmentId)) {
    const [first] = airings
    const segment = segments.get(segmentId)
    if (!first || !segment) continue
    const date = first.plannedOn
    const question = { segment: segment.code, withdrawn: 'no', cleared: false, from: date, to: date } as const
    const { items } = await findEpisodes(ctx, actor, question, { offset: 0, limit: 1 })
    found.push({
      kind: 'uncleared',
      segmentName: segment.name,
      at: first.startsAt,
      premiere: first.premiere,
      stations: new Set(airings.map(({ stationId }) => stationId)).size,
      episodeId: items[0]?.id ?? null,
    })
  }
  return found
}

async function clashing(ctx: Context, stations: readonly Station[]): Promise<Todo[]> {
  const byId = new Map(stations.map((station) => [station.id, station]))
  const now = ctx.clock.now()
  return (await clashes(ctx.db, now, now + AHEAD_MS, 200))
    .flatMap(({ stationId, first, second }): Todo[] => {
      const station = byId.get(stationId)
      return station ? [{ kind: 'clash', station, first, second }] : []
    })
    .slice(0, MOST)
}

/** Stations that broadcast and say nothing: to be called, those that are silent longest first. */
async function silentStations(ctx: Context, stations: readonly Station[], near: readonly Airing[]): Promise<Todo[]> {
  const now = ctx.clock.now()
  const byStation = groupBy(
    near.filter(({ startsAt }) => startsAt < now + WORD_BACK_MS),
    ({ stationId }) => stationId,
  )
  const [devices, keys] = [await devicesHeard(ctx.db), await keysUsed(ctx.db)]
  const found = stations
    .map((station): SilentStation => {
      const own = byStation.get(station.id) ?? []
      const health = healthOf(devices.get(station.id) ?? [], keys.get(station.id) ?? null, now)
      const noWord = own.filter((airing) => statusOf(airing, now) === 'no_word').length
      return { station, lastWordAt: health.lastWordAt, silent: health.state === 'silent' && own.length > 0, noWord }
    })
    .filter(({ silent, noWord }) => silent || noWord > 0)
    .sort(
      (a, b) =>
        b.noWord - a.noWord ||
        (a.lastWordAt ?? 0) - (b.lastWordAt ?? 0) ||
        compareVietnamese(a.station.name, b.station.name),
    )
  const told = found.slice(0, MOST).map((one): Todo => ({ kind: 'silent', ...one }))
  return found.length > MOST ? [...told, { kind: 'more_silent', n: found.length - MOST }] : told
}

const failed = async (ctx: Context): Promise<Todo[]> =>
  (await failedRecordings(ctx.db, ctx.clock.now() - FAILED_BACK_MS, MOST)).map((one) => ({ kind: 'failed', ...one }))

async function quarantined(ctx: Context): Promise<Todo[]> {
  const n = await quarantineCount(ctx.db)
  return n > 0 ? [{ kind: 'quarantined', n }] : []
}

async function deadline(ctx: Context, actor: Actor): Promise<Todo[]> {
  const coming = deadlineNotice(ctx.zone.localDate(ctx.clock.now()))
  if (!coming) return []
  const { period, due, period_vi: vi, period_en: en } = coming.data
  const { items } = await listClosings(ctx, actor, { offset: 0, limit: 10 })
  if (items.some(({ closing }) => closing.period_key === period && closing.reopened_at === null)) return []
  return [{ kind: 'deadline', period, label: { vi, en }, due }]
}

type Kept = { readonly at: number; readonly found: Promise<Todo[]> }
const kept = new WeakMap<Db, Kept>()

/** What came after a closing is counted over all its rows: once in ten minutes is enough. */
function supplements(ctx: Context, actor: Actor): Promise<Todo[]> {
  const now = ctx.clock.now()
  const known = kept.get(ctx.db)
  if (known && now >= known.at && now - known.at < HOUR_MS / 6) return known.found
  const found = pendingSupplements(ctx, actor)
  kept.set(ctx.db, { at: now, found })
  found.catch(() => kept.delete(ctx.db))
  return found
}

async function pendingSupplements(ctx: Context, actor: Actor): Promise<Todo[]> {
  const { items } = await listClosings(ctx, actor, { offset: 0, limit: 3 })
  const found: Todo[] = []
  for (const { closing } of items) {
    if (closing.reopened_at !== null) continue
    const { count } = await pendingSupplement(ctx, actor, closing.id, { offset: 0, limit: 1 })
    const { period_key: period, from_date: from, to_date: to } = closing
    if (count > 0) found.push({ kind: 'supplement', period, from, to, n: count })
  }
  return found
}
