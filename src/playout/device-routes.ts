import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, newApi, parseInput, problems, z } from '../http/index.ts'
import {
  asRunAnswer,
  asRunEnvelope,
  asRunReport,
  eventAnswer,
  heartbeat,
  heartbeatAnswer,
  MAX_EVENTS,
  simpleReport,
} from '../protocol/index.ts'
import { readReport } from './body.ts'
import { type PlaylistVersion, takeHeartbeat } from './heartbeat.ts'
import { reportAsRun } from './ingest.ts'
import type { LedgerStation } from './ledger.ts'
import { reportSimple } from './simple.ts'
import { stationForLedger } from './station-store.ts'

const params = z.object({ code: z.string() })
const tags = ['stations']
const SMALL_BODY = 16_384

const asRun = createRoute({
  method: 'post',
  path: '/stations/{code}/as-run',
  operationId: 'reportAsRun',
  tags,
  summary: 'Nhật ký phát của máy phát · A player’s as-run report',
  description: `At most ${MAX_EVENTS} events; gzip allowed. Each event is judged for itself; what is answered is on disk.`,
  request: { params, body: jsonBody(asRunReport) },
  responses: { 200: json(asRunAnswer, 'One line for each event, in the order sent'), ...problems },
})

const simple = createRoute({
  method: 'post',
  path: '/stations/{code}/as-run/simple',
  operationId: 'reportSimple',
  tags,
  summary: 'Báo phát bằng một dòng lệnh · One event from a script',
  description: 'Idempotency-Key is the event_id, else a hash of the body.',
  request: { params, headers: z.object({ 'idempotency-key': z.string().optional() }), body: jsonBody(simpleReport) },
  responses: { 200: json(eventAnswer, 'What became of it'), ...problems },
})

const beat = createRoute({
  method: 'post',
  path: '/stations/{code}/heartbeat',
  operationId: 'heartbeat',
  tags,
  summary: 'Máy phát báo còn sống · A player is there',
  request: { params, body: jsonBody(heartbeat) },
  responses: { 200: json(heartbeatAnswer, 'What the player should know'), ...problems },
})

const idempotencyKey = z.object({
  'Idempotency-Key': z
    .string()
    .refine((key) => /^[\x21-\x7e]{1,100}$/.test(key), {
      params: {
        vi: 'Cần 1 đến 100 ký tự ASCII nhìn thấy được, không có khoảng trắng.',
        en: 'Needs 1 to 100 visible ASCII characters without spaces.',
      },
    })
    .optional(),
})

/**
 * What players call. The routes stand beside their descriptions: bodies are bounded, may be gzip, must be UTF-8, and a
 * bad event must not cost the good ones, none of which the generic validation does.
 */
export function deviceRoutes(ctx: Context, playlistVersion: PlaylistVersion): OpenAPIHono<AppEnv> {
  const api = newApi()
  for (const route of [asRun, simple, beat]) api.openAPIRegistry.registerPath(route)
  // Who asks is known before anything is read: a stranger's megabytes are not our work.
  const reporter = async (c: HonoContext<AppEnv>): Promise<LedgerStation> => {
    const station = await stationForLedger(ctx.db, c.req.param('code') ?? '', c.get('actor'))
    demand(c.get('actor'), 'as_run.report', { stationId: station.id })
    return station
  }
  api.post('/stations/:code/as-run', async (c) => {
    const station = await reporter(c)
    const report = parseInput(asRunEnvelope, await readReport(c))
    return c.json(await reportAsRun(ctx, c.get('actor'), station, report, c.get('lang')), 200)
  })
  api.post('/stations/:code/as-run/simple', async (c) => {
    const station = await reporter(c)
    const report = parseInput(simpleReport, await readReport(c, SMALL_BODY))
    const { 'Idempotency-Key': key } = parseInput(idempotencyKey, {
      'Idempotency-Key': c.req.header('Idempotency-Key'),
    })
    return c.json(await reportSimple(ctx, c.get('actor'), station, report, key, c.get('lang')), 200)
  })
  api.post('/stations/:code/heartbeat', async (c) => {
    const station = await reporter(c)
    const body = parseInput(heartbeat, await readReport(c, SMALL_BODY))
    return c.json(await takeHeartbeat(ctx, c.get('actor'), station, body, playlistVersion), 200)
  })
  return api
}
