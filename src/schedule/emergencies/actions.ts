import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { type Tx, transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { addDays } from '../../kernel/dates.ts'
import { notFound } from '../../kernel/errors.ts'
import { playableEpisodes } from '../../library/index.ts'
import { insertChanges } from '../change-store.ts'
import { lockSchedule } from '../lock-store.ts'
import { materialise, todayOf } from '../materialise.ts'
import { insertSlot } from '../slot-store.ts'
import { assessEmergency, type EmergencyDryRun } from './dry-run.ts'
import { emergencyErrors } from './errors.ts'
import type { EmergencyOrder, EmergencyWish } from './input.ts'
import { changeOf, isConfirmed, planEmergency } from './plan.ts'
import {
  airingsOfOrder,
  cancelBegun,
  type Emergency,
  emergencyById,
  insertEmergency,
  markCancelled,
  runningEmergencies,
} from './store.ts'

const accountOf = (actor: Actor): number | null => (actor.kind === 'account' ? actor.accountId : null)

/** What an order would do. Writes nothing. @throws as assessEmergency */
export async function dryRunEmergency(ctx: Context, actor: Actor, wish: EmergencyWish): Promise<EmergencyDryRun> {
  demand(actor, 'emergency.order')
  return assessEmergency(ctx.db, todayOf(ctx), wish)
}

/** Carries the new dry run to the edge, where it becomes part of the problem document. */
export class StaleEmergency extends Error {
  readonly result: EmergencyDryRun
  constructor(result: EmergencyDryRun) {
    super('the dry run of an emergency is stale')
    this.result = result
  }
}

/**
 * Puts a cleared emergency episode on air at once: a slot of its own whose airings are made in this transaction, which
 * gives the playlists new versions and tells listening players.
 * @returns the order's id
 * @throws StaleEmergency; DomainError emergency_not_confirmed, and as assessEmergency
 */
export async function orderEmergency(ctx: Context, actor: Actor, order: EmergencyOrder): Promise<number> {
  demand(actor, 'emergency.order')
  return transact(ctx.db, async (tx) => {
    await lockSchedule(tx)
    // The time is read once the order is alone: it may have waited for another one.
    const today = todayOf(ctx)
    const assessed = await assessEmergency(tx, today, order)
    if (assessed.hash !== order.dry_run) throw new StaleEmergency(assessed)
    const { episode, durationSeconds, target, stations } = assessed
    if (!isConfirmed(order.confirmation, stations.length)) {
      throw emergencyErrors.emergency_not_confirmed({ count: stations.length })
    }
    const plan = planEmergency(
      {
        segmentId: episode.segmentId,
        episodeId: episode.episodeId,
        title: episode.title,
        durationSeconds,
        target,
        times: order.times,
        gapSeconds: order.gap_minutes * 60,
      },
      today.now,
      ctx.zone,
    )
    const slotId = await insertSlot(tx, plan.slot, today.now, accountOf(actor))
    const moves = plan.moves.map((move) => ({ ...move, slotId }))
    await insertChanges(tx, moves, today.now, accountOf(actor))
    const facts = {
      slot_id: slotId,
      episode_id: episode.episodeId,
      note: order.note,
      times: order.times,
      gap_seconds: order.gap_minutes * 60,
      station_count: stations.length,
      first_starts_at: plan.firstStartsAt,
      last_ends_at: plan.lastEndsAt,
    }
    const by = { ordered_at: today.now, ordered_by: accountOf(actor), ordered_by_name: actor.name }
    const none = { cancelled_at: null, cancelled_by_name: null, cancel_reason: null }
    const id = await insertEmergency(tx, { ...facts, ...by, ...none })
    await audit(tx, { at: today.now, actor, action: 'emergency.order', subject: ['emergency', id], after: facts })
    await materialise(tx, today, { from: plan.onDate, to: plan.onDate, act: 'plan', slotIds: [slotId] })
    return id
  })
}

/**
 * Cancels what is not over of an order: airings to come, and those on air now.
 * @throws DomainError not_found, emergency_over
 */
export async function cancelEmergency(ctx: Context, actor: Actor, id: number, reason: string | null): Promise<void> {
  demand(actor, 'emergency.order')
  await transact(ctx.db, async (tx) => {
    await lockSchedule(tx)
    const emergency = await emergencyById(tx, id)
    if (!emergency) throw notFound('emergency', id)
    if (!(await endNow(tx, ctx, actor, emergency, reason))) throw emergencyErrors.emergency_over()
  })
}

/** Ends the running orders of an episode that may no longer go out: nothing else must be heard in its place. */
export async function endWithdrawn(tx: Tx, ctx: Context, actor: Actor, episodeId: number): Promise<void> {
  const running = await runningEmergencies(tx, ctx.clock.now(), episodeId)
  if (running.length === 0 || (await playableEpisodes(tx, [episodeId])).has(episodeId)) return
  await lockSchedule(tx)
  for (const emergency of running) await endNow(tx, ctx, actor, emergency, 'Bản phát đã bị thu hồi')
}

/** @returns whether there was anything left to end */
async function endNow(tx: Tx, ctx: Context, actor: Actor, order: Emergency, reason: string | null): Promise<boolean> {
  const today = todayOf(ctx)
  if (order.cancelledAt !== null || order.lastEndsAt <= today.now) return false
  const airings = await airingsOfOrder(tx, order.slotId)
  const left = airings.filter(({ state, endsAt }) => state === 'planned' && endsAt > today.now)
  const [sample] = left
  if (!sample) return false
  const { onDate } = sample
  const ordinals = [...new Set(left.map(({ ordinal }) => ordinal))]
  const cancels = ordinals.map((o) => ({ ...changeOf(order.slotId, onDate, o), kind: 'cancel' as const, reason }))
  await insertChanges(tx, cancels, today.now, accountOf(actor))
  await cancelBegun(tx, order.slotId, onDate, today.now, reason)
  await markCancelled(tx, order.id, { at: today.now, by: actor.name, reason })
  await audit(tx, {
    at: today.now,
    actor,
    action: 'emergency.cancel',
    subject: ['emergency', order.id],
    after: { reason, airings: left.length },
  })
  await materialise(tx, today, { from: onDate, to: onDate, act: 'plan', slotIds: [order.slotId] })
  // Those on air now are no work of the plan made anew, so nobody has heard of them yet.
  const stationIds = [...new Set(left.map(({ stationId }) => stationId))]
  await tx.emit({ type: 'airings_changed', stationIds, from: onDate, to: addDays(onDate, 1) })
  return true
}
