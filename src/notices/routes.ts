import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { NOTICE_KINDS } from '../db/tables/notices.ts'
import { type AppEnv, createRoute, idParam, json, newApi, pageQuery, problems, z } from '../http/index.ts'
import { isoUtc } from '../kernel/time.ts'
import { type ListedNotice, listNotices, retryDelivery } from './actions.ts'
import { shownTarget } from './channels.ts'
import { sayNotice } from './say.ts'

const tags = ['notices']
const words = z.object({ vi: z.string(), en: z.string() })
const noticeShape = z
  .object({
    id: z.number().int(),
    kind: z.enum(NOTICE_KINDS),
    created_at: z.string(),
    subject: words,
    text: words,
    data: z.unknown(),
    deliveries: z.array(
      z.object({
        id: z.number().int(),
        channel: z.enum(['mail', 'webhook']),
        target: z.string().openapi({ description: 'A webhook is named by its host alone' }),
        state: z.enum(['waiting', 'sent', 'given_up']),
        tries: z.number().int(),
        next_at: z.string().nullable(),
        sent_at: z.string().nullable(),
        last_error: z.string().nullable(),
      }),
    ),
  })
  .openapi('Notice')

const list = createRoute({
  method: 'get',
  path: '/notices',
  tags,
  summary: 'What people were to be told of, the latest first, and what became of each delivery',
  request: { query: pageQuery },
  responses: {
    200: json(z.object({ items: z.array(noticeShape), next: z.number().int().nullable() }), 'Notices'),
    ...problems,
  },
})
const retry = createRoute({
  method: 'post',
  path: '/notice-deliveries/{id}/retries',
  tags,
  summary: 'Try a delivery again that was given up',
  request: { params: z.object({ id: idParam }) },
  responses: { 204: { description: 'It will be tried within a minute' }, ...problems },
})

/** Reminders and their deliveries. */
export const noticesRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(list, async (c) => {
      const { items, next } = await listNotices(ctx, c.get('actor'), c.req.valid('query'))
      return c.json({ items: items.map((one) => noticeJson(ctx, one)), next }, 200)
    })
    .openapi(retry, async (c) => {
      await retryDelivery(ctx, c.get('actor'), c.req.valid('param').id)
      return c.body(null, 204)
    })

function noticeJson(ctx: Context, { notice, deliveries }: ListedNotice): z.output<typeof noticeShape> {
  return {
    id: notice.id,
    kind: notice.kind,
    created_at: isoUtc(notice.created_at),
    ...sayNotice(notice, ctx.zone),
    deliveries: deliveries.map((one) => ({
      id: one.id,
      channel: one.channel,
      target: shownTarget(one),
      state: one.state,
      tries: one.tries,
      next_at: one.state === 'waiting' ? isoUtc(one.next_at) : null,
      sent_at: one.sent_at === null ? null : isoUtc(one.sent_at),
      last_error: one.last_error,
    })),
  }
}
