import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import { type AppEnv, createRoute, idParam, jsonBody, newApi, parseInput, problems, z } from '../../../http/index.ts'
import { commonErrors } from '../../../kernel/errors.ts'
import { allSegments } from '../../../library/index.ts'
import { stationsAll } from '../../../stations/index.ts'
import { playoutErrors } from '../../errors.ts'
import type { BroughtFile } from '../../photos/actions.ts'
import { bringLog, confirmLog, dropLog, listLogs, mapLog, previewLog } from './actions.ts'
import type { ClosedDays } from './judge.ts'
import {
  type Codes,
  confirmation,
  filedLogBody,
  listAnswer,
  mappingBody,
  newLogBody,
  pastedLogBody,
  previewAnswer,
  showLog,
  showPreview,
} from './shapes.ts'

const tags = ['as-run']
const path = '/log-imports'
const params = z.object({ id: idParam })
const one = `${path}/{id}`
const bring = createRoute({
  method: 'post',
  path,
  operationId: 'bringLog',
  tags,
  summary: 'Gửi sổ của đài để xem trước · A station’s log: what it would import, and every fault by sheet and cell',
  description:
    'A file as multipart/form-data, or a pasted table as JSON. Nothing is imported until the preview’s digest is confirmed.',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: pastedLogBody }, 'multipart/form-data': { schema: filedLogBody } },
    },
  },
  responses: { 201: previewAnswer('The preview; it waits to be confirmed'), ...problems },
})
const list = createRoute({
  method: 'get',
  path,
  operationId: 'listLogImports',
  tags,
  summary: 'Các lần nhập sổ · Imports of logs that one may see',
  request: {
    query: z.object({ before: idParam.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  },
  responses: { 200: listAnswer, ...problems },
})
const get = createRoute({
  method: 'get',
  path: one,
  operationId: 'getLogImport',
  tags,
  summary: 'Xem trước hoặc kết quả một lần nhập · An import: its preview while it is open, then its result',
  request: { params },
  responses: { 200: previewAnswer('The import'), ...problems },
})
const map = createRoute({
  method: 'put',
  path: `${one}/mapping`,
  operationId: 'mapLogImport',
  tags,
  summary: 'Chọn cột nào là gì · Says which column is which',
  request: { params, body: jsonBody(mappingBody) },
  responses: { 200: previewAnswer('The preview by this mapping'), ...problems },
})
const confirm = createRoute({
  method: 'post',
  path: `${one}/confirmation`,
  operationId: 'confirmLogImport',
  tags,
  summary: 'Nhập đúng những gì đã xem trước · Imports exactly what the preview showed, all or none',
  description: '409 when it was settled before, holds nothing new, or would now give anything else than was shown.',
  request: { params, body: jsonBody(confirmation) },
  responses: { 200: previewAnswer('The finished import'), ...problems },
})
const drop = createRoute({
  method: 'delete',
  path: one,
  operationId: 'dropLogImport',
  tags,
  summary: 'Bỏ một lần nhập chưa xác nhận · Puts an unconfirmed import aside; its file stays',
  request: { params },
  responses: { 204: { description: 'Put aside' }, ...problems },
})

type Brought = { readonly wish: z.output<typeof newLogBody>; readonly file: BroughtFile }

async function readBrought(c: HonoContext<AppEnv>): Promise<Brought> {
  if (/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) {
    const { file, mapping, ...rest } = await c.req.parseBody().catch(() => {
      throw commonErrors.bad_body()
    })
    const wish = parseInput(newLogBody, { ...rest, ...(mapping !== undefined && { mapping: jsonIn(mapping) }) })
    if (!(file instanceof File) || file.size === 0) throw playoutErrors.import_empty()
    return { wish, file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } }
  }
  const body: unknown = await c.req.json().catch(() => {
    throw commonErrors.bad_body()
  })
  const { text, name, ...wish } = parseInput(pastedLogBody, body)
  return { wish, file: { name, bytes: new TextEncoder().encode(text) } }
}
function jsonIn(text: string | File): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    throw commonErrors.bad_body()
  }
}

/**
 * Logs of stations over the API, by the same acts and permissions as the desk's page.
 * @param closed the closed periods in force; rows of theirs are told to go to a supplement
 */
export function logImportRoutes(ctx: Context, closed: () => Promise<readonly ClosedDays[]>): OpenAPIHono<AppEnv> {
  const api = newApi()
  const codes = async (): Promise<Codes> => ({
    stations: new Map((await stationsAll(ctx.db)).map(({ id, code }) => [id, code])),
    segments: new Map((await allSegments(ctx.db)).map(({ id, code }) => [id, code])),
  })
  const seen = async (c: HonoContext<AppEnv>, id: number) =>
    showPreview(await previewLog(ctx, c.get('actor'), id, await closed()), await codes(), c.get('lang'))

  // By hand: one route takes both kinds of body.
  api.openAPIRegistry.registerPath(bring)
  api.post(path, async (c) => {
    const { wish, file } = await readBrought(c)
    const { mapping } = wish
    const days = { from: mapping?.from ?? null, to: mapping?.to ?? null }
    const log = { kind: wish.kind, station: wish.station ?? null, segment: wish.segment, file, ...days }
    const id = await bringLog(ctx, c.get('actor'), { ...log, heads: mapping?.heads, order: mapping?.order })
    return c.json(await seen(c, id), 201)
  })
  api.openapi(list, async (c) => {
    const { before = null, limit } = c.req.valid('query')
    const { logs, next } = await listLogs(ctx, c.get('actor'), before, limit)
    const named = await codes()
    return c.json({ items: logs.map((log) => showLog(log, named)), next }, 200)
  })
  api.openapi(get, async (c) => c.json(await seen(c, c.req.valid('param').id), 200))
  api.openapi(map, async (c) => {
    const { id } = c.req.valid('param')
    const { from = null, to = null, ...mapping } = c.req.valid('json')
    await mapLog(ctx, c.get('actor'), id, { ...mapping, from, to })
    return c.json(await seen(c, id), 200)
  })
  api.openapi(confirm, async (c) => {
    const { id } = c.req.valid('param')
    await confirmLog(ctx, c.get('actor'), id, c.req.valid('json').digest, await closed())
    return c.json(await seen(c, id), 200)
  })
  api.openapi(drop, async (c) => {
    await dropLog(ctx, c.get('actor'), c.req.valid('param').id)
    return c.body(null, 204)
  })
  return api
}
