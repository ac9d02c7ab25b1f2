import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, newApi, problems, z } from '../http/index.ts'
import { countAirings, listEvidence } from './actions.ts'
import { closingRoutes } from './closings/index.ts'
import { toCsv } from './csv.ts'
import { documentRoutes } from './documents/index.ts'
import { behindJson, countsJson, countsTable, fileName } from './present.ts'
import type { Question } from './question.ts'
import { countsAnswer, countsQuery, evidenceAnswer, evidenceQuery, groupingsAsked, periodAsked } from './schemas.ts'
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
  period: periodAsked(asked),
  by: groupingsAsked(asked.by),
  segment: asked.segment,
  units: asked.units,
  kind: asked.kind,
  lang: c.get('lang') ?? 'vi',
})

export function reportsRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(countsAsJson, async (c) => {
    const { counted, answer } = await countAirings(ctx, c.get('actor'), questionOf(c, c.req.valid('query')))
    c.header('Cache-Control', 'private, no-cache')
    return c.json(countsJson(counted, answer), 200)
  })
  api.openapi(countsAsCsv, async (c) => {
    const question = questionOf(c, c.req.valid('query'))
    const by = question.by.length > 0 ? question.by : (['level'] as const)
    const { counted, answer } = await countAirings(ctx, c.get('actor'), { ...question, by })
    return c.body(toCsv(countsTable(counted, answer)), 200, {
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
        level: asked.level,
        station: asked.station,
        episodeId: asked.episode,
        programme: asked.programme,
      },
      { offset: asked.offset, limit: asked.limit },
    )
    c.header('Cache-Control', 'private, no-cache')
    return c.json(behindJson(behind, question.period, question.lang, behind.episodes), 200)
  })
  closingRoutes(ctx, api)
  verifyRoute(ctx, api)
  documentRoutes(ctx, api)
  return api
}
