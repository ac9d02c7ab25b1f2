import type { MiddlewareHandler } from 'hono'
import { commonErrors, type DomainError } from '../kernel/errors.ts'
import type { AppEnv } from './env.ts'
import { mendJson, pathOfNul } from './json-text.ts'
import { NOT_ALLOWED } from './sentences.ts'

const MIB = 1_048_576
/** How many bytes a request's body may have where nothing else is said: many pages of anything that people type. */
export const BODY_MAX = MIB

/** Of who shows nothing: names, passwords, codes. */
export const STRANGERS_MAX = 65_536

/** Paths whose bodies may be longer. Null: the route reads its stream itself, and bounds it. */
const LONGER: readonly (readonly [path: RegExp, max: number | null])[] = [
  // tus: gigabytes, straight to the disk.
  [/^\/api\/v1\/uploads(?:\/|$)/, null],
  // Bounded before and after inflating, and only once the station's key was seen (playout/body.ts).
  [/^\/api\/v1\/stations\/[^/]+\/(?:as-run|as-run\/simple|heartbeat)$/, null],
  // Scripts and their files: the library bounds them and tells in its own words what is too large.
  [/^\/api\/v1\/episodes\/[^/]+\/(?:scripts|script-imports)$/, null],
  [/^\/api\/v1\/(?:[^/]+\/)*(?:imports|bundle-report)$/, 10 * MIB],
  [/^\/api\/v1\/log-imports$/, 12 * MIB],
  [/^\/dai\/[^/]+\/bo-usb$/, 10 * MIB],
  // A recording in a plain form: streamed to the disk, which bounds it.
  [/^\/khan-cap\/chuan-bi$/, null],
  // Files of a station's log and photographs of its pages.
  [/^\/nhat-ky(?:\/|$)/, 12 * MIB],
  // A script of 1 MiB takes three times its room in a form.
  [/^\/ky\/[^/]+\/(?:ban-sua|tron|so-sanh)$/, 3 * MIB + 65_536],
  // Word files of a script, in a form.
  [/^\/ky\/[^/]+\/nhap$/, 10 * MIB + 65_536],
]

export function bodyMaxOf(path: string): number | null {
  for (const [pattern, max] of LONGER) if (pattern.test(path)) return max
  return BODY_MAX
}

/** @returns the whole body, or null as soon as there are more than `max` bytes of it */
async function readAtMost(body: ReadableStream<Uint8Array>, max: number): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let bytes = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(parts)
    bytes += value.byteLength
    if (bytes > max) return null
    parts.push(value)
  }
}

const refused = (path: string): DomainError =>
  commonErrors.invalid_input({}, { fields: [{ path: path.slice(0, 200), ...NOT_ALLOWED }] })

function cleanJson(bytes: Buffer): Buffer {
  let sent: string
  try {
    sent = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw commonErrors.bad_body()
  }
  const { text, hasNul } = mendJson(sent)
  if (hasNul) {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      throw commonErrors.bad_body()
    }
    const path = pathOfNul(value)
    if (path !== null) throw refused(path)
  }
  return text === sent ? bytes : Buffer.from(text)
}

/** @throws DomainError when a form holds NUL */
function cleanForm(bytes: Buffer): Buffer {
  const pair = bytes.includes('%00')
    ? bytes
        .toString('latin1')
        .split('&')
        .find((one) => one.includes('%00'))
    : undefined
  if (pair !== undefined) throw refused(pair.split('=', 1)[0] ?? '')
  return bytes
}

function clean(bytes: Buffer, type: string): Buffer {
  if (/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) return cleanJson(bytes)
  return /^application\/x-www-form-urlencoded\b/i.test(type) ? cleanForm(bytes) : bytes
}

/**
 * Reads the body of a request, whoever sends it, up to what its path allows, by counting what comes rather than by what
 * was announced; and hands it on without what no text of ours may hold: NUL is refused, half surrogate pairs become U+FFFD.
 * Who is not signed in may send little, and nothing where much may be sent: who asks is known before the body is read.
 * @throws DomainError sign_in_required, too_large, bad_body (JSON that is no UTF-8), invalid_input with the path of the member with NUL
 */
export const boundedBody = (): MiddlewareHandler<AppEnv> => async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const forAll = bodyMaxOf(c.req.path)
  const isStranger = c.get('actor').kind === 'nobody'
  if (isStranger && forAll !== BODY_MAX) {
    // What comes is not read: the connection cannot be used again.
    c.header('Connection', 'close')
    throw commonErrors.sign_in_required()
  }
  if (forAll === null) return next()
  const max = isStranger ? STRANGERS_MAX : forAll
  if (Number(c.req.header('content-length') ?? 0) > max) throw commonErrors.too_large({ max })
  const { body } = c.req.raw
  if (!body) return next()
  const bytes = await readAtMost(body, max)
  if (!bytes) throw commonErrors.too_large({ max })
  const cleaned = c.req.header('content-encoding') ? bytes : clean(bytes, c.req.header('content-type') ?? '')
  c.req.raw = new Request(c.req.raw, { body: new Uint8Array(cleaned) })
  return next()
}
