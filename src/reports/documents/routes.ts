import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import { type AppEnv, baseUrl, createRoute, idParam, json, jsonBody, problems, z } from '../../http/index.ts'
import { commonErrors } from '../../kernel/errors.ts'
import { readSupplement } from '../closings/index.ts'
import { fileName } from '../present.ts'
import { chooseSegment, type Question } from '../question.ts'
import { documentQuery, issuedQuery, periodAsked, reportQuery } from '../schemas.ts'
import { contentType, sendFile } from './made-file.ts'
import type { FileTask, Format } from './make-file.ts'
import { reportSentence } from './report-data.ts'
import { sentenceAnswer, settingsAnswer, settingsBody, settingsChange, settingsJson } from './schemas.ts'
import { changeReportSettings, readReportSettings } from './settings.ts'

const tags = ['reports']
const file = (type: string, description: string) => ({
  description,
  content: { [type]: { schema: z.string().openapi({ format: 'binary' }) } },
})

const sentenceRoute = createRoute({
  method: 'get',
  path: '/reports/sentence',
  tags,
  summary: 'The sentence for the report of a period, in both languages',
  request: { query: reportQuery },
  responses: { 200: json(sentenceAnswer, 'Built from the counts and the levels’ own names'), ...problems },
})
const docxRoute = createRoute({
  method: 'get',
  path: '/reports/airings.docx',
  tags,
  summary: 'The report as a document by Nghị định 30/2020/NĐ-CP, in Vietnamese; a draft unless the period is closed',
  request: { query: documentQuery },
  responses: { 200: file(contentType.docx, 'A Word document'), ...problems },
})
const xlsxRoute = createRoute({
  method: 'get',
  path: '/reports/airings.xlsx',
  tags,
  summary: 'The report as a workbook: summary, by station, by month, and all of the evidence',
  request: { query: reportQuery },
  responses: { 200: file(contentType.xlsx, 'A workbook'), ...problems },
})
const evidenceRoute = createRoute({
  method: 'get',
  path: '/reports/airings/evidence.csv',
  tags,
  summary: 'Every airing behind the number, a row each, for a spreadsheet or a program',
  request: { query: reportQuery },
  responses: { 200: file(contentType.csv, 'UTF-8 with byte order mark, CRLF; by station, then by time'), ...problems },
})
const supplementRoute = (format: 'docx' | 'xlsx') =>
  createRoute({
    method: 'get',
    path: `/reports/closings/{id}/supplements/{number}/document.${format}`,
    tags: ['closings'],
    summary: format === 'docx' ? 'A supplement as a document of its own' : 'A supplement as a workbook',
    request: { params: z.object({ id: idParam, number: idParam }), query: issuedQuery },
    responses: {
      200: file(contentType[format], 'Closed, added before, added now, and every row that changed'),
      ...problems,
    },
  })
const readSettings = createRoute({
  method: 'get',
  path: '/report-settings',
  tags,
  summary: 'Names of the office, signature, recipients and templates of the sentence',
  responses: { 200: json(settingsAnswer, 'The settings now'), ...problems },
})
const BODY_MAX = 65_536
const patchSettings = createRoute({
  method: 'patch',
  path: '/report-settings',
  tags,
  summary: 'Changes settings of reports; members left out stay as they are',
  middleware: [
    bodyLimit({
      maxSize: BODY_MAX,
      onError: () => {
        throw commonErrors.too_large({ max: BODY_MAX })
      },
    }),
  ] as const,
  request: { body: jsonBody(settingsBody) },
  responses: { 200: json(settingsAnswer, 'The settings as they are now'), ...problems },
})

type Asked = Parameters<typeof periodAsked>[0] & Pick<Question, 'segment' | 'units' | 'kind'>
const questionOf = (asked: Asked): Omit<Question, 'by' | 'lang'> => ({
  period: periodAsked(asked),
  ...(asked.segment === undefined ? {} : { segment: asked.segment }),
  units: asked.units,
  kind: asked.kind,
})

const common = (ctx: Context, c: HonoContext<AppEnv>) => ({
  lang: c.get('lang') ?? ('vi' as const),
  base: baseUrl(ctx.config, c),
})

/** The right and the question are judged before a file is begun. @throws DomainError sign_in_required, forbidden, no_such_segment */
async function sendReport(
  ctx: Context,
  c: HonoContext<AppEnv>,
  format: Format,
  asked: Omit<Question, 'by' | 'lang'>,
  issued: FileTask['issued'],
): Promise<Response> {
  demand(c.get('actor'), 'report.read')
  await chooseSegment(ctx, { segment: asked.segment, lang: 'vi' })
  const task = { kind: 'report', format, asked, issued, ...common(ctx, c) } as const
  return sendFile(ctx, c, task, fileName(asked.period, format === 'csv' ? 'bang-chung.csv' : format))
}

/** The sentence, documents and their settings. */
export function documentRoutes(ctx: Context, api: OpenAPIHono<AppEnv>): void {
  api.openapi(sentenceRoute, async (c) => {
    const question = questionOf(c.req.valid('query'))
    const { answer, sentence } = await reportSentence(ctx, c.get('actor'), question)
    const { key, from, to } = question.period
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ period: { key, from, to }, segment: answer.segment.code, ...sentence }, 200)
  })
  api.openapi(docxRoute, (c) => {
    const asked = c.req.valid('query')
    return sendReport(ctx, c, 'docx', questionOf(asked), { number: asked.number, date: asked.date })
  })
  api.openapi(xlsxRoute, (c) => sendReport(ctx, c, 'xlsx', questionOf(c.req.valid('query')), {}))
  api.openapi(evidenceRoute, (c) => sendReport(ctx, c, 'csv', questionOf(c.req.valid('query')), {}))
  for (const format of ['docx', 'xlsx'] as const) {
    api.openapi(supplementRoute(format), async (c) => {
      demand(c.get('actor'), 'report.read')
      const { id, number } = c.req.valid('param')
      const issued = c.req.valid('query')
      const { closing } = await readSupplement(ctx.db, id, number)
      const task = { kind: 'supplement', format, closing: id, number, issued, ...common(ctx, c) } as const
      return sendFile(ctx, c, task, `so-bo-sung-${number}-${closing.period_key.replace(/[^\w-]+/g, '-')}.${format}`)
    })
  }
  api.openapi(readSettings, async (c) => c.json(settingsJson(await readReportSettings(ctx, c.get('actor'))), 200))
  api.openapi(patchSettings, async (c) => {
    const settings = await changeReportSettings(ctx, c.get('actor'), settingsChange(c.req.valid('json')))
    return c.json(settingsJson(settings), 200)
  })
}
