import { gunzip } from 'node:zlib'
import { commonErrors } from '../kernel/errors.ts'
import { MAX_BODY_BYTES } from '../protocol/index.ts'
import { playoutErrors } from './errors.ts'

/** Reads a request's bytes and stops as soon as there are more than `max`. */
async function readBytes(request: Request, max: number): Promise<Buffer> {
  const length = Number(request.headers.get('content-length') ?? 0)
  if (length > max) throw commonErrors.too_large({ max })
  if (!request.body) return Buffer.alloc(0)
  const parts: Uint8Array[] = []
  let total = 0
  for await (const part of request.body) {
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
export async function readReport(request: Request, max = MAX_BODY_BYTES): Promise<unknown> {
  const encoding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip') throw playoutErrors.bad_encoding()
  const sent = await readBytes(request, max)
  const bytes = encoding === 'identity' ? sent : await inflate(sent, max)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw playoutErrors.not_utf8()
  }
  try {
    return JSON.parse(text)
  } catch {
    throw playoutErrors.not_json()
  }
}
