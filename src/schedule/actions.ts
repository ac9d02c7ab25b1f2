import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Reader, type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Json } from '../kernel/canonical.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { commonErrors } from '../kernel/errors.ts'
import { enterClosure, readTarget, stationsInTime } from '../stations/index.ts'
import { changesFor } from './choices.ts'
import { isFrozen, type Step } from './difference.ts'
import { assess, type Draft, type DryRun } from './dry-run.ts'
import { scheduleErrors } from './errors.ts'
import type { ChangeInput, ClosureInput, Decision, EditInput, Proposal, SlotInput } from './input.ts'
import { materialise, type Today } from './materialise.ts'
import { draftOf } from './proposals.ts'
import type { Slot } from './slot.ts'
import {
  changeById,
  insertChanges,
  insertSlot,
  markChangeWithdrawn,
  type NewChange,
  slotById,
  updateSlot,
} from './slot-store.ts'

export const todayOf = (ctx: Context): Today => ({
  now: ctx.clock.now(),
  zone: ctx.zone,
  horizonDays: ctx.config.horizonDays,
})
const actorId = (actor: Actor): number | null => (actor.kind === 'account' ? actor.accountId : null)

/**
 * What a proposal would do: every projected airing, every conflict with its legal choices, and the hash that saving it
 * needs. Writes nothing.
 * @throws DomainError for what cannot be saved at all: station_closed, unknown_station, unbounded_rule, …
 */
export async function dryRun(ctx: Context, actor: Actor, proposal: Proposal): Promise<DryRun> {
  return (await run(ctx.db, todayOf(ctx), actor, proposal)).result
}

async function run(
  reader: Reader,
  today: Today,
  actor: Actor,
  proposal: Proposal,
): Promise<{ draft: Draft; result: DryRun }> {
  const draft = await draftOf(reader, today, actor, proposal)
  const result = await assess(reader, today, draft)
  const silent = draft.closure ? [] : result.silences.filter((silence) => silence.wholly)
  if (silent.length > 0 && (proposal.kind === 'create' || proposal.kind === 'edit')) {
    const names = new Map((await stationsInTime(reader)).map((station) => [station.id, station.name]))
    throw scheduleErrors.station_closed({
      stations: silent
        .slice(0, 10)
        .map((s) => names.get(s.stationId) ?? '')
        .join(', '),
    })
  }
  if (proposal.kind === 'change') demandOpen(result.steps, draft.change, today.now)
  return { draft, result }
}

/** What has begun is past: a change to it would have no effect, and is refused rather than kept in silence. */
function demandOpen(steps: readonly Step[], change: Draft['change'], now: number): void {
  const meant = steps.filter(
    ({ airing }) =>
      change === null ||
      (airing.ordinal === change.ordinal && (change.stationId === null || airing.stationId === change.stationId)),
  )
  if (meant.some(({ before, effect }) => (before ? !isFrozen(before, now) : effect !== 'same'))) return
  if (change === null || meant.length > 0) throw scheduleErrors.past_occurrence()
  throw scheduleErrors.no_such_occurrence({ ordinal: change.ordinal, date: change.onDate })
}

/**
 * Runs the proposal anew inside the transaction that saves it, and holds it to what the person saw.
 * @throws DomainError stale_dry_run with the new dry run in `extra`, choice_missing, choice_not_legal
 */
async function settle(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  proposal: Proposal,
  decision: Decision,
): Promise<{ draft: Draft; result: DryRun; choices: NewChange[] }> {
  const { draft, result } = await run(tx, todayOf(ctx), actor, proposal)
  if (result.hash !== decision.dry_run) throw new StaleDryRun(result)
  return { draft, result, choices: changesFor(result.conflicts, { each: decision.choices, rest: decision.rest }) }
}

/** Carries the new dry run to the edge, where it becomes part of the problem document. */
export class StaleDryRun extends Error {
  readonly result: DryRun
  constructor(result: DryRun) {
    super('the dry run is stale')
    this.result = result
  }
}

/** Stores the choices as changes, then makes the airings of the slot and of those that gave way to it. */
async function carryOut(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  slotId: number,
  { from, to }: Draft,
  choices: readonly NewChange[],
): Promise<void> {
  // In a dry run a new slot has the id 0.
  const own = (id: number | null) => (id === 0 ? slotId : id)
  const changes = choices.map((c) => ({ ...c, slotId: own(c.slotId) ?? slotId, conflictSlotId: own(c.conflictSlotId) }))
  await insertChanges(tx, changes, ctx.clock.now(), actorId(actor))
  const today = todayOf(ctx)
  for (const id of new Set(changes.map((change) => change.slotId).filter((id) => id !== slotId))) {
    const days = changes.filter((change) => change.slotId === id).map((change) => change.onDate)
    const range = { from: days.reduce((a, b) => (a < b ? a : b)), to: days.reduce((a, b) => (a > b ? a : b)) }
    await materialise(tx, today, { ...range, act: 'plan', slotIds: [id] })
  }
  await materialise(tx, today, { from, to, act: 'plan', slotIds: [slotId] })
}

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
  await carryOut(tx, ctx, actor, id, draft, choices)
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
  await carryOut(tx, ctx, actor, slot.id, draft, choices)
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
    await carryOut(tx, ctx, actor, slotId, draft, choices)
    return { changeId }
  })
}

/** Takes a change back, as long as its occurrence has not begun. @throws DomainError not_found */
export async function withdrawChange(ctx: Context, actor: Actor, slotId: number, changeId: number): Promise<void> {
  demand(actor, 'schedule.plan')
  await transact(ctx.db, async (tx) => {
    const change = await changeById(tx, changeId)
    if (!change || change.slotId !== slotId) throw commonErrors.not_found({ what: `thay đổi số ${changeId}` })
    const at = ctx.clock.now()
    await markChangeWithdrawn(tx, changeId, at)
    await audit(tx, { at, actor, action: 'slot.withdraw_change', subject: ['slot', slotId], before: { ...change } })
    await materialise(tx, todayOf(ctx), { from: change.onDate, to: change.onDate, act: 'plan', slotIds: [slotId] })
  })
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
    if (!(await slotById(tx, slotId))) throw commonErrors.not_found({ what: `khung giờ số ${slotId}` })
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
