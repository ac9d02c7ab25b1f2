import { demand, keyRevoked } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { sha256 } from '../kernel/canonical.ts'
import { newSecret } from '../kernel/ids.ts'
import { stationFor } from './actions.ts'
import { stationErrors } from './errors.ts'
import { insertKey, keyById, keysOf, markRevoked, type StationKey } from './key-store.ts'

const personOf = (actor: Actor): number | null => (actor.kind === 'account' ? actor.accountId : null)

/** A station's keys: for an administrator, or an operator bound to it. @throws DomainError station_not_found, forbidden */
export async function stationKeys(ctx: Context, actor: Actor, code: string): Promise<StationKey[]> {
  return keysOf(ctx.db, (await stationFor(ctx.db, actor, 'station_key.manage', code)).id)
}

/**
 * Makes a key for a station.
 * @param input `name` tells people which device has it
 * @returns the key itself, this once; only its SHA-256 is kept
 */
export async function createStationKey(
  ctx: Context,
  actor: Actor,
  input: { code: string; name: string },
): Promise<{ id: number; key: string }> {
  const key = newSecret()
  return transact(ctx.db, async (tx) => {
    const station = await stationFor(tx, actor, 'station_key.manage', input.code)
    const at = ctx.clock.now()
    const row = {
      stationId: station.id,
      name: input.name,
      keyHash: sha256(key),
      createdAt: at,
      createdBy: personOf(actor),
    }
    const id = await insertKey(tx, row)
    const after = { station: station.code, name: input.name }
    await audit(tx, { at, actor, action: 'station_key.create', subject: ['station_key', id], after })
    return { id, key }
  })
}

/**
 * Revokes a key: from the commit on it opens nothing here, and on other servers within 5 s.
 * @param input `code` when the key must be this station's
 * @throws DomainError station_key_not_found, station_key_revoked
 */
export async function revokeStationKey(
  ctx: Context,
  actor: Actor,
  input: { id: number; code?: string },
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    // Who may at no station hears nothing of which numbers there are.
    if (input.code !== undefined) await stationFor(tx, actor, 'station_key.manage', input.code)
    const at = ctx.clock.now()
    const key = await keyById(tx, input.id)
    if (input.code === undefined) demand(actor, 'station_key.manage', { stationId: key?.stationId })
    if (!key || (input.code !== undefined && key.stationCode !== input.code)) {
      throw stationErrors.station_key_not_found({ id: input.id })
    }
    if (!(await markRevoked(tx, input.id, at, personOf(actor)))) throw stationErrors.station_key_revoked()
    await keyRevoked(ctx, tx, key.keyHash)
    const before = { station: key.stationCode, name: key.name }
    await audit(tx, { at, actor, action: 'station_key.revoke', subject: ['station_key', input.id], before })
  })
}
