import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, line, localDate, newApi, problems, z } from '../http/index.ts'
import { codeInput } from '../units/index.ts'
import {
  assignStation,
  type ChangeStation,
  changeStation,
  createStation,
  listStations,
  readStation,
  unassignStation,
} from './actions.ts'
import { stationJson, stationOf } from './shapes.ts'

const code = z.string().max(80)
const params = z.object({ code })
const fields = z.object({
  name: line(200),
  frequency: line(60).nullable().openapi({ example: '96,2 MHz' }),
  contact_name: line(200).nullable(),
  contact_phone: line(60).nullable(),
  active_from: localDate.nullable(),
  active_to: localDate.nullable().openapi({ description: 'The last day of broadcasting' }),
  groups: z.array(code).max(200),
})
const blank = {
  frequency: null,
  contact_name: null,
  contact_phone: null,
  active_from: null,
  active_to: null,
  groups: [],
}
const tags = ['stations']
const answer = json(stationJson, 'The station')

const list = createRoute({
  method: 'get',
  path: '/stations',
  tags,
  summary: 'Stations, ended ones too; an operator sees the bound ones',
  responses: { 200: json(z.object({ items: z.array(stationJson) }), 'Stations'), ...problems },
})
const create = createRoute({
  method: 'post',
  path: '/stations',
  tags,
  summary: 'Create a station',
  request: {
    body: jsonBody(
      fields
        .partial()
        .required({ name: true })
        .extend({ code: codeInput, level: code, unit: code, assigned_from: localDate.optional() }),
    ),
  },
  responses: { 201: answer, ...problems },
})
const read = createRoute({
  method: 'get',
  path: '/stations/{code}',
  tags,
  summary: 'One station',
  request: { params },
  responses: { 200: answer, ...problems },
})
const change = createRoute({
  method: 'patch',
  path: '/stations/{code}',
  tags,
  summary: 'Change a station; it ends by active_to and is never deleted',
  request: { params, body: jsonBody(fields.partial().strict()) },
  responses: { 200: answer, ...problems },
})
const assign = createRoute({
  method: 'put',
  path: '/stations/{code}/assignments/{from}',
  tags,
  summary: 'Level and unit of a station from a day on',
  request: {
    params: z.object({ code, from: localDate }),
    body: jsonBody(z.object({ level: code, unit: code })),
  },
  responses: { 200: answer, ...problems },
})
const unassign = createRoute({
  method: 'delete',
  path: '/stations/{code}/assignments/{from}',
  tags,
  summary: 'Take back an assignment that was entered by mistake',
  request: { params: z.object({ code, from: localDate }) },
  responses: { 200: answer, ...problems },
})

const entered = (input: Partial<z.output<typeof fields>>): ChangeStation => ({
  ...(input.name === undefined ? {} : { name: input.name }),
  ...(input.frequency === undefined ? {} : { frequency: input.frequency }),
  ...(input.contact_name === undefined ? {} : { contactName: input.contact_name }),
  ...(input.contact_phone === undefined ? {} : { contactPhone: input.contact_phone }),
  ...(input.active_from === undefined ? {} : { activeFrom: input.active_from }),
  ...(input.active_to === undefined ? {} : { activeTo: input.active_to }),
  ...(input.groups === undefined ? {} : { groups: input.groups }),
})

export function stationRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  const today = () => ctx.zone.localDate(ctx.clock.now())
  api.openapi(list, async (c) => {
    const items = (await listStations(ctx, c.get('actor'))).map((station) => stationOf(station, today()))
    return c.json({ items }, 200)
  })
  api.openapi(create, async (c) => {
    const input = { ...blank, ...c.req.valid('json') }
    const station = await createStation(ctx, c.get('actor'), {
      code: input.code,
      name: input.name,
      frequency: input.frequency,
      contactName: input.contact_name,
      contactPhone: input.contact_phone,
      activeFrom: input.active_from,
      activeTo: input.active_to,
      level: input.level,
      unit: input.unit,
      assignedFrom: input.assigned_from,
      groups: input.groups,
    })
    return c.json(stationOf(station, today()), 201)
  })
  api.openapi(read, async (c) =>
    c.json(stationOf(await readStation(ctx, c.get('actor'), c.req.valid('param').code), today()), 200),
  )
  api.openapi(change, async (c) => {
    const station = await changeStation(ctx, c.get('actor'), c.req.valid('param').code, entered(c.req.valid('json')))
    return c.json(stationOf(station, today()), 200)
  })
  api.openapi(assign, async (c) => {
    const { code: of, from } = c.req.valid('param')
    const station = await assignStation(ctx, c.get('actor'), of, { from, ...c.req.valid('json') })
    return c.json(stationOf(station, today()), 200)
  })
  api.openapi(unassign, async (c) => {
    const { code: of, from } = c.req.valid('param')
    return c.json(stationOf(await unassignStation(ctx, c.get('actor'), of, from), today()), 200)
  })
  return api
}
