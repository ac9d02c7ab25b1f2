import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, localTime, newApi, problems, z } from '../http/index.ts'
import { type PartsOrigin, putSessions, readSessions } from './broadcast-sessions.ts'
import { type DayPart, PARTS } from './day-parts.ts'

const tags = ['sessions of the day']
const params = z.object({ code: z.string().max(80) })
const input = z.object({
  items: z.array(z.object({ part: z.enum(PARTS), starts: localTime, ends: localTime })).max(PARTS.length),
})
const output = z
  .object({
    origin: z.enum(['station', 'installation', 'usual']),
    items: z.array(z.object({ part: z.enum(PARTS), starts: z.string(), ends: z.string() })),
  })
  .openapi('SessionsOfDay')
const answer = json(output, 'The sessions that hold, and where they come from')
const told = ({ origin, parts }: { origin: PartsOrigin; parts: readonly DayPart[] }): z.output<typeof output> => ({
  origin,
  items: parts.map(({ part, starts, ends }) => ({ part, starts, ends })),
})

const readCommon = createRoute({
  method: 'get',
  path: '/broadcast-sessions',
  tags,
  summary: 'Sessions of the day for all stations without their own',
  responses: { 200: answer, ...problems },
})
const putCommon = createRoute({
  method: 'put',
  path: '/broadcast-sessions',
  tags,
  summary: 'Set the sessions of the day for all; an empty list brings the usual ones back',
  request: { body: jsonBody(input) },
  responses: { 200: answer, ...problems },
})
const readOwn = createRoute({
  method: 'get',
  path: '/stations/{code}/sessions',
  tags,
  summary: "A station's sessions of the day",
  request: { params },
  responses: { 200: answer, ...problems },
})
const putOwn = createRoute({
  method: 'put',
  path: '/stations/{code}/sessions',
  tags,
  summary: "Set a station's own sessions; an empty list returns to those for all",
  request: { params, body: jsonBody(input) },
  responses: { 200: answer, ...problems },
})

export function broadcastSessionRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(readCommon, async (c) => c.json(told(await readSessions(ctx, c.get('actor'), null)), 200))
  api.openapi(putCommon, async (c) =>
    c.json(told(await putSessions(ctx, c.get('actor'), null, c.req.valid('json').items)), 200),
  )
  api.openapi(readOwn, async (c) =>
    c.json(told(await readSessions(ctx, c.get('actor'), c.req.valid('param').code)), 200),
  )
  api.openapi(putOwn, async (c) => {
    const { code } = c.req.valid('param')
    return c.json(told(await putSessions(ctx, c.get('actor'), code, c.req.valid('json').items)), 200)
  })
  return api
}
