import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, newApi, problems, z } from '../../http/index.ts'
import { cancelEmergency, dryRunEmergency, orderEmergency, StaleEmergency } from './actions.ts'
import { emergencyErrors } from './errors.ts'
import { emergencyCancellation, emergencyOrder, emergencyWish } from './input.ts'
import { listEmergencies, readEmergency } from './queries.ts'
import {
  emergencyAnswer,
  emergencyDryRunAnswer,
  emergencyDryRunJson,
  emergencyHead,
  emergencyHeadJson,
  emergencyJson,
} from './shapes.ts'

const tags = ['emergencies']
const params = z.object({ id: idParam })

const postDryRun = createRoute({
  method: 'post',
  path: '/emergencies/dry-runs',
  operationId: 'dryRunEmergency',
  tags,
  summary: 'Lệnh khẩn cấp sẽ tới đâu · What an emergency order would do; writes nothing',
  request: { body: jsonBody(emergencyWish) },
  responses: { 200: json(emergencyDryRunAnswer, 'Stations, and the hash that confirming needs'), ...problems },
})
const post = createRoute({
  method: 'post',
  path: '/emergencies',
  operationId: 'orderEmergency',
  tags,
  summary: 'Phát khẩn cấp ngay · Puts a cleared emergency episode on air at once',
  request: { body: jsonBody(emergencyOrder) },
  responses: { 201: json(emergencyAnswer, 'The order, with its airings'), ...problems },
})
const list = createRoute({
  method: 'get',
  path: '/emergencies',
  operationId: 'listEmergencies',
  tags,
  summary: 'Các lệnh khẩn cấp · Emergency orders, the newest first',
  responses: { 200: json(z.object({ items: z.array(emergencyHead) }), 'At most 50'), ...problems },
})
const get = createRoute({
  method: 'get',
  path: '/emergencies/{id}',
  operationId: 'getEmergency',
  tags,
  summary: 'Đài nào đã phát, đài nào chưa · Who has played it and who has not',
  request: { params },
  responses: { 200: json(emergencyAnswer, 'The order, station by station'), ...problems },
})
const cancel = createRoute({
  method: 'post',
  path: '/emergencies/{id}/cancellations',
  operationId: 'cancelEmergency',
  tags,
  summary: 'Dừng lệnh khẩn cấp · Cancels what is not over of an order',
  request: { params, body: jsonBody(emergencyCancellation) },
  responses: { 201: json(emergencyAnswer, 'The order, cancelled'), ...problems },
})

/** Turns a stale order into its problem document, with the new dry run in it. */
async function answeringStale<T>(order: () => Promise<T>): Promise<T> {
  try {
    return await order()
  } catch (error) {
    if (!(error instanceof StaleEmergency)) throw error
    throw emergencyErrors.stale_emergency({}, { extra: { dry_run: emergencyDryRunJson(error.result) } })
  }
}

/** Orders of emergency airings. */
export function emergencyRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(postDryRun, async (c) =>
    c.json(emergencyDryRunJson(await dryRunEmergency(ctx, c.get('actor'), c.req.valid('json'))), 200),
  )
  api.openapi(post, async (c) => {
    const actor = c.get('actor')
    const id = await answeringStale(() => orderEmergency(ctx, actor, c.req.valid('json')))
    return c.json(emergencyJson(await readEmergency(ctx, actor, id)), 201)
  })
  api.openapi(list, async (c) =>
    c.json({ items: (await listEmergencies(ctx, c.get('actor'))).map(emergencyHeadJson) }, 200),
  )
  api.openapi(get, async (c) =>
    c.json(emergencyJson(await readEmergency(ctx, c.get('actor'), c.req.valid('param').id)), 200),
  )
  api.openapi(cancel, async (c) => {
    const [actor, { id }] = [c.get('actor'), c.req.valid('param')]
    await cancelEmergency(ctx, actor, id, c.req.valid('json').reason)
    return c.json(emergencyJson(await readEmergency(ctx, actor, id)), 201)
  })
  return api
}
