import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, localDate, problems, text, z } from '../../http/index.ts'
import { isoUtc } from '../../kernel/time.ts'
import { periodAsked, withPeriod } from '../schemas.ts'
import { removeTarget, saveTarget } from './actions.ts'
import { type Completion, planCompletion } from './completion.ts'

const tags = ['plans']
const n = z.number().int().min(0)
const asked = z.object({
  period: z.string().max(40).optional().openapi({ example: '2020-Q3' }),
  from: localDate.optional(),
  to: localDate.optional(),
})
const planShape = z
  .object({
    id: n,
    from: z.string(),
    to: z.string(),
    segment: z.string().nullable().openapi({ description: 'Null: all segments together' }),
    segment_name: z.string().nullable(),
    level: z.string().nullable(),
    level_name: z.string().nullable(),
    station: z.string().nullable(),
    station_name: z.string().nullable(),
    target: n,
    aired: n.openapi({ description: 'In the days of the target; the frozen number where they were closed' }),
    rate: z.number().nullable().openapi({ description: 'aired ÷ target' }),
    note: z.string().nullable(),
    changed_at: z.string(),
    changed_by: z.string(),
  })
  .openapi('PlanTarget')

const planJson = (one: Completion): z.output<typeof planShape> => ({
  id: one.id,
  from: one.from,
  to: one.to,
  segment: one.segment?.code ?? null,
  segment_name: one.segment?.name ?? null,
  level: one.level,
  level_name: one.levelName,
  station: one.station,
  station_name: one.stationName,
  target: one.target,
  aired: one.aired,
  rate: one.target > 0 ? one.aired / one.target : null,
  note: one.note,
  changed_at: isoUtc(one.changedAt),
  changed_by: one.changedBy,
})

const list = createRoute({
  method: 'get',
  path: '/plans',
  tags,
  summary: 'Targets whose days meet a period, each with what aired in its own days',
  request: { query: withPeriod(asked) },
  responses: { 200: json(z.object({ items: z.array(planShape) }), 'Targets, the latest first'), ...problems },
})
const save = createRoute({
  method: 'put',
  path: '/plans',
  tags,
  summary: 'Enter the target of a level or a station for a period; the one for the same is changed',
  request: {
    body: jsonBody(
      withPeriod(
        asked.extend({
          segment: z.string().min(1).max(200).optional().openapi({ description: 'Code, or all' }),
          level: z.string().min(1).max(100).optional(),
          station: z.string().min(1).max(200).optional(),
          target: z.number().int().min(1).max(100_000_000),
          note: text(1000).nullish(),
        }),
      ),
    ),
  },
  responses: { 200: json(z.object({ id: n }), 'The target'), ...problems },
})
const remove = createRoute({
  method: 'delete',
  path: '/plans/{id}',
  tags,
  summary: 'Take a target away',
  request: { params: z.object({ id: idParam }) },
  responses: { 204: { description: 'Taken away; the audit trail keeps it' }, ...problems },
})

export function planRoutes(ctx: Context, api: OpenAPIHono<AppEnv>): void {
  api.openapi(list, async (c) => {
    const items = await planCompletion(ctx, c.get('actor'), periodAsked(c.req.valid('query')), c.get('lang') ?? 'vi')
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ items: items.map(planJson) }, 200)
  })
  api.openapi(save, async (c) => {
    const { period, from, to, ...input } = c.req.valid('json')
    const days = periodAsked({ period, from, to })
    return c.json({ id: await saveTarget(ctx, c.get('actor'), { ...input, from: days.from, to: days.to }) }, 200)
  })
  api.openapi(remove, async (c) => {
    await removeTarget(ctx, c.get('actor'), c.req.valid('param').id)
    return c.body(null, 204)
  })
}
