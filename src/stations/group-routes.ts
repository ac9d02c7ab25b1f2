import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, line, newApi, problems, z } from '../http/index.ts'
import { codeInput } from '../units/index.ts'
import type { StationGroup } from './group-store.ts'
import { changeGroup, createGroup, listGroups } from './groups.ts'

const tags = ['station groups']
const code = z.string().max(80)
const members = z.array(code).max(15_000)
const groupJson = z
  .object({ code: z.string(), name: z.string(), stations: z.array(z.string()) })
  .openapi('StationGroup')
const told = ({ code, name, stations }: StationGroup): z.output<typeof groupJson> => ({
  code,
  name,
  stations: [...stations],
})

const list = createRoute({
  method: 'get',
  path: '/station-groups',
  tags,
  summary: 'Groups of stations',
  responses: { 200: json(z.object({ items: z.array(groupJson) }), 'Groups'), ...problems },
})
const create = createRoute({
  method: 'post',
  path: '/station-groups',
  tags,
  summary: 'Create a group',
  request: { body: jsonBody(z.object({ code: codeInput, name: line(200), stations: members.default([]) })) },
  responses: { 201: json(groupJson, 'Created'), ...problems },
})
const change = createRoute({
  method: 'patch',
  path: '/station-groups/{code}',
  tags,
  summary: 'Rename a group or say anew which stations it has',
  request: {
    params: z.object({ code }),
    body: jsonBody(
      z
        .object({ name: line(200), stations: members })
        .partial()
        .strict(),
    ),
  },
  responses: { 200: json(groupJson, 'Changed'), ...problems },
})

export function groupRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(list, async (c) => c.json({ items: (await listGroups(ctx, c.get('actor'))).map(told) }, 200))
  api.openapi(create, async (c) => c.json(told(await createGroup(ctx, c.get('actor'), c.req.valid('json'))), 201))
  api.openapi(change, async (c) =>
    c.json(told(await changeGroup(ctx, c.get('actor'), c.req.valid('param').code, c.req.valid('json'))), 200),
  )
  return api
}
