import type { Selectable } from 'kysely'
import { z } from 'zod'
import { jsonColumn, type Reader, type Tx } from '../db/index.ts'
import type { ScheduleActTable } from '../db/tables/schedule.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { PRIORITIES, PROGRAMMES, type SlotOrigin } from '../kernel/terms.ts'
import { storedTarget } from '../stations/index.ts'
import { type Slot, storedRule } from './slot.ts'

const day = z.custom<LocalDate>((v) => typeof v === 'string')
const storedSlot = z.object({
  id: z.number(),
  segmentId: z.number(),
  title: z.string().nullable(),
  origin: z.custom<SlotOrigin>((v) => typeof v === 'string'),
  from: day,
  until: day.nullable(),
  revision: z.number(),
  plannedTo: day.nullable(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  versions: z.array(
    z.object({
      from: day,
      anchor: day,
      programme: z.enum(PROGRAMMES),
      target: storedTarget,
      rule: storedRule,
      durationSeconds: z.number(),
      premiere: z.boolean(),
      priority: z.enum(PRIORITIES),
      episodeId: z.number().nullable(),
    }),
  ),
}) satisfies z.ZodType<Slot>
const storedSlots = z.array(z.object({ id: z.number(), before: storedSlot.nullable() }))

/** One saving as it is kept: enough to take it back as a whole. */
export type ScheduleAct = {
  readonly id: number
  readonly at: number
  readonly accountId: number | null
  /** "slot.create", "slot.move", "closure.create", "week.copy" … */
  readonly kind: string
  /** The slots that it made (before: null) or wrote over; those that only gave way by a change are here as they were. */
  readonly slots: readonly { readonly id: number; readonly before: Slot | null }[]
  readonly changeIds: readonly number[]
  readonly closureId: number | null
  readonly from: LocalDate
  readonly to: LocalDate
  /** The first start, later than `at`, of an airing that it touched (epoch ms). */
  readonly firstStart: number | null
  readonly undoneAt: number | null
}

const toAct = (row: Selectable<ScheduleActTable>): ScheduleAct => ({
  id: row.id,
  at: row.at,
  accountId: row.account_id,
  kind: row.kind,
  slots: jsonColumn(storedSlots, row.slots),
  changeIds: jsonColumn(z.array(z.number()), row.changes),
  closureId: row.closure_id,
  from: row.from_date,
  to: row.to_date,
  firstStart: row.first_start,
  undoneAt: row.undone_at,
})

/** @returns its id */
export async function insertAct(tx: Tx, act: Omit<ScheduleAct, 'id' | 'undoneAt'>): Promise<number> {
  const row = {
    at: act.at,
    account_id: act.accountId,
    kind: act.kind,
    slots: JSON.stringify(act.slots),
    changes: JSON.stringify(act.changeIds),
    closure_id: act.closureId,
    from_date: act.from,
    to_date: act.to,
    first_start: act.firstStart,
    undone_at: null,
    undone_by: null,
  }
  return (await tx.q.insertInto('schedule_act').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function actById(reader: Reader, id: number): Promise<ScheduleAct | undefined> {
  const row = await reader.q.selectFrom('schedule_act').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAct(row)
}

/** Acts after this one that still hold, oldest first. */
export async function actsAfter(reader: Reader, id: number): Promise<ScheduleAct[]> {
  const rows = await reader.q
    .selectFrom('schedule_act')
    .selectAll()
    .where('id', '>', id)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toAct)
}

/** The last act of an account that still holds. */
export async function lastActOf(reader: Reader, accountId: number): Promise<ScheduleAct | undefined> {
  const row = await reader.q
    .selectFrom('schedule_act')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toAct(row)
}

export async function markUndone(tx: Tx, id: number, at: number, by: number | null): Promise<void> {
  await tx.q.updateTable('schedule_act').set({ undone_at: at, undone_by: by }).where('id', '=', id).execute()
}
