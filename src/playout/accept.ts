import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { notFound } from '../kernel/errors.ts'
import { applyChanges, eventIdsOf } from './apply.ts'
import { playoutErrors } from './errors.ts'
import { itemOfPlay } from './item-store.ts'
import type { AcceptanceBody } from './ledger-body.ts'
import { appendEntries, lockHead } from './ledger-store.ts'
import { actorBody } from './statements.ts'
import { stationForLedger } from './station-store.ts'
import { playByKey } from './unplanned-store.ts'

export type PlayRef = { readonly station: string; readonly playKey: string }

/**
 * Takes complete unplanned plays for airings (COUNTING.md 12), one ledger row each; what was taken already stays so.
 * @throws DomainError not_found, play_not_complete
 */
export async function acceptPlays(
  ctx: Context,
  actor: Actor,
  plays: readonly PlayRef[],
  note: string | null,
): Promise<void> {
  demand(actor, 'play.accept')
  await transact(ctx.db, async (tx) => {
    const sorted = [...plays].sort((a, b) => (a.station < b.station ? -1 : a.station > b.station ? 1 : 0))
    for (const play of sorted) await accept(tx, ctx, actor, play, note)
  })
}

async function accept(tx: Tx, ctx: Context, actor: Actor, ref: PlayRef, note: string | null): Promise<void> {
  const at = ctx.clock.now()
  const station = await stationForLedger(tx, ref.station, actor)
  const head = await lockHead(tx, station.id)
  const play = await playByKey(tx, station.id, ref.playKey)
  if (!play) throw notFound('unplanned_play', ref.playKey)
  if (play.accepted_at !== null) return
  if (play.complete !== 1) throw playoutErrors.play_not_complete()
  const eventIds = eventIdsOf(play)
  const body: AcceptanceBody = {
    event_ids: eventIds,
    starts_at: new Date(play.starts_at).toISOString(),
    item: await itemOfPlay(tx, play),
    note,
    actor: actorBody(actor),
  }
  await appendEntries(tx, station, head, at, [{ kind: 'acceptance', body }])
  await audit(tx, {
    at,
    actor,
    action: 'play.accept',
    subject: ['play', ref.playKey],
    after: { station: station.code, note },
  })
  const seeds = { eventIds: new Set(eventIds), airings: new Set<string>() }
  await applyChanges(tx, ctx.zone, station.id, seeds, [play.starts_at, play.ends_at])
}
