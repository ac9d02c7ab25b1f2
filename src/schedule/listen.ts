import type { Context } from '../context.ts'
import type { Listener, Tx } from '../db/index.ts'
import { system } from '../kernel/actor.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { movesInto } from './change-store.ts'
import { endWithdrawn } from './emergencies/actions.ts'
import { horizonOf, materialise, rebindAirings, type Today, todayOf } from './materialise.ts'
import { MAX_DAYS } from './recurrence.ts'

/** Keeps the airings true to closures, stations and clearances, in the transaction that changed these. */
export function listenToSchedule(ctx: Context): Listener {
  return async (tx, event) => {
    const today = todayOf(ctx)
    if (event.type === 'closures_changed') await followClosures(tx, today, event.from, event.to)
    else if (event.type === 'clearance_changed') {
      // First, so that no stand-in is bound in the place of an emergency.
      await endWithdrawn(tx, ctx, system('schedule'), event.episodeId)
      await rebindAirings(tx, today, event.segmentId)
    } else if (event.type === 'stations_changed' && event.stationIds.length > 0) {
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
