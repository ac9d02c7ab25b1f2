import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { type AppEnv, createRoute, idParam, json, jsonBody, newApi, problems, z } from '../http/index.ts'
import { scriptBodyLimit } from './body-limits.ts'
import { importScript } from './imports.ts'
import { importQuery, revisionAnswer, revisionHeadAnswer, scriptBody } from './schemas.ts'
import { getScript, listScripts, saveScript } from './scripts.ts'
import { settingsNow } from './settings.ts'
import { revisionHeadJson, revisionJson } from './shapes.ts'

const params = z.object({ id: idParam })
const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const binary = z.any().openapi({ type: 'string', format: 'binary' })

/** Scripts as immutable revisions. */
export const scriptRoutes = (ctx: Context): OpenAPIHono<AppEnv> =>
  newApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/episodes/{id}/scripts',
        summary: 'Các bản sửa kịch bản · Script revisions of an episode',
        request: { params },
        responses: {
          200: json(z.object({ items: z.array(revisionHeadAnswer) }), 'Newest first, without text'),
          ...problems,
        },
      }),
      async (c) => {
        const heads = await listScripts(ctx, c.get('actor'), c.req.valid('param').id)
        const { syllablesPerMinute } = await settingsNow(ctx, ctx.db)
        return c.json({ items: heads.map((head) => revisionHeadJson(head, syllablesPerMinute)) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/episodes/{id}/scripts/{revision}',
        summary: 'Một bản sửa kịch bản · One script revision',
        request: { params: params.extend({ revision: idParam }) },
        responses: { 200: json(revisionAnswer, 'One revision with its text'), ...problems },
      }),
      async (c) => {
        const { id, revision } = c.req.valid('param')
        const found = await getScript(ctx, c.get('actor'), id, revision)
        return c.json(revisionJson(found, (await settingsNow(ctx, ctx.db)).syllablesPerMinute), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/episodes/{id}/scripts',
        summary: 'Lưu bản sửa mới · Saves a new script revision; voids approval and clearance',
        middleware: [scriptBodyLimit] as const,
        request: { params, body: jsonBody(scriptBody) },
        responses: {
          200: json(revisionAnswer, 'The same text as the newest revision: nothing new was saved'),
          201: json(revisionAnswer, 'The new revision'),
          ...problems,
        },
      }),
      async (c) => {
        const { body, base_revision, confirm_empties } = c.req.valid('json')
        const { revision, saved } = await saveScript(ctx, c.get('actor'), {
          episodeId: c.req.valid('param').id,
          text: body,
          baseRevision: base_revision,
          confirmEmpties: confirm_empties,
          source: 'typed',
        })
        return c.json(revisionJson(revision, (await settingsNow(ctx, ctx.db)).syllablesPerMinute), saved ? 201 : 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/episodes/{id}/script-imports',
        summary: 'Nhập kịch bản từ .docx hoặc văn bản · Imports a script from .docx or plain text',
        request: {
          params,
          query: importQuery,
          body: { required: true, content: { [DOCX_TYPE]: { schema: binary }, 'text/plain': { schema: binary } } },
        },
        responses: {
          200: json(revisionAnswer, 'The same text as the newest revision: nothing new was saved'),
          201: json(revisionAnswer, 'The new revision'),
          ...problems,
        },
      }),
      async (c) => {
        const { name, base_revision, confirm_empties } = c.req.valid('query')
        const { revision, saved } = await importScript(ctx, c.get('actor'), {
          episodeId: c.req.valid('param').id,
          name,
          body: c.req.raw.body,
          baseRevision: base_revision,
          confirmEmpties: confirm_empties,
        })
        return c.json(revisionJson(revision, (await settingsNow(ctx, ctx.db)).syllablesPerMinute), saved ? 201 : 200)
      },
    )
