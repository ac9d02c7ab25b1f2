import type { OpenAPIHono } from '@hono/zod-openapi'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import { type AppEnv, createRoute, newApi, problems, z } from '../../http/index.ts'
import { sha256 } from '../../kernel/canonical.ts'
import { stationForLedger } from '../station-store.ts'
import { openFeed } from './feed.ts'

const described = createRoute({
  method: 'get',
  path: '/stations/{code}/events',
  operationId: 'listenToStation',
  tags: ['stations'],
  summary: 'Sự kiện trực tiếp của một đài · Live events of a station',
  description:
    'Server-sent events: `playlist` {version} when the playlist changed, `emergency` {airing_id, starts_at} when an item must be played now, `ping` {at} as a sign of life. Last-Event-ID resumes; events are kept for 24 hours.',
  request: {
    params: z.object({ code: z.string() }),
    headers: z.object({ 'last-event-id': z.string().optional() }),
  },
  responses: {
    200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } },
    ...problems,
  },
})

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'private, no-cache, no-transform',
  // nginx would otherwise hold events back until its buffer is full.
  'X-Accel-Buffering': 'no',
}

/** The live events of stations. */
export function liveRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openAPIRegistry.registerPath(described)
  api.get('/stations/:code/events', async (c) => {
    const actor = c.get('actor')
    const station = await stationForLedger(ctx.db, c.req.param('code'), actor)
    demand(actor, 'playlist.read', { stationId: station.id })
    // A stream that nobody reads would listen for ever.
    if (c.req.method === 'HEAD') return c.body(null, 200, HEADERS)
    const key = c.get('keyText')
    const keyHash = key === undefined ? null : sha256(key)
    const lastEventId = c.req.header('Last-Event-ID')
    return c.body(openFeed(ctx, { stationId: station.id, lastEventId, keyHash }), 200, HEADERS)
  })
  return api
}
