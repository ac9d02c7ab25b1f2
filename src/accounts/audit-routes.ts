import type { OpenAPIHono } from '@hono/zod-openapi'
import { auditPage } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, newApi, pageQuery, problems, z } from '../http/index.ts'
import { isoUtc } from '../kernel/time.ts'
import { demand } from './permissions.ts'

const entry = z
  .object({
    id: z.number().int(),
    at: z.string(),
    actor_kind: z.string(),
    actor_id: z.number().int().nullable(),
    actor_name: z.string(),
    action: z.string(),
    subject_kind: z.string(),
    subject_id: z.string(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .openapi('AuditEntry')

const list = createRoute({
  method: 'get',
  path: '/audit',
  tags: ['audit'],
  summary: 'Who did what, newest first',
  request: {
    query: pageQuery.extend({
      subject_kind: z.string().max(60).optional(),
      subject_id: z.string().max(200).optional(),
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(entry), next: z.number().int().nullable() }), 'Entries'),
    ...problems,
  },
})

/** The audit trail lives below accounts, which know who may read it; hence its route stands here. */
export function auditRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(list, async (c) => {
    demand(c.get('actor'), 'audit.read')
    const { subject_kind: kind, subject_id: id, ...page } = c.req.valid('query')
    const { items, next } = await auditPage(ctx.db, { kind, id }, page)
    const told = items.map((e) => ({
      id: e.id,
      at: isoUtc(e.at),
      actor_kind: e.actorKind,
      actor_id: e.actorId,
      actor_name: e.actorName,
      action: e.action,
      subject_kind: e.subjectKind,
      subject_id: e.subjectId,
      before: e.before,
      after: e.after,
    }))
    return c.json({ items: told, next }, 200)
  })
  return api
}
