import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { sha256 } from '../kernel/canonical.ts'
import { commonErrors } from '../kernel/errors.ts'
import { fold, normaliseLine } from '../kernel/text.ts'
import { attemptSucceeded, failuresFromAddress, failuresOfAccount, lockAttempts, noteAttempt } from './attempt-store.ts'
import { accountErrors } from './errors.ts'
import { accountChanged } from './freshness.ts'
import { hashPassword, isOutdated, passwordFault, verifyPassword } from './password.ts'
import { endSession, endSessionsOf, openSession } from './session-store.ts'
import { type Account, accountById, credentialsOf, setPasswordHash } from './store.ts'
import { THROTTLE, waitMs } from './throttle.ts'

export type SignIn = {
  readonly username: string
  readonly password: string
  readonly userAgent: string
  readonly address: string
}

/** "Nguyễn.An", NFD or upper case, and "nguyen.an" are one user name. */
export const foldUsername = (username: string): string => fold(normaliseLine(username))

/** Behind a proxy that is not trusted (TRUST_PROXY), everybody comes from this machine: one must not stop all. */
const tellsPeopleApart = (address: string): boolean =>
  address !== '' && address !== '::1' && !address.startsWith('127.')

/**
 * Notes an attempt, unless there were too many.
 * @returns the attempt's id, to be marked when it succeeds
 * @throws DomainError too_many_attempts with the seconds to wait
 */
export async function admit(ctx: Context, usernameFolded: string, address: string): Promise<number> {
  const now = ctx.clock.now()
  return transact(ctx.db, async (tx) => {
    await lockAttempts(tx, usernameFolded, address)
    const ofAccount = await failuresOfAccount(tx, usernameFolded, now)
    const here = ofAccount.filter((failure) => failure.address === address)
    const fromAddress = tellsPeopleApart(address) ? await failuresFromAddress(tx, address, now) : []
    const at = (failures: readonly { at: number }[]) => failures.map((failure) => failure.at)
    const wait = Math.max(
      waitMs(THROTTLE.accountAtAddress, at(here), now),
      waitMs(THROTTLE.account, at(ofAccount), now),
      waitMs(THROTTLE.address, at(fromAddress), now),
    )
    if (wait > 0) throw accountErrors.too_many_attempts({ retry_after: Math.ceil(wait / 1000) })
    return noteAttempt(tx, { usernameFolded, address, at: now })
  })
}

/**
 * Signs a person in with user name and password.
 * @returns the session's token (for the cookie) and the account
 * @throws DomainError wrong_password, the same for an unknown name; too_many_attempts
 */
export async function signIn(ctx: Context, input: SignIn): Promise<{ token: string; account: Account }> {
  const usernameFolded = foldUsername(input.username).slice(0, 200)
  const attempt = await admit(ctx, usernameFolded, input.address)
  const known = await credentialsOf(ctx.db, { usernameFolded })
  const right = await verifyPassword(input.password, known?.active ? known.passwordHash : null)
  if (!right || !known) throw accountErrors.wrong_password()
  const better =
    known.passwordHash !== null && isOutdated(known.passwordHash) ? await hashPassword(input.password) : null
  return transact(ctx.db, async (tx) => {
    const now = ctx.clock.now()
    const account = await accountById(tx, known.id)
    // Between the check and now the account may have ended or the password changed.
    const still = await credentialsOf(tx, { id: known.id })
    if (!account?.active || still?.passwordHash !== known.passwordHash) throw accountErrors.wrong_password()
    await attemptSucceeded(tx, attempt)
    if (better !== null) await setPasswordHash(tx, known.id, better, now)
    const { userAgent, address } = input
    const token = await openSession(tx, known.id, { at: now, days: ctx.config.sessionDays, userAgent, address })
    const actor: Actor = {
      kind: 'account',
      accountId: account.id,
      name: account.name,
      roles: account.roles,
      stationIds: [],
    }
    await audit(tx, { at: now, actor, action: 'session.open', subject: ['account', account.id], after: { address } })
    return { token, account }
  })
}

/** The signed-in person. @throws DomainError sign_in_required, or account_needed for a key */
export function demandAccount(actor: Actor): Actor & { kind: 'account' } {
  if (actor.kind === 'account') return actor
  throw actor.kind === 'nobody' ? commonErrors.sign_in_required() : accountErrors.account_needed()
}

/** Ends the session with this token. */
export async function signOut(ctx: Context, actor: Actor, token: string): Promise<void> {
  const { accountId } = demandAccount(actor)
  await transact(ctx.db, async (tx) => {
    await endSession(tx, sha256(token))
    await accountChanged(ctx, tx, accountId)
    await audit(tx, { at: ctx.clock.now(), actor, action: 'session.close', subject: ['account', accountId] })
  })
}

/** Ends all sessions of the signed-in person, this one too. @returns how many */
export async function signOutEverywhere(ctx: Context, actor: Actor): Promise<number> {
  const { accountId } = demandAccount(actor)
  return transact(ctx.db, async (tx) => {
    const ended = await endSessionsOf(tx, accountId)
    await accountChanged(ctx, tx, accountId)
    await audit(tx, {
      at: ctx.clock.now(),
      actor,
      action: 'session.close_all',
      subject: ['account', accountId],
      after: { ended },
    })
    return ended
  })
}

/** @throws DomainError invalid_input when a new password breaks the rule */
export function demandGoodPassword(password: string, username: string): void {
  const fault = passwordFault(password, username)
  if (fault) throw commonErrors.invalid_input({}, { fields: [fault] })
}

/**
 * Changes the signed-in person's own password and ends the other sessions. Guessing the present one is throttled as
 * signing in is.
 */
export async function changePassword(
  ctx: Context,
  actor: Actor,
  input: { current: string; password: string; token: string; address: string },
): Promise<void> {
  const { accountId } = demandAccount(actor)
  const known = await credentialsOf(ctx.db, { id: accountId })
  if (!known) throw commonErrors.sign_in_required()
  demandGoodPassword(input.password, known.username)
  const attempt = await admit(ctx, foldUsername(known.username), input.address)
  if (!(await verifyPassword(input.current, known.passwordHash))) throw accountErrors.current_password_wrong()
  const hash = await hashPassword(input.password)
  await transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    await attemptSucceeded(tx, attempt)
    await setPasswordHash(tx, accountId, hash, at)
    await endSessionsOf(tx, accountId, sha256(input.token))
    await accountChanged(ctx, tx, accountId)
    await audit(tx, { at, actor, action: 'account.change_password', subject: ['account', accountId] })
  })
}
