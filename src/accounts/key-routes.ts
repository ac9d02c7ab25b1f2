import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, line, newApi, problems, z } from '../http/index.ts'
import { isoUtc } from '../kernel/time.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'

const tags = ['api-keys']
const instant = (at: number | null): string | null => (at === null ? null : isoUtc(at))
const keyJson = z
  .object({
    id: z.number().int(),
    name: z.string(),
    created_at: z.string(),
    last_used_at: z.string().nullable(),
    revoked_at: z.string().nullable(),
  })
  .openapi('ApiKey')

const list = createRoute({
  method: 'get',
  path: '/api-keys',
  tags,
  summary: 'Read-only keys for the reports, with their last use',
  responses: { 200: json(z.object({ items: z.array(keyJson) }), 'Keys'), ...problems },
})
const create = createRoute({
  method: 'post',
  path: '/api-keys',
  tags,
  summary: 'Make a read-only key',
  description: 'The key is in this answer only; the server keeps its SHA-256.',
  request: { body: jsonBody(z.object({ name: line(200) })) },
  responses: {
    201: json(z.object({ id: z.number().int(), name: z.string(), key: z.string() }), 'The key'),
    ...problems,
  },
})
const revoke = createRoute({
  method: 'delete',
  path: '/api-keys/{id}',
  tags,
  summary: 'Revoke a key, at once',
  request: { params: z.object({ id: idParam }) },
  responses: { 204: { description: 'Revoked' }, ...problems },
})

export function keyRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(list, async (c) => {
    const items = (await listApiKeys(ctx, c.get('actor'))).map((key) => ({
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
    const { id, key } = await createApiKey(ctx, c.get('actor'), name)
    c.header('Cache-Control', 'no-store')
    return c.json({ id, name, key }, 201)
  })
  api.openapi(revoke, async (c) => {
    await revokeApiKey(ctx, c.get('actor'), c.req.valid('param').id)
    return c.body(null, 204)
  })
  return api
}
