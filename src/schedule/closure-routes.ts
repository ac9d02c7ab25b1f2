import type { OpenAPIHono } from '@hono/zod-openapi'
import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import { type AppEnv, createRoute, dateRange, idParam, json, jsonBody, newApi, problems, z } from '../http/index.ts'
import { type Closure, closuresBetween, type TargetInput, withdrawClosure, writeTarget } from '../stations/index.ts'
import { createClosure } from './actions.ts'
import { holidayProposals } from './holidays.ts'
import { closureInput } from './input.ts'
import { type Names, namesFor } from './names-store.ts'
import { answeringStale } from './stale.ts'

const closureAnswer = z
  .object({
    id: z.number(),
    from: z.string(),
    to: z.string(),
    target: z.custom<TargetInput>().openapi({ type: 'object', description: 'as in the input' }),
    reason: z.string(),
    withdrawn: z.boolean(),
  })
  .openapi('Closure')

const closureJson = (closure: Closure, names: Names): z.input<typeof closureAnswer> => ({
  id: closure.id,
  from: closure.from,
  to: closure.to,
  target: writeTarget(closure.target, names),
  reason: closure.reason,
  withdrawn: closure.withdrawnAt !== null,
})

const proposalAnswer = z.object({
  name: z.string(),
  name_en: z.string(),
  from: z.string(),
  to: z.string(),
  /** A closure in force covers all of its days. */
  entered: z.boolean(),
})

/** Days without broadcast, and the public holidays that a person may turn into such days. */
export const closureRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/closures',
        summary: 'Các ngày nghỉ phát · Closures',
        request: { query: dateRange(3700) },
        responses: {
          200: json(z.object({ items: z.array(closureAnswer) }), 'Closures that touch these days'),
          ...problems,
        },
      }),
      async (c) => {
        demand(c.get('actor'), 'schedule.read')
        const { from, to } = c.req.valid('query')
        const names = await namesFor(ctx.db, ctx.zone)
        const items = (await closuresBetween(ctx.db, from, to, true)).map((closure) => closureJson(closure, names))
        return c.json({ items }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/closures',
        summary: 'Thêm ngày nghỉ phát · Enters a closure',
        request: { body: jsonBody(closureInput.and(z.object({ dry_run: z.string().length(64).optional() }))) },
        responses: { 201: json(z.object({ id: z.number() }), 'The new closure'), ...problems },
      }),
      async (c) => {
        const { dry_run, ...closure } = c.req.valid('json')
        const id = await answeringStale(ctx, () => createClosure(ctx, c.get('actor'), closure, dry_run))
        return c.json({ id }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/closures/{id}',
        summary: 'Bỏ ngày nghỉ phát · Withdraws a closure',
        request: { params: z.object({ id: idParam }) },
        responses: { 204: { description: 'The closure no longer holds' }, ...problems },
      }),
      async (c) => {
        await transact(ctx.db, (tx) => withdrawClosure(tx, ctx, c.get('actor'), c.req.valid('param').id))
        return c.body(null, 204)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/closures/holiday-proposals',
        summary: 'Vietnamese public holidays of a year, with Tết: a person confirms them by entering closures',
        request: { query: z.object({ year: z.coerce.number().int().min(2000).max(2099) }) },
        responses: { 200: json(z.object({ items: z.array(proposalAnswer) }), 'By date'), ...problems },
      }),
      async (c) => {
        demand(c.get('actor'), 'schedule.read')
        const proposals = holidayProposals(c.req.valid('query').year)
        const [first, last] = [proposals[0], proposals.at(-1)]
        const closures = first && last ? await closuresBetween(ctx.db, first.from, last.to) : []
        const items = proposals.map(({ name, nameEn, from, to }) => {
          const entered = closures.some((closure) => closure.from <= from && to <= closure.to)
          return { name, name_en: nameEn, from, to, entered }
        })
        return c.json({ items }, 200)
      },
    )
