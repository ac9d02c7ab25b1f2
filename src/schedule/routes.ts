import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import {
  type AppEnv,
  createRoute,
  dateRange,
  idParam,
  json,
  jsonBody,
  newApi,
  pageQuery,
  problems,
  z,
} from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { actRoutes } from './act-routes.ts'
import { backfillSlot, changeSlot, createSlot, editSlot, endSlot, withdrawChange } from './actions.ts'
import { closureRoutes } from './closure-routes.ts'
import { emergencyRoutes } from './emergencies/routes.ts'
import { backfillInput, changeInput, decisionInput, dryRunInput, editInput, endingInput, slotInput } from './input.ts'
import { namesFor } from './names-store.ts'
import { listAirings, listSlots, readSlot } from './queries.ts'
import { dryRun } from './settle.ts'
import { airingAnswer, airingJson, dryRunAnswer, dryRunJson, slotAnswer, slotJson } from './shapes.ts'
import { answeringStale } from './stale.ts'

const param = z.object({ id: idParam })
const list = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item), next: z.number().nullable() })

async function slotAnswerFor(ctx: Context, actor: Actor, id: number) {
  const { slot, changes } = await readSlot(ctx, actor, id)
  return slotJson(slot, changes, await namesFor(ctx.db, ctx.zone))
}

/** Slots, dry runs, changes to single occurrences, backfills, airings; with closures and holiday proposals. */
export function scheduleRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.route('/', slotRoutes(ctx))
  api.route('/', slotPartRoutes(ctx))
  api.route('/', airingRoutes(ctx))
  api.route('/', closureRoutes(ctx))
  api.route('/', actRoutes(ctx))
  api.route('/', emergencyRoutes(ctx))
  return api
}

const slotRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(
      createRoute({
        method: 'post',
        path: '/slots/dry-runs',
        summary: 'What a new slot, an edit, an end, a change or a closure would do; writes nothing',
        request: {
          query: pageQuery.extend({ limit: z.coerce.number().int().min(1).max(2000).default(500) }),
          body: jsonBody(dryRunInput),
        },
        responses: { 200: json(dryRunAnswer, 'Projection, conflicts, hash'), ...problems },
      }),
      async (c) => {
        const result = await dryRun(ctx, c.get('actor'), c.req.valid('json'))
        return c.json(dryRunJson(result, await namesFor(ctx.db, ctx.zone), c.req.valid('query')), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/slots',
        summary: 'Các khung giờ · Slots',
        responses: { 200: json(list(slotAnswer), 'All slots'), ...problems },
      }),
      async (c) => {
        const { slots, changes } = await listSlots(ctx, c.get('actor'))
        const names = await namesFor(ctx.db, ctx.zone)
        return c.json({ items: slots.map((slot) => slotJson(slot, changes, names)), next: null }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/slots',
        summary: 'Lưu khung giờ theo bản xem trước · Saves a new slot as its dry run showed it',
        request: { body: jsonBody(slotInput.and(decisionInput)) },
        responses: { 201: json(slotAnswer, 'The new slot'), ...problems },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { dry_run, choices, rest, ...slot } = input
        const id = await answeringStale(ctx, () => createSlot(ctx, c.get('actor'), slot, { dry_run, choices, rest }))
        return c.json(await slotAnswerFor(ctx, c.get('actor'), id), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/slots/{id}',
        summary: 'Một khung giờ · One slot',
        request: { params: param },
        responses: { 200: json(slotAnswer, 'The slot'), ...problems },
      }),
      async (c) => c.json(await slotAnswerFor(ctx, c.get('actor'), c.req.valid('param').id), 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/slots/{id}',
        summary: 'What the slot says from a day on',
        request: { params: param, body: jsonBody(editInput.and(decisionInput)) },
        responses: { 200: json(slotAnswer, 'The slot'), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { dry_run, choices, rest, ...slot } = c.req.valid('json')
        await answeringStale(ctx, () => editSlot(ctx, c.get('actor'), id, slot, { dry_run, choices, rest }))
        return c.json(await slotAnswerFor(ctx, c.get('actor'), id), 200)
      },
    )

const slotPartRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(
      createRoute({
        method: 'post',
        path: '/slots/{id}/endings',
        summary: 'Kết thúc khung giờ từ một ngày · Ends a slot from a day on',
        request: { params: param, body: jsonBody(endingInput.and(decisionInput)) },
        responses: { 201: json(slotAnswer, 'The slot, ended'), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { last_day, ...decision } = c.req.valid('json')
        await answeringStale(ctx, () => endSlot(ctx, c.get('actor'), id, last_day, decision))
        return c.json(await slotAnswerFor(ctx, c.get('actor'), id), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/slots/{id}/changes',
        summary: 'Cancels, moves or replaces one occurrence, or adds one',
        request: { params: param, body: jsonBody(changeInput.and(decisionInput)) },
        responses: {
          201: json(
            z.object({ change_id: z.number().nullable(), slot_id: z.number() }),
            'The change, or the added slot',
          ),
          ...problems,
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { dry_run, choices, rest, ...change } = c.req.valid('json')
        const done = await answeringStale(ctx, () =>
          changeSlot(ctx, c.get('actor'), id, change, { dry_run, choices, rest }),
        )
        const answer =
          'slotId' in done ? { change_id: null, slot_id: done.slotId } : { change_id: done.changeId, slot_id: id }
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/slots/{id}/changes/{change}',
        summary: 'Bỏ một thay đổi · Takes a change of one occurrence back',
        request: { params: param.extend({ change: idParam }) },
        responses: { 204: { description: 'The change no longer holds' }, ...problems },
      }),
      async (c) => {
        const { id, change } = c.req.valid('param')
        await withdrawChange(ctx, c.get('actor'), id, change)
        return c.body(null, 204)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/slots/{id}/backfills',
        summary: 'Makes the airings of past dates, with a reason',
        request: { params: param, body: jsonBody(backfillInput) },
        responses: { 201: json(z.object({ made: z.number() }), 'How many airings were made'), ...problems },
      }),
      async (c) => {
        const made = await backfillSlot(ctx, c.get('actor'), c.req.valid('param').id, c.req.valid('json'))
        return c.json({ made }, 201)
      },
    )

const codes = z
  .string()
  .max(20_000)
  .transform((text) =>
    text
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  )

const airingsQuery = {
  stations: codes.optional(),
  segment: z.string().max(80).optional(),
  slot: idParam.optional(),
  state: z.enum(['planned', 'cancelled', 'superseded']).optional(),
  outcome: z.enum(['aired', 'partial', 'missed', 'open', 'none']).optional(),
}

const airingRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi().openapi(
    createRoute({
      method: 'get',
      path: '/airings',
      summary: 'Airings by local dates of start',
      request: { query: dateRange(400).safeExtend({ ...airingsQuery, ...pageQuery.shape }) },
      responses: { 200: json(list(airingAnswer), 'One page'), ...problems },
    }),
    async (c) => {
      const { slot, ...asked } = c.req.valid('query')
      const page = await listAirings(ctx, c.get('actor'), { ...asked, slotId: slot })
      const names = await namesFor(ctx.db, ctx.zone)
      return c.json({ items: page.items.map((airing) => airingJson(airing, names)), next: page.next }, 200)
    },
  )
