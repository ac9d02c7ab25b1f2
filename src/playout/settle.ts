import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { notFound } from '../kernel/errors.ts'
import { applyChanges } from './apply.ts'
import { playoutErrors } from './errors.ts'
import { settledFields } from './evidence.ts'
import { eventById, type StoredEvidence, settleEvent } from './evidence-store.ts'
import { airingsNamed, asPlayed, itemsByHash, type NamedAiring } from './item-store.ts'
import type { ItemBody, SettlementBody } from './ledger-body.ts'
import { appendEntries, lockHead } from './ledger-store.ts'
import { actorBody, keyOf } from './statements.ts'
import { stationForLedger } from './station-store.ts'

/** A person's decision on one quarantined event: it was at this time (of this airing), or it is not to count. */
export type Settlement = {
  readonly station: string
  readonly eventId: string
  readonly decision: 'accept' | 'discard'
  /** Epoch ms; needed when the event's own time is unknown. */
  readonly at: number | null
  /** Needed when it is unknown what was played. */
  readonly airingId: string | null
  readonly note: string
}

/**
 * Settles quarantined events, each by a new row (COUNTING.md 7); all or none.
 * @throws DomainError not_found, not_quarantined, settlement_needs_airing, settlement_needs_time, time_in_future
 */
export async function settleEvents(ctx: Context, actor: Actor, settlements: readonly Settlement[]): Promise<void> {
  demand(actor, 'event.settle')
  await transact(ctx.db, async (tx) => {
    const sorted = [...settlements].sort((a, b) => (a.station < b.station ? -1 : a.station > b.station ? 1 : 0))
    for (const settlement of sorted) await settle(tx, ctx, actor, settlement)
  })
}

async function settle(tx: Tx, ctx: Context, actor: Actor, settlement: Settlement): Promise<void> {
  const now = ctx.clock.now()
  const station = await stationForLedger(tx, settlement.station, actor)
  const head = await lockHead(tx, station.id)
  const event = await eventById(tx, station.id, settlement.eventId)
  if (!event) throw notFound('event', settlement.eventId)
  if (event.state !== 'quarantined') throw playoutErrors.not_quarantined()
  const airing = await airingOf(tx, station.id, settlement.airingId)
  const at = settlement.at ?? event.at
  check(settlement, event, airing, at, now)
  const body: SettlementBody = {
    event_id: settlement.eventId,
    decision: settlement.decision,
    at: settlement.at === null ? null : new Date(settlement.at).toISOString(),
    airing: airing && { airing_id: airing.id, starts_at: new Date(airing.startsAt).toISOString() },
    item: event.segment_id === null ? (airing?.item ?? null) : await itemAtTime(tx, event, settlement.at),
    note: settlement.note,
    actor: actorBody(actor),
  }
  await appendEntries(tx, station, head, now, [{ kind: 'settlement', body }])
  await settleEvent(tx, station.id, settlement.eventId, settledFields(body))
  const after = {
    station: station.code,
    decision: settlement.decision,
    at: settlement.at,
    airing_id: settlement.airingId,
    note: settlement.note,
  }
  await audit(tx, { at: now, actor, action: 'event.settle', subject: ['event', settlement.eventId], after })
  if (settlement.decision === 'discard' || at === null) return
  const seeds = { eventIds: new Set([settlement.eventId]), airings: new Set(airing ? [airing.id] : []) }
  await applyChanges(tx, ctx.zone, station.id, seeds, [at])
}

/** What was played, said anew when the time now stated changes whether it was withdrawn by then; else null. */
async function itemAtTime(tx: Tx, event: StoredEvidence, at: number | null): Promise<ItemBody | null> {
  if (event.sha256 === null || at === null) return null
  const known = (await itemsByHash(tx, [event.sha256])).get(event.sha256)
  const found = known?.find(({ item }) => item.episode_id === event.episode_id)
  const item = found && asPlayed(found, at)
  return item && item.withdrawn !== (event.withdrawn === 1) ? item : null
}

async function airingOf(tx: Tx, stationId: number, airingId: string | null): Promise<NamedAiring | null> {
  if (airingId === null) return null
  const key = keyOf(airingId)
  const airing = key.stationId === stationId ? (await airingsNamed(tx, [key])).get(airingId) : undefined
  if (!airing) throw notFound('airing', airingId)
  return airing
}

function check(
  settlement: Settlement,
  event: StoredEvidence,
  airing: NamedAiring | null,
  at: number | null,
  now: number,
): void {
  if (settlement.decision === 'discard') return
  if (at === null) throw playoutErrors.settlement_needs_time()
  if (at > now) throw playoutErrors.time_in_future()
  if (event.segment_id === null && !airing) throw playoutErrors.settlement_needs_airing()
}
