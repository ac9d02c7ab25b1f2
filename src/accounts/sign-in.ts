import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { sha256 } from '../kernel/canonical.ts'
import { commonErrors } from '../kernel/errors.ts'
import { fold, normaliseLine } from '../kernel/text.ts'
import { admit } from './admit.ts'
import { attemptSucceeded } from './attempt-store.ts'
import { accountErrors } from './errors.ts'
import { checkCode, type FactorKind } from './factor-check.ts'
import { accountOfStep, closeStep, factorRow, openStep } from './factor-store.ts'
import { accountChanged } from './freshness.ts'
import { hashPassword, isOutdated, passwordFault, verifyPassword } from './password.ts'
import { endSession, endSessionsOf, type OpenSession, openSession, sessionsOf } from './session-store.ts'
import { type Account, accountById, credentialsOf, setPasswordHash } from './store.ts'

export type SignIn = {
  readonly username: string
  readonly password: string
  readonly userAgent: string
  readonly address: string
}

/** "Nguyễn.An", NFD or upper case, and "nguyen.an" are one user name. */
export const foldUsername = (username: string): string => fold(normaliseLine(username))

/** A name that nobody has is kept as a hash: often it is a password that was typed into the wrong field. */
const strangersName = (usernameFolded: string): string => `? ${sha256(usernameFolded).slice(0, 32)}`

type Proven = {
  readonly accountId: number
  readonly passwordHash: string | null
  readonly attempt: number
  /** The password under today's parameters, where the stored one has older ones. */
  readonly better: string | null
}

/** @throws DomainError wrong_password, the same for an unknown name; too_many_attempts */
async function provePassword(ctx: Context, input: SignIn): Promise<Proven> {
  const usernameFolded = foldUsername(input.username).slice(0, 200)
  const known = await credentialsOf(ctx.db, { usernameFolded })
  const attempt = await admit(ctx, known ? usernameFolded : strangersName(usernameFolded), input.address)
  const right = await verifyPassword(input.password, known?.active ? known.passwordHash : null)
  if (!right || !known) throw accountErrors.wrong_password()
  const { id: accountId, passwordHash } = known
  const better = passwordHash !== null && isOutdated(passwordHash) ? await hashPassword(input.password) : null
  return { accountId, passwordHash, attempt, better }
}

/** The account, if what was proved still holds: meanwhile it may have ended, or the password changed. */
async function stillProven(tx: Tx, { accountId, passwordHash, better }: Proven, now: number): Promise<Account> {
  const account = await accountById(tx, accountId)
  const still = await credentialsOf(tx, { id: accountId })
  if (!account?.active || still?.passwordHash !== passwordHash) throw accountErrors.wrong_password()
  if (better !== null) await setPasswordHash(tx, accountId, better, now)
  return account
}

type From = Pick<SignIn, 'userAgent' | 'address'>
export type SignedIn = { readonly token: string; readonly account: Account }

async function enter(ctx: Context, tx: Tx, account: Account, from: From, factor: FactorKind | null): Promise<SignedIn> {
  const at = ctx.clock.now()
  const { userAgent, address } = from
  const token = await openSession(tx, account.id, { at, days: ctx.config.sessionDays, userAgent, address })
  const { id: accountId, name, roles } = account
  const actor: Actor = { kind: 'account', accountId, name, roles, stationIds: [] }
  const after = { address, ...(factor ? { second_factor: factor } : {}) }
  await audit(tx, { at, actor, action: 'session.open', subject: ['account', accountId], after })
  return { token, account }
}

/**
 * Signs a person in with user name and password, in one go; where the account has a second factor, with its code as well.
 * @returns the session's token (for the cookie) and the account
 * @throws DomainError wrong_password, the same for an unknown name; too_many_attempts; second_factor_required when the
 *   password is right and no code came; wrong_code
 */
export async function signIn(ctx: Context, input: SignIn & { readonly code?: string | undefined }): Promise<SignedIn> {
  const begun = await beginSignIn(ctx, input)
  if ('token' in begun) return begun
  if (input.code === undefined) throw accountErrors.second_factor_required()
  return finishSignIn(ctx, { ...input, step: begun.step, code: input.code })
}

/**
 * The first half of signing in, by password.
 * @returns the session where there is no second factor, else the token by which `finishSignIn` goes on
 * @throws DomainError as `signIn`
 */
export async function beginSignIn(ctx: Context, input: SignIn): Promise<SignedIn | { readonly step: string }> {
  const proven = await provePassword(ctx, input)
  return transact(ctx.db, async (tx) => {
    const now = ctx.clock.now()
    const account = await stillProven(tx, proven, now)
    if ((await factorRow(tx, account.id))?.confirmedAt) {
      await attemptSucceeded(tx, proven.attempt, 'half')
      return { step: await openStep(tx, account.id, now) }
    }
    await attemptSucceeded(tx, proven.attempt)
    return enter(ctx, tx, account, input, null)
  })
}

/**
 * The second half: a code of the telephone, or a recovery code. Wrong codes are throttled, for the account and the
 * address, apart from passwords; a code opens one door once.
 * @throws DomainError step_over when the password was given too long ago or has changed, wrong_code, too_many_attempts
 */
export async function finishSignIn(ctx: Context, input: From & { step: string; code: string }): Promise<SignedIn> {
  const accountId = await accountOfStep(ctx.db, input.step, ctx.clock.now())
  if (accountId === null) throw accountErrors.step_over()
  const code = await checkCode(ctx, { accountId, code: input.code, address: input.address })
  return transact(ctx.db, async (tx) => {
    const account = await accountById(tx, accountId)
    if (!account?.active || !(await closeStep(tx, input.step))) throw accountErrors.step_over()
    await code.spend(tx)
    return enter(ctx, tx, account, input, code.kind)
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

/** Where the signed-in person is signed in. @param token of the session that asks */
export async function ownSessions(ctx: Context, actor: Actor, token: string): Promise<OpenSession[]> {
  const { accountId } = demandAccount(actor)
  const { sessionIdleMs: idleMs } = ctx.config
  return sessionsOf(ctx.db, accountId, { now: ctx.clock.now(), idleMs, ownHash: sha256(token) })
}

/** Ends the person's other sessions. @param token of the session that goes on @returns how many */
export async function signOutElsewhere(ctx: Context, actor: Actor, token: string): Promise<number> {
  const { accountId } = demandAccount(actor)
  return transact(ctx.db, async (tx) => {
    const ended = await endSessionsOf(tx, accountId, sha256(token))
    await accountChanged(ctx, tx, accountId)
    const at = ctx.clock.now()
    await audit(tx, { at, actor, action: 'session.close_others', subject: ['account', accountId], after: { ended } })
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
