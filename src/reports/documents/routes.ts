import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Context } from '../../context.ts'
import { type AppEnv, createRoute, json, jsonBody, problems, z } from '../../http/index.ts'
import { commonErrors } from '../../kernel/errors.ts'
import { fileName } from '../present.ts'
import type { Question } from '../question.ts'
import { documentQuery, periodAsked, reportQuery } from '../schemas.ts'
import { reportBook } from './book.ts'
import { evidenceRows } from './evidence-rows.ts'
import { reportData, reportSentence } from './report-data.ts'
import { sentenceAnswer, settingsAnswer, settingsBody, settingsChange, settingsJson } from './schemas.ts'
import { changeReportSettings, readReportSettings } from './settings.ts'

const tags = ['reports']
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
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
  responses: { 200: file(DOCX, 'A Word document'), ...problems },
})
const xlsxRoute = createRoute({
  method: 'get',
  path: '/reports/airings.xlsx',
  tags,
  summary: 'The report as a workbook: summary, by station, by month, evidence (at most 15,000 rows of it)',
  request: { query: reportQuery },
  responses: { 200: file(XLSX, 'A workbook'), ...problems },
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

function download(c: HonoContext<AppEnv>, bytes: Uint8Array, type: string, name: string): Response {
  return c.body(new Uint8Array(bytes).buffer, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
  })
}

/** Runs one after the other: a document takes memory while it is made. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(make: () => Promise<T>): Promise<T> => {
    const mine = last.then(make)
    last = mine.catch(() => undefined)
    return mine
  }
}

/** The sentence, documents and their settings. */
export function documentRoutes(ctx: Context, api: OpenAPIHono<AppEnv>): void {
  const inTurn = oneAtATime()
  api.openapi(sentenceRoute, async (c) => {
    const question = questionOf(c.req.valid('query'))
    const { answer, sentence } = await reportSentence(ctx, c.get('actor'), question)
    const { key, from, to } = question.period
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ period: { key, from, to }, segment: answer.segment.code, ...sentence }, 200)
  })
  api.openapi(docxRoute, async (c) => {
    const asked = c.req.valid('query')
    const question = questionOf(asked)
    // Loaded when first asked for: a server that never writes a document does not carry the package.
    const { reportDocument } = await import('./docx/index.ts')
    const issue = { number: asked.number, date: asked.date, today: ctx.zone.localDate(ctx.clock.now()) }
    const bytes = await inTurn(async () =>
      reportDocument(await reportData(ctx, c.get('actor'), question), issue, ctx.zone),
    )
    return download(c, bytes, DOCX, fileName(question.period, 'docx'))
  })
  api.openapi(xlsxRoute, async (c) => {
    const [question, lang, actor] = [questionOf(c.req.valid('query')), c.get('lang') ?? 'vi', c.get('actor')]
    const { writeBook } = await import('./xlsx.ts')
    const bytes = await inTurn(async () => {
      const data = await reportData(ctx, actor, question)
      const evidence = await evidenceRows(ctx, actor, { ...question, by: [], lang })
      return writeBook(reportBook(data, evidence, lang, ctx.zone))
    })
    return download(c, bytes, XLSX, fileName(question.period, 'xlsx'))
  })
  api.openapi(readSettings, async (c) => c.json(settingsJson(await readReportSettings(ctx, c.get('actor'))), 200))
  api.openapi(patchSettings, async (c) => {
    const settings = await changeReportSettings(ctx, c.get('actor'), settingsChange(c.req.valid('json')))
    return c.json(settingsJson(settings), 200)
  })
}
