import { gunzip } from 'node:zlib'
import type { Context as HonoContext } from 'hono'
import type { AppEnv } from '../http/index.ts'
import { commonErrors } from '../kernel/errors.ts'
import { MAX_BODY_BYTES } from '../protocol/index.ts'
import { playoutErrors } from './errors.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Reads a request's bytes and stops as soon as there are more than `max`. */
async function readBytes(c: HonoContext<AppEnv>, max: number): Promise<Buffer> {
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > max) throw commonErrors.too_large({ max })
  // Where there is Node's own stream it is read: a Request of the web standards around it costs as much as the rest of a
  // small report. It is left open when too much came, so that the answer still goes out.
  const body = c.env?.incoming?.iterator({ destroyOnReturn: false }) ?? c.req.raw.body
  if (!body) return Buffer.alloc(0)
  const parts: Uint8Array[] = []
  let total = 0
  for await (const part of body as AsyncIterable<Uint8Array>) {
    total += part.byteLength
    if (total > max) throw commonErrors.too_large({ max })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Inflates at most `max` bytes: a small bomb must not become a large one. */
const inflate = (bytes: Buffer, max: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength: max }, (error, result) => {
      if (!error) resolve(result)
      else if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') reject(commonErrors.too_large({ max }))
      else reject(playoutErrors.bad_encoding())
    })
  })

/**
 * The JSON of a report, gzip or plain.
 * @param max bytes after inflating
 * @throws DomainError too_large, bad_encoding, not_utf8, not_json
 */
export async function readReport(c: HonoContext<AppEnv>, max = MAX_BODY_BYTES): Promise<unknown> {
  const encoding = (c.req.header('content-encoding') ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip') throw playoutErrors.bad_encoding()
  const sent = await readBytes(c, max)
  const bytes = encoding === 'identity' ? sent : await inflate(sent, max)
  let text: string
  try {
    text = UTF8.decode(bytes)
  } catch {
    throw playoutErrors.not_utf8()
  }
  try {
    return JSON.parse(text)
  } catch {
    throw playoutErrors.not_json()
  }
}
