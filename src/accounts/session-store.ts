import type { Reader, Tx } from '../db/index.ts'
import { sha256 } from '../kernel/canonical.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { newSecret } from '../kernel/ids.ts'
import type { Known } from './cache.ts'
import { enrolBy } from './factor-rule-store.ts'
import { actorOfAccount } from './store.ts'

/** After a rotation the token before it still opens the door for so long: answers get lost, pages load side by side. */
export const GRACE_MS = 10 * 60_000

export type SessionFrom = {
  readonly at: number
  readonly days: number
  readonly userAgent?: string
  readonly address?: string
}

/**
 * Opens a session.
 * @param from `at` now (epoch ms), `days` until it is over for good
 * @returns the token for the cookie; only its hash is kept
 */
export async function openSession(tx: Tx, accountId: number, from: SessionFrom): Promise<string> {
  const token = newSecret()
  await tx.q
    .insertInto('sign_in_session')
    .values({
      token_hash: sha256(token),
      account_id: accountId,
      created_at: from.at,
      rotated_at: from.at,
      last_seen_at: from.at,
      expires_at: from.at + from.days * DAY_MS,
      previous_hash: null,
      user_agent: (from.userAgent ?? '').slice(0, 300),
      address: from.address ?? '',
    })
    .execute()
  return token
}

/** The running session whose token, or token before the last rotation, has this hash. */
export async function findSession(reader: Reader, hash: string, now: number, idleMs: number): Promise<Known | null> {
  const row = await reader.q
    .selectFrom('sign_in_session')
    .select(['token_hash', 'account_id', 'rotated_at', 'last_seen_at', 'expires_at'])
    .where((e) => e.or([e('token_hash', '=', hash), e('previous_hash', '=', hash)]))
    .executeTakeFirst()
  if (!row) return null
  const previous = row.token_hash !== hash
  const expiresAt = Math.min(
    row.expires_at,
    row.last_seen_at + idleMs,
    previous ? row.rotated_at + GRACE_MS : Number.POSITIVE_INFINITY,
  )
  if (expiresAt <= now) return null
  const actor = await actorOfAccount(reader, row.account_id)
  if (!actor) return null
  const enrol = await enrolBy(reader, row.account_id, actor.roles)
  const session = { rotatedAt: row.rotated_at, expiresAt, previous, enrolBy: enrol }
  return { actor, row: { table: 'session', hash: row.token_hash }, usedAt: row.last_seen_at, session }
}

/**
 * Gives a session a new token, if `hash` (of the token that was offered) is still its present or previous one.
 * @returns the new token, or null when another request was faster
 */
export async function rotateSession(tx: Tx, rowHash: string, offeredHash: string, now: number): Promise<string | null> {
  const token = newSecret()
  const done = await tx.q
    .updateTable('sign_in_session')
    .set({ token_hash: sha256(token), previous_hash: offeredHash, rotated_at: now, last_seen_at: now })
    .where('token_hash', '=', rowHash)
    .executeTakeFirst()
  return Number(done.numUpdatedRows) === 1 ? token : null
}

/** Ends the session whose token has this hash. */
export async function endSession(tx: Tx, hash: string): Promise<void> {
  await tx.q
    .deleteFrom('sign_in_session')
    .where((e) => e.or([e('token_hash', '=', hash), e('previous_hash', '=', hash)]))
    .execute()
}

/** Ends an account's sessions. @param but the hash of the token whose session goes on @returns how many ended */
export async function endSessionsOf(tx: Tx, accountId: number, but?: string): Promise<number> {
  let ending = tx.q.deleteFrom('sign_in_session').where('account_id', '=', accountId)
  if (but !== undefined) {
    ending = ending
      .where('token_hash', '!=', but)
      .where((e) => e.or([e('previous_hash', 'is', null), e('previous_hash', '!=', but)]))
  }
  return Number((await ending.executeTakeFirst()).numDeletedRows)
}

export async function forgetEndedSessions(tx: Tx, now: number, idleMs: number): Promise<void> {
  await tx.q
    .deleteFrom('sign_in_session')
    .where((e) => e.or([e('expires_at', '<=', now), e('last_seen_at', '<=', now - idleMs)]))
    .execute()
}

/** A session that goes on, as the page of its account shows it. */
export type OpenSession = {
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly userAgent: string
  readonly address: string
  /** The one that asks. */
  readonly own: boolean
}

/** An account's sessions that are still open, the last used first. @param ownHash of the token that asks */
export async function sessionsOf(
  reader: Reader,
  accountId: number,
  open: { readonly now: number; readonly idleMs: number; readonly ownHash?: string },
): Promise<OpenSession[]> {
  const rows = await reader.q
    .selectFrom('sign_in_session')
    .select(['created_at', 'last_seen_at', 'user_agent', 'address', 'token_hash', 'previous_hash'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', open.now)
    .where('last_seen_at', '>', open.now - open.idleMs)
    .orderBy('last_seen_at', 'desc')
    .execute()
  return rows.map((row) => ({
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    userAgent: row.user_agent,
    address: row.address,
    own: open.ownHash !== undefined && [row.token_hash, row.previous_hash].includes(open.ownHash),
  }))
}
