import { sql } from 'kysely'
import type { Reader, Tx } from '../db/index.ts'
import { THROTTLE_WINDOW_MS } from './throttle.ts'

export type Failure = { readonly at: number; readonly address: string; readonly usernameFolded: string }

/** On Postgres, lets attempts on one account or from one address pass one by one; SQLite's transactions do already. */
export async function lockAttempts(tx: Tx, usernameFolded: string, address: string): Promise<void> {
  if (tx.dialect !== 'postgres') return
  for (const name of [`sign-in name ${usernameFolded}`, `sign-in address ${address}`].sort()) {
    await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(tx.q)
  }
}

/** Failures for this account since its last success, within the window. */
export async function failuresOfAccount(reader: Reader, usernameFolded: string, now: number): Promise<Failure[]> {
  const rows = await reader.q
    .selectFrom('sign_in_attempt')
    .select(['at', 'address', 'succeeded'])
    .where('username_folded', '=', usernameFolded)
    .where('at', '>', now - THROTTLE_WINDOW_MS)
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()
  const success = rows.findIndex((row) => row.succeeded !== 0)
  return (success < 0 ? rows : rows.slice(0, success)).map(({ at, address }) => ({ at, address, usernameFolded }))
}

/** Failures from this address on any account, within the window: a success on one account pardons none on others. */
export async function failuresFromAddress(reader: Reader, address: string, now: number): Promise<Failure[]> {
  const rows = await reader.q
    .selectFrom('sign_in_attempt')
    .select(['at', 'username_folded'])
    .where('address', '=', address)
    .where('at', '>', now - THROTTLE_WINDOW_MS)
    .where('succeeded', '=', 0)
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()
  return rows.map(({ at, username_folded }) => ({ at, address, usernameFolded: username_folded }))
}

/** Notes an attempt as failed, before it is tried: attempts sent at the same moment count one another. */
export async function noteAttempt(tx: Tx, attempt: Failure): Promise<number> {
  const row = await tx.q
    .insertInto('sign_in_attempt')
    .values({ username_folded: attempt.usernameFolded, address: attempt.address, at: attempt.at, succeeded: 0 })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** @param how `half`: the password was right, the second factor is still to come */
export async function attemptSucceeded(tx: Tx, id: number, how: 'whole' | 'half' = 'whole'): Promise<void> {
  const succeeded = how === 'whole' ? 1 : 2
  await tx.q.updateTable('sign_in_attempt').set({ succeeded }).where('id', '=', id).execute()
}

export async function forgetAttempts(tx: Tx, before: number): Promise<void> {
  await tx.q.deleteFrom('sign_in_attempt').where('at', '<', before).execute()
}

/** A try to sign in, or to give a PIN, as the list of sign-ins shows it. `accountId` is null for a name nobody has. */
export type Attempt = {
  readonly id: number
  readonly at: number
  readonly address: string
  /** Empty for a name that nobody has: it may be a password in the wrong field. */
  readonly username: string
  readonly accountId: number | null
  readonly accountName: string | null
  /** `half`: the password was right, the second factor still to come. */
  readonly outcome: 'in' | 'half' | 'refused'
  /** What was tried: a PIN at a station's device, the code of a second factor, else the password. */
  readonly by: 'password' | 'pin' | 'code'
}

/** Attempts with a PIN or a code are noted under names that no account can have. */
export const pinName = (accountId: number): string => `pin ${accountId}`
export const codeName = (accountId: number): string => `otp ${accountId}`

/**
 * Tries to sign in, newest first, as far back as they are kept (7 days).
 * @param question narrows to an account or to failures; `before` is the last of the page before
 */
export async function attemptsOf(
  reader: Reader,
  question: { readonly accountId?: number; readonly failed?: boolean; readonly before?: number | undefined },
  limit: number,
): Promise<{ items: Attempt[]; next: number | null }> {
  const names = await reader.q.selectFrom('account').select(['id', 'name', 'username', 'username_folded']).execute()
  const byFolded = new Map(
    names.flatMap((one) =>
      [one.username_folded, pinName(one.id), codeName(one.id)].map((name) => [name, one] as const),
    ),
  )
  let query = reader.q.selectFrom('sign_in_attempt').selectAll()
  if (question.accountId !== undefined) {
    const own = [...byFolded].flatMap(([folded, one]) => (one.id === question.accountId ? [folded] : []))
    query = query.where('username_folded', 'in', own.length > 0 ? own : [''])
  }
  if (question.failed) query = query.where('succeeded', '=', 0)
  if (question.before !== undefined) query = query.where('id', '<', question.before)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map((row): Attempt => {
    const account = byFolded.get(row.username_folded)
    return {
      id: row.id,
      at: row.at,
      address: row.address,
      username: account?.username ?? '',
      accountId: account?.id ?? null,
      accountName: account?.name ?? null,
      outcome: row.succeeded === 0 ? 'refused' : row.succeeded === 1 ? 'in' : 'half',
      by: row.username_folded.startsWith('pin ') ? 'pin' : row.username_folded.startsWith('otp ') ? 'code' : 'password',
    }
  })
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
