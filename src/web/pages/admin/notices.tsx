import { Hono } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import type { Zone } from '../../../kernel/time.ts'
import {
  type ListedNotice,
  listNotices,
  retryDelivery,
  retrySupplementWatch,
  sayNotice,
  shownTarget,
  type WatchState,
  watchState,
} from '../../../notices/index.ts'
import { page, send } from '../../answer.tsx'
import { Empty } from '../../components/page.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { Mark } from '../../components/status.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { AdminFrame } from './frame.tsx'

const HERE = '/quan-tri/thong-bao'
const PAGE = 30
const MARKS = { sent: 'aired', waiting: 'no_word', given_up: 'missed' } as const

type Delivery = ListedNotice['deliveries'][number]
const DeliveryLine = ({ v, one }: { v: View; one: Delivery }) => (
  <li>
    <span class={`status s-${MARKS[one.state]}`}>
      <Mark status={MARKS[one.state]} />
      {shownTarget(one)}
    </span>{' '}
    {one.state === 'sent' && v.t('notices.sent', { at: v.fmt.moment(one.sent_at ?? one.next_at) })}
    {one.state === 'waiting' && v.t('notices.waiting', { at: v.fmt.moment(one.next_at) })}
    {one.state === 'given_up' && v.t('notices.given_up', { n: one.tries })}
    {one.last_error && one.state !== 'sent' && <span class="quiet small"> · {one.last_error}</span>}
    {one.state === 'given_up' && can(v.actor, 'setting.manage') && (
      <form method="post" action={`${HERE}/${one.id}/gui-lai`} class="inline-form">
        <button class="link-button" type="submit">
          {v.t('notices.retry')}
        </button>
      </form>
    )}
  </li>
)

const NoticeRow = ({ v, zone, listed }: { v: View; zone: Zone; listed: ListedNotice }) => {
  const { subject, text } = sayNotice(listed.notice, zone)
  return (
    <li class="notice-row">
      <p>
        <strong>{subject[v.lang]}</strong> <span class="quiet num">· {v.fmt.moment(listed.notice.created_at)}</span>
      </p>
      <pre class="notice-text">{text[v.lang]}</pre>
      {listed.deliveries.length === 0 ? (
        <p class="quiet small">{v.t('notices.not_sent')}</p>
      ) : (
        <ul class="plain small">
          {listed.deliveries.map((one) => (
            <DeliveryLine v={v} one={one} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** Whether the closed periods were looked at for what came later; a person may have it done now. */
const Watch = ({ v, state }: { v: View; state: WatchState }) => {
  const good = state.error === null
  return (
    <form method="post" action={`${HERE}/tim-so-bo-sung`} class="inline-form spaced-s">
      <span class={`status s-${good ? 'aired' : 'missed'}`}>
        <Mark status={good ? 'aired' : 'missed'} />
        {v.t(good ? 'notices.watch_good' : 'notices.watch_failed', { at: v.fmt.moment(state.startedAt) })}
      </span>{' '}
      <button class="link-button" type="submit">
        {v.t('notices.watch_now')}
      </button>
      {!good && <span class="block small quiet wrap">{state.error}</span>}
    </form>
  )
}

/** What people were told of, and whether it reached them. */
export const noticePages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      HERE,
      page(ctx, async (c, v) => {
        demand(v.actor, 'notice.read')
        const asked = Number(c.req.query('tu') ?? 0)
        const offset = Number.isSafeInteger(asked) && asked > 0 ? asked : 0
        const { items, next } = await listNotices(ctx, v.actor, { offset, limit: PAGE })
        const state = await watchState(ctx, v.actor)
        const to = (at: number): string => (at <= 0 ? HERE : `${HERE}?tu=${at}`)
        return send(
          c,
          <AdminFrame v={v} tab={HERE}>
            <p class="measure quiet spaced-s">{v.t('notices.lead')}</p>
            {state && <Watch v={v} state={state} />}
            {items.length === 0 ? (
              <Empty title={v.t('notices.none')} hint={v.t('notices.none_hint')} />
            ) : (
              <ul class="notice-list plain">
                {items.map((listed) => (
                  <NoticeRow v={v} zone={ctx.zone} listed={listed} />
                ))}
              </ul>
            )}
            <Pagination v={v} previous={offset > 0 ? to(offset - PAGE) : null} next={next === null ? null : to(next)} />
          </AdminFrame>,
        )
      }),
    )
    .post(
      `${HERE}/tim-so-bo-sung`,
      page(ctx, async (c, v) => {
        const error = await retrySupplementWatch(ctx, v.actor)
        return done(c, HERE, error === null ? 'notices.watched' : 'notices.watch_again_failed')
      }),
    )
    .post(
      `${HERE}/:id/gui-lai`,
      page(ctx, async (c, v) => {
        const id = c.req.param('id') ?? ''
        if (!/^\d{1,15}$/.test(id)) throw notFound('notice_delivery', id)
        await retryDelivery(ctx, v.actor, Number(id))
        return done(c, HERE, 'notices.retried')
      }),
    )
