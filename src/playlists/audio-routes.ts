import { relative } from 'node:path'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import {
  type AppEnv,
  createRoute,
  ifRangeHolds,
  newApi,
  noneMatchHolds,
  problems,
  rangeAsked,
  sendStream,
  z,
} from '../http/index.ts'
import type { MediaRef } from '../storage/index.ts'
import { demandAudio } from './audio.ts'
import { audioType, parseAudioName } from './audio-name.ts'
import { playlistErrors } from './errors.ts'

const bytes = { schema: z.string().openapi({ type: 'string', format: 'binary' }) }
const content = { 'audio/mpeg': bytes, 'audio/ogg': bytes, 'audio/wav': bytes }
const described = createRoute({
  method: 'get',
  path: '/audio/{sha256}.{extension}',
  operationId: 'getAudio',
  tags: ['audio'],
  summary: 'Tệp âm thanh theo SHA-256 · An audio file by its SHA-256',
  description:
    'The content never changes. A station gets the cleared files that its airings name, staff get all. Single byte ranges are served; several are answered with the whole file. HEAD is GET without the body.',
  request: {
    params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), extension: z.enum(['mp3', 'opus', 'wav']) }),
    headers: z.object({
      range: z.string().optional(),
      'if-range': z.string().optional(),
      'if-none-match': z.string().optional(),
    }),
  },
  responses: {
    200: { description: 'The whole file', content },
    206: { description: 'The part asked for', content },
    302: { description: 'At a signed address of the store (S3_REDIRECT), valid for 15 minutes; never for browsers' },
    304: { description: 'Unchanged' },
    416: { description: 'The range lies outside the file' },
    ...problems,
  },
})

/** Audio downloads; mounted at the root, as the protocol has it. */
export function audioRoutes(ctx: Context): OpenAPIHono<AppEnv> {
  const api = newApi()
  api.openAPIRegistry.registerPath(described)
  api.get('/audio/:name', async (c) => {
    const ref = parseAudioName(c.req.param('name'))
    // Whoever may have nothing learns nothing, not even that a name is impossible.
    const file = await demandAudio(ctx, c.get('actor'), ref ?? { sha256: '', extension: '' })
    if (!ref) throw playlistErrors.audio_not_found()
    const elsewhere = await signedFor(ctx, c, ref)
    if (elsewhere !== null) return c.body(null, 302, { Location: elsewhere, 'Cache-Control': 'private, no-store' })
    return answer(ctx, c, ref, file.bytes)
  })
  return api
}

/**
 * Where a player may fetch the bytes by itself. Not for browsers, whose pages load nothing from other places; not for HEAD, as
 * the address is signed for GET; not where the player has the file already.
 */
async function signedFor(ctx: Context, c: HonoContext<AppEnv>, ref: MediaRef): Promise<string | null> {
  const isPage = c.req.header('Sec-Fetch-Dest') !== undefined
  if (isPage || c.req.method !== 'GET' || noneMatchHolds(c.req.header('If-None-Match'), `"${ref.sha256}"`)) return null
  return ctx.storage.signedUrl(ref)
}

async function answer(ctx: Context, c: HonoContext<AppEnv>, ref: MediaRef, whole: number): Promise<Response> {
  const etag = `"${ref.sha256}"`
  const always = {
    ETag: etag,
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
    // Said here too: a direct stream leaves before the general headers are added.
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
  if (noneMatchHolds(c.req.header('If-None-Match'), etag)) return c.body(null, 304, always)
  const headers = { ...always, 'Content-Type': audioType(ref.extension) }
  // The proxy says with each request that it has the location: whoever asks past it gets the bytes and not an empty answer.
  if (ctx.config.xAccelPrefix !== undefined && c.req.header('X-Sendfile-Type') === 'X-Accel-Redirect') {
    const path = await ctx.storage.local(ref)
    // The proxy reads the file and answers ranges itself.
    if (path !== null) {
      const inside = relative(ctx.config.mediaDir, path).split('/').map(encodeURIComponent).join('/')
      const { 'Accept-Ranges': _, ...rest } = headers
      return c.body(null, 200, { ...rest, 'X-Accel-Redirect': `${ctx.config.xAccelPrefix}${inside}` })
    }
  }
  const stored = await ctx.storage.stat(ref)
  if (!stored) throw playlistErrors.audio_not_found()
  const size = stored.bytes
  // Cut off on the disk: under this name, which says what it holds and may be kept for ever, a part must not go out.
  if (size !== whole) {
    ctx.log.error({ sha256: ref.sha256, bytes: size, whole }, 'a stored file is not whole')
    throw playlistErrors.audio_not_found()
  }
  // Range is defined for GET only (RFC 9110, 14.2).
  const head = c.req.method === 'HEAD'
  const applies = !head && ifRangeHolds(c.req.header('If-Range'), etag)
  const range = rangeAsked(applies ? c.req.header('Range') : undefined, size)
  if (range.kind === 'unsatisfiable') return c.body(null, 416, { ...always, 'Content-Range': `bytes */${size}` })
  if (range.kind === 'whole') {
    const whole = { ...headers, 'Content-Length': String(size) }
    return head ? c.body(null, 200, whole) : sendStream(c, () => ctx.storage.open(ref), 200, whole, ctx.log)
  }
  const { start, end } = range
  const part = { 'Content-Length': String(end - start + 1), 'Content-Range': `bytes ${start}-${end}/${size}` }
  return sendStream(c, () => ctx.storage.open(ref, { start, end }), 206, { ...headers, ...part }, ctx.log)
}
