import { type IncomingMessage, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import type { Fetch } from './parts.ts'

const REDIRECTS = 5
const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * What the agent needs of fetch, over Node's own client: the built-in fetch takes some 20 MB more memory (measured), which
 * an old machine has better use for. A redirect to another origin (audio on S3) is followed without the key.
 */
export const nodeFetch: Fetch = (url, init) => follow(url, init, REDIRECTS)

async function follow(url: string, init: RequestInit, left: number): Promise<Response> {
  const message = await send(url, init)
  const status = message.statusCode ?? 0
  const { location } = message.headers
  if (status >= 301 && status <= 308 && status !== 304 && location !== undefined && (init.method ?? 'GET') === 'GET') {
    message.resume()
    if (left === 0) throw new TypeError('fetch failed: too many redirects')
    const next = new URL(location, url)
    const headers = new Headers(init.headers)
    if (next.origin !== new URL(url).origin) headers.delete('authorization')
    return follow(next.href, { ...init, headers }, left - 1)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(message.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one)
  if (NO_BODY.has(status)) {
    message.resume()
    return new Response(null, { status, headers })
  }
  // The same streams; Node types its own apart from the browser's.
  return new Response(Readable.toWeb(message) as WebStream<Uint8Array<ArrayBuffer>> as ReadableStream, {
    status,
    headers,
  })
}

function send(url: string, { method = 'GET', headers, body, signal }: RequestInit): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.startsWith('https:') ? secure : plain)(
      url,
      { method, headers: Object.fromEntries(new Headers(headers)), ...(signal ? { signal } : {}) },
      resolve,
    )
    request.once('error', (cause) => reject(new TypeError('fetch failed', { cause })))
    request.end(typeof body === 'string' || body instanceof Uint8Array ? body : undefined)
  })
}
