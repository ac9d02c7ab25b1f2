import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, line, newApi, problems, z } from '../http/index.ts'
import { changeLevel, createLevel, listLevels, removeLevel } from './levels.ts'
import { codeInput } from './shapes.ts'
import type { Level } from './store.ts'

const fields = z.object({
  name: line(100),
  name_en: line(100),
  station_name: line(100).openapi({ description: 'What a station of this level is called' }),
  station_name_en: line(100),
  rank: z.number().int().min(1).max(100).openapi({ description: '1 is the highest' }),
})
const levelJson = fields.extend({ code: z.string() }).openapi('Level')
const params = z.object({ code: z.string() })
const tags = ['levels']

const told = (level: Level): z.output<typeof levelJson> => ({
  code: level.code,
  name: level.name,
  name_en: level.nameEn,
  station_name: level.stationName,
  station_name_en: level.stationNameEn,
  rank: level.rank,
})
const entered = (input: Partial<z.output<typeof fields>>): Partial<Level> => ({
  ...(input.name === undefined ? {} : { name: input.name }),
  ...(input.name_en === undefined ? {} : { nameEn: input.name_en }),
  ...(input.station_name === undefined ? {} : { stationName: input.station_name }),
  ...(input.station_name_en === undefined ? {} : { stationNameEn: input.station_name_en }),
  ...(input.rank === undefined ? {} : { rank: input.rank }),
})

const list = createRoute({
  method: 'get',
  path: '/levels',
  tags,
  summary: 'Levels of stations, the highest first',
  description: 'Levels are data: no name of a level stands in the program.',
  responses: { 200: json(z.object({ items: z.array(levelJson) }), 'Levels'), ...problems },
})
const create = createRoute({
  method: 'post',
  path: '/levels',
  tags,
  summary: 'Create a level',
  request: { body: jsonBody(fields.extend({ code: codeInput })) },
  responses: { 201: json(levelJson, 'Created'), ...problems },
})
const change = createRoute({
  method: 'patch',
  path: '/levels/{code}',
  tags,
  summary: 'Rename or reorder a level',
  request: { params, body: jsonBody(fields.partial().strict()) },
  responses: { 200: json(levelJson, 'Changed'), ...problems },
})
const remove = createRoute({
  method: 'delete',
  path: '/levels/{code}',
  tags,
  summary: 'Remove a level that no station has or had',
  request: { params },
  responses: { 204: { description: 'Removed' }, ...problems },
})

export function levelRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(list, async (c) => c.json({ items: (await listLevels(ctx, c.get('actor'))).map(told) }, 200))
  api.openapi(create, async (c) => {
    const {
      code,
      name,
      name_en: nameEn,
      station_name: stationName,
      station_name_en: stationNameEn,
      rank,
    } = c.req.valid('json')
    const level = await createLevel(ctx, c.get('actor'), { code, name, nameEn, stationName, stationNameEn, rank })
    return c.json(told(level), 201)
  })
  api.openapi(change, async (c) => {
    const level = await changeLevel(ctx, c.get('actor'), c.req.valid('param').code, entered(c.req.valid('json')))
    return c.json(told(level), 200)
  })
  api.openapi(remove, async (c) => {
    await removeLevel(ctx, c.get('actor'), c.req.valid('param').code)
    return c.body(null, 204)
  })
  return api
}
