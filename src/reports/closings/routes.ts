import { Readable } from 'node:stream'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { jsonColumn } from '../../db/index.ts'
import { type AppEnv, createRoute, json, jsonBody, problems, sendStream, z } from '../../http/index.ts'
import { isoUtc } from '../../kernel/time.ts'
import { periodAsked } from '../schemas.ts'
import { closedRows, getClosing, getSupplement, listClosings, reopenClosing, snapshotBytes } from './actions.ts'
import { closePeriod } from './close.ts'
import { closingHead } from './closing-head.ts'
import { closingJson, supplementWithRows } from './present.ts'
import {
  closeBody,
  closedRowsAnswer,
  closingAnswer,
  closingBrief,
  closingList,
  idPath,
  numberPath,
  pageQuery,
  pendingAnswer,
  reopenBody,
  rowsQuery,
  supplementAnswer,
  supplementBody,
} from './schemas.ts'
import { issueSupplement, pendingSupplement } from './supplements.ts'

const tags = ['closings']
const path = '/reports/closings'

const list = createRoute({
  method: 'get',
  path,
  operationId: 'listClosings',
  tags,
  summary: 'Các lần chốt số liệu · Closings, newest first',
  request: { query: pageQuery },
  responses: { 200: json(closingList, 'One page'), ...problems },
})
const close = createRoute({
  method: 'post',
  path,
  operationId: 'closePeriod',
  tags,
  summary: 'Chốt số liệu một kỳ · Freezes the figures of a period that is over',
  request: { body: jsonBody(closeBody) },
  responses: { 201: json(closingBrief, 'Closed'), ...problems },
})
const get = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'getClosing',
  tags,
  summary: 'Một lần chốt · A closing with its snapshot',
  request: { params: idPath },
  responses: { 200: json(closingAnswer, 'The closing; its rows are under /rows'), ...problems },
})
const rows = createRoute({
  method: 'get',
  path: `${path}/{id}/rows`,
  operationId: 'listClosedRows',
  tags,
  summary: 'Các dòng đã chốt · The frozen rows, page by page',
  request: { params: idPath, query: rowsQuery },
  responses: { 200: json(closedRowsAnswer, 'One page, in the order of the snapshot'), ...problems },
})
// Not told as "application/json": the library would demand a typed object in place of the bytes.
const canonical = {
  description: 'RFC 8785 text; its SHA-256 is the hash',
  content: { 'text/json': { schema: z.string() } },
}
const bytes = createRoute({
  method: 'get',
  path: `${path}/{id}/snapshot.json`,
  operationId: 'getClosingSnapshot',
  tags,
  summary: 'Đúng từng byte đã băm · The very bytes that were hashed',
  request: { params: idPath },
  responses: { 200: canonical, ...problems },
})
const reopen = createRoute({
  method: 'post',
  path: `${path}/{id}/reopenings`,
  operationId: 'reopenClosing',
  tags,
  summary: 'Mở lại kỳ đã chốt · Puts a closing out of force; it is kept',
  request: { params: idPath, body: jsonBody(reopenBody) },
  responses: { 201: json(closingBrief, 'Reopened'), ...problems },
})
const pending = createRoute({
  method: 'get',
  path: `${path}/{id}/supplement`,
  operationId: 'getPendingSupplement',
  tags,
  summary: 'Số bổ sung đang chờ · What changed since, as signed differences with the rows',
  request: { params: idPath, query: pageQuery },
  responses: { 200: json(pendingAnswer, 'Differences by level and station, and one page of rows'), ...problems },
})
const issue = createRoute({
  method: 'post',
  path: `${path}/{id}/supplements`,
  operationId: 'issueSupplement',
  tags,
  summary: 'Ra số bổ sung · Issues what changed as a numbered, frozen supplement',
  request: { params: idPath, body: jsonBody(supplementBody) },
  responses: { 201: json(supplementAnswer, 'Issued, with its first rows'), ...problems },
})
const supplement = createRoute({
  method: 'get',
  path: `${path}/{id}/supplements/{number}`,
  operationId: 'getSupplement',
  tags,
  summary: 'Một số bổ sung · A supplement with one page of its rows',
  request: { params: numberPath, query: pageQuery },
  responses: { 200: json(supplementAnswer, 'The supplement'), ...problems },
})
const supplementBytes = createRoute({
  method: 'get',
  path: `${path}/{id}/supplements/{number}/snapshot.json`,
  operationId: 'getSupplementSnapshot',
  tags,
  summary: 'Đúng từng byte đã băm · The very bytes that were hashed',
  request: { params: numberPath },
  responses: { 200: canonical, ...problems },
})

const AS_FILE = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'private, no-cache' }
const FIRST_PAGE = { offset: 0, limit: 50 }

/** Adds closings and supplements to the API of reports. */
export function closingRoutes(ctx: Context, api: OpenAPIHono<AppEnv>): void {
  api.openapi(list, async (c) => {
    const { items, next } = await listClosings(ctx, c.get('actor'), c.req.valid('query'))
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ items: items.map(({ closing, supplements }) => closingJson(closing, supplements)), next }, 200)
  })
  api.openapi(close, async (c) => {
    const { segment, kind, ...days } = c.req.valid('json')
    const input = { period: periodAsked(days), segment, kind, lang: c.get('lang') ?? 'vi' }
    const closing = await closePeriod(ctx, c.get('actor'), input)
    c.header('Location', `/api/v1${path}/${closing.id}`)
    return c.json(closingJson(closing, []), 201)
  })
  api.openapi(get, async (c) => {
    const { closing, supplements } = await getClosing(ctx, c.get('actor'), c.req.valid('param').id)
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ ...closingJson(closing, supplements), snapshot: jsonColumn(closingHead, closing.head) }, 200)
  })
  api.openapi(rows, async (c) => {
    const { items, next } = await closedRows(ctx, c.get('actor'), c.req.valid('param').id, c.req.valid('query'))
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ items: [...items], next }, 200)
  })
  api.openapi(bytes, async (c) => {
    const text = await snapshotBytes(ctx, c.get('actor'), c.req.valid('param').id)
    return sendStream(c, () => Readable.from(text, { objectMode: false }), 200, AS_FILE, ctx.log)
  })
  api.openapi(reopen, async (c) => {
    const { id } = c.req.valid('param')
    const closing = await reopenClosing(ctx, c.get('actor'), id, c.req.valid('json').reason)
    const { supplements } = await getClosing(ctx, c.get('actor'), id)
    return c.json(closingJson(closing, supplements), 201)
  })
  supplementRoutes(ctx, api)
}

function supplementRoutes(ctx: Context, api: OpenAPIHono<AppEnv>): void {
  api.openapi(pending, async (c) => {
    const { id } = c.req.valid('param')
    const found = await pendingSupplement(ctx, c.get('actor'), id, c.req.valid('query'))
    const { asOf, differences, count, items, next } = found
    c.header('Cache-Control', 'private, no-cache')
    return c.json({ closing: id, as_of: isoUtc(asOf), differences, count, items: [...items], next }, 200)
  })
  api.openapi(issue, async (c) => {
    const { id } = c.req.valid('param')
    const actor = c.get('actor')
    const { number } = await issueSupplement(ctx, actor, id, c.req.valid('json').note)
    const made = await getSupplement(ctx, actor, id, number, FIRST_PAGE)
    c.header('Location', `/api/v1${path}/${id}/supplements/${number}`)
    return c.json(supplementWithRows(made.supplement, made.rows), 201)
  })
  api.openapi(supplement, async (c) => {
    const { id, number } = c.req.valid('param')
    const found = await getSupplement(ctx, c.get('actor'), id, number, c.req.valid('query'))
    c.header('Cache-Control', 'private, no-cache')
    return c.json(supplementWithRows(found.supplement, found.rows), 200)
  })
  api.openapi(supplementBytes, async (c) => {
    const { id, number } = c.req.valid('param')
    const text = await snapshotBytes(ctx, c.get('actor'), id, number)
    return sendStream(c, () => Readable.from(text, { objectMode: false }), 200, AS_FILE, ctx.log)
  })
}
