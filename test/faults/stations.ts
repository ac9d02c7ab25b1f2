import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from './chance.ts'
import { AUDIO, type PastAiring, SECONDS, unique } from './plant.ts'

/** Where a request goes: one of the servers that listen just now; null: none does. */
export type Lines = { url(): string | null; readonly over: boolean }

type Event = { readonly event_id: string; readonly airing_id?: string } & Record<string, unknown>
type Answered = { events: { event_id: string; status: string; code?: string }[]; next_seq: number }

/** The device has been up longer than all that it reports: every time is measured. */
const UP_MS = 9e11

/**
 * One virtual station: a journal that it sends from, and forgets nothing of until the server has acknowledged it. What was
 * cut off is sent again; now and then, too, what was acknowledged. It polls its playlist and its heartbeat between.
 */
export class VirtualStation {
  readonly code: string
  /** Acknowledged events: id → the status that was answered first. */
  readonly acknowledged = new Map<string, string>()
  /** Airings whose play was acknowledged whole. */
  readonly played = new Set<string>()
  /** How many events of its journal were ever sent. */
  sent = 0
  cut = 0
  again = 0
  polls = 0
  readonly broken: string[] = []
  readonly #key: string
  readonly #chance: Chance
  readonly #queue: PastAiring[]
  readonly #journal = unique()
  readonly #past: Event[] = []
  #unsent: Event[] = []
  #seq = 1
  /** The number up to which the server said to know everything. */
  #known = 0
  #etag: string | null = null

  constructor(code: string, key: string, airings: readonly PastAiring[], chance: Chance) {
    this.code = code
    this.#key = key
    this.#queue = [...airings]
    this.#chance = chance
  }

  /** Reports until the lines are over, through every break. */
  async run(lines: Lines): Promise<void> {
    while (!lines.over) {
      await sleep(this.#chance.between(20, 250))
      const url = lines.url()
      if (url !== null) await this.#turn(url).catch(() => undefined)
    }
  }
  /** Sends everything that is not acknowledged. @throws Error when the server refuses or is away */
  async finish(url: string): Promise<void> {
    for (let tries = 1; this.#unsent.length > 0; ) {
      try {
        await this.#send(url, this.#unsent.slice(0, 100))
      } catch (error) {
        tries += 1
        if (tries > 5) throw error
      }
    }
  }

  /**
   * Reports to a server that was restored, as the agent does: asks up to where it knows, and sends all from there; the last
   * two batches before it, too, which it must know.
   * @returns how many of its events the server had not
   */
  async finishAfterRestore(url: string): Promise<number> {
    const next = await this.#beat(url)
    if (next === null) throw new Error(`${this.code}: the heartbeat did not answer`)
    this.#known = next
    const before = this.#past.filter(({ seq }) => Number(seq) < next).slice(-20)
    if (before.length > 0)
      for (const { status } of (await this.#post(url, before)).events) this.#mustBe(status, 'duplicate')
    const anew = this.#past.filter(({ seq }) => Number(seq) >= next)
    for (let n = 0; n < anew.length; n += 100)
      for (const { status } of (await this.#post(url, anew.slice(n, n + 100))).events)
        if (status !== 'quarantined') this.#mustBe(status, 'accepted')
    await this.finish(url)
    return anew.length
  }
  #mustBe(status: string, wanted: string): void {
    if (status !== wanted) this.broken.push(`${this.code}: after the restore ${status} was answered, not ${wanted}`)
  }

  async #turn(url: string): Promise<void> {
    if (this.#unsent.length === 0) this.#play()
    const resend = this.#past.length > 0 && this.#chance.happens(0.1)
    if (resend) await this.#sendAgain(url)
    else await this.#send(url, this.#unsent.slice(0, this.#chance.between(1, 12)))
    if (this.#chance.happens(0.2)) await this.#poll(url)
    if (this.#chance.happens(0.1)) await this.#beat(url)
  }

  /** Something is played: mostly an airing whole, now and then a file that nobody knows. */
  #play(): void {
    for (let n = this.#chance.between(1, 5); n > 0; n -= 1) {
      const airing = this.#queue.shift()
      if (airing === undefined) return
      const event = (kind: string, ms: number, more: Record<string, unknown>): void => {
        const [at, mono_ms] = [new Date(ms).toISOString(), UP_MS - (Date.now() - ms)]
        this.#unsent.push({ event_id: unique(), seq: this.#seq++, kind, at, mono_ms, ...more })
      }
      if (this.#chance.happens(0.03)) event('finished', airing.startsAt, { sha256: 'c'.repeat(64) })
      const one = { airing_id: airing.id, sha256: AUDIO }
      event('started', airing.startsAt + 400, one)
      event('finished', airing.startsAt + 400 + SECONDS * 1000, { ...one, played_seconds: SECONDS })
    }
  }

  async #post(url: string, events: readonly Event[]): Promise<Answered> {
    const now = Date.now()
    const body = {
      ...{ device_id: `may-${this.code}`, journal_id: this.#journal, boot_id: 'boot-1' },
      ...{ sent_at: new Date(now).toISOString(), sent_mono_ms: UP_MS, events },
    }
    const response = await fetch(`${url}/api/v1/stations/${this.code}/as-run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    })
    const text = await response.text()
    if (response.status !== 200) {
      // A server that is being stopped may say so; what must never come is a refusal of what is right.
      if (response.status < 500) this.broken.push(`${this.code}: as-run ${response.status} ${text.slice(0, 200)}`)
      throw new Error(`as-run: ${response.status} ${text}`)
    }
    return JSON.parse(text) as Answered
  }

  async #send(url: string, events: readonly Event[]): Promise<void> {
    if (events.length === 0) return
    this.sent = Math.max(this.sent, Number(events.at(-1)?.seq) + 1)
    const answer = await this.#post(url, events).catch((error: unknown) => {
      this.cut += 1
      throw error
    })
    this.#take(events, answer)
    this.#unsent = this.#unsent.filter(({ event_id }) => !this.acknowledged.has(event_id))
    this.#past.push(...events)
  }

  #take(events: readonly Event[], { events: lines, next_seq }: Answered): void {
    if (next_seq < this.#known) this.broken.push(`${this.code}: the server knew ${this.#known}, now ${next_seq}`)
    this.#known = next_seq
    for (const [n, event] of events.entries()) {
      const line = lines[n]
      if (line?.event_id !== event.event_id || line.status === 'rejected') {
        this.broken.push(`${this.code}: ${JSON.stringify(event)} was answered ${JSON.stringify(line)}`)
        continue
      }
      if (!this.acknowledged.has(event.event_id)) this.acknowledged.set(event.event_id, line.status)
      if (event.kind === 'finished' && event.airing_id !== undefined) this.played.add(event.airing_id)
    }
  }

  /** What was acknowledged comes once more: it must be known. */
  async #sendAgain(url: string): Promise<void> {
    this.again += 1
    const from = this.#chance.below(this.#past.length)
    const events = this.#past.slice(from, from + 5)
    const answer = await this.#post(url, events)
    for (const line of answer.events)
      if (line.status !== 'duplicate')
        this.broken.push(`${this.code}: ${line.event_id} was acknowledged and came as ${line.status} the next time`)
  }

  async #poll(url: string): Promise<void> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.#key}` }
    if (this.#etag !== null) headers['if-none-match'] = this.#etag
    const response = await fetch(`${url}/api/v1/stations/${this.code}/playlist.json`, { headers })
    await response.arrayBuffer()
    if (response.status !== 200 && response.status !== 304)
      this.broken.push(`${this.code}: the playlist answered ${response.status}`)
    this.#etag = response.headers.get('etag')
    this.polls += 1
  }

  /** @returns the number of the event that the server wants next; null when it refused */
  async #beat(url: string): Promise<number | null> {
    const body = {
      ...{ device_id: `may-${this.code}`, journal_id: this.#journal, sent_at: new Date().toISOString() },
      ...{ player: 'mpv', version: '1', disk_free: 1_000_000_000 },
    }
    const response = await fetch(`${url}/api/v1/stations/${this.code}/heartbeat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (response.status === 200) return (JSON.parse(text) as { next_seq: number }).next_seq
    this.broken.push(`${this.code}: the heartbeat answered ${response.status} ${text}`)
    return null
  }
}
