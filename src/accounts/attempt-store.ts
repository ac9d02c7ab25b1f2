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
  const success = rows.findIndex((row) => row.succeeded === 1)
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

export async function attemptSucceeded(tx: Tx, id: number): Promise<void> {
  await tx.q.updateTable('sign_in_attempt').set({ succeeded: 1 }).where('id', '=', id).execute()
}

export async function forgetAttempts(tx: Tx, before: number): Promise<void> {
  await tx.q.deleteFrom('sign_in_attempt').where('at', '<', before).execute()
}
