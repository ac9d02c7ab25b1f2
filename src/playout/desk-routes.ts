import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Permission } from '../accounts/index.ts'
import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, dateRange, json, jsonBody, newApi, pageQuery, problems, z } from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { pageOf } from '../kernel/paging.ts'
import { acceptPlays } from './accept.ts'
import {
  acceptances,
  deviceShape,
  quarantinedShape,
  settlements,
  showDevice,
  showQuarantined,
  showUnplanned,
  total,
  unplannedShape,
} from './desk-shapes.ts'
import { devicesOf } from './device-store.ts'
import { quarantineCount, quarantinedEvents, unplannedPlays } from './history-store.ts'
import { settleEvents } from './settle.ts'
import { stationForLedger } from './station-store.ts'
import { totalsBetween } from './total-store.ts'
import { reportTotal } from './totals.ts'

const tags = ['as-run']
const station = z.string().max(100).optional()
const next = z.number().nullable()
const done = { 204: { description: 'Written' }, ...problems }
const YEARS_DAYS = 3700

const listUnplanned = createRoute({
  method: 'get',
  path: '/unplanned-plays',
  operationId: 'listUnplannedPlays',
  tags,
  summary: 'Các lần phát ngoài lịch · Plays that belong to no airing',
  request: {
    query: dateRange(YEARS_DAYS).safeExtend({
      ...pageQuery.shape,
      station,
      accepted: z.enum(['yes', 'no']).optional(),
    }),
  },
  responses: { 200: json(z.object({ items: z.array(unplannedShape), next }), 'One page'), ...problems },
})
const postAcceptances = createRoute({
  method: 'post',
  path: '/unplanned-plays/acceptances',
  operationId: 'acceptUnplannedPlays',
  tags,
  summary: 'Nhận lần phát ngoài lịch thành lượt phát · Takes complete unplanned plays for airings',
  request: { body: jsonBody(acceptances) },
  responses: done,
})
const listQuarantine = createRoute({
  method: 'get',
  path: '/quarantine',
  operationId: 'listQuarantine',
  tags,
  summary: 'Sự kiện chờ xử lý · Events that wait for a person',
  request: { query: pageQuery.extend({ station }) },
  responses: {
    200: json(z.object({ total: z.number(), items: z.array(quarantinedShape), next }), 'One page, oldest first'),
    ...problems,
  },
})
const postSettlements = createRoute({
  method: 'post',
  path: '/quarantine/settlements',
  operationId: 'settleEvents',
  tags,
  summary: 'Xử lý sự kiện đang chờ · Accepts with a time, or discards with a reason; all or none',
  request: { body: jsonBody(settlements) },
  responses: done,
})
const totalShape = z.object({
  station: z.string(),
  segment: z.string(),
  from: z.string(),
  to: z.string(),
  n: z.number(),
  state: z.enum(['counted', 'superseded']),
  position: z.number(),
})
const listTotals = createRoute({
  method: 'get',
  path: '/totals',
  operationId: 'listTotals',
  tags,
  summary: 'Các tổng số đã báo · Reported sums that touch these days',
  request: { query: dateRange(YEARS_DAYS).safeExtend({ station }) },
  responses: { 200: json(z.object({ items: z.array(totalShape) }), 'The totals'), ...problems },
})
const postTotal = createRoute({
  method: 'post',
  path: '/totals',
  operationId: 'reportTotal',
  tags,
  summary: 'Báo tổng số của một khoảng ngày · Only a sum was told',
  request: { body: jsonBody(total) },
  responses: done,
})
const devicesAnswer = { 200: json(z.object({ items: z.array(deviceShape) }), 'The devices'), ...problems }
const listDevices = createRoute({
  method: 'get',
  path: '/devices',
  operationId: 'listDevices',
  tags: ['stations'],
  summary: 'Máy phát của mọi đài · The players of all stations',
  responses: devicesAnswer,
})
const listStationDevices = createRoute({
  method: 'get',
  path: '/stations/{code}/devices',
  operationId: 'listStationDevices',
  tags: ['stations'],
  summary: 'Máy phát của một đài · The players of a station',
  request: { params: z.object({ code: z.string() }) },
  responses: devicesAnswer,
})

/** What the desk decides on: unplanned plays, quarantine, totals; and the players' state. */
export function deskRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  /** The station asked for, once the actor may read of it; all stations when none is named. */
  const asked = async (actor: Actor, code: string | undefined, verb: Permission): Promise<{ stationId?: number }> => {
    if (code === undefined) {
      demand(actor, verb)
      return {}
    }
    const { id } = await stationForLedger(ctx.db, code, actor)
    demand(actor, verb, { stationId: id })
    return { stationId: id }
  }

  api.openapi(listUnplanned, async (c) => {
    const { station: code, from, to, accepted, offset, limit } = c.req.valid('query')
    const where = await asked(c.get('actor'), code, 'as_run.read')
    const wish = accepted === undefined ? {} : { accepted: accepted === 'yes' }
    const page = pageOf(await unplannedPlays(ctx.db, { ...where, ...wish, from, to, offset, limit }), { offset, limit })
    return c.json({ items: page.items.map(showUnplanned), next: page.next }, 200)
  })
  api.openapi(postAcceptances, async (c) => {
    const { plays, note } = c.req.valid('json')
    const refs = plays.map((play) => ({ station: play.station, playKey: play.play_key }))
    await acceptPlays(ctx, c.get('actor'), refs, note || null)
    return c.body(null, 204)
  })
  api.openapi(listQuarantine, async (c) => {
    const { station: code, offset, limit } = c.req.valid('query')
    const where = await asked(c.get('actor'), code, 'as_run.read')
    const page = pageOf(await quarantinedEvents(ctx.db, { ...where, offset, limit }), { offset, limit })
    const count = await quarantineCount(ctx.db, where.stationId)
    return c.json({ total: count, items: page.items.flatMap(showQuarantined), next: page.next }, 200)
  })
  api.openapi(postSettlements, async (c) => {
    const { items } = c.req.valid('json')
    const decisions = items.map((item) => ({
      station: item.station,
      eventId: item.event_id,
      decision: item.decision,
      at: typeof item.at === 'string' ? Date.parse(item.at) : null,
      airingId: item.airing_id ?? null,
      note: item.reason,
    }))
    await settleEvents(ctx, c.get('actor'), decisions)
    return c.body(null, 204)
  })
  api.openapi(listTotals, async (c) => {
    const { station: code, from, to } = c.req.valid('query')
    const rows = await totalsBetween(ctx.db, { ...(await asked(c.get('actor'), code, 'as_run.read')), from, to })
    return c.json(
      { items: rows.map(({ from_date, to_date, ...row }) => ({ ...row, from: from_date, to: to_date })) },
      200,
    )
  })
  api.openapi(postTotal, async (c) => {
    const body = c.req.valid('json')
    await reportTotal(ctx, c.get('actor'), { ...body, note: body.note || null })
    return c.body(null, 204)
  })
  api.openapi(listDevices, async (c) => {
    await asked(c.get('actor'), undefined, 'station.read')
    return c.json({ items: (await devicesOf(ctx.db)).map((row) => showDevice(row, ctx.clock.now())) }, 200)
  })
  api.openapi(listStationDevices, async (c) => {
    const { stationId } = await asked(c.get('actor'), c.req.valid('param').code, 'station.read')
    return c.json({ items: (await devicesOf(ctx.db, stationId)).map((row) => showDevice(row, ctx.clock.now())) }, 200)
  })
  return api
}
