import type { Context } from '../context.ts'
import { type Listener, type Tx, transact } from '../db/index.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { allSegments } from '../library/index.ts'
import { todayOf } from './actions.ts'
import { horizonOf, materialise, rebindAirings, type Today } from './materialise.ts'
import { MAX_DAYS } from './recurrence.ts'
import { movesInto, slotsAll } from './slot-store.ts'

/** Keeps the airings true to closures, stations and clearances, in the transaction that changed these. */
export function listenToSchedule(ctx: Context): Listener {
  return async (tx, event) => {
    const today = todayOf(ctx)
    if (event.type === 'closures_changed') await followClosures(tx, today, event.from, event.to)
    else if (event.type === 'clearance_changed') await rebindAirings(tx, today, event.segmentId)
    else if (event.type === 'stations_changed' && event.stationIds.length > 0) {
      const from = today.zone.localDate(today.now)
      await materialise(tx, today, { from, to: horizonOf(today), act: 'plan', stationIds: event.stationIds })
    }
  }
}

async function followClosures(tx: Tx, today: Today, from: LocalDate, to: LocalDate): Promise<void> {
  const horizon = horizonOf(today)
  const last = to < horizon ? to : horizon
  // An airing moved onto a closed day has its original date elsewhere.
  const moves = await movesInto(tx, today.zone.toInstant(from, 0), today.zone.toInstant(addDays(to, 1), 0))
  for (const { slotId, onDate } of moves)
    await materialise(tx, today, { from: onDate, to: onDate, act: 'closure', slotIds: [slotId] })
  for (let start = from; start <= last; start = addDays(start, MAX_DAYS)) {
    const end = addDays(start, MAX_DAYS - 1)
    await materialise(tx, today, { from: start, to: end < last ? end : last, act: 'closure' })
  }
}

/**
 * Nightly: makes the airings of the days that came within the horizon since each slot was last planned, and binds every
 * segment anew. A transaction for each slot, so that nobody waits long.
 */
export async function extendHorizon(ctx: Context): Promise<number> {
  const today = todayOf(ctx)
  const [now, horizon] = [today.zone.localDate(today.now), horizonOf(today)]
  let made = 0
  for (const slot of await slotsAll(ctx.db)) {
    const next = slot.plannedTo === null ? now : addDays(slot.plannedTo, 1)
    const from = next < now ? now : next
    if (from > horizon || (slot.until !== null && slot.until < from)) continue
    made += await transact(ctx.db, (tx) =>
      materialise(tx, today, { from, to: horizon, act: 'plan', slotIds: [slot.id] }),
    )
  }
  for (const segment of await allSegments(ctx.db)) await transact(ctx.db, (tx) => rebindAirings(tx, today, segment.id))
  return made
}

/** The slice's periodic work; the cron pattern is in the installation's zone. */
export const scheduleJobs = [
  {
    name: 'extend-horizon',
    schedule: '10 1 * * *',
    run: async (ctx: Context): Promise<void> => {
      const made = await extendHorizon(ctx)
      ctx.log.info({ made }, 'the horizon of the schedule was extended')
    },
  },
]
