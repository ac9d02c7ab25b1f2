import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Reader, type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import { notFound } from '../kernel/errors.ts'
import { withdrawClosure } from '../stations/index.ts'
import { actById, actsAfter, insertAct, lastActOf, markUndone, type ScheduleAct } from './act-store.ts'
import { markChangeWithdrawn } from './change-store.ts'
import { scheduleErrors } from './errors.ts'
import { lockSchedule } from './lock-store.ts'
import { materialise, todayOf } from './materialise.ts'
import { MAX_DAYS } from './recurrence.ts'
import { accountOf, type Trace } from './saving.ts'
import { slotById, updateSlot } from './slot-store.ts'

/** Keeps what savings that belong together wrote, as one act. @returns its id */
export async function recordAct(
  tx: Tx,
  ctx: Context,
  actor: Actor,
  traces: readonly Trace[],
  kind = traces[0]?.kind ?? '',
): Promise<number> {
  const days = traces.flatMap(({ from, to }) => [from, to]).sort()
  const starts = traces.map(({ firstStart }) => firstStart).filter((start) => start !== null)
  const [from, to] = [days[0], days.at(-1)]
  if (!from || !to) throw new Error('an act of nothing')
  return insertAct(tx, {
    at: ctx.clock.now(),
    accountId: accountOf(actor),
    kind,
    slots: traces.flatMap(({ slots }) => slots),
    changeIds: traces.flatMap(({ changeIds }) => changeIds),
    closureId: traces.find(({ closureId }) => closureId !== null)?.closureId ?? null,
    from,
    to,
    firstStart: starts.length > 0 ? Math.min(...starts) : null,
  })
}

/** An act, and whether it can still be taken back: the name of the error that says why not. */
export type ActRead = { readonly act: ScheduleAct; readonly refused: keyof typeof scheduleErrors | null }

/** @throws DomainError forbidden, not_found */
export async function readAct(ctx: Context, actor: Actor, id: number): Promise<ActRead> {
  demand(actor, 'schedule.read')
  const act = await actById(ctx.db, id)
  if (!act) throw notFound('change', id)
  return { act, refused: await refusalOf(ctx.db, act, ctx.clock.now()) }
}

/** The last act of this person that still holds; undefined: there is none. */
export async function lastAct(ctx: Context, actor: Actor): Promise<ActRead | undefined> {
  const by = accountOf(actor)
  const act = by === null ? undefined : await lastActOf(ctx.db, by)
  return act && { act, refused: await refusalOf(ctx.db, act, ctx.clock.now()) }
}

async function refusalOf(reader: Reader, act: ScheduleAct, now: number): Promise<ActRead['refused']> {
  if (act.undoneAt !== null) return 'act_undone'
  if (act.firstStart !== null && act.firstStart <= now) return 'act_begun'
  const mine = new Set(act.slots.map(({ id }) => id))
  const later = await actsAfter(reader, act.id)
  return later.some(({ slots }) => slots.some(({ id }) => mine.has(id))) ? 'act_not_last' : null
}

/**
 * Takes an act back as a whole: its changes are withdrawn, slots that it wrote over are as before, slots that it made end
 * before their first day, its closure is withdrawn. Nothing is deleted, and nothing that has begun is touched.
 * @throws DomainError forbidden, not_found, act_undone, act_begun, act_not_last
 */
export async function undoAct(ctx: Context, actor: Actor, id: number): Promise<ScheduleAct> {
  return transact(ctx.db, async (tx) => {
    await lockSchedule(tx)
    const act = await actById(tx, id)
    if (!act) throw notFound('change', id)
    demand(actor, act.closureId === null ? 'schedule.plan' : 'closure.manage')
    const at = ctx.clock.now()
    const refused = await refusalOf(tx, act, at)
    if (refused) throw scheduleErrors[refused]()
    await markUndone(tx, id, at, accountOf(actor))
    for (const changeId of act.changeIds) await markChangeWithdrawn(tx, changeId, at)
    if (act.closureId !== null) await withdrawClosure(tx, ctx, actor, act.closureId)
    for (const { id: slotId, before } of act.slots) await restoreSlot(tx, at, slotId, before)
    if (act.slots.length > 0) await remake(tx, ctx, act)
    const undone = { kind: act.kind, slots: act.slots.map((slot) => slot.id), changes: [...act.changeIds] }
    await audit(tx, { at, actor, action: 'schedule.undo', subject: ['schedule_act', id], before: undone })
    return act
  })
}

async function restoreSlot(
  tx: Tx,
  at: number,
  slotId: number,
  before: ScheduleAct['slots'][number]['before'],
): Promise<void> {
  const slot = await slotById(tx, slotId)
  if (!slot) return
  if (!before) await updateSlot(tx, { ...slot, until: addDays(slot.from, -1), endedAt: at })
  // Counted on, never back: who edits by an old revision is told.
  else await updateSlot(tx, { ...before, revision: slot.revision })
}

/** Airings as the slots say them again, also for the days that came within the horizon since. */
async function remake(tx: Tx, ctx: Context, act: ScheduleAct): Promise<void> {
  const slotIds = act.slots.map(({ id }) => id)
  const planned = await Promise.all(slotIds.map(async (id) => (await slotById(tx, id))?.plannedTo ?? act.to))
  const to = [act.to, ...planned].sort().at(-1) ?? act.to
  for (let from: LocalDate = act.from; from <= to; from = addDays(from, MAX_DAYS)) {
    const end = addDays(from, MAX_DAYS - 1)
    await materialise(tx, todayOf(ctx), { from, to: end < to ? end : to, act: 'plan', slotIds })
  }
}
