import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, localDate, newApi, problems, z } from '../http/index.ts'
import { isoUtc } from '../kernel/time.ts'
import { type ActRead, lastAct, readAct, undoAct } from './acts.ts'
import { CHOICES } from './conflicts.ts'
import { namesFor } from './names-store.ts'
import { dryRunAnswer, dryRunJson } from './shapes.ts'
import { copyWeek, dryRunWeekCopy } from './week-copy.ts'

const actAnswer = z
  .object({
    id: z.number(),
    at: z.string(),
    kind: z.string(),
    slots: z.array(z.number()),
    from: z.string(),
    to: z.string(),
    /** Whether it can be taken back now; else the code of the error that says why not. */
    undoable: z.boolean(),
    refused: z.string().nullable(),
  })
  .openapi('ScheduleAct')

const actJson = ({ act, refused }: ActRead): z.input<typeof actAnswer> => ({
  id: act.id,
  at: isoUtc(act.at),
  kind: act.kind,
  slots: act.slots.map(({ id }) => id),
  from: act.from,
  to: act.to,
  undoable: refused === null,
  refused,
})

const copyInput = z.object({
  from: localDate.describe('Any day of the week to copy'),
  to: localDate.describe('Any day of the week to fill'),
  station: z.string().min(1).max(80).nullable().default(null),
})

/** What was saved last and how it is taken back; copying a week. */
export const actRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/schedule-acts/last',
        summary: 'Thay đổi gần nhất của tôi · My last saving that still holds',
        responses: { 200: json(z.object({ act: actAnswer.nullable() }), 'The act, if there is one'), ...problems },
      }),
      async (c) => {
        const last = await lastAct(ctx, c.get('actor'))
        return c.json({ act: last ? actJson(last) : null }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/schedule-acts/{id}/reversals',
        summary: 'Hoàn tác một thay đổi · Takes a saving back as a whole, unless an airing of it has begun',
        request: { params: z.object({ id: idParam }) },
        responses: { 201: json(actAnswer, 'The act, undone'), ...problems },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        await undoAct(ctx, c.get('actor'), id)
        return c.json(actJson(await readAct(ctx, c.get('actor'), id)), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/week-copies/dry-runs',
        summary: 'What copying a week would add; writes nothing',
        request: { body: jsonBody(copyInput) },
        responses: {
          200: json(z.object({ hash: z.string(), runs: z.array(dryRunAnswer) }), 'A dry run for each slot'),
          ...problems,
        },
      }),
      async (c) => {
        const run = await dryRunWeekCopy(ctx, c.get('actor'), c.req.valid('json'))
        const names = await namesFor(ctx.db, ctx.zone)
        const runs = run.runs.map((each) => dryRunJson(each, names, { offset: 0, limit: 500 }))
        return c.json({ hash: run.hash, runs }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/week-copies',
        summary: 'Chép một tuần · Adds to a week what it lacks of another one',
        request: {
          body: jsonBody(
            copyInput.extend({
              dry_run: z.string().regex(/^[0-9a-f]{64}$/),
              rest: z.enum(CHOICES).nullable().default(null),
            }),
          ),
        },
        responses: { 201: json(z.object({ act_id: z.number() }), 'What was saved'), ...problems },
      }),
      async (c) => {
        const { dry_run, rest, ...copy } = c.req.valid('json')
        return c.json({ act_id: (await copyWeek(ctx, c.get('actor'), copy, { dry_run, rest })).actId }, 201)
      },
    )
