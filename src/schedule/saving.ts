import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Json } from '../kernel/canonical.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { enterClosure, readTarget, stationsInTime } from '../stations/index.ts'
import { type CarriedOut, carryOut } from './carry-out.ts'
import { insertChanges } from './change-store.ts'
import type { Draft, DryRun } from './dry-run.ts'
import type { Decision, Proposal } from './input.ts'
import { todayOf } from './materialise.ts'
import { settle } from './settle.ts'
import type { Slot } from './slot.ts'
import { insertSlot, slotById, updateSlot } from './slot-store.ts'

/** What one saving wrote: what answers need, and what taking it back needs. */
export type Trace = {
  readonly kind: string
  readonly slotId: number | null
  readonly changeId: number | null
  readonly closureId: number | null
  readonly slots: readonly { readonly id: number; readonly before: Slot | null }[]
  readonly changeIds: readonly number[]
  readonly from: LocalDate
  readonly to: LocalDate
  readonly firstStart: number | null
}

export const accountOf = (actor: Actor): number | null => (actor.kind === 'account' ? actor.accountId : null)
const facts = (slot: Slot): Json => JSON.parse(JSON.stringify(slot)) as Json
const proposed = (draft: Draft): Slot => {
  const [slot] = draft.slots
  if (!slot) throw new Error('a draft of a slot without a slot')
  return slot
}

/**
 * Carries a proposal out as its dry run showed it: settled anew, stored, its airings made, audited.
 * @throws DomainError as dryRun, choice_missing, choice_not_legal; StaleDryRun
 */
export async function saveIn(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  proposal: Proposal,
  decision: Decision,
): Promise<Trace> {
  const { draft, result, choices } = await settle(tx, ctx, actor, proposal, decision)
  if (proposal.kind === 'closure') return saveClosure(tx, ctx, actor, proposal.closure, result)
  const by = accountOf(actor)
  const at = ctx.clock.now()
  const slot = proposed(draft)
  const before = slot.id === 0 ? null : ((await slotById(tx, slot.id)) ?? null)
  const kind = kindOf(proposal)
  const own: CarriedOut['changes'][number][] = []
  let slotId = slot.id
  if (draft.change) {
    const { onDate } = draft.change
    const [id = 0] = await insertChanges(tx, [draft.change], at, by)
    own.push({ id, slotId, onDate })
    await audit(tx, { at, actor, action: kind, subject: ['slot', slotId], after: { change: id, ...draft.change } })
  } else if (before) {
    await updateSlot(tx, slot)
    await audit(tx, { at, actor, action: kind, subject: ['slot', slotId], before: facts(before), after: facts(slot) })
  } else {
    slotId = await insertSlot(tx, slot, at, by)
    const after = facts({ ...slot, id: slotId, createdAt: at })
    await audit(tx, { at, actor, action: 'slot.create', subject: ['slot', slotId], after })
  }
  const done = await carryOut(tx, todayOf(ctx), by, slotId, draft, choices)
  return {
    kind,
    slotId,
    changeId: own[0]?.id ?? null,
    closureId: null,
    ...extent(draft, [...own, ...done.changes]),
    slots: [{ id: slotId, before }, ...(await yielded(tx, slotId, done))],
    firstStart: firstStartOf(result, at),
  }
}

const kindOf = (proposal: Exclude<Proposal, { kind: 'closure' }>): string =>
  proposal.kind === 'change' ? `slot.${proposal.change.kind}` : `slot.${proposal.kind}`

async function saveClosure(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  closure: Extract<Proposal, { kind: 'closure' }>['closure'],
  result: DryRun | null,
): Promise<Trace> {
  const at = ctx.clock.now()
  const target = await readTarget(tx, closure.target, await stationsInTime(tx))
  const closureId = await enterClosure(tx, ctx, actor, { ...closure, target })
  const { from, to } = closure
  const none = { slotId: null, changeId: null, slots: [], changeIds: [] }
  return { ...none, kind: 'closure.create', closureId, from, to, firstStart: result && firstStartOf(result, at) }
}
export const saveClosureUnseen = (
  tx: Tx,
  ctx: Context,
  actor: Actor,
  closure: Extract<Proposal, { kind: 'closure' }>['closure'],
): Promise<Trace> => saveClosure(tx, ctx, actor, closure, null)

/** The days that the draft and all its changes lie on. */
function extent({ from, to }: Draft, changes: CarriedOut['changes']) {
  const days = [from, to, ...changes.map(({ onDate }) => onDate)].sort()
  return { from: days[0] ?? from, to: days.at(-1) ?? to, changeIds: changes.map(({ id }) => id) }
}

/** The slots that gave way by changes alone: they are as they were before. */
async function yielded(tx: Tx, own: number, { changes }: CarriedOut): Promise<{ id: number; before: Slot | null }[]> {
  const others = [...new Set(changes.map(({ slotId }) => slotId))].filter((id) => id !== own)
  return Promise.all(others.map(async (id) => ({ id, before: (await slotById(tx, id)) ?? null })))
}

/** The first start to come of all airings that the dry run changes or clashes with, where they are and where they go. */
function firstStartOf({ steps, conflicts }: DryRun, now: number): number | null {
  let first = Number.POSITIVE_INFINITY
  const see = (start: number): void => {
    if (start > now && start < first) first = start
  }
  for (const { effect, airing, before } of steps) {
    if (effect === 'same') continue
    see(airing.startsAt)
    if (before) see(before.startsAt)
  }
  for (const { other, shiftTo } of conflicts) {
    see(other.startsAt)
    if (shiftTo !== null) see(shiftTo)
  }
  return Number.isFinite(first) ? first : null
}
