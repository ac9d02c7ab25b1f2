import type { OpenAPIHono } from '@hono/zod-openapi'
import { demand, operatorByPin, operatorsOf } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, localDate, newApi, problems, z } from '../http/index.ts'
import { addDays } from '../kernel/dates.ts'
import { notFound } from '../kernel/errors.ts'
import { toldOutcome } from '../kernel/open-start.ts'
import { airingId } from '../protocol/index.ts'
import { airingsInWindows } from './airing-store.ts'
import { attestation } from './desk-shapes.ts'
import { keyOf, type Saying, stateAirings } from './statements.ts'
import { stationForLedger } from './station-store.ts'

const params = z.object({ code: z.string() })
const tags = ['airings']
const MAX_ITEMS = 50

const operators = createRoute({
  method: 'get',
  path: '/stations/{code}/operators',
  operationId: 'listStationOperators',
  tags,
  summary: 'Người phụ trách của đài · Who may confirm airings at the station’s device',
  request: { params },
  responses: {
    200: json(
      z.object({ items: z.array(z.object({ account_id: z.number().int(), name: z.string(), has_pin: z.boolean() })) }),
      'The operators bound to the station',
    ),
    ...problems,
  },
})
const outcomes = createRoute({
  method: 'get',
  path: '/stations/{code}/outcomes',
  operationId: 'listStationOutcomes',
  tags,
  summary: 'Kết quả các lượt phát trong ngày · What is known of a day’s airings, whoever told it',
  description: 'For the screen at the station. Airings of which nothing is known yet are left out.',
  request: { params, query: z.object({ on: localDate }) },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            airing_id: z.string(),
            outcome: z.enum(['aired', 'partial', 'missed']),
            grade: z.string().nullable(),
          }),
        ),
      }),
      'By planned start',
    ),
    ...problems,
  },
})
const attestByPin = createRoute({
  method: 'post',
  path: '/stations/{code}/attestations',
  operationId: 'attestByPin',
  tags,
  summary: 'Xác nhận bằng mã PIN tại máy của đài · An operator confirms airings by PIN at the station’s device',
  description: `Needs the station's key and the PIN of an operator bound to it; at most ${MAX_ITEMS}, all or none. Guesses are throttled: 429 with Retry-After.`,
  request: {
    params,
    body: jsonBody(
      z.object({
        account_id: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
        pin: z.string().max(100),
        items: z
          .array(attestation.extend({ airing_id: z.string().max(100) }))
          .min(1)
          .max(MAX_ITEMS),
      }),
    ),
  },
  responses: { 201: json(z.object({ airing_ids: z.array(z.string()) }), 'The airings confirmed'), ...problems },
})

/** What an operator states at the station's own device, where nobody signs in. */
export function pinAttestationRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openapi(operators, async (c) => {
    const station = await stationForLedger(ctx.db, c.req.valid('param').code, c.get('actor'))
    demand(c.get('actor'), 'as_run.read', { stationId: station.id })
    const items = (await operatorsOf(ctx, station.id)).map(({ accountId, name, hasPin }) => ({
      account_id: accountId,
      name,
      has_pin: hasPin,
    }))
    return c.json({ items }, 200)
  })
  api.openapi(outcomes, async (c) => {
    const station = await stationForLedger(ctx.db, c.req.valid('param').code, c.get('actor'))
    demand(c.get('actor'), 'as_run.read', { stationId: station.id })
    const { on } = c.req.valid('query')
    const [from, to] = [ctx.zone.toInstant(on, 0), ctx.zone.toInstant(addDays(on, 1), 0)]
    const now = ctx.clock.now()
    const airings = await airingsInWindows(ctx.db, station.id, [[from, to]])
    const items = airings.flatMap((airing) => {
      const { outcome } = toldOutcome(airing, now)
      return outcome === null || outcome === 'open'
        ? []
        : [{ airing_id: airingId(airing), outcome, grade: airing.grade }]
    })
    return c.json({ items }, 200)
  })
  api.openapi(attestByPin, async (c) => {
    const device = c.get('actor')
    const station = await stationForLedger(ctx.db, c.req.valid('param').code, device)
    demand(device, 'as_run.report', { stationId: station.id })
    const { account_id, pin, items } = c.req.valid('json')
    const foreign = items.find(({ airing_id }) => keyOf(airing_id).stationId !== station.id)
    if (foreign) throw notFound('airing', foreign.airing_id)
    const operator = await operatorByPin(ctx, {
      accountId: account_id,
      pin,
      stationId: station.id,
      device: device.kind === 'station' ? String(device.keyId) : device.kind,
    })
    const sayings = items.map(
      (item): Saying => ({
        airingId: item.airing_id,
        outcome: item.outcome,
        at: typeof item.at === 'string' ? Date.parse(item.at) : null,
        playedSeconds: item.played_seconds ?? null,
        note: item.note || null,
      }),
    )
    return c.json({ airing_ids: await stateAirings(ctx, operator, 'attestation', sayings) }, 201)
  })
  return api
}
