import type { OpenAPIHono } from '@hono/zod-openapi'
import { Server, type Upload } from '@tus/server'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import { type AppEnv, newApi, problem } from '../../http/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { commonErrors, DomainError, notFound } from '../../kernel/errors.ts'
import { demandRoom } from '../../storage/index.ts'
import { episodeById } from '../read-store.ts'
import { cleanFileName, noteOf, noteToMetadata, receiveUpload, settleUpload } from './arrive.ts'
import { recordingErrors } from './errors.ts'
import { describeUploads } from './upload-document.ts'
import { UPLOAD_ID } from './upload-store.ts'
import { uploadsOf, wakeRecordings } from './worker.ts'

/** Where uploads are made, as the client sees it. */
export const UPLOAD_PATH = '/api/v1/uploads'
/** GET stands for HEAD, which Hono hands on as one; what was uploaded is not to be fetched here. */
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'OPTIONS']

/** tus tells errors as plain text with a status; ours keep their code on the way through it. */
type Thrown = Error | { readonly status_code: number; readonly body: string }

/** Checks a new upload before its first byte, and writes down whose it is. */
async function admit(ctx: Context, actor: Actor, upload: Upload): Promise<Record<string, string>> {
  if (upload.size === undefined) throw recordingErrors.upload_without_length()
  const note = noteOf(upload.metadata ?? {})
  if (!note) throw recordingErrors.upload_episode_missing()
  const episode = await episodeById(ctx.db, note.episodeId)
  if (!episode || episode.withdrawn) throw notFound('episode')
  // The original, and beside it the encoded files, which are smaller than it or small.
  await demandRoom(ctx.config, upload.size * 1.5)
  return noteToMetadata({
    ...note,
    fileName: cleanFileName(upload.metadata?.filename ?? ''),
    accountId: actor.kind === 'account' ? actor.accountId : null,
    by: actor.name,
  })
}

/** Resumable uploads (tus 1.0.0: creation, creation-with-upload, termination), streamed to media/incoming. */
export function uploadRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const uploads = uploadsOf(ctx)
  const actors = new WeakMap<Request, Actor>()
  const faults = new WeakMap<Request, DomainError>()
  const server = new Server({
    path: UPLOAD_PATH,
    datastore: uploads,
    maxSize: ctx.config.maxUploadBytes,
    relativeLocation: true,
    allowedOrigins: [],
    getFileIdFromRequest: (_request, last) => (last !== undefined && UPLOAD_ID.test(last) ? last : undefined),
    onUploadCreate: async (request, upload) => ({
      metadata: await admit(ctx, actors.get(request) ?? { kind: 'nobody', name: 'nobody' }, upload),
    }),
    onUploadFinish: async (_request, upload) => {
      const note = noteOf(upload.metadata ?? {})
      if (!note) throw recordingErrors.upload_episode_missing()
      const id = await receiveUpload(ctx, uploads, { id: upload.id, bytes: upload.offset, note })
      wakeRecordings(ctx)
      return { headers: { 'X-Recording-Id': String(id) } }
    },
    onResponseError: (request, error: Thrown) => {
      if (error instanceof DomainError) {
        faults.set(request, error)
        return { status_code: error.status, body: error.code }
      }
      if (!('status_code' in error)) {
        ctx.log.error({ err: error }, 'upload failed')
        faults.set(request, commonErrors.internal())
        return { status_code: 500, body: 'internal' }
      }
      if (error.status_code === 413) faults.set(request, commonErrors.too_large({ max: ctx.config.maxUploadBytes }))
      return undefined
    },
  })
  const api = newApi()
  describeUploads(api.openAPIRegistry)
  api.on(METHODS, ['/uploads', '/uploads/:id'], async (c) => {
    demand(c.get('actor'), 'recording.upload')
    const request = c.req.raw
    if (request.method === 'GET') throw notFound('address', c.req.path)
    const id = c.req.param('id')
    if (request.method === 'HEAD' && id !== undefined && UPLOAD_ID.test(id)) await settleUpload(ctx, uploads, id)
    actors.set(request, c.get('actor'))
    const response = await server.handleWeb(request)
    const fault = faults.get(request)
    if (!fault) return response
    const told = problem(c, fault)
    told.headers.set('Tus-Resumable', '1.0.0')
    // The rest of the body is not read: the connection cannot be used again.
    told.headers.set('Connection', 'close')
    return told
  })
  return api
}
