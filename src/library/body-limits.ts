import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../http/index.ts'
import { commonErrors } from '../kernel/errors.ts'
import { libraryErrors } from './errors.ts'
import { SCRIPT_MAX_BYTES } from './script-text.ts'

const limited = (maxSize: number, raise: () => Error) => {
  const limit = bodyLimit({
    maxSize,
    onError: () => {
      throw raise()
    },
  })
  return createMiddleware<AppEnv>((c, next) => limit(c, next))
}

/** Fields and decisions: 256 KiB of JSON is plenty. */
const SMALL = 262_144
export const smallBody = limited(SMALL, () => commonErrors.too_large({ max: SMALL }))

/** A script in JSON; escapes may take three times its room. */
export const scriptBodyLimit = limited(3 * SCRIPT_MAX_BYTES, () =>
  libraryErrors.script_too_large({ max: SCRIPT_MAX_BYTES }),
)

/**
 * Reads a body whole, but never more than `max` bytes of it.
 * @returns null when it is longer
 */
export async function readBounded(body: ReadableStream<Uint8Array> | null, max: number): Promise<Uint8Array | null> {
  if (!body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    bytes += value.byteLength
    if (bytes > max) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}
