import { gzipSync } from 'node:zlib'
import {
  type AsRunAnswer,
  type AsRunReport,
  asRunAnswer,
  type Heartbeat,
  type HeartbeatAnswer,
  heartbeatAnswer,
} from '../protocol/index.ts'
import { type Playlist, playlistSchema } from '../protocol/playlist.ts'
import type { Fetch, Timers } from './parts.ts'

/** The line or the server failed. `status` null: no answer at all. */
export class LineError extends Error {
  override readonly name = 'LineError'
  readonly status: number | null
  constructor(status: number | null, message: string) {
    super(message)
    this.status = status
  }
  /** The key is not (or no longer) good for this station. */
  get refused(): boolean {
    return this.status === 401 || this.status === 403
  }
}

const ANSWER_WITHIN_MS = 30_000
/** A download that brings nothing for so long is given up, to be resumed. */
const STALL_MS = 30_000
/** A live line is dead when not even a ping came for so long (the server sends one every 20 s). */
const SILENCE_MS = 65_000
const GZIP_FROM_BYTES = 4096

export type Target = { readonly server: string; readonly station: string; readonly key: () => string }

/** Speaks the station protocol. The key goes to the configured server only, whatever address a playlist names. */
export class Line {
  readonly #target: Target
  readonly #fetch: Fetch
  readonly #timers: Timers

  constructor(target: Target, parts: { readonly fetch: Fetch; readonly timers: Timers }) {
    this.#target = target
    this.#fetch = parts.fetch
    this.#timers = parts.timers
  }

  async heartbeat(beat: Heartbeat): Promise<HeartbeatAnswer> {
    const response = await this.#ask(this.#path('heartbeat'), { method: 'POST', ...json(beat) })
    return heartbeatAnswer.parse(await response.json())
  }

  async report(report: AsRunReport): Promise<AsRunAnswer> {
    const response = await this.#ask(this.#path('as-run'), { method: 'POST', ...json(report) })
    return asRunAnswer.parse(await response.json())
  }

  /** The playlist of today and the days after; null when it is still the one with this tag. */
  async playlist(days: number, etag: string | null): Promise<{ playlist: Playlist; etag: string | null } | null> {
    const headers: Record<string, string> = etag === null ? {} : { 'if-none-match': etag }
    const response = await this.#ask(`${this.#path('playlist.json')}?days=${days}`, { headers })
    if (response.status === 304) return null
    return { playlist: playlistSchema.parse(await response.json()), etag: response.headers.get('etag') }
  }

  /**
   * An audio file from a byte on. A server that cannot continue answers with the whole (status 200).
   * @returns null when the range lies outside the file
   */
  async audio(url: string, sha256: string, from: number): Promise<{ status: number; chunks: Chunks } | null> {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-`, 'if-range': `"${sha256}"` } : {}
    const { pathname, search } = new URL(url)
    const stopper = new AbortController()
    const response = await this.#ask(pathname + search, { headers }, stopper)
    if (response.status === 416) return null
    return { status: response.status, chunks: this.#chunks(response, stopper, STALL_MS) }
  }

  /** The live events as they come, as raw text. */
  async events(lastId: string | null, stopper: AbortController): Promise<Chunks> {
    const headers: Record<string, string> = { accept: 'text/event-stream' }
    if (lastId !== null) headers['last-event-id'] = lastId
    return this.#chunks(await this.#ask(this.#path('events'), { headers }, stopper), stopper, SILENCE_MS)
  }

  readonly #path = (what: string): string => `/api/v1/stations/${encodeURIComponent(this.#target.station)}/${what}`

  async #ask(path: string, init: RequestInit, stopper = new AbortController()): Promise<Response> {
    const cancel = this.#timers.after(ANSWER_WITHIN_MS, async () => stopper.abort())
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${this.#target.key()}`)
    let response: Response
    try {
      response = await this.#fetch(this.#target.server + path, { ...init, headers, signal: stopper.signal })
    } catch (error) {
      throw new LineError(null, causeOf(error))
    } finally {
      cancel()
    }
    if (response.ok || response.status === 304 || response.status === 416) return response
    const said = await response.text().catch(() => '')
    throw new LineError(response.status, `${response.status} ${said.slice(0, 300)}`)
  }

  async *#chunks(response: Response, stopper: AbortController, silenceMs: number): Chunks {
    const reader = response.body?.getReader()
    if (!reader) return
    try {
      for (;;) {
        const cancel = this.#timers.after(silenceMs, async () => stopper.abort())
        const { value, done } = await reader.read().finally(cancel)
        if (done) return
        yield value
      }
    } catch (error) {
      throw new LineError(null, causeOf(error))
    } finally {
      // Harmless when all was read; else the rest is not wanted.
      await reader.cancel().catch(() => {})
    }
  }
}
export type Chunks = AsyncGenerator<Uint8Array, void, void>

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error) return `${error.message}: ${'code' in cause ? `${cause.code} ` : ''}${cause.message}`
  return error.message
}

function json(value: unknown): { headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> } {
  const text = JSON.stringify(value)
  const headers = { 'content-type': 'application/json' }
  if (text.length < GZIP_FROM_BYTES) return { headers, body: text }
  return { headers: { ...headers, 'content-encoding': 'gzip' }, body: new Uint8Array(gzipSync(text)) }
}
