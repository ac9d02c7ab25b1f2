import type { OpenAPIHono } from '@hono/zod-openapi'
import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, json, jsonBody, newApi, problems, z } from '../http/index.ts'
import { smallBody } from './body-limits.ts'
import { segmentAnswer, segmentBody, segmentPatch, settingsAnswer, settingsBody } from './schemas.ts'
import { changeSegment, createSegment, getSegment, listSegments } from './segments.ts'
import { changeSettings, settingsNow } from './settings.ts'
import type { LibrarySettings } from './settings-store.ts'
import { segmentJson } from './shapes.ts'

const params = z.object({ code: z.string().max(60).openapi({ description: 'code or id' }) })
const settingsJson = (s: LibrarySettings) => ({
  syllables_per_minute: s.syllablesPerMinute,
  content_approval: s.contentApproval,
  superior: s.superior,
  agency: s.agency,
  place: s.place,
})

/** Segments and the library's settings. A segment is never deleted: `withdrawn` takes it out of use. */
export const segmentRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/segments',
        summary: 'Các chuyên mục · Segments',
        request: { query: z.object({ withdrawn: z.enum(['no', 'all']).default('no') }) },
        responses: { 200: json(z.object({ items: z.array(segmentAnswer) }), 'By name'), ...problems },
      }),
      async (c) => {
        const segments = await listSegments(ctx, c.get('actor'), c.req.valid('query').withdrawn === 'all')
        return c.json({ items: segments.map(segmentJson) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/segments',
        summary: 'Tạo chuyên mục · Creates a segment',
        middleware: [smallBody] as const,
        request: { body: jsonBody(segmentBody) },
        responses: { 201: json(segmentAnswer, 'The new segment'), ...problems },
      }),
      async (c) => {
        const { min_seconds, max_seconds, ...rest } = c.req.valid('json')
        const segment = await createSegment(ctx, c.get('actor'), {
          ...rest,
          minSeconds: min_seconds,
          maxSeconds: max_seconds,
        })
        return c.json(segmentJson(segment), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/segments/{code}',
        summary: 'Một chuyên mục · One segment',
        request: { params },
        responses: { 200: json(segmentAnswer, 'The segment'), ...problems },
      }),
      async (c) => c.json(segmentJson(await getSegment(ctx, c.get('actor'), c.req.valid('param').code)), 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/segments/{code}',
        summary: 'Sửa chuyên mục · Changes a segment',
        middleware: [smallBody] as const,
        request: { params, body: jsonBody(segmentPatch) },
        responses: { 200: json(segmentAnswer, 'The segment as it is now'), ...problems },
      }),
      async (c) => {
        const { code } = c.req.valid('param')
        const { min_seconds, max_seconds, fallback_episode_id, ...rest } = c.req.valid('json')
        const change = {
          ...rest,
          minSeconds: min_seconds,
          maxSeconds: max_seconds,
          fallbackEpisodeId: fallback_episode_id,
        }
        return c.json(segmentJson(await changeSegment(ctx, c.get('actor'), code, change)), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/segments/{code}',
        summary: 'Ngừng chuyên mục · Withdraws a segment',
        request: { params },
        responses: { 200: json(segmentAnswer, 'Withdrawn; its episodes and all that aired stay'), ...problems },
      }),
      async (c) => {
        const segment = await changeSegment(ctx, c.get('actor'), c.req.valid('param').code, { withdrawn: true })
        return c.json(segmentJson(segment), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/library-settings',
        summary: 'Thiết lập biên tập · Settings of the library',
        responses: { 200: json(settingsAnswer, 'The settings now'), ...problems },
      }),
      async (c) => {
        demand(c.get('actor'), 'library.read')
        return c.json(settingsJson(await settingsNow(ctx, ctx.db)), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/library-settings',
        summary: 'Sửa thiết lập biên tập · Changes settings of the library',
        middleware: [smallBody] as const,
        request: { body: jsonBody(settingsBody) },
        responses: { 200: json(settingsAnswer, 'The settings as they are now'), ...problems },
      }),
      async (c) => {
        const { syllables_per_minute, content_approval, ...office } = c.req.valid('json')
        const change = { syllablesPerMinute: syllables_per_minute, contentApproval: content_approval, ...office }
        return c.json(settingsJson(await changeSettings(ctx, c.get('actor'), change)), 200)
      },
    )
