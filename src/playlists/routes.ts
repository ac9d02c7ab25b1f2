import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, baseUrl, createRoute, newApi, noneMatchHolds, problems, z } from '../http/index.ts'
import { playlistSchema } from '../protocol/playlist.ts'
import { formats } from './formats/index.ts'
import { getPlaylist, playlistQuery } from './playlist.ts'

const described = createRoute({
  method: 'get',
  path: '/stations/{code}/playlist.{format}',
  operationId: 'getPlaylist',
  tags: ['stations'],
  summary: 'Danh sách phát của một đài · A station’s playlist',
  description:
    'Strong ETag over the exact body; If-None-Match answers 304. HEAD is GET without the body. m3u, m3u8, pls, xspf and rss repeat the token in each address when the request carried it as ?token=. ics lists every airing; rss each cleared episode once; m3u, pls and xspf the airings that have audio.',
  request: {
    params: z.object({ code: z.string(), format: z.enum([...formats.keys()]) }),
    query: playlistQuery,
    headers: z.object({ 'if-none-match': z.string().optional() }),
  },
  responses: {
    200: {
      description: 'The playlist',
      headers: z.object({ ETag: z.string(), 'Cache-Control': z.string() }),
      content: {
        'application/json': { schema: playlistSchema },
        ...Object.fromEntries(
          [...formats].filter(([name]) => name !== 'json').map(([, { type }]) => [type, { schema: z.string() }]),
        ),
      },
    },
    304: { description: 'Unchanged' },
    ...problems,
  },
})

/**
 * Playlists. They are polled by thousands of players, so the route stands beside its description instead of behind the
 * generic validation: a poll costs a look into memory.
 */
export function playlistRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openAPIRegistry.registerPath(described)
  api.get('/stations/:code/:playlist{playlist\\.[^/]+}', async (c) => {
    const kept = await getPlaylist(ctx, c.get('actor'), {
      code: c.req.param('code'),
      format: c.req.param('playlist').slice('playlist.'.length),
      query: c.req.query(),
      token: c.get('proof') === 'token' ? (c.get('keyText') ?? null) : null,
      base: baseUrl(ctx.config, c),
    })
    const headers = { ETag: kept.etag, 'Cache-Control': 'private, no-cache' }
    if (noneMatchHolds(c.req.header('If-None-Match'), kept.etag)) return c.body(null, 304, headers)
    return c.body(kept.body, 200, { ...headers, 'Content-Type': kept.type, 'Content-Length': String(kept.body.length) })
  })
  return api
}
