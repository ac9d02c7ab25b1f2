import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor, Role } from '../kernel/actor.ts'
import { sha256 } from '../kernel/canonical.ts'
import { commonErrors, notFound } from '../kernel/errors.ts'
import { admit } from './admit.ts'
import { attemptSucceeded, codeName } from './attempt-store.ts'
import { accountErrors } from './errors.ts'
import { checkCode, sixDigits } from './factor-check.ts'
import { enrolBy, type FactorRule, factorRule, graceEnd, putFactorRule } from './factor-rule-store.ts'
import {
  confirmPending,
  factorRow,
  PENDING_MS,
  putPending,
  putRecoveryCodes,
  recoveryCodesLeft,
  removeFactorRows,
} from './factor-store.ts'
import { accountChanged, everybodyChanged } from './freshness.ts'
import { hashCode, verifyPassword } from './password.ts'
import { demand } from './permissions.ts'
import { newRecoveryCodes, newSalt, recoveryCodeOf } from './recovery.ts'
import { endSessionsOf } from './session-store.ts'
import { demandAccount, foldUsername } from './sign-in.ts'
import { accountById, credentialsOf } from './store.ts'
import { factorUri, newFactorSecret, stepOfCode } from './totp.ts'

/** A person's second factor, as its own page shows it. */
export type FactorState = {
  readonly confirmedAt: number | null
  readonly recoveryCodesLeft: number
  /** A secret that was shown and waits for its first code. */
  readonly pending: { readonly secret: string; readonly uri: string } | null
  /** Whether a role of the account needs one. */
  readonly required: boolean
  /** Until when (epoch ms) the account may do without; null when it has one or need not have one. */
  readonly enrolBy: number | null
}

/** @throws DomainError sign_in_required, account_needed */
export async function factorState(ctx: Context, actor: Actor): Promise<FactorState> {
  const { accountId, roles } = demandAccount(actor)
  const row = await factorRow(ctx.db, accountId)
  const known = await credentialsOf(ctx.db, { id: accountId })
  const secret = freshPending(row, ctx.clock.now())
  return {
    confirmedAt: row?.confirmedAt ?? null,
    recoveryCodesLeft: row?.confirmedAt ? await recoveryCodesLeft(ctx.db, accountId) : 0,
    pending: secret === null ? null : { secret, uri: factorUri(secret, known?.username ?? '') },
    required: isRequired(await factorRule(ctx.db), roles),
    enrolBy: await enrolBy(ctx.db, accountId, roles),
  }
}

const isRequired = (rule: FactorRule, roles: readonly Role[]): boolean => graceEnd(rule, roles, 0) !== null
const freshPending = (row: Awaited<ReturnType<typeof factorRow>>, now: number): string | null =>
  row?.pendingSecret && row.pendingAt !== null && row.pendingAt > now - PENDING_MS ? row.pendingSecret : null

/**
 * Makes a secret for the telephone, to be confirmed by its first code within half an hour.
 * @param input `code` of the present factor, where there is one: another telephone takes its place
 * @throws DomainError wrong_code, too_many_attempts
 */
export async function beginFactor(
  ctx: Context,
  actor: Actor,
  input: { code?: string | undefined; address: string },
): Promise<{ secret: string; uri: string }> {
  const { accountId } = demandAccount(actor)
  const confirmed = (await factorRow(ctx.db, accountId))?.confirmedAt != null
  const code = confirmed ? await checkCode(ctx, { accountId, code: input.code ?? '', address: input.address }) : null
  const secret = newFactorSecret()
  return transact(ctx.db, async (tx) => {
    await code?.spend(tx)
    await putPending(tx, accountId, secret, ctx.clock.now())
    const username = (await credentialsOf(tx, { id: accountId }))?.username ?? ''
    return { secret, uri: factorUri(secret, username) }
  })
}

/**
 * Switches the second factor on: with the first code of the secret that was shown, and the password, so that an unlocked
 * screen is not enough. The account's other sessions end.
 * @param input `token` of the session that goes on
 * @returns ten recovery codes, this once
 * @throws DomainError factor_not_begun, invalid_input beside the code or the password, too_many_attempts
 */
export async function confirmFactor(
  ctx: Context,
  actor: Actor,
  input: { code: string; password: string; token: string; address: string },
): Promise<string[]> {
  const { accountId } = demandAccount(actor)
  const known = await credentialsOf(ctx.db, { id: accountId })
  const secret = freshPending(await factorRow(ctx.db, accountId), ctx.clock.now())
  if (secret === null || !known) throw accountErrors.factor_not_begun()
  const guess = await admit(ctx, foldUsername(known.username), input.address)
  if (!(await verifyPassword(input.password, known.passwordHash))) {
    throw besideField('password', accountErrors.current_password_wrong())
  }
  await transact(ctx.db, (tx) => attemptSucceeded(tx, guess, 'half'))
  const attempt = await admit(ctx, codeName(accountId), input.address)
  const digits = sixDigits(input.code)
  const step = digits === null ? null : stepOfCode(secret, digits, ctx.clock.now())
  if (step === null) throw besideField('code', accountErrors.wrong_code())
  const fresh = await freshCodes()
  await transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    if (!(await confirmPending(tx, accountId, { secret, step, at }))) throw accountErrors.factor_not_begun()
    await attemptSucceeded(tx, attempt)
    await putRecoveryCodes(tx, accountId, fresh.salt, fresh.hashes)
    await endSessionsOf(tx, accountId, sha256(input.token))
    await accountChanged(ctx, tx, accountId)
    await audit(tx, { at, actor, action: 'second_factor.create', subject: ['account', accountId] })
  })
  return fresh.codes
}

const besideField = (path: string, { vi, en }: { vi: string; en: string }) =>
  commonErrors.invalid_input({}, { fields: [{ path, vi, en }] })

async function freshCodes(): Promise<{ codes: string[]; salt: string; hashes: string[] }> {
  const [codes, salt] = [newRecoveryCodes(), newSalt()]
  const hashes: string[] = []
  for (const code of codes) hashes.push(await hashCode(recoveryCodeOf(code) ?? code, salt))
  return { codes, salt, hashes }
}

/** Ten new recovery codes; the old ones end. @throws DomainError no_factor, wrong_code, too_many_attempts */
export async function renewRecoveryCodes(
  ctx: Context,
  actor: Actor,
  input: { code: string; address: string },
): Promise<string[]> {
  const { accountId } = demandAccount(actor)
  const code = await checkCode(ctx, { accountId, ...input })
  const fresh = await freshCodes()
  await transact(ctx.db, async (tx) => {
    await code.spend(tx)
    await putRecoveryCodes(tx, accountId, fresh.salt, fresh.hashes)
    const at = ctx.clock.now()
    await audit(tx, { at, actor, action: 'recovery_codes.create', subject: ['account', accountId] })
  })
  return fresh.codes
}

/** Switches one's own second factor off. @throws DomainError factor_required, no_factor, wrong_code, too_many_attempts */
export async function removeFactor(
  ctx: Context,
  actor: Actor,
  input: { code: string; address: string },
): Promise<void> {
  const { accountId, roles } = demandAccount(actor)
  if (isRequired(await factorRule(ctx.db), roles)) throw accountErrors.factor_required()
  const code = await checkCode(ctx, { accountId, ...input })
  await transact(ctx.db, async (tx) => {
    await code.spend(tx)
    await endFactor(ctx, tx, actor, accountId)
  })
}

async function endFactor(ctx: Context, tx: Tx, actor: Actor, accountId: number): Promise<void> {
  if (!(await removeFactorRows(tx, accountId))) throw accountErrors.no_factor()
  await accountChanged(ctx, tx, accountId)
  await audit(tx, { at: ctx.clock.now(), actor, action: 'second_factor.remove', subject: ['account', accountId] })
}

/**
 * Takes somebody's second factor away who lost the telephone and the codes, for an administrator; all sessions of the
 * account end.
 * @throws DomainError not_found, no_factor
 */
export async function resetFactor(ctx: Context, actor: Actor, accountId: number): Promise<void> {
  demand(actor, 'account.manage')
  await transact(ctx.db, async (tx) => {
    if (!(await accountById(tx, accountId))) throw notFound('account')
    await endSessionsOf(tx, accountId)
    await endFactor(ctx, tx, actor, accountId)
  })
}

/** Whether an account must have a second factor, now or by some day, and has none. */
export const factorDue = async (ctx: Context, account: { id: number; roles: readonly Role[] }): Promise<boolean> =>
  (await enrolBy(ctx.db, account.id, account.roles)) !== null

/** Since when an account has a second factor, for an administrator; null when it has none. */
export async function factorSince(ctx: Context, actor: Actor, accountId: number): Promise<number | null> {
  demand(actor, 'account.manage')
  return (await factorRow(ctx.db, accountId))?.confirmedAt ?? null
}

/** @throws DomainError forbidden */
export async function readFactorRule(ctx: Context, actor: Actor): Promise<{ roles: Role[]; graceDays: number }> {
  demand(actor, 'setting.manage')
  return asRoles(await factorRule(ctx.db))
}

const asRoles = ({ since, graceDays }: FactorRule): { roles: Role[]; graceDays: number } => ({
  roles: (Object.keys(since) as Role[]).sort(),
  graceDays,
})

/**
 * Says which roles need a second factor, and how many days they may do without at first. A role that needed one before
 * keeps the day on which it came to.
 * @throws DomainError forbidden
 */
export async function changeFactorRule(
  ctx: Context,
  actor: Actor,
  wanted: { roles: readonly Role[]; graceDays: number },
): Promise<void> {
  demand(actor, 'setting.manage')
  await transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const before = await factorRule(tx)
    const since = Object.fromEntries(wanted.roles.map((role) => [role, before.since[role] ?? at]))
    const after: FactorRule = { since, graceDays: wanted.graceDays }
    await putFactorRule(tx, after, at)
    await everybodyChanged(ctx, tx)
    const facts = { before: asRoles(before), after: asRoles(after) }
    await audit(tx, { at, actor, action: 'second_factor_rule.change', subject: ['setting', 'second_factor'], ...facts })
  })
}
