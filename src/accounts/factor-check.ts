import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import { admit } from './admit.ts'
import { attemptSucceeded, codeName } from './attempt-store.ts'
import { accountErrors } from './errors.ts'
import { factorRow, isRecoveryCode, useRecoveryCode, useStep } from './factor-store.ts'
import { hashCode } from './password.ts'
import { recoveryCodeOf } from './recovery.ts'
import { stepOfCode } from './totp.ts'

export type FactorKind = 'totp' | 'recovery'
/** A code that was right when it was checked; `spend` uses it up, in the transaction of what it opens. */
export type CheckedCode = { readonly kind: FactorKind; readonly spend: (tx: Tx) => Promise<void> }

/** Six digits, however grouped; null when it is something else. */
export const sixDigits = (typed: string): string | null => {
  const plain = typed.normalize('NFKC').replace(/[\s-]/g, '')
  return /^\d{6}$/.test(plain) ? plain : null
}

/**
 * Checks a code of an account's second factor, or one of its recovery codes. Guesses are throttled as passwords are, for
 * the account and the address, apart from those.
 * @throws DomainError no_factor, wrong_code, too_many_attempts
 */
export async function checkCode(
  ctx: Context,
  input: { accountId: number; code: string; address: string },
): Promise<CheckedCode> {
  const { accountId } = input
  const { secret, recoverySalt } = (await factorRow(ctx.db, accountId)) ?? { secret: null, recoverySalt: null }
  if (secret === null) throw accountErrors.no_factor()
  const attempt = await admit(ctx, codeName(accountId), input.address)
  const digits = sixDigits(input.code)
  if (digits !== null) {
    const step = stepOfCode(secret, digits, ctx.clock.now())
    if (step === null) throw accountErrors.wrong_code()
    return spending('totp', attempt, (tx) => useStep(tx, accountId, secret, step))
  }
  const recovery = recoveryCodeOf(input.code)
  const hash = recovery !== null && recoverySalt !== null ? await hashCode(recovery, recoverySalt) : null
  if (hash === null || !(await isRecoveryCode(ctx.db, accountId, hash))) throw accountErrors.wrong_code()
  return spending('recovery', attempt, (tx) => useRecoveryCode(tx, accountId, hash, ctx.clock.now()))
}

/** Two requests with one code: one of them spends it, the other hears that it is wrong. */
const spending = (kind: FactorKind, attempt: number, use: (tx: Tx) => Promise<boolean>): CheckedCode => ({
  kind,
  spend: async (tx) => {
    if (!(await use(tx))) throw accountErrors.wrong_code()
    await attemptSucceeded(tx, attempt)
  },
})
