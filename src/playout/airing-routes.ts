import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, newApi, problems, z } from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { StatedOutcome } from '../kernel/terms.ts'
import { airingHistoryShape, attestation, attestations, correction, showHistory } from './desk-shapes.ts'
import { airingHistory } from './history.ts'
import { type Saying, type StatementKind, stateAirings } from './statements.ts'

const tags = ['airings']
const params = z.object({ airing_id: z.string() })
const history = json(airingHistoryShape, 'The airing with all its ledger rows')
const stated = { 201: history, ...problems }

const read = createRoute({
  method: 'get',
  path: '/airings/{airing_id}',
  operationId: 'getAiring',
  tags,
  summary: 'Một lượt phát với nhật ký của nó · An airing with all its ledger rows',
  request: { params },
  responses: { 200: history, ...problems },
})
const attestOne = createRoute({
  method: 'post',
  path: '/airings/{airing_id}/attestations',
  operationId: 'attestAiring',
  tags,
  summary: 'Xác nhận một lượt phát · A person confirms one airing',
  request: { params, body: jsonBody(attestation) },
  responses: stated,
})
const attestMany = createRoute({
  method: 'post',
  path: '/attestations',
  operationId: 'attestAirings',
  tags,
  summary: 'Xác nhận nhiều lượt phát · A person confirms several airings; all or none',
  request: { body: jsonBody(attestations) },
  responses: { 201: json(z.object({ airing_ids: z.array(z.string()) }), 'The airings confirmed'), ...problems },
})
const correct = createRoute({
  method: 'post',
  path: '/airings/{airing_id}/corrections',
  operationId: 'correctAiring',
  tags,
  summary: 'Đính chính một lượt phát · A correction beats all other evidence',
  description: 'no_word: nothing is known of it after all; as_reported: takes earlier corrections back.',
  request: { params, body: jsonBody(correction) },
  responses: stated,
})

type Told = { outcome: StatedOutcome; at?: string | null | undefined; played_seconds?: number | null | undefined }
const saying = (airingId: string, told: Told, note: string | null | undefined): Saying => ({
  airingId,
  outcome: told.outcome,
  at: typeof told.at === 'string' ? Date.parse(told.at) : null,
  playedSeconds: told.played_seconds ?? null,
  note: note || null,
})

/** An airing's history, and what people state of it. */
export function airingRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  const state = async (actor: Actor, kind: StatementKind, one: Saying) => {
    await stateAirings(ctx, actor, kind, [one])
    return showHistory(await airingHistory(ctx, actor, one.airingId), ctx.clock.now())
  }
  api.openapi(read, async (c) => {
    const { airing_id } = c.req.valid('param')
    return c.json(showHistory(await airingHistory(ctx, c.get('actor'), airing_id), ctx.clock.now()), 200)
  })
  api.openapi(attestOne, async (c) => {
    const body = c.req.valid('json')
    const one = saying(c.req.valid('param').airing_id, body, body.note)
    return c.json(await state(c.get('actor'), 'attestation', one), 201)
  })
  api.openapi(attestMany, async (c) => {
    const { items } = c.req.valid('json')
    const sayings = items.map((item) => saying(item.airing_id, item, item.note))
    return c.json({ airing_ids: await stateAirings(ctx, c.get('actor'), 'attestation', sayings) }, 201)
  })
  api.openapi(correct, async (c) => {
    const body = c.req.valid('json')
    const one = saying(c.req.valid('param').airing_id, body, body.reason)
    return c.json(await state(c.get('actor'), 'correction', one), 201)
  })
  return api
}
