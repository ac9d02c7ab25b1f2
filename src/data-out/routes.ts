import { Readable } from 'node:stream'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import { clientAddress } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import {
  type AppEnv,
  createRoute,
  minuteThrottle,
  newApi,
  noneMatchHolds,
  problem,
  problems,
  sendStream,
  z,
} from '../http/index.ts'
import { notFound } from '../kernel/errors.ts'
import { dataOutErrors } from './errors.ts'
import { exportAll } from './export.ts'
import { readyTotals } from './public-totals.ts'

const exported = createRoute({
  method: 'get',
  path: '/export.ndjson',
  operationId: 'exportAll',
  tags: ['settings'],
  summary: 'Xuất toàn bộ dữ liệu · Everything but secrets, a JSON a line (docs/xuat-du-lieu.md)',
  responses: {
    200: {
      description: 'NDJSON: a head, rows by table, an end',
      content: { 'application/octet-stream': { schema: z.string() } },
    },
    ...problems,
  },
})

/** The whole of the data, for an administrator. */
export function exportAllRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(exported, async (c) => {
    const lines = await exportAll(ctx, c.get('actor'))
    const day = ctx.zone.localDate(ctx.clock.now())
    const headers = {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="song-que-${day}.ndjson"`,
      'Cache-Control': 'private, no-store',
    }
    return sendStream(c, () => Readable.from(lines, { objectMode: false }), 200, headers, ctx.log)
  })
  return api
}

const TYPES = { json: 'application/json; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const
const MAX_AGE_SECONDS = 300

/**
 * Closed totals for everybody, if the administrator switched them on; while they are off there is no such address. Any web
 * page may read them; an address may ask sixty times a minute.
 */
export function publicTotalsRoutes(ctx: Context): Hono<AppEnv> {
  const wait = minuteThrottle()
  const app = new Hono<AppEnv>()
  for (const format of ['json', 'csv'] as const) {
    app.get(`/cong-khai/so-lieu.${format}`, async (c) => {
      const seconds = wait(clientAddress(c, ctx.config), ctx.clock.now())
      if (seconds > 0) return problem(c, dataOutErrors.too_many_questions({ retry_after: seconds }))
      const lang = c.req.query('lang') === 'en' ? 'en' : 'vi'
      const ready = await readyTotals(ctx, format, lang)
      if (!ready) return problem(c, notFound('address', c.req.path))
      const headers = {
        ETag: ready.etag,
        'Access-Control-Allow-Origin': '*',
        'Cache-Control': `public, max-age=${MAX_AGE_SECONDS}`,
      }
      if (noneMatchHolds(c.req.header('if-none-match'), ready.etag)) return c.body(null, 304, headers)
      return c.body(ready.text, 200, { ...headers, 'Content-Type': TYPES[format] })
    })
  }
  return app
}
