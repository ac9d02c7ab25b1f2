import type { Insertable, Selectable } from 'kysely'
import type { Reader, Tx } from '../db/index.ts'
import type { NoticeDeliveryTable, NoticeTable } from '../db/tables/notices.ts'

export type Notice = Selectable<NoticeTable>
export type Delivery = Selectable<NoticeDeliveryTable>

/** @returns the id; undefined when the same was told before */
export async function insertNotice(tx: Tx, notice: Insertable<NoticeTable>): Promise<number | undefined> {
  const row = await tx.q
    .insertInto('notice')
    .values(notice)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function insertDeliveries(tx: Tx, rows: readonly Insertable<NoticeDeliveryTable>[]): Promise<void> {
  if (rows.length > 0)
    await tx.q
      .insertInto('notice_delivery')
      .values([...rows])
      .execute()
}

/** Takes deliveries that are due, for `leaseMs`: no other process tries them meanwhile. The oldest first. */
export async function claimDeliveries(tx: Tx, now: number, leaseMs: number, limit: number): Promise<Delivery[]> {
  const due = await tx.q
    .selectFrom('notice_delivery')
    .select('id')
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .orderBy('id')
    .limit(limit)
    .$if(tx.dialect === 'postgres', (q) => q.forUpdate().skipLocked())
    .execute()
  if (due.length === 0) return []
  return tx.q
    .updateTable('notice_delivery')
    .set({ claimed_until: now + leaseMs })
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .returningAll()
    .execute()
}

/** Writes down how a try ended. */
export async function putDelivery(
  tx: Tx,
  id: number,
  change: Pick<Delivery, 'state' | 'tries' | 'next_at' | 'sent_at' | 'last_error'>,
): Promise<void> {
  await tx.q
    .updateTable('notice_delivery')
    .set({ ...change, claimed_until: null })
    .where('id', '=', id)
    .execute()
}

export async function noticesByIds(reader: Reader, ids: readonly number[]): Promise<Map<number, Notice>> {
  if (ids.length === 0) return new Map()
  const rows = await reader.q
    .selectFrom('notice')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The latest first. */
export async function noticesPage(reader: Reader, offset: number, limit: number): Promise<Notice[]> {
  return reader.q.selectFrom('notice').selectAll().orderBy('id', 'desc').offset(offset).limit(limit).execute()
}

export async function deliveriesOf(reader: Reader, noticeIds: readonly number[]): Promise<Delivery[]> {
  if (noticeIds.length === 0) return []
  return reader.q
    .selectFrom('notice_delivery')
    .selectAll()
    .where('notice_id', 'in', [...noticeIds])
    .orderBy('id')
    .execute()
}

export async function deliveryById(reader: Reader, id: number): Promise<Delivery | undefined> {
  return reader.q.selectFrom('notice_delivery').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The last day whose heads were told of; undefined when never. */
export async function lastKey(reader: Reader, kind: NoticeTable['kind']): Promise<string | undefined> {
  const row = await reader.q
    .selectFrom('notice')
    .select('key')
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.key
}
