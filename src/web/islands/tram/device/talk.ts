import { wallClock } from '../core/show.ts'
import { type Line, Refused } from './line.ts'
import type { Memory } from './memory.ts'

const DAYS = 3
const EVENTS_AT_ONCE = 200
const BACKOFF_MS = { first: 5000, longest: 120_000 }

/** What one device says to the server and hears from it: time, playlist, journal, files, live events. */
export class Talk {
  /** The key no longer opens anything. */
  revoked = false
  /** Server time at which the line was last seen to work; null: not since the page was opened. */
  heardAt: number | null = null
  online = false
  onChange: () => void = () => {}
  /** There is something new to play. */
  onNews: () => void = () => {}
  /** The server called: a new playlist or an emergency is there, and was fetched. */
  onCalled: () => void = () => {}

  readonly #memory: Memory
  readonly #line: Line
  readonly #playing: () => string | null
  #live: EventSource | null = null
  #syncing: Promise<void> | null = null
  #again = false
  #nextSync = 0
  #failures = 0

  /** @param playing the airing that is on the air now */
  constructor(memory: Memory, line: Line, playing: () => string | null) {
    this.#memory = memory
    this.#line = line
    this.#playing = playing
  }

  get line(): Line {
    return this.#line
  }
  /** The next tick talks. */
  soon(): void {
    this.#nextSync = 0
  }
  tick(): void {
    if (performance.now() >= this.#nextSync) void this.sync()
  }

  /** Talks to the server now. A call while it does so is done after. */
  sync(): Promise<void> {
    if (this.revoked) return Promise.resolve()
    if (this.#syncing) {
      this.#again = true
      return this.#syncing
    }
    // Until it is done, no tick begins another.
    this.#nextSync = Number.POSITIVE_INFINITY
    this.#syncing = this.#talk().then(() => {
      this.#syncing = null
      if (!this.#again) return
      this.#again = false
      this.#nextSync = 0
    })
    return this.#syncing
  }

  async #talk(): Promise<void> {
    const { clock, store } = this.#memory
    try {
      const seconds = await this.#exchange()
      this.#failures = 0
      this.online = true
      this.heardAt = clock.now()
      this.#nextSync = performance.now() + seconds * 1000
      if (!this.#live || this.#live.readyState === 2) this.#listen()
    } catch (error) {
      this.#failed(error)
    }
    await store.put('clock', clock.kept())
    this.onChange()
  }

  #failed(error: unknown): void {
    if (error instanceof Refused && error.status === 401) {
      this.revoked = true
      if (this.#live) this.#live.close()
    }
    this.online = error instanceof Refused
    const wait = Math.min(BACKOFF_MS.longest, BACKOFF_MS.first * 2 ** Math.min(this.#failures, 10))
    this.#failures += 1
    this.#nextSync = performance.now() + wait * (0.75 + Math.random() / 2)
  }

  /** @returns after how many seconds to come again */
  async #exchange(): Promise<number> {
    const memory = this.#memory
    const sentMono = performance.now()
    const beat = await this.#line.heartbeat({
      device_id: memory.device.deviceId,
      journal_id: memory.device.journalId,
      sent_at: new Date().toISOString(),
      player: 'tram',
      version: '1',
      playing: this.#playing(),
      // Only what an attempt left over: what was written since then goes out with this very call.
      waiting: this.#failures > 0 ? memory.unsent : 0,
    })
    memory.clock.measured(beat.server_unix_ms, sentMono)
    await memory.learn(beat.next_seq)
    await this.#report()
    const fresh = await this.#line.playlist(DAYS, memory.playlist ? memory.playlist.etag : null)
    if (fresh) {
      await memory.keepPlaylist(fresh)
      await memory.keepOperators(await this.#line.operators())
    }
    const { day } = wallClock(memory.clock.now(), memory.items)
    await memory.keepOutcomes(await this.#line.outcomes(day))
    const files = memory.files.ensure(memory.needed(), this.#line, () => {
      this.onChange()
      this.onNews()
    })
    // What could not be had is asked for again at the next turn.
    files.catch(() => this.onChange())
    this.onNews()
    return beat.next_poll_seconds
  }

  /** Sends the journal from the first number that the server does not know. */
  async #report(): Promise<void> {
    const memory = this.#memory
    for (;;) {
      const events = await memory.store.eventsFrom(memory.known, EVENTS_AT_ONCE)
      if (events.length === 0) return
      const { bootId, monoMs } = memory.clock.moment()
      const { deviceId, journalId } = memory.device
      const sending = { device_id: deviceId, journal_id: journalId, boot_id: bootId, sent_mono_ms: monoMs }
      const answer = await this.#line.report({ ...sending, sent_at: new Date().toISOString() }, events)
      const before = memory.known
      await memory.learn(answer.next_seq)
      // Whatever a server says, never in a circle.
      if (memory.known <= before) return
    }
  }

  #listen(): void {
    if (this.#live) this.#live.close()
    if (typeof EventSource === 'undefined') return
    this.#live = this.#line.listen(() => void this.sync().then(() => this.onCalled()))
  }
}
