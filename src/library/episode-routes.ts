import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, newApi, problems, z } from '../http/index.ts'
import { smallBody } from './body-limits.ts'
import { listDecisions, takeDecision } from './decisions.ts'
import { changeEpisode, createEpisode, findEpisodes, getEpisode } from './episodes.ts'
import * as s from './schemas.ts'
import { searchLibrary } from './search.ts'
import { settingsNow } from './settings.ts'
import { decisionJson, episodeJson, episodeStateJson } from './shapes.ts'

const params = z.object({ id: idParam })
const page = z.object({ items: z.array(s.episodeAnswer), next: z.number().int().nullable() })
const decisions = z.object({ items: z.array(s.decisionAnswer) })

/** Episodes, the decisions on them, and search. */
export const episodeRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/episodes',
        summary: 'Các kỳ phát · Episodes, by filters',
        request: { query: s.episodeQuery },
        responses: { 200: json(page, 'A page; `next` is the offset of the following one'), ...problems },
      }),
      async (c) => {
        const { offset, limit, script_state, ...question } = c.req.valid('query')
        const asked = { ...question, scriptState: script_state }
        const found = await findEpisodes(ctx, c.get('actor'), asked, { offset, limit })
        return c.json({ items: found.items.map(episodeJson), next: found.next }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/episodes',
        summary: 'Tạo kỳ phát · Creates an episode',
        middleware: [smallBody] as const,
        request: { body: jsonBody(s.episodeBody) },
        responses: { 201: json(s.episodeAnswer, 'The new episode'), ...problems },
      }),
      async (c) => {
        const { air_date, legal_references, ...rest } = c.req.valid('json')
        const fields = { ...rest, airDate: air_date, legalReferences: legal_references }
        return c.json(episodeJson(await createEpisode(ctx, c.get('actor'), fields)), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/episodes/{id}',
        summary: 'Một kỳ phát · One episode with its state',
        request: { params },
        responses: { 200: json(s.episodeStateAnswer, 'The episode with script, revisions and decisions'), ...problems },
      }),
      async (c) => {
        const state = await getEpisode(ctx, c.get('actor'), c.req.valid('param').id)
        const { syllablesPerMinute } = await settingsNow(ctx, ctx.db)
        return c.json(episodeStateJson(state, syllablesPerMinute), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/episodes/{id}',
        summary: 'Sửa kỳ phát · Changes an episode',
        middleware: [smallBody] as const,
        request: { params, body: jsonBody(s.episodePatch) },
        responses: { 200: json(s.episodeAnswer, 'The episode as it is now'), ...problems },
      }),
      async (c) => {
        const { air_date, legal_references, ...rest } = c.req.valid('json')
        const change = { ...rest, airDate: air_date, legalReferences: legal_references }
        return c.json(episodeJson(await changeEpisode(ctx, c.get('actor'), c.req.valid('param').id, change)), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/episodes/{id}/decisions',
        summary: 'Các quyết định về một kỳ · Decisions on an episode, in order',
        request: { params },
        responses: { 200: json(decisions, 'Oldest first'), ...problems },
      }),
      async (c) => {
        const found = await listDecisions(ctx, c.get('actor'), c.req.valid('param').id)
        return c.json({ items: found.map(decisionJson) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/episodes/{id}/decisions',
        summary: 'Trình, duyệt, trả lại, duyệt phát, thu hồi · Submits, approves, returns, clears for air or withdraws',
        middleware: [smallBody] as const,
        request: { params, body: jsonBody(s.decisionBody) },
        responses: { 201: json(decisions, 'All decisions on the episode, the new one last'), ...problems },
      }),
      async (c) => {
        const { recording_id, confirm_empties, comment, ...rest } = c.req.valid('json')
        const found = await takeDecision(ctx, c.get('actor'), {
          ...rest,
          episodeId: c.req.valid('param').id,
          comment: comment === '' ? null : comment,
          recordingId: recording_id,
          confirmEmpties: confirm_empties,
        })
        return c.json({ items: found.map(decisionJson) }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/search',
        summary: 'Tìm trong tiêu đề, kịch bản, căn cứ · Full-text search, blind to diacritics',
        request: { query: s.searchQuery },
        responses: {
          200: json(s.searchAnswer, 'The best first; `hit` marks the words in the original text'),
          ...problems,
        },
      }),
      async (c) => {
        const { q, segment, offset, limit } = c.req.valid('query')
        const found = await searchLibrary(ctx, c.get('actor'), { q, segment }, { offset, limit })
        const items = found.items.map((hit) => ({
          episode: episodeJson(hit.episode),
          title: [...hit.title],
          snippet: [...hit.snippet],
        }))
        return c.json({ items, next: found.next }, 200)
      },
    )
