import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Reader } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { commonErrors, notFound } from '../kernel/errors.ts'
import type { Zone } from '../kernel/time.ts'
import { type Airing, airingByKey } from '../schedule/index.ts'
import { reconcileAround } from './apply.ts'
import { plannedAiring } from './facts.ts'
import { type HistoryRow, ledgerRowsOf } from './history-store.ts'
import { type ReadEntry, readEntry } from './ledger-body.ts'
import { keyOf } from './statements.ts'

export type AiringHistory = {
  readonly airing: Airing
  readonly rows: readonly (HistoryRow & { readonly read: ReadEntry })[]
}

/**
 * An airing with all its ledger rows, those of plays that were matched to it without naming it included.
 * @throws DomainError not_found
 */
export async function airingHistory(ctx: Context, actor: Actor, airingId: string): Promise<AiringHistory> {
  if (actor.kind === 'nobody') throw commonErrors.sign_in_required()
  const key = keyOf(airingId)
  demand(actor, 'as_run.read', { stationId: key.stationId })
  const airing = await airingByKey(ctx.db, key)
  if (!airing) throw notFound('airing', airingId)
  const id = plannedAiring(airing).key
  const seeds = { eventIds: new Set<string>(), airings: new Set([id]) }
  const known = await reconcileAround(ctx.db, ctx.zone, key.stationId, seeds, [airing.startsAt])
  const played = known?.playedBy.get(id) ?? []
  const rows = await ledgerRowsOf(ctx.db, key, played)
  return { airing, rows: rows.map((row) => ({ ...row, read: readEntry(row.text) })) }
}

/**
 * Ids of the events that make the plays of some airings of one station, by airing_id; those of plays that named no
 * airing and were matched by time included. An airing that no player reported has none.
 * @param airings with their starts, epoch ms
 */
export async function eventsPlayed(
  reader: Reader,
  zone: Zone,
  stationId: number,
  airings: readonly { readonly airingId: string; readonly startsAt: number }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const seeds = { eventIds: new Set<string>(), airings: new Set(airings.map((airing) => airing.airingId)) }
  const starts = airings.map((airing) => airing.startsAt)
  return (await reconcileAround(reader, zone, stationId, seeds, starts))?.playedBy ?? new Map()
}
