import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, line, newApi, problems, z } from '../http/index.ts'
import { isoUtc } from '../kernel/time.ts'
import { createStationKey, revokeStationKey, stationKeys } from './keys.ts'

const tags = ['station keys']
const code = z.string().max(80)
const params = z.object({ code })
const instant = (at: number | null): string | null => (at === null ? null : isoUtc(at))
const keyJson = z
  .object({
    id: z.number().int(),
    name: z.string(),
    created_at: z.string(),
    last_used_at: z.string().nullable().openapi({ description: 'Written at most once a minute' }),
    revoked_at: z.string().nullable(),
  })
  .openapi('StationKey')

const list = createRoute({
  method: 'get',
  path: '/stations/{code}/keys',
  tags,
  summary: "A station's keys, revoked ones too, with their last use",
  request: { params },
  responses: { 200: json(z.object({ items: z.array(keyJson) }), 'Keys'), ...problems },
})
const create = createRoute({
  method: 'post',
  path: '/stations/{code}/keys',
  tags,
  summary: 'Make a key for a player or the agent of a station',
  description: 'The key is in this answer only; the server keeps its SHA-256.',
  request: { params, body: jsonBody(z.object({ name: line(200) })) },
  responses: {
    201: json(z.object({ id: z.number().int(), name: z.string(), key: z.string() }), 'The key'),
    ...problems,
  },
})
const revoke = createRoute({
  method: 'delete',
  path: '/stations/{code}/keys/{id}',
  tags,
  summary: 'Revoke a key, at once',
  request: { params: z.object({ code, id: idParam }) },
  responses: { 204: { description: 'Revoked' }, ...problems },
})

export function stationKeyRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(list, async (c) => {
    const items = (await stationKeys(ctx, c.get('actor'), c.req.valid('param').code)).map((key) => ({
      id: key.id,
      name: key.name,
      created_at: isoUtc(key.createdAt),
      last_used_at: instant(key.lastUsedAt),
      revoked_at: instant(key.revokedAt),
    }))
    return c.json({ items }, 200)
  })
  api.openapi(create, async (c) => {
    const { name } = c.req.valid('json')
    const { id, key } = await createStationKey(ctx, c.get('actor'), { code: c.req.valid('param').code, name })
    c.header('Cache-Control', 'no-store')
    return c.json({ id, name, key }, 201)
  })
  api.openapi(revoke, async (c) => {
    await revokeStationKey(ctx, c.get('actor'), c.req.valid('param'))
    return c.body(null, 204)
  })
  return api
}
