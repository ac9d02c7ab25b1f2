import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, baseUrl, createRoute, json, jsonBody, line, newApi, problems, z } from '../http/index.ts'
import { isoUtc } from '../kernel/time.ts'
import { claimPairing, createPairing } from './pairings.ts'

const tags = ['station keys']
const create = createRoute({
  method: 'post',
  path: '/pairings',
  tags,
  summary: 'Make a one-use code by which a device gets a station key of its own',
  description: 'For administrators and the operators bound to the station. The code works once and for 10 minutes.',
  request: { body: jsonBody(z.object({ station: z.string().max(80) })) },
  responses: {
    201: json(z.object({ code: z.string(), url: z.string(), expires_at: z.string() }), 'The code, this once'),
    ...problems,
  },
})
const claim = createRoute({
  method: 'post',
  path: '/pairings/{code}/claims',
  tags,
  summary: 'Turn a pairing code into a station key named after the device',
  description: 'The key is in this answer only; the server keeps its SHA-256.',
  request: {
    params: z.object({ code: z.string().max(100) }),
    body: jsonBody(z.object({ device_name: line(100) })),
  },
  responses: {
    201: json(
      z.object({ station: z.string(), station_name: z.string(), key_id: z.number().int(), key: z.string() }),
      'The key',
    ),
    ...problems,
  },
})

/** Where a pairing link leads. The code stands behind the #, so it reaches no server's log and no preview uses it up. */
export const pairingUrl = (base: string, stationCode: string, code: string): string =>
  `${base}/tram/${encodeURIComponent(stationCode)}#ghep=${code}`

export function pairingRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(create, async (c) => {
    const { station } = c.req.valid('json')
    const { code, expiresAt } = await createPairing(ctx, c.get('actor'), station)
    c.header('Cache-Control', 'no-store')
    const url = pairingUrl(baseUrl(ctx.config, c), station, code)
    return c.json({ code, url, expires_at: isoUtc(expiresAt) }, 201)
  })
  api.openapi(claim, async (c) => {
    const input = { code: c.req.valid('param').code, deviceName: c.req.valid('json').device_name }
    const { stationCode, stationName, key, keyId } = await claimPairing(ctx, input)
    c.header('Cache-Control', 'no-store')
    return c.json({ station: stationCode, station_name: stationName, key_id: keyId, key }, 201)
  })
  return api
}
