import { backupState } from '../backup/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import { system } from '../kernel/actor.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { compareVietnamese } from '../kernel/text.ts'
import { headsPublishedOn, listClosings, standingAt } from '../reports/index.ts'
import { airingsBetween } from '../schedule/index.ts'
import { devicesHeard, healthOf, keysUsed, stationsAll } from '../stations/index.ts'
import { destinationsOf } from './channels.ts'
import { deadlineNotice } from './deadlines.ts'
import type { Fresh } from './facts.ts'
import { insertDeliveries, insertNotice } from './notice-store.ts'

const WATCHER = system('notices')
/** Nobody is called before the office opens: stations that were silent are told of from this local hour on. */
const TELL_FROM_HOUR = 8
/** Closings looked at for what came after them. */
const CLOSINGS_WATCHED = 4

/**
 * Finds what people are to be told of now, and writes each down once, with a delivery to each that is to have it: stations
 * without word once a day, a deadline five days and one day before, the published heads of the ledger once a day, a backup that failed or is too old once a day.
 * @returns the number of new notices
 */
export async function watchForNotices(ctx: Context): Promise<number> {
  const found = [await silence(ctx), await comingDeadline(ctx), await heads(ctx), await backup(ctx)]
  let told = 0
  for (const fresh of found) if (fresh && (await transact(ctx.db, (tx) => tell(tx, ctx, fresh)))) told += 1
  return told
}

const today = (ctx: Context) => ctx.zone.localDate(ctx.clock.now())

/** Writes a notice down, with a delivery to each that is to have it. @returns false: it was told before */
export async function tell(tx: Tx, ctx: Context, { kind, key, data }: Fresh): Promise<boolean> {
  const now = ctx.clock.now()
  const id = await insertNotice(tx, { kind, key, data: JSON.stringify(data), created_at: now })
  if (id === undefined) return false
  const untried = {
    state: 'waiting',
    tries: 0,
    next_at: now,
    claimed_until: null,
    sent_at: null,
    last_error: null,
  } as const
  await insertDeliveries(
    tx,
    destinationsOf(ctx.config, kind).map((to) => ({ ...to, ...untried, notice_id: id })),
  )
  return true
}

/** Stations with airings of the last day that nobody reported, and whom to call. */
async function silence(ctx: Context): Promise<Fresh | null> {
  const now = ctx.clock.now()
  if (Number(ctx.zone.localTime(now).slice(0, 2)) < TELL_FROM_HOUR) return null
  const all = await stationsAll(ctx.db)
  const stationIds = all.map(({ id }) => id)
  const aired = await airingsBetween(ctx.db, { stationIds, from: now - DAY_MS, to: now, states: ['planned'] })
  const noWord = new Map<number, number>()
  for (const airing of aired)
    if (standingAt(airing, now) === 'no_word') noWord.set(airing.stationId, (noWord.get(airing.stationId) ?? 0) + 1)
  if (noWord.size === 0) return null
  const [devices, keys] = [await devicesHeard(ctx.db), await keysUsed(ctx.db)]
  const stations = all
    .filter(({ id }) => noWord.has(id))
    .sort((a, b) => compareVietnamese(a.name, b.name))
    .map((station) => ({
      code: station.code,
      name: station.name,
      no_word: noWord.get(station.id) ?? 0,
      last_word_at: healthOf(devices.get(station.id) ?? [], keys.get(station.id) ?? null, now).lastWordAt,
      contact_name: station.contactName,
      contact_phone: station.contactPhone,
    }))
  const day = today(ctx)
  return { kind: 'late_stations', key: `late_stations ${day}`, data: { day, stations } }
}

/** The reminder of a deadline, unless that quarter is closed already. */
async function comingDeadline(ctx: Context): Promise<Fresh | null> {
  const fresh = deadlineNotice(today(ctx))
  if (!fresh) return null
  const { items } = await listClosings(ctx, WATCHER, { offset: 0, limit: CLOSINGS_WATCHED })
  const closed = items.some(({ closing }) => closing.period_key === fresh.data.period && closing.reopened_at === null)
  return closed ? null : fresh
}

/** What was added to the file of ledger heads today. */
async function heads(ctx: Context): Promise<Fresh | null> {
  // Whoever is to keep them gets every day's; without anyone they stand in the file alone.
  if (destinationsOf(ctx.config, 'ledger_heads').length === 0) return null
  const day = today(ctx)
  const lines = await headsPublishedOn(ctx.config, day)
  return lines.length === 0 ? null : { kind: 'ledger_heads', key: `ledger_heads ${day}`, data: { day, lines } }
}

/** The last backup failed or did not prove itself, or the last good one is older than is allowed. */
async function backup(ctx: Context): Promise<Fresh | null> {
  const { to, runs, lastGood, lastFailed, tooOld } = await backupState(ctx)
  if (to === null || !(lastFailed || tooOld)) return null
  const failed = runs.find(({ state }) => state === 'failed')
  const day = today(ctx)
  const error = lastFailed ? (failed?.error ?? null) : null
  const data = { day, target: failed?.target ?? to, error, last_good_at: lastGood?.started_at ?? null }
  return { kind: 'backup_trouble', key: `backup_trouble ${day}`, data }
}
