import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { commonErrors, type FieldFault, notFound } from '../kernel/errors.ts'
import { admit } from './admit.ts'
import { attemptSucceeded, pinName } from './attempt-store.ts'
import { accountErrors } from './errors.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { can, demand } from './permissions.ts'
import { type Operator, operatorsBound, pinHashOf, putPin, removePin } from './pin-store.ts'
import { demandAccount } from './sign-in.ts'
import { accountById, actorOfAccount } from './store.ts'

/**
 * A PIN: six digits by which an operator confirms airings at the station's device, where nobody signs in. It opens
 * nothing else, and only together with the key of a station that the account is bound to.
 */
const PIN = /^\d{6}$/
/** One digit six times, or a straight run up or down. */
const RUNS = '0123456789012345 9876543210987654'

/** What is wrong with a PIN that somebody wants, in both languages; null when nothing is. */
export function pinFault(pin: string): FieldFault | null {
  if (!PIN.test(pin)) return { path: 'pin', vi: 'Mã PIN gồm đúng 6 chữ số.', en: 'A PIN has exactly 6 digits.' }
  if (/^(\d)\1+$/.test(pin) || /^(\d\d\d?)\1+$/.test(pin) || RUNS.includes(pin)) {
    return { path: 'pin', vi: 'Mã PIN này quá dễ đoán.', en: 'This PIN is too easy to guess.' }
  }
  return null
}

/**
 * Sets a PIN: one's own, or anybody's for an administrator.
 * @throws DomainError invalid_input beside the field, not_found, forbidden
 */
export async function setPin(ctx: Context, actor: Actor, input: { accountId: number; pin: string }): Promise<void> {
  demandOwnOrManaged(actor, input.accountId)
  const fault = pinFault(input.pin)
  if (fault) throw commonErrors.invalid_input({}, { fields: [fault] })
  const hash = await hashPassword(input.pin)
  await transact(ctx.db, async (tx) => {
    const account = await accountById(tx, input.accountId)
    if (!account) throw notFound('account')
    const at = ctx.clock.now()
    await putPin(tx, account.id, hash, at)
    await audit(tx, { at, actor, action: 'account.set_pin', subject: ['account', account.id] })
  })
}

/** Takes a PIN away; harmless where there is none. @throws DomainError forbidden */
export async function clearPin(ctx: Context, actor: Actor, accountId: number): Promise<void> {
  demandOwnOrManaged(actor, accountId)
  await transact(ctx.db, async (tx) => {
    if (!(await removePin(tx, accountId))) return
    await audit(tx, { at: ctx.clock.now(), actor, action: 'account.clear_pin', subject: ['account', accountId] })
  })
}

function demandOwnOrManaged(actor: Actor, accountId: number): void {
  if (actor.kind === 'system' || demandAccount(actor).accountId === accountId) return
  demand(actor, 'account.manage')
}

export const hasPin = async (ctx: Context, accountId: number): Promise<boolean> =>
  (await pinHashOf(ctx.db, accountId)) !== null

/** Who may confirm at a station's device: the active operators bound to it. */
export const operatorsOf = (ctx: Context, stationId: number): Promise<Operator[]> => operatorsBound(ctx.db, stationId)

/**
 * The person who typed a PIN at a station's device. Guesses are throttled as sign-ins are, for the account and the
 * device, apart from those of the password.
 * @param device what tells one device of the station from another (the number of its key)
 * @throws DomainError wrong_pin, the same for a stranger, an ended account and one without a PIN; too_many_attempts
 */
export async function operatorByPin(
  ctx: Context,
  input: { accountId: number; pin: string; stationId: number; device: string },
): Promise<Actor & { kind: 'account' }> {
  // No user name holds a space, so these attempts never meet those of signing in.
  const attempt = await admit(ctx, pinName(input.accountId), `device ${input.device}`)
  const stored = await pinHashOf(ctx.db, input.accountId)
  const right = await verifyPassword(input.pin, stored)
  const operator = await actorOfAccount(ctx.db, input.accountId)
  const bound = operator?.stationIds.includes(input.stationId) === true
  if (!right || !operator || !bound || !can(operator, 'airing.attest', { stationId: input.stationId })) {
    throw accountErrors.wrong_pin()
  }
  await transact(ctx.db, async (tx) => {
    // Changed while it was checked: what was typed is no longer it.
    if ((await pinHashOf(tx, input.accountId)) !== stored) throw accountErrors.wrong_pin()
    await attemptSucceeded(tx, attempt)
  })
  return operator
}
