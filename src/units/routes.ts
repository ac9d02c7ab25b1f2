import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, line, localDate, newApi, problems, z } from '../http/index.ts'
import {
  changeUnit,
  createUnit,
  demandReader,
  demandUnit,
  listUnits,
  recordSuccession,
  type UnitInput,
} from './actions.ts'
import { levelRoutes } from './level-routes.ts'
import { codeInput, openDate } from './shapes.ts'
import { type Unit, units } from './store.ts'
import { SUCCESSION_KINDS } from './succession.ts'

const fields = z.object({
  name: line(200),
  kind: line(60).openapi({ description: 'As it is written before the name', example: 'xã' }),
  parent: z.string().max(80).nullable().openapi({ description: 'Code of the unit above' }),
  valid_from: openDate,
  valid_to: openDate.openapi({ description: 'The last day on which it stood' }),
  legal_basis: line(300).nullable(),
})
const blank = { parent: null, valid_from: null, valid_to: null, legal_basis: null }
const optional = { parent: true, valid_from: true, valid_to: true, legal_basis: true } as const
const unitJson = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    parent: z.string().nullable(),
    valid_from: z.string().nullable(),
    valid_to: z.string().nullable(),
    legal_basis: z.string().nullable(),
  })
  .openapi('Unit')
const successionJson = z
  .object({
    from: z.string(),
    to: z.string(),
    on_date: z.string(),
    kind: z.enum(SUCCESSION_KINDS),
    legal_basis: z.string().nullable(),
  })
  .openapi('UnitSuccession')
const tags = ['units']
const params = z.object({ code: z.string() })

const list = createRoute({
  method: 'get',
  path: '/units',
  tags,
  summary: 'Administrative units, past ones too, and what became of them',
  request: { query: z.object({ on: localDate.optional() }) },
  responses: {
    200: json(
      z.object({ items: z.array(unitJson), successions: z.array(successionJson) }),
      'Units; with `on` those of that day',
    ),
    ...problems,
  },
})
const create = createRoute({
  method: 'post',
  path: '/units',
  tags,
  summary: 'Create a unit',
  request: { body: jsonBody(fields.partial(optional).extend({ code: codeInput })) },
  responses: { 201: json(unitJson, 'Created'), ...problems },
})
const read = createRoute({
  method: 'get',
  path: '/units/{code}',
  tags,
  summary: 'One unit',
  request: { params },
  responses: { 200: json(unitJson, 'The unit'), ...problems },
})
const change = createRoute({
  method: 'patch',
  path: '/units/{code}',
  tags,
  summary: 'Correct what is known of a unit',
  request: { params, body: jsonBody(fields.partial().strict()) },
  responses: { 200: json(unitJson, 'Changed'), ...problems },
})
const succeed = createRoute({
  method: 'post',
  path: '/unit-successions',
  tags,
  summary: 'Record that units took the place of others',
  description:
    'merge, split, rename: from `on_date` on, the units `to` are what the units `from` were. parent: the units `from` go on under the parent `to`.',
  request: {
    body: jsonBody(
      z.object({
        kind: z.enum(SUCCESSION_KINDS),
        on_date: localDate,
        from: z.array(z.string().max(80)).min(1).max(100),
        to: z.array(z.string().max(80)).min(1).max(100),
        legal_basis: line(300).nullable().default(null),
      }),
    ),
  },
  responses: { 204: { description: 'Recorded' }, ...problems },
})

const told = (unit: Unit, codes: ReadonlyMap<number, string>): z.output<typeof unitJson> => ({
  code: unit.code,
  name: unit.name,
  kind: unit.kind,
  parent: unit.parentId === null ? null : (codes.get(unit.parentId) ?? null),
  valid_from: unit.validFrom,
  valid_to: unit.validTo,
  legal_basis: unit.legalBasis,
})
const stood = (unit: Unit, day: string): boolean =>
  (unit.validFrom === null || unit.validFrom <= day) && (unit.validTo === null || day <= unit.validTo)

const entered = (input: Partial<z.output<typeof fields>>): Partial<UnitInput> => ({
  ...(input.name === undefined ? {} : { name: input.name }),
  ...(input.kind === undefined ? {} : { kind: input.kind }),
  ...(input.parent === undefined ? {} : { parent: input.parent }),
  ...(input.valid_from === undefined ? {} : { validFrom: input.valid_from }),
  ...(input.valid_to === undefined ? {} : { validTo: input.valid_to }),
  ...(input.legal_basis === undefined ? {} : { legalBasis: input.legal_basis }),
})

/** Levels, units and their succession under /api/v1. */
export function unitsRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.route('/', levelRoutes(ctx))
  const codesOf = async (): Promise<ReadonlyMap<number, string>> =>
    new Map((await units(ctx.db)).map((u) => [u.id, u.code]))
  api.openapi(list, async (c) => {
    const all = await listUnits(ctx, c.get('actor'))
    const codes = new Map(all.units.map((u) => [u.id, u.code]))
    const { on } = c.req.valid('query')
    const items = all.units.filter((unit) => on === undefined || stood(unit, on)).map((unit) => told(unit, codes))
    const successions = all.successions.map((s) => ({
      from: codes.get(s.from) ?? '',
      to: codes.get(s.to) ?? '',
      on_date: s.on,
      kind: s.kind,
      legal_basis: s.legalBasis,
    }))
    return c.json({ items, successions }, 200)
  })
  api.openapi(create, async (c) => {
    const input = { ...blank, ...c.req.valid('json') }
    const { code, name, kind, parent, valid_from: validFrom, valid_to: validTo, legal_basis: legalBasis } = input
    const unit = await createUnit(ctx, c.get('actor'), { code, name, kind, parent, validFrom, validTo, legalBasis })
    return c.json(told(unit, await codesOf()), 201)
  })
  api.openapi(read, async (c) => {
    demandReader(c.get('actor'))
    return c.json(told(await demandUnit(ctx.db, c.req.valid('param').code), await codesOf()), 200)
  })
  api.openapi(change, async (c) => {
    const unit = await changeUnit(ctx, c.get('actor'), c.req.valid('param').code, entered(c.req.valid('json')))
    return c.json(told(unit, await codesOf()), 200)
  })
  api.openapi(succeed, async (c) => {
    const { kind, on_date: on, from, to, legal_basis: legalBasis } = c.req.valid('json')
    await recordSuccession(ctx, c.get('actor'), { kind, on, from, to, legalBasis })
    return c.body(null, 204)
  })
  return api
}
