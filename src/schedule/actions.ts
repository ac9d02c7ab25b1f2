import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Json } from '../kernel/canonical.ts'
import { addDays, type LocalDate, minutesOf } from '../kernel/dates.ts'
import { notFound } from '../kernel/errors.ts'
import { enterClosure, readTarget, stationsInTime } from '../stations/index.ts'
import { carryOut } from './carry-out.ts'
import { changeById, insertChanges, markChangeWithdrawn, startsOfOccurrence } from './change-store.ts'
import type { Draft } from './dry-run.ts'
import { scheduleErrors } from './errors.ts'
import type { ChangeInput, ClosureInput, Decision, EditInput, Proposal, SlotInput } from './input.ts'
import { materialise, todayOf } from './materialise.ts'
import { settle } from './settle.ts'
import { type Slot, type SlotChange, versionOn } from './slot.ts'
import { insertSlot, slotById, updateSlot } from './slot-store.ts'

const actorId = (actor: Actor): number | null => (actor.kind === 'account' ? actor.accountId : null)

const facts = (slot: Slot): Json => JSON.parse(JSON.stringify(slot)) as Json
const proposed = (draft: Draft): Slot => {
  const [slot] = draft.slots
  if (!slot) throw new Error('a draft of a slot without a slot')
  return slot
}

/** Saves a new slot and makes its airings up to the horizon. @returns its id. @throws as dryRun, stale_dry_run, choice_missing */
export async function createSlot(ctx: Context, actor: Actor, slot: SlotInput, decision: Decision): Promise<number> {
  return transact(ctx.db, (tx) => saveNew(tx, ctx, actor, { kind: 'create', slot }, decision))
}

async function saveNew(tx: Tx, ctx: Context, actor: Actor, proposal: Proposal, decision: Decision): Promise<number> {
  const { draft, choices } = await settle(tx, ctx, actor, proposal, decision)
  const slot = proposed(draft)
  const at = ctx.clock.now()
  const id = await insertSlot(tx, slot, at, actorId(actor))
  await audit(tx, {
    at,
    actor,
    action: 'slot.create',
    subject: ['slot', id],
    after: facts({ ...slot, id, createdAt: at }),
  })
  await carryOut(tx, todayOf(ctx), actorId(actor), id, draft, choices)
  return id
}

async function saveOver(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  proposal: Proposal,
  decision: Decision,
  action: string,
): Promise<void> {
  const { draft, choices } = await settle(tx, ctx, actor, proposal, decision)
  const slot = proposed(draft)
  await updateSlot(tx, slot)
  await audit(tx, { at: ctx.clock.now(), actor, action, subject: ['slot', slot.id], after: facts(slot) })
  await carryOut(tx, todayOf(ctx), actorId(actor), slot.id, draft, choices)
}

/** Edits a slot from a date on (today at the earliest); its airings keep their identity by ordinal. @throws as createSlot */
export async function editSlot(
  ctx: Context,
  actor: Actor,
  slotId: number,
  slot: EditInput,
  decision: Decision,
): Promise<void> {
  await transact(ctx.db, (tx) =>
    saveOver(tx, ctx, actor, { kind: 'edit', slot_id: slotId, slot }, decision, 'slot.edit'),
  )
}

/** Ends a slot after a last day; what it had planned after that is superseded. @throws as createSlot */
export async function endSlot(
  ctx: Context,
  actor: Actor,
  slotId: number,
  lastDay: LocalDate,
  decision: Decision,
): Promise<void> {
  await transact(ctx.db, (tx) =>
    saveOver(tx, ctx, actor, { kind: 'end', slot_id: slotId, last_day: lastDay }, decision, 'slot.end'),
  )
}

/** Cancels, moves or replaces one occurrence, or adds one. @returns the change's id, or for `add` the new slot's */
export async function changeSlot(
  ctx: Context,
  actor: Actor,
  slotId: number,
  input: ChangeInput,
  decision: Decision,
): Promise<{ changeId: number } | { slotId: number }> {
  const proposal = { kind: 'change', slot_id: slotId, change: input } as const
  return transact(ctx.db, async (tx) => {
    if (input.kind === 'add') return { slotId: await saveNew(tx, ctx, actor, proposal, decision) }
    const { draft, choices } = await settle(tx, ctx, actor, proposal, decision)
    if (!draft.change) throw new Error('a draft of a change without a change')
    const at = ctx.clock.now()
    const [changeId = 0] = await insertChanges(tx, [draft.change], at, actorId(actor))
    await audit(tx, {
      at,
      actor,
      action: `slot.${input.kind}`,
      subject: ['slot', slotId],
      after: { change: changeId, ...draft.change },
    })
    await carryOut(tx, todayOf(ctx), actorId(actor), slotId, draft, choices)
    return { changeId }
  })
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
  return transact(ctx.db, async (tx) => {
    if (dryRunHash !== undefined) {
      await settle(tx, ctx, actor, { kind: 'closure', closure }, { dry_run: dryRunHash, choices: [], rest: 'keep' })
    }
    const target = await readTarget(tx, closure.target, await stationsInTime(tx))
    return enterClosure(tx, ctx, actor, { ...closure, target })
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
    const made = await materialise(tx, todayOf(ctx), { from, to, act: 'backfill', slotIds: [slotId] })
    await audit(tx, {
      at: ctx.clock.now(),
      actor,
      action: 'slot.backfill',
      subject: ['slot', slotId],
      after: { from, to, reason, made },
    })
    return made
  })
}
