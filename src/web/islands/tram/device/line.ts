import type { AsRunAnswer } from '../../../../protocol/as-run.ts'
import type { HeartbeatAnswer } from '../../../../protocol/heartbeat.ts'
import type { Playlist } from '../../../../protocol/playlist.ts'
import type { Operator, Outcomes, Stored } from './db.ts'

/** The server answered and said no; `code` is that of its problem document, `message` its sentence for people. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, detail: string) {
    super(detail || `HTTP ${status}`)
    this.status = status
    this.code = code
  }
}

const TIMEOUT_MS = 30_000

/** One question over the line. @throws Refused when the server said no; TypeError or AbortError when there is no line */
export async function ask(path: string, init: RequestInit = {}, timeout = TIMEOUT_MS): Promise<Response> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), timeout)
  try {
    const headers = new Headers(init.headers)
    headers.set('Accept-Language', document.documentElement.lang)
    const answer = await fetch(path, { ...init, headers, cache: 'no-store', credentials: 'omit', signal: abort.signal })
    if (answer.ok || answer.status === 304) return answer
    const problem = await answer.json().catch(() => ({}))
    throw new Refused(answer.status, problem.code || '', problem.detail || problem.title || '')
  } finally {
    clearTimeout(timer)
  }
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
})

export type Claim = { station: string; station_name: string; key_id: number; key: string }
/** Turns a pairing code into this device's key. */
export async function claim(code: string, deviceName: string): Promise<Claim> {
  const path = `/api/v1/pairings/${encodeURIComponent(code)}/claims`
  return (await ask(path, post({ device_name: deviceName }))).json()
}

/** The station's side of the protocol, spoken with one key. */
export class Line {
  readonly #base: string
  readonly #key: string
  constructor(station: string, key: string) {
    this.#base = `/api/v1/stations/${encodeURIComponent(station)}`
    this.#key = key
  }

  fetch(path: string, init: RequestInit = {}, timeout?: number): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${this.#key}`)
    return ask(path, { ...init, headers }, timeout)
  }

  async heartbeat(body: Record<string, unknown>): Promise<HeartbeatAnswer> {
    return (await this.fetch(`${this.#base}/heartbeat`, post(body))).json()
  }

  /** Today's and the next days' playlist; null when it is still the one with this tag. */
  async playlist(days: number, etag: string | null): Promise<{ etag: string; body: Playlist } | null> {
    const headers: Record<string, string> = etag === null ? {} : { 'If-None-Match': etag }
    const answer = await this.fetch(`${this.#base}/playlist.json?days=${days}`, { headers })
    if (answer.status === 304) return null
    return { etag: answer.headers.get('ETag') || '', body: await answer.json() }
  }

  /** What is known at the centre of this day's airings, whoever told it. */
  async outcomes(day: string): Promise<Outcomes> {
    return (await (await this.fetch(`${this.#base}/outcomes?on=${day}`)).json()).items
  }

  async report(sending: Record<string, unknown>, events: readonly Stored[]): Promise<AsRunAnswer> {
    return (await this.fetch(`${this.#base}/as-run`, post({ ...sending, events }))).json()
  }

  async operators(): Promise<Operator[]> {
    return (await (await this.fetch(`${this.#base}/operators`)).json()).items
  }

  async attest(accountId: number, pin: string, airingIds: readonly string[]): Promise<void> {
    const items = airingIds.map((airing_id) => ({ airing_id, outcome: 'aired' }))
    await this.fetch(`${this.#base}/attestations`, post({ account_id: accountId, pin, items }))
  }

  /** Live events; the browser comes back by itself, with the last event's number, until the server refuses it. */
  listen(onNews: () => void): EventSource {
    const source = new EventSource(`${this.#base}/events?token=${encodeURIComponent(this.#key)}`)
    source.addEventListener('playlist', onNews)
    source.addEventListener('emergency', onNews)
    return source
  }
}
