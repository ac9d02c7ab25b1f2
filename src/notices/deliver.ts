import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import { MINUTE_MS } from '../kernel/dates.ts'
import { sendMail } from './mail.ts'
import { claimDeliveries, type Delivery, type Notice, noticesByIds, putDelivery } from './notice-store.ts'
import { sayNotice } from './say.ts'
import { postWebhook } from './webhook.ts'

/** Waits after each failed try; after the last the delivery is given up and stands on the page of notices. */
export const RETRY_MINUTES = [1, 5, 30, 120, 720, 1440] as const
/** So few at once: a mail server that takes offence at a flood is worse than a late letter. */
const AT_ONCE = 10
/** Longer than any try may take. */
const LEASE_MS = 5 * MINUTE_MS

/** Sends what is due. A try that fails is made again later; nothing is lost when the server stops in between. @returns how many arrived */
export async function deliverNotices(ctx: Context, stop?: AbortSignal): Promise<number> {
  const claimed = await transact(ctx.db, (tx) => claimDeliveries(tx, ctx.clock.now(), LEASE_MS, AT_ONCE))
  const notices = await noticesByIds(ctx.db, [...new Set(claimed.map(({ notice_id }) => notice_id))])
  let arrived = 0
  for (const delivery of claimed) {
    const notice = notices.get(delivery.notice_id)
    if (!notice || stop?.aborted) continue
    const failure = await attempt(ctx, delivery, notice)
    if (failure === null) arrived += 1
    const { channel, notice_id: noticeId } = delivery
    ctx.log.info(
      { noticeId, kind: notice.kind, channel, failure },
      failure === null ? 'notice sent' : 'notice not sent',
    )
    await transact(ctx.db, (tx) => putDelivery(tx, delivery.id, afterTry(delivery, failure, ctx.clock.now())))
  }
  return arrived
}

/** @returns why it did not arrive; null: it did */
async function attempt(ctx: Context, { channel, target }: Delivery, notice: Notice): Promise<string | null> {
  const said = sayNotice(notice, ctx.zone)
  try {
    if (channel === 'mail') await sendMail(ctx.config, target, said)
    else await postWebhook(ctx.config, target, notice, said, ctx.clock.now())
    return null
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 300)
  }
}

/** How a delivery stands after a try. */
export function afterTry(delivery: Pick<Delivery, 'tries'>, failure: string | null, now: number) {
  const tries = delivery.tries + 1
  if (failure === null) return { state: 'sent', tries, next_at: now, sent_at: now, last_error: null } as const
  const wait = RETRY_MINUTES[tries - 1]
  return wait === undefined
    ? ({ state: 'given_up', tries, next_at: now, sent_at: null, last_error: failure } as const)
    : ({ state: 'waiting', tries, next_at: now + wait * MINUTE_MS, sent_at: null, last_error: failure } as const)
}
