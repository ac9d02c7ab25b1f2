import type { Reader, Tx } from '../db/index.ts'
import { sha256 } from '../kernel/canonical.ts'
import { MINUTE_MS } from '../kernel/dates.ts'
import { newSecret } from '../kernel/ids.ts'

/** A secret that was shown is forgotten unless its first code comes within this time. */
export const PENDING_MS = 30 * MINUTE_MS
/** Between the password and the code. */
export const STEP_MS = 10 * MINUTE_MS

export type Factor = {
  readonly secret: string | null
  readonly confirmedAt: number | null
  readonly recoverySalt: string | null
  readonly pendingSecret: string | null
  readonly pendingAt: number | null
}

export async function factorRow(reader: Reader, accountId: number): Promise<Factor | null> {
  const row = await reader.q
    .selectFrom('second_factor')
    .select([
      'secret',
      'confirmed_at as confirmedAt',
      'recovery_salt as recoverySalt',
      'pending_secret as pendingSecret',
      'pending_at as pendingAt',
    ])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row ?? null
}

export async function putPending(tx: Tx, accountId: number, secret: string, at: number): Promise<void> {
  const set = { pending_secret: secret, pending_at: at }
  await tx.q
    .insertInto('second_factor')
    .values({ account_id: accountId, secret: null, confirmed_at: null, recovery_salt: null, ...set })
    .onConflict((c) => c.column('account_id').doUpdateSet(set))
    .execute()
}

/**
 * The shown secret becomes the factor; the code that proved it is used up.
 * @returns false when another secret was shown, or this one confirmed, in the meantime
 */
export async function confirmPending(
  tx: Tx,
  accountId: number,
  confirmed: { readonly secret: string; readonly step: number; readonly at: number },
): Promise<boolean> {
  const { secret, step, at } = confirmed
  const done = await tx.q
    .updateTable('second_factor')
    .set({ secret, confirmed_at: at, last_step: step, pending_secret: null, pending_at: null })
    .where('account_id', '=', accountId)
    .where('pending_secret', '=', secret)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** Uses a time step up. @returns false when a code of this step or a later one was used before */
export async function useStep(tx: Tx, accountId: number, secret: string, step: number): Promise<boolean> {
  const done = await tx.q
    .updateTable('second_factor')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('secret', '=', secret)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** Takes the place of all earlier recovery codes. @param hashes of the codes, made with `salt` */
export async function putRecoveryCodes(tx: Tx, accountId: number, salt: string, hashes: readonly string[]) {
  await tx.q.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  await tx.q.updateTable('second_factor').set({ recovery_salt: salt }).where('account_id', '=', accountId).execute()
  const rows = hashes.map((code_hash) => ({ account_id: accountId, code_hash, used_at: null }))
  await tx.q.insertInto('recovery_code').values(rows).execute()
}

export async function recoveryCodesLeft(reader: Reader, accountId: number): Promise<number> {
  const rows = await reader.q
    .selectFrom('recovery_code')
    .select('code_hash')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
  return rows.length
}

/** Whether an account has this recovery code, used or not. */
export async function isRecoveryCode(reader: Reader, accountId: number, hash: string): Promise<boolean> {
  const row = await reader.q
    .selectFrom('recovery_code')
    .select('code_hash')
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .executeTakeFirst()
  return row !== undefined
}

/** @returns false when there is none, or it was used */
export async function useRecoveryCode(tx: Tx, accountId: number, hash: string, at: number): Promise<boolean> {
  const done = await tx.q
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1
}

/** @returns false when there was none that was confirmed */
export async function removeFactorRows(tx: Tx, accountId: number): Promise<boolean> {
  await tx.q.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  await tx.q.deleteFrom('second_step').where('account_id', '=', accountId).execute()
  const row = await tx.q
    .deleteFrom('second_factor')
    .where('account_id', '=', accountId)
    .returning('confirmed_at')
    .executeTakeFirst()
  return row !== undefined && row.confirmed_at !== null
}

/** A sign-in whose password was right. @returns the token of its second step; an earlier one of the account goes on */
export async function openStep(tx: Tx, accountId: number, at: number): Promise<string> {
  const token = newSecret()
  await tx.q.deleteFrom('second_step').where('expires_at', '<=', at).execute()
  await tx.q
    .insertInto('second_step')
    .values({ token_hash: sha256(token), account_id: accountId, created_at: at, expires_at: at + STEP_MS })
    .execute()
  return token
}

/** The account of a second step that waits. */
export async function accountOfStep(reader: Reader, token: string, now: number): Promise<number | null> {
  const row = await reader.q
    .selectFrom('second_step')
    .select('account_id')
    .where('token_hash', '=', sha256(token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.account_id ?? null
}

/** Ends a second step. @returns false when another request did so first */
export async function closeStep(tx: Tx, token: string): Promise<boolean> {
  const done = await tx.q.deleteFrom('second_step').where('token_hash', '=', sha256(token)).executeTakeFirst()
  return Number(done.numDeletedRows) === 1
}

export async function forgetSteps(tx: Tx, accountId: number): Promise<void> {
  await tx.q.deleteFrom('second_step').where('account_id', '=', accountId).execute()
}
