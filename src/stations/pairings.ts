import { actorOfAccount, can, demandAccount } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import { type Actor, system } from '../kernel/actor.ts'
import { sha256 } from '../kernel/canonical.ts'
import { DAY_MS, MINUTE_MS } from '../kernel/dates.ts'
import { newSecret } from '../kernel/ids.ts'
import { stationFor } from './actions.ts'
import { stationErrors } from './errors.ts'
import { insertKey } from './key-store.ts'
import { forgetPairings, insertPairing, notePairedKey, openPairing, usePairing } from './pairing-store.ts'

/** A code is shown on a screen and read by a camera beside it. */
const LASTS_MS = 10 * MINUTE_MS

/**
 * Makes a one-use code by which a device gets a key of this station: for an administrator, or an operator bound to it.
 * @returns the code itself, this once; only its SHA-256 is kept
 * @throws DomainError station_not_found, forbidden
 */
export async function createPairing(
  ctx: Context,
  actor: Actor,
  stationCode: string,
): Promise<{ code: string; stationName: string; expiresAt: number }> {
  const { accountId } = demandAccount(actor)
  const code = newSecret()
  return transact(ctx.db, async (tx) => {
    const station = await stationFor(tx, actor, 'station.pair', stationCode)
    const at = ctx.clock.now()
    const expiresAt = at + LASTS_MS
    await insertPairing(tx, { codeHash: sha256(code), stationId: station.id, createdBy: accountId, at, expiresAt })
    await forgetPairings(tx, at - DAY_MS)
    const after = { expires_at: expiresAt }
    await audit(tx, { at, actor, action: 'pairing.create', subject: ['station', station.code], after })
    return { code, stationName: station.name, expiresAt }
  })
}

export type Claimed = { readonly stationCode: string; readonly stationName: string; readonly key: string }

/**
 * Turns a code into a station key of the device's own, named after the device. Whoever made the code must still have
 * the right to: an operator who was taken off the station in the meantime pairs nothing.
 * @returns the key, this once
 * @throws DomainError pairing_invalid when it was used, has expired or is wrong
 */
export async function claimPairing(
  ctx: Context,
  input: { code: string; deviceName: string },
): Promise<Claimed & { keyId: number }> {
  const codeHash = sha256(input.code)
  const key = newSecret()
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const pairing = await openPairing(tx, codeHash, at)
    const maker = pairing ? await actorOfAccount(tx, pairing.createdBy) : null
    if (!pairing || !maker || !can(maker, 'station.pair', { stationId: pairing.stationId })) {
      throw stationErrors.pairing_invalid()
    }
    if (!(await usePairing(tx, codeHash, at))) throw stationErrors.pairing_invalid()
    const { stationId, stationCode, stationName, createdBy } = pairing
    const name = input.deviceName
    const keyId = await insertKey(tx, { stationId, name, keyHash: sha256(key), createdAt: at, createdBy, paired: true })
    await notePairedKey(tx, codeHash, keyId)
    const after = { station: stationCode, name, paired_by: maker.name }
    await audit(tx, {
      at,
      actor: system('pairing'),
      action: 'station_key.create',
      subject: ['station_key', keyId],
      after,
    })
    return { stationCode, stationName, key, keyId }
  })
}
