import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { notFound } from '../kernel/errors.ts'
import type { PageQuery } from '../kernel/paging.ts'
import { noticeErrors } from './errors.ts'
import { type Delivery, deliveriesOf, deliveryById, type Notice, noticesPage, putDelivery } from './notice-store.ts'

export type ListedNotice = { readonly notice: Notice; readonly deliveries: readonly Delivery[] }

/** What was told of, the latest first, with what became of each delivery. @throws DomainError forbidden */
export async function listNotices(
  ctx: Context,
  actor: Actor,
  { offset, limit }: PageQuery,
): Promise<{ items: ListedNotice[]; next: number | null }> {
  demand(actor, 'notice.read')
  const found = await noticesPage(ctx.db, offset, limit + 1)
  const notices = found.slice(0, limit)
  const deliveries = await deliveriesOf(
    ctx.db,
    notices.map(({ id }) => id),
  )
  const items = notices.map((notice) => ({
    notice,
    deliveries: deliveries.filter(({ notice_id }) => notice_id === notice.id),
  }))
  return { items, next: found.length > limit ? offset + limit : null }
}

/** Has a delivery that was given up tried again from the beginning. @throws DomainError forbidden, not_found, delivery_not_given_up */
export async function retryDelivery(ctx: Context, actor: Actor, id: number): Promise<void> {
  demand(actor, 'setting.manage')
  await transact(ctx.db, async (tx) => {
    const delivery = await deliveryById(tx, id)
    if (!delivery) throw notFound('notice_delivery', id)
    if (delivery.state !== 'given_up') throw noticeErrors.delivery_not_given_up()
    const at = ctx.clock.now()
    await putDelivery(tx, id, {
      state: 'waiting',
      tries: 0,
      next_at: at,
      sent_at: null,
      last_error: delivery.last_error,
    })
    await audit(tx, { at, actor, action: 'notice.retry', subject: ['notice_delivery', id] })
  })
}
