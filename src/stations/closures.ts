import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { commonErrors, notFound } from '../kernel/errors.ts'
import { closureById, insertClosure, markClosureWithdrawn } from './closures-store.ts'
import type { Target } from './target.ts'

export type NewClosure = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly target: Target
  readonly reason: string
}
/** A closure is for days off and repairs; a station that ends has an end date. */
export const MAX_CLOSURE_DAYS = 366

const actorId = (actor: Actor): number | null => (actor.kind === 'account' ? actor.accountId : null)

/**
 * Enters days without broadcast on some stations. Past days are allowed: COUNTING.md 2, airings without evidence are
 * cancelled then.
 * @returns the closure's id
 * @throws DomainError forbidden, invalid_input
 */
export async function enterClosure(tx: Tx, ctx: Context, actor: Actor, closure: NewClosure): Promise<number> {
  demand(actor, 'closure.manage')
  const { from, to, target, reason } = closure
  if (to < from || to >= addDays(from, MAX_CLOSURE_DAYS)) {
    const fault = {
      path: 'to',
      vi: 'Ngày cuối phải từ ngày đầu trở đi, dài nhất 366 ngày.',
      en: 'The end must not be before the start; at most 366 days.',
    }
    throw commonErrors.invalid_input({}, { fields: [fault] })
  }
  const at = ctx.clock.now()
  const id = await insertClosure(tx, { from, to, target, reason, at, by: actorId(actor) })
  await audit(tx, {
    at,
    actor,
    action: 'closure.create',
    subject: ['closure', id],
    after: { from, to, target, reason },
  })
  await tx.emit({ type: 'closures_changed', from, to })
  return id
}

/** Takes a closure back: what it cancelled, and nobody else did, is planned again. @throws DomainError forbidden, not_found */
export async function withdrawClosure(tx: Tx, ctx: Context, actor: Actor, id: number): Promise<void> {
  demand(actor, 'closure.manage')
  const closure = await closureById(tx, id)
  const at = ctx.clock.now()
  if (!closure || !(await markClosureWithdrawn(tx, id, at, actorId(actor)))) {
    throw notFound('closure', id)
  }
  const { from, to, target, reason } = closure
  await audit(tx, {
    at,
    actor,
    action: 'closure.withdraw',
    subject: ['closure', id],
    before: { from, to, target, reason },
  })
  await tx.emit({ type: 'closures_changed', from, to })
}
