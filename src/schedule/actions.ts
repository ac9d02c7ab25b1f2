import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, type LocalDate, minutesOf } from '../kernel/dates.ts'
import { notFound } from '../kernel/errors.ts'
import { recordAct } from './acts.ts'
import { changeById, markChangeWithdrawn, startsOfOccurrence } from './change-store.ts'
import { scheduleErrors } from './errors.ts'
import type { ChangeInput, ClosureInput, Decision, EditInput, Proposal, SlotInput } from './input.ts'
import { materialise, todayOf } from './materialise.ts'
import { saveClosureUnseen, saveIn, type Trace } from './saving.ts'
import { type SlotChange, versionOn } from './slot.ts'
import { slotById } from './slot-store.ts'

/** What saving a proposal gave: the act by which it can be taken back, and what was made. */
export type Saved = Pick<Trace, 'slotId' | 'changeId' | 'closureId'> & { readonly actId: number }

/**
 * Carries a proposal out as its dry run showed it, in one transaction.
 * @throws DomainError as dryRun, choice_missing, choice_not_legal; StaleDryRun
 */
export async function saveProposal(ctx: Context, actor: Actor, proposal: Proposal, decision: Decision): Promise<Saved> {
  return transact(ctx.db, async (tx) => {
    const trace = await saveIn(tx, ctx, actor, proposal, decision)
    return savedOf(trace, await recordAct(tx, ctx, actor, [trace]))
  })
}
const savedOf = ({ slotId, changeId, closureId }: Trace, actId: number): Saved => ({
  slotId,
  changeId,
  closureId,
  actId,
})
const made = (id: number | null): number => {
  if (id === null) throw new Error('a saving that made nothing')
  return id
}

/** Saves a new slot and makes its airings up to the horizon. @returns its id. @throws as dryRun, stale_dry_run, choice_missing */
export async function createSlot(ctx: Context, actor: Actor, slot: SlotInput, decision: Decision): Promise<number> {
  return made((await saveProposal(ctx, actor, { kind: 'create', slot }, decision)).slotId)
}

/** Edits a slot from a date on (today at the earliest); its airings keep their identity by ordinal. @throws as createSlot */
export async function editSlot(
  ctx: Context,
  actor: Actor,
  slotId: number,
  slot: EditInput,
  decision: Decision,
): Promise<void> {
  await saveProposal(ctx, actor, { kind: 'edit', slot_id: slotId, slot }, decision)
}

/** Ends a slot after a last day; what it had planned after that is superseded. @throws as createSlot */
export async function endSlot(
  ctx: Context,
  actor: Actor,
  slotId: number,
  lastDay: LocalDate,
  decision: Decision,
): Promise<void> {
  await saveProposal(ctx, actor, { kind: 'end', slot_id: slotId, last_day: lastDay }, decision)
}

/** Cancels, moves or replaces one occurrence, or adds one. @returns the change's id, or for `add` the new slot's */
export async function changeSlot(
  ctx: Context,
  actor: Actor,
  slotId: number,
  input: ChangeInput,
  decision: Decision,
): Promise<{ changeId: number } | { slotId: number }> {
  const saved = await saveProposal(ctx, actor, { kind: 'change', slot_id: slotId, change: input }, decision)
  return input.kind === 'add' ? { slotId: made(saved.slotId) } : { changeId: made(saved.changeId) }
}

/**
 * Takes a change back, as long as its occurrence has not begun, where it is now and where it would be again.
 * @throws DomainError not_found, past_occurrence
 */
export async function withdrawChange(ctx: Context, actor: Actor, slotId: number, changeId: number): Promise<void> {
  demand(actor, 'schedule.plan')
  await transact(ctx.db, async (tx) => {
    const change = await changeById(tx, changeId)
    if (!change || change.slotId !== slotId) throw notFound('change', changeId)
    const at = ctx.clock.now()
    await demandNotBegun(tx, ctx, change)
    await markChangeWithdrawn(tx, changeId, at)
    await audit(tx, { at, actor, action: 'slot.withdraw_change', subject: ['slot', slotId], before: { ...change } })
    await materialise(tx, todayOf(ctx), { from: change.onDate, to: change.onDate, act: 'plan', slotIds: [slotId] })
  })
}

async function demandNotBegun(tx: Tx, ctx: Context, change: SlotChange): Promise<void> {
  const slot = await slotById(tx, change.slotId)
  const time = slot && versionOn(slot, change.onDate).rule.times[change.ordinal - 1]
  const byRule = time === undefined ? [] : [ctx.zone.toInstant(change.onDate, minutesOf(time))]
  const starts = [...byRule, ...(await startsOfOccurrence(tx, change))]
  if (starts.some((start) => start <= ctx.clock.now())) throw scheduleErrors.past_occurrence()
}

/**
 * Enters a closure; the airings it meets are cancelled, past ones only without evidence (COUNTING.md 2). A closure makes
 * no conflicts, so the dry run's hash may be left out.
 * @returns its id
 */
export async function createClosure(
  ctx: Context,
  actor: Actor,
  closure: ClosureInput,
  dryRunHash?: string,
): Promise<number> {
  if (dryRunHash !== undefined) {
    const decision = { dry_run: dryRunHash, choices: [], rest: 'keep' as const }
    return made((await saveProposal(ctx, actor, { kind: 'closure', closure }, decision)).closureId)
  }
  return transact(ctx.db, async (tx) => {
    const trace = await saveClosureUnseen(tx, ctx, actor, closure)
    await recordAct(tx, ctx, actor, [trace])
    return made(trace.closureId)
  })
}

/**
 * Makes the airings that a slot would have had on past dates: an explicit act with a reason (COUNTING.md 2). Airings that
 * exist keep their times.
 * @returns how many airings were made
 * @throws DomainError future_backfill, expansion_too_long, not_found
 */
export async function backfillSlot(
  ctx: Context,
  actor: Actor,
  slotId: number,
  { from, to, reason }: { from: LocalDate; to: LocalDate; reason: string },
): Promise<number> {
  demand(actor, 'schedule.plan')
  const today = ctx.zone.localDate(ctx.clock.now())
  if (to > today) throw scheduleErrors.future_backfill({ today })
  if (from < addDays(to, -399)) throw scheduleErrors.expansion_too_long({ days: '>400', max: 400 })
  return transact(ctx.db, async (tx) => {
    if (!(await slotById(tx, slotId))) throw notFound('slot', slotId)
    const count = await materialise(tx, todayOf(ctx), { from, to, act: 'backfill', slotIds: [slotId] })
    await audit(tx, {
      at: ctx.clock.now(),
      actor,
      action: 'slot.backfill',
      subject: ['slot', slotId],
      after: { from, to, reason, made: count },
    })
    return count
  })
}
