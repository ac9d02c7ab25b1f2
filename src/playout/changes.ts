import type { Context } from '../context.ts'
import type { Listener, Tx } from '../db/index.ts'
import { addDays } from '../kernel/dates.ts'
import { airingsInWindows } from './airing-store.ts'
import { applyChanges } from './apply.ts'
import { evidenceInWindows, stationsWithEvidence } from './evidence-store.ts'
import { plannedAiring } from './facts.ts'

/**
 * Hears of changed plans: plays that name no airing are matched to the plan, so a past that was backfilled, moved or
 * cancelled may give them another one. Stations without evidence in those days cost one query together.
 */
export const listenToPlan =
  (ctx: Pick<Context, 'clock' | 'zone'>): Listener =>
  async (tx, event) => {
    if (event.type !== 'airings_changed') return
    const from = ctx.zone.toInstant(event.from, 0)
    // Nothing was played later than now, whatever the horizon.
    const to = Math.min(ctx.zone.toInstant(addDays(event.to, 1), 0), ctx.clock.now())
    if (from >= to) return
    const stations = await stationsWithEvidence(tx, event.stationIds, from, to)
    for (const stationId of stations) await matchAnew(tx, ctx, stationId, from, to)
  }

async function matchAnew(
  tx: Tx,
  ctx: Pick<Context, 'zone'>,
  stationId: number,
  from: number,
  to: number,
): Promise<void> {
  const airings = await airingsInWindows(tx, stationId, [[from, to]])
  const keys = airings.map((airing) => plannedAiring(airing).key)
  const events = new Set<string>()
  const moments: number[] = []
  for (const { eventId, at } of await evidenceIds(tx, stationId, from, to)) {
    events.add(eventId)
    moments.push(at)
  }
  await applyChanges(tx, ctx.zone, stationId, { eventIds: events, airings: new Set(keys) }, moments)
}

async function evidenceIds(tx: Tx, stationId: number, from: number, to: number) {
  const rows = await evidenceInWindows(tx, stationId, [[from, to]])
  return rows.flatMap((row) =>
    row.event_id === null || row.at === null ? [] : [{ eventId: row.event_id, at: row.at }],
  )
}
