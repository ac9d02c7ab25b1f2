import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, problems, z } from '../http/index.ts'
import { plainQuestion } from './asked.ts'
import { heavily } from './beside/index.ts'
import { toCsv } from './csv.ts'
import { type Chase, type Compared, compareAirings } from './overview.ts'
import { fileName, periodJson } from './present.ts'
import { periodSchema, plainQuery } from './schemas.ts'

const tags = ['reports']
const n = z.number().int()
const compared = z.object({
  period: periodSchema,
  levels: z
    .record(
      z.string(),
      z.object({
        before: n.openapi({ description: 'What aired then' }),
        difference: n,
        percent: z.number().nullable().openapi({ description: 'Of what aired then; null where nothing did' }),
      }),
    )
    .nullable()
    .openapi({ description: 'Null: nothing at all is known of those days, which is not the same as no airing' }),
})
const comparisonAnswer = z
  .object({ period: periodSchema, aired: z.record(z.string(), n), before: compared, year_ago: compared })
  .openapi('AiringComparison')

const comparison = createRoute({
  method: 'get',
  path: '/reports/comparison',
  tags,
  summary: 'What aired beside the period before and the same period a year ago, by level',
  request: { query: plainQuery },
  responses: { 200: json(comparisonAnswer, 'Numbers and their changes'), ...problems },
})

const chaseRow = z.object({
  station: z.string(),
  station_name: z.string(),
  level: z.string(),
  planned: n,
  aired: n,
  missed: n,
  no_word: n,
  rate: z.number().nullable(),
  contact_name: z.string().nullable(),
  contact_phone: z.string().nullable(),
})
const chase = createRoute({
  method: 'get',
  path: '/reports/chase',
  tags,
  summary: 'Stations to be asked: airings without a word, or less than 90 % of the plan aired',
  request: { query: plainQuery },
  responses: {
    200: json(z.object({ period: periodSchema, items: z.array(chaseRow) }), 'The most silent first'),
    ...problems,
  },
})
const chaseCsv = createRoute({
  method: 'get',
  path: '/reports/chase.csv',
  tags,
  summary: 'The same for a spreadsheet',
  request: { query: plainQuery },
  responses: {
    200: { description: 'UTF-8 with byte order mark, CRLF', content: { 'text/csv': { schema: z.string() } } },
    ...problems,
  },
})

const chaseJson = ({ code, name, level, figures, contactName, contactPhone }: Chase): z.output<typeof chaseRow> => ({
  station: code,
  station_name: name,
  level,
  planned: figures.planned,
  aired: figures.aired,
  missed: figures.missed,
  no_word: figures.noWord,
  rate: figures.planned > 0 ? figures.aired / figures.planned : null,
  contact_name: contactName,
  contact_phone: contactPhone,
})

const HEADS = {
  vi: ['Mã đài', 'Đài', 'Theo lịch', 'Đã phát', 'Không phát', 'Chưa có tin', 'Người liên hệ', 'Điện thoại'],
  en: ['Station code', 'Station', 'Planned', 'Aired', 'Missed', 'No word', 'Contact', 'Telephone'],
} as const
/** All of them: as many as there are stations. */
const EVERY = { offset: 0, limit: 0, chased: 1_000_000 }

export function figureRoutes(ctx: Context, api: OpenAPIHono<AppEnv>): void {
  api.openapi(comparison, async (c) => {
    const question = plainQuestion(c, c.req.valid('query'))
    const { lang } = question
    const { aired, before, yearAgo } = await compareAirings(ctx, c.get('actor'), question)
    const told = ({ period, levels }: Compared) => ({
      period: periodJson(period, lang),
      levels: levels && { ...levels },
    })
    c.header('Cache-Control', 'private, no-cache')
    const answer = { period: periodJson(question.period, lang), aired: { ...aired } }
    return c.json({ ...answer, before: told(before), year_ago: told(yearAgo) }, 200)
  })
  api.openapi(chase, async (c) => {
    const question = plainQuestion(c, c.req.valid('query'))
    const found = await heavily(ctx, 'byStation', [c.get('actor'), question, EVERY])
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ period: periodJson(question.period, question.lang), items: found.chase.map(chaseJson) }, 200)
  })
  api.openapi(chaseCsv, async (c) => {
    const question = plainQuestion(c, c.req.valid('query'))
    const found = await heavily(ctx, 'byStation', [c.get('actor'), question, EVERY])
    const lines = found.chase.map(({ code, name, figures, contactName, contactPhone }) => [
      code,
      name,
      figures.planned,
      figures.aired,
      figures.missed,
      figures.noWord,
      contactName,
      contactPhone,
    ])
    return c.body(toCsv([[...HEADS[question.lang]], ...lines]), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName(question.period, 'csv').replace('luot-phat', 'can-hoi')}"`,
      'Cache-Control': 'private, no-cache',
    })
  })
}
