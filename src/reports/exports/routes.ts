import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { type AppEnv, baseUrl, createRoute, idParam, json, jsonBody, localDate, problems, z } from '../../http/index.ts'
import { isoUtc } from '../../kernel/time.ts'
import { sendMade } from '../documents/made-file.ts'
import { FORMATS } from '../documents/make-file.ts'
import { periodAsked } from '../schemas.ts'
import { exportFile, getExport, listExports, requestExport, workExports } from './actions.ts'
import type { ReportExport } from './exports-store.ts'

const tags = ['reports']
const path = '/reports/exports'
const int = z.number().int()
const exportAnswer = z
  .object({
    id: int,
    format: z.enum(FORMATS),
    title: z.string(),
    file_name: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    rows: z
      .object({ done: int, total: int })
      .openapi({ description: 'Rows of evidence written, and how many there will be' }),
    bytes: int.nullable(),
    error: z.string().nullable(),
    created_at: z.string(),
    created_by: z.string(),
    finished_at: z.string().nullable(),
  })
  .openapi('ReportExport')
const said = (vi: string, en: string) => ({ params: { vi, en } })
const exportBody = z
  .object({
    format: z.enum(FORMATS),
    period: z.string().max(40).optional().openapi({ example: '2020-Q3' }),
    from: localDate.optional(),
    to: localDate.optional(),
    segment: z.string().min(1).max(200).optional(),
    units: z.enum(['then', 'now']).default('then'),
    kind: z.enum(['premiere', 'repeat', 'all']).default('all'),
    number: z
      .string()
      .regex(/^\d{1,6}$/)
      .optional(),
    date: localDate.optional(),
  })
  .refine(({ period, from, to }) => (period === undefined ? from !== undefined && to !== undefined : !from && !to), {
    path: ['period'],
    ...said('Cần đúng một trong hai: period, hoặc cả from và to.', 'Exactly one of: period, or both from and to.'),
  })
const idPath = z.object({ id: idParam })

const create = createRoute({
  method: 'post',
  path,
  operationId: 'requestExport',
  tags,
  summary: 'Làm tệp báo cáo ở phía sau · Asks for a file that takes long to make',
  request: { body: jsonBody(exportBody) },
  responses: { 202: json(exportAnswer, 'It is being made; its address says how far it is'), ...problems },
})
const list = createRoute({
  method: 'get',
  path,
  operationId: 'listExports',
  tags,
  summary: 'Các tệp đã yêu cầu · The last exports, newest first',
  responses: { 200: json(z.object({ items: z.array(exportAnswer) }), 'At most 50'), ...problems },
})
const get = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'getExport',
  tags,
  summary: 'Một tệp và tiến độ · An export and how far it is',
  request: { params: idPath },
  responses: { 200: json(exportAnswer, 'The export'), ...problems },
})
const file = createRoute({
  method: 'get',
  path: `${path}/{id}/file`,
  operationId: 'getExportFile',
  tags,
  summary: 'Tải tệp · The file, once it is made; kept for a week',
  request: { params: idPath },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems,
  },
})

const exportJson = (row: ReportExport): z.output<typeof exportAnswer> => ({
  id: row.id,
  format: row.format,
  title: row.title,
  file_name: row.file_name,
  state: row.state,
  rows: { done: row.rows_done, total: row.rows_total },
  bytes: row.bytes,
  error: row.error,
  created_at: isoUtc(row.created_at),
  created_by: row.created_by_name,
  finished_at: row.finished_at === null ? null : isoUtc(row.finished_at),
})

/** Long exports over the API. */
export function exportRoutes(ctx: Context, api: OpenAPIHono<AppEnv>): void {
  api.openapi(create, async (c) => {
    const { format, segment, units, kind, number, date, ...days } = c.req.valid('json')
    const asked = { period: periodAsked(days), units, kind, ...(segment === undefined ? {} : { segment }) }
    const issued = { ...(number === undefined ? {} : { number }), ...(date === undefined ? {} : { date }) }
    const input = { format, asked, issued, lang: c.get('lang') ?? ('vi' as const), base: baseUrl(ctx.config, c) }
    const made = await requestExport(ctx, c.get('actor'), input)
    void workExports(ctx).catch((error: unknown) => ctx.log.error({ err: error }, 'exports could not be worked on'))
    c.header('Location', `/api/v1${path}/${made.id}`)
    return c.json(exportJson(made), 202)
  })
  api.openapi(list, async (c) => {
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ items: (await listExports(ctx, c.get('actor'))).map(exportJson) }, 200)
  })
  api.openapi(get, async (c) => {
    c.header('Cache-Control', 'private, no-cache')
    return c.json(exportJson(await getExport(ctx, c.get('actor'), c.req.valid('param').id)), 200)
  })
  api.openapi(file, async (c) => sendMade(ctx, c, await exportFile(ctx, c.get('actor'), c.req.valid('param').id)))
}
