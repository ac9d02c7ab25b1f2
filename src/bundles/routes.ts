import type { OpenAPIHono } from '@hono/zod-openapi'
import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import {
  type AppEnv,
  createRoute,
  json,
  jsonBody,
  localDate,
  newApi,
  noneMatchHolds,
  parseInput,
  problems,
  sendStream,
  z,
} from '../http/index.ts'
import { readReport, stationForLedger } from '../playout/index.ts'
import { eventAnswer } from '../protocol/index.ts'
import { takeBundleReport } from './actions.ts'
import { bundleOf } from './content.ts'
import { readSecrets } from './key-store.ts'
import { publicKey } from './keys.ts'
import { bundleReport } from './report.ts'
import { zipStream } from './zip.ts'

const tags = ['stations']
const params = z.object({ code: z.string() })
const query = z.object({
  from: localDate.optional().openapi({ description: 'Ngày đầu, mặc định hôm nay · first local day, today by default' }),
  days: z.coerce.number().int().min(1).max(31).default(7).openapi({ description: 'Số ngày · number of days' }),
})

const getBundle = createRoute({
  method: 'get',
  path: '/stations/{code}/bundle.zip',
  operationId: 'getBundle',
  tags,
  summary: 'Bộ USB: danh sách phát, âm thanh và trang tự phát · A USB bundle',
  description:
    'Holds PHAT.html (opens from the stick, plays by itself, writes an as-run file), playlist.json, playlist.m3u8, audio/, manifest.json (SHA-256 of every file) and manifest.sig (Ed25519 over its bytes, see /bundle-key). Made as it is sent. HEAD is GET without the body.',
  request: { params, query, headers: z.object({ 'if-none-match': z.string().optional() }) },
  responses: {
    200: {
      description: 'The archive',
      headers: z.object({ ETag: z.string(), 'Content-Length': z.string() }),
      content: { 'application/zip': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
    },
    304: { description: 'Unchanged' },
    ...problems,
  },
})
const postReport = createRoute({
  method: 'post',
  path: '/stations/{code}/bundle-report',
  operationId: 'reportBundle',
  tags,
  summary: 'Nhận tệp nhật ký của bộ USB · Takes back the as-run file that a bundle’s page wrote',
  description:
    'Evidence of grade "imported". The file carries the HMAC of its bundle: one that was changed is refused whole. The same event sent again is a duplicate and changes nothing.',
  request: { params, body: jsonBody(bundleReport) },
  responses: {
    200: json(
      z.object({
        events: z.array(eventAnswer),
        airings: z.array(z.object({ airing_id: z.string(), outcome: z.enum(['aired', 'partial', 'missed']) })),
      }),
      'One line for each event, in the order of the file; and what was written of airings',
    ),
    ...problems,
  },
})
const getKey = createRoute({
  method: 'get',
  path: '/bundle-key',
  operationId: 'getBundleKey',
  tags,
  summary: 'Khóa công khai ký các bộ USB · The public key that signs bundles',
  responses: {
    200: json(
      z.object({ algorithm: z.literal('Ed25519'), key_id: z.string(), public_key: z.string() }),
      'SubjectPublicKeyInfo in PEM',
    ),
    ...problems,
  },
})

/** USB bundles for stations without a line, and the way back of what was played from them. */
export function bundleRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  for (const route of [getBundle, postReport]) api.openAPIRegistry.registerPath(route)
  api.get('/stations/:code/bundle.zip', async (c) => {
    const actor = c.get('actor')
    const code = c.req.param('code')
    const station = await stationForLedger(ctx.db, code, actor)
    demand(actor, 'audio.read', { stationId: station.id })
    const bundle = await bundleOf(ctx, actor, code, parseInput(query, c.req.query()))
    const always = { ETag: `"${bundle.tag}"`, 'Cache-Control': 'private, no-cache' }
    if (noneMatchHolds(c.req.header('If-None-Match'), always.ETag)) return c.body(null, 304, always)
    const { stream, bytes } = await zipStream(bundle.entries, bundle.at)
    const headers = {
      ...always,
      'Content-Type': 'application/zip',
      'Content-Length': String(bytes),
      'Content-Disposition': `attachment; filename="songque-${bundle.station}-${bundle.from}.zip"`,
      // Said here too: a direct stream leaves before the general headers are added.
      'X-Content-Type-Options': 'nosniff',
    }
    if (c.req.method !== 'HEAD') return sendStream(c, () => stream, 200, headers, ctx.log)
    stream.destroy()
    return c.body(null, 200, headers)
  })
  api.post('/stations/:code/bundle-report', async (c) => {
    const actor = c.get('actor')
    // Who asks is known before anything is read: a stranger's megabytes are not our work.
    const station = await stationForLedger(ctx.db, c.req.param('code'), actor)
    demand(actor, 'bundle.report', { stationId: station.id })
    const raw = await readReport(c)
    return c.json(await takeBundleReport(ctx, actor, station.code, raw, c.get('lang')), 200)
  })
  api.openapi(getKey, async (c) => {
    const { pem, id } = publicKey(await readSecrets(ctx.db, ctx.clock.now()))
    return c.json({ algorithm: 'Ed25519' as const, key_id: id, public_key: pem }, 200)
  })
  return api
}
