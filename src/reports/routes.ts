import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, newApi, problems, z } from '../http/index.ts'
import { listEvidence } from './actions.ts'
import { plainQuestion } from './asked.ts'
import { heavily } from './beside/index.ts'
import { closingRoutes } from './closings/index.ts'
import { documentRoutes } from './documents/index.ts'
import { exportRoutes } from './exports/index.ts'
import { figureRoutes } from './figure-routes.ts'
import { planRoutes } from './plans/index.ts'
import { behindJson, fileName } from './present.ts'
import type { Question } from './question.ts'
import { countsAnswer, countsQuery, evidenceAnswer, evidenceQuery, groupingsAsked } from './schemas.ts'
import { verifyRoute } from './verify-route.ts'

const tags = ['reports']

const countsAsJson = createRoute({
  method: 'get',
  path: '/reports/airings.json',
  tags,
  summary: 'Airings counted for a period',
  request: { query: countsQuery },
  responses: { 200: json(countsAnswer, 'Totals by level, rows as asked, and what could not be placed'), ...problems },
})

const countsAsCsv = createRoute({
  method: 'get',
  path: '/reports/airings.csv',
  tags,
  summary: 'The same rows for a spreadsheet; by level if nothing else is asked',
  request: { query: countsQuery },
  responses: {
    200: { description: 'UTF-8 with byte order mark, CRLF', content: { 'text/csv': { schema: z.string() } } },
    ...problems,
  },
})

const evidence = createRoute({
  method: 'get',
  path: '/reports/airings/evidence',
  tags,
  summary: 'The rows behind any number, page by page',
  request: { query: evidenceQuery },
  responses: {
    200: json(evidenceAnswer, 'A page of airings, unplanned plays, totals and quarantined events'),
    ...problems,
  },
})

type Asked = z.output<typeof countsQuery>
const questionOf = (c: HonoContext<AppEnv>, asked: Asked): Question => ({
  ...plainQuestion(c, asked),
  by: groupingsAsked(asked.by),
})

export function reportsRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(countsAsJson, async (c) => {
    const body = await heavily(ctx, 'countsJson', [c.get('actor'), questionOf(c, c.req.valid('query'))])
    const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'private, no-cache' }
    // The bytes are those of the declared answer, made where the rows were counted.
    return c.body(body, 200, headers) as never
  })
  api.openapi(countsAsCsv, async (c) => {
    const question = questionOf(c, c.req.valid('query'))
    const by = question.by.length > 0 ? question.by : (['level'] as const)
    const body = await heavily(ctx, 'countsCsv', [c.get('actor'), { ...question, by }])
    return c.body(body, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName(question.period, 'csv')}"`,
      'Cache-Control': 'private, no-cache',
    })
  })
  api.openapi(evidence, async (c) => {
    const asked = c.req.valid('query')
    const question = questionOf(c, asked)
    const behind = await listEvidence(
      ctx,
      c.get('actor'),
      {
        ...question,
        figure: asked.outcome,
        grade: asked.grade,
        episodeId: asked.episode,
        programme: asked.programme,
      },
      { offset: asked.offset, limit: asked.limit },
    )
    c.header('Cache-Control', 'private, no-cache')
    return c.json(behindJson(behind, question.period, question.lang, behind.episodes), 200)
  })
  figureRoutes(ctx, api)
  planRoutes(ctx, api)
  closingRoutes(ctx, api)
  verifyRoute(ctx, api)
  documentRoutes(ctx, api)
  exportRoutes(ctx, api)
  return api
}
