import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import { StationClock } from '../core/clock.ts'
import { attested, begun, finished, goingOn, notPlayed, recovered, stopped, type Writing } from '../core/journal.ts'
import { type Entry, nextStep, type Step, type Why } from '../core/plan.ts'
import { filesNeeded } from '../core/show.ts'
import type { Kept, Operator, Store, Wanted } from './db.ts'
import { Files } from './files.ts'
import { Line, Refused } from './line.ts'
import { Player } from './player.ts'

const DAYS = 3
const EVENTS_AT_ONCE = 200
const NOTE_EVERY_MS = 2000
const BACKOFF_MS = { first: 5000, longest: 120_000 }

/** Words that go into the journal, in the language of the page. */
export type Reasons = Readonly<Record<Why | 'closed' | 'broken' | 'by_hand', string>>
export type Trouble = { readonly kind: 'failed' | 'skipped'; readonly detail: string }
type Pairing = NonNullable<Kept['pairing']>

export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte < 16 ? '0' : '') + byte.toString(16)).join('')

/** One paired device at work: plays what is due, writes down what was heard, and talks to the server when it can. */
export class Station {
  readonly entries = new Map<string, Entry>()
  readonly files = new Files()
  readonly clock: StationClock
  wanted: Wanted[] = []
  operators: Operator[] = []
  playlist: Kept['playlist'] = null
  playsSince: number | null = null
  /** The browser wants a touch before it lets us play. */
  blocked = false
  /** The key no longer opens anything. */
  revoked = false
  unsent = 0
  /** Server time at which the line was last seen to work; null: not since the page was opened. */
  heardAt: number | null = null
  online = false
  current: Entry | null = null
  onChange: () => void = () => {}

  readonly #store: Store
  readonly #line: Line
  readonly #device: Kept['device']
  readonly #reasons: Reasons
  readonly #player = new Player()
  #live: EventSource | null = null
  #known = 1
  #stepping = false
  #syncing: Promise<void> | null = null
  #again = false
  #nextSync = 0
  #failures = 0
  #notedAt = 0
  #exact: ReturnType<typeof setTimeout> | undefined

  private constructor(
    store: Store,
    code: string,
    pairing: Pairing,
    device: Kept['device'],
    kept: Kept['clock'],
    reasons: Reasons,
  ) {
    this.#store = store
    this.#line = new Line(code, pairing.key)
    this.#device = device
    this.#reasons = reasons
    this.clock = new StationClock(() => ({ wall: Date.now(), mono: performance.now() }), randomId, kept)
    this.#player.onEnded = () => this.#ended()
    this.#player.onBroken = () => this.#stopCurrent(false, this.#reasons.broken)
  }

  /** Takes up where the last page left off: what was playing then has stopped when it was last written down. */
  static async open(store: Store, code: string, pairing: Pairing, reasons: Reasons): Promise<Station> {
    let device = await store.get('device')
    if (!device) {
      device = { deviceId: `tram-${randomId().slice(0, 12)}`, journalId: randomId() }
      await store.put('device', device)
    }
    const station = new Station(store, code, pairing, device, (await store.get('clock')) || null, reasons)
    await station.#load()
    return station
  }

  async #load(): Promise<void> {
    const store = this.#store
    this.playlist = (await store.get('playlist')) || null
    this.playsSince = (await store.get('playsSince')) || null
    this.operators = (await store.get('operators')) || []
    this.#known = (await store.get('known')) || 1
    this.wanted = await store.wanted()
    const entries = await store.entries()
    for (const entry of entries) this.entries.set(entry.airingId, entry)
    for (const writing of recovered(entries, this.#reasons.closed)) await this.#write(writing)
    this.unsent = await store.unsent(this.#known)
    await store.tidy(this.clock.now(), this.#known)
    await this.files.look(this.#needed())
    if (this.playsSince !== null) this.blocked = !(await this.#player.allowed())
  }

  get items(): readonly PlaylistItem[] {
    return this.playlist ? this.playlist.body.items : []
  }
  isWanted(airingId: string): boolean {
    return this.wanted.some(({ airing_id }) => airing_id === airingId)
  }
  get position(): number {
    return this.#player.position
  }
  #needed() {
    return filesNeeded(this.items, this.clock.now())
  }

  /** From now on this device plays by itself. Called in a touch, which also gives the browser's permission. */
  async playHere(): Promise<void> {
    this.blocked = !(await this.#player.allowed())
    if (this.playsSince === null) {
      this.playsSince = this.clock.now()
      await this.#store.put('playsSince', this.playsSince)
    }
    this.onChange()
    await this.tick()
  }

  /** This device only shows and confirms from now on. */
  async onlyShow(): Promise<void> {
    await this.#stopCurrent(false, this.#reasons.by_hand)
    this.playsSince = null
    await this.#store.put('playsSince', null)
    this.onChange()
  }

  stopByHand = (): Promise<void> => this.#stopCurrent(false, this.#reasons.by_hand)

  /** To be called often, at least every second. */
  async tick(): Promise<void> {
    if (this.clock.tick()) this.#nextSync = 0
    if (performance.now() >= this.#nextSync) void this.sync()
    await this.#noteProgress()
    await this.#steps()
  }

  async #steps(): Promise<void> {
    if (this.#stepping || this.playsSince === null || this.revoked || !this.clock.trusted) return
    this.#stepping = true
    try {
      for (;;) {
        const step = nextStep({
          now: this.clock.now(),
          // What a person has spoken for is not played again.
          items: this.items.filter(({ airing_id }) => !this.isWanted(airing_id)),
          entries: this.entries,
          ready: this.files.ready,
          playing: this.#playing(),
          blocked: this.blocked,
          since: this.playsSince,
        })
        if (step.do === 'wait') return this.#waitFor(step.until)
        await this.#carryOut(step)
        this.onChange()
      }
    } finally {
      this.#stepping = false
    }
  }

  #playing() {
    const { current } = this
    if (!current) return null
    const item = this.items.find(({ airing_id }) => airing_id === current.airingId)
    return { airingId: current.airingId, emergency: item?.priority === 'emergency' }
  }

  /** The ticks come when they come: the start itself is met to the millisecond. */
  #waitFor(until: number | null): void {
    clearTimeout(this.#exact)
    const rest = until === null ? Number.POSITIVE_INFINITY : until - this.clock.now()
    if (rest < 5000) this.#exact = setTimeout(() => void this.#steps(), Math.max(0, rest))
  }

  async #carryOut(step: Exclude<Step, { do: 'wait' }>): Promise<void> {
    if (step.do === 'stop') return this.#stopCurrent(step.again, this.#reasons[step.why])
    const { item } = step
    const subject = { airingId: item.airing_id, sha256: item.audio ? item.audio.sha256 : null }
    if (step.do === 'give_up') {
      const problem = step.why === 'no_audio' && item.problem ? `: ${item.problem.detail}` : ''
      const detail = this.#reasons[step.why] + problem
      return this.#write(notPlayed(step.kind, subject, this.clock.moment(), detail))
    }
    const { audio } = item
    const blob = audio ? await this.files.blob(audio.sha256) : null
    if (!audio || !blob) {
      // Taken away by the browser to make room.
      if (audio) this.files.ready.delete(audio.sha256)
      this.#nextSync = 0
      return
    }
    const started = await this.#player.start(blob, step.from, audio.gain_db)
    if (started === 'refused') this.blocked = true
    else if (started === 'broken') {
      const before = this.entries.get(item.airing_id)
      await this.#write(notPlayed('failed', subject, this.clock.moment(), this.#reasons.broken, before))
    } else {
      const writing = begun(subject, step.from, this.clock.moment())
      this.current = writing.entry
      await this.#write(writing)
    }
  }

  async #noteProgress(): Promise<void> {
    const { current } = this
    const now = performance.now()
    if (!current || now - this.#notedAt < NOTE_EVERY_MS) return
    this.#notedAt = now
    const writing = goingOn(current, this.#player.position, this.clock.moment())
    this.current = writing.entry
    await this.#write(writing)
  }

  /** Writes down where the sound is, while there is still time to: the page is being closed. */
  leave(): void {
    this.#notedAt = 0
    void this.#noteProgress()
  }

  #ended(): void {
    const { current } = this
    if (!current) return
    this.current = null
    const item = this.items.find(({ airing_id }) => airing_id === current.airingId)
    const duration = item?.audio?.sha256 === current.sha256 ? (item?.audio?.duration_seconds ?? 0) : 0
    const heard = Math.max(duration, this.#player.position)
    void this.#write(finished(current, heard, this.clock.moment())).then(() => this.tick())
  }

  async #stopCurrent(again: boolean, detail: string): Promise<void> {
    const { current } = this
    if (!current) return
    this.current = null
    const heard = this.#player.position
    this.#player.stop()
    await this.#write(stopped(current, heard, this.clock.moment(), again, detail))
  }

  async #write(writing: Writing): Promise<void> {
    this.entries.set(writing.entry.airingId, writing.entry)
    await this.#store.record(writing, this.#device.journalId)
    if (!writing.event) return
    this.unsent += 1
    if (this.online) this.#nextSync = 0
    this.onChange()
  }

  /** A person says why an airing was not, or not wholly, heard. */
  async tell(item: PlaylistItem, { kind, detail }: Trouble): Promise<void> {
    if (this.current?.airingId === item.airing_id) await this.#stopCurrent(false, detail)
    const subject = { airingId: item.airing_id, sha256: item.audio ? item.audio.sha256 : null }
    await this.#write(notPlayed(kind, subject, this.clock.moment(), detail, this.entries.get(item.airing_id)))
    this.onChange()
  }

  /** An operator confirms airings by PIN. @throws Refused when the server says no; anything else: no line */
  async attest(accountId: number, pin: string, airingIds: readonly string[]): Promise<void> {
    await this.#line.attest(accountId, pin, airingIds)
    for (const airingId of airingIds) await this.#write(attested(airingId, this.clock.moment()))
    await this.#store.unwant(airingIds)
    this.wanted = await this.#store.wanted()
    this.onChange()
  }

  /** "Đã phát", without a line: to be confirmed by PIN when there is one. It does not play by itself meanwhile. */
  async want(wanted: Wanted): Promise<void> {
    await this.#store.want(wanted)
    this.wanted = await this.#store.wanted()
    this.onChange()
  }
  async unwant(airingIds: readonly string[]): Promise<void> {
    await this.#store.unwant(airingIds)
    this.wanted = await this.#store.wanted()
    this.onChange()
  }

  /** Talks to the server now: time, playlist, journal, files. A call while it does so is done after. */
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
    try {
      const seconds = await this.#exchange()
      this.#failures = 0
      this.online = true
      this.heardAt = this.clock.now()
      this.#nextSync = performance.now() + seconds * 1000
      if (!this.#live || this.#live.readyState === 2) this.#listen()
    } catch (error) {
      this.#failed(error)
    }
    await this.#store.put('clock', this.clock.kept())
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
    const sentMono = performance.now()
    const beat = await this.#line.heartbeat({
      device_id: this.#device.deviceId,
      journal_id: this.#device.journalId,
      sent_at: new Date().toISOString(),
      player: 'tram',
      version: '1',
      playing: this.current ? this.current.airingId : null,
    })
    this.clock.measured(beat.server_unix_ms, sentMono)
    await this.#learn(beat.next_seq)
    await this.#report()
    const fresh = await this.#line.playlist(DAYS, this.playlist ? this.playlist.etag : null)
    if (fresh) {
      this.playlist = fresh
      await this.#store.put('playlist', fresh)
      this.operators = await this.#line.operators()
      await this.#store.put('operators', this.operators)
    }
    const files = this.files.ensure(this.#needed(), this.#line, () => {
      this.onChange()
      void this.#steps()
    })
    // What could not be had is asked for again at the next turn.
    files.catch(() => this.onChange())
    void this.#steps()
    return beat.next_poll_seconds
  }

  async #learn(nextSeq: number): Promise<void> {
    if (nextSeq !== this.#known) await this.#store.put('known', nextSeq)
    this.#known = nextSeq
    this.unsent = await this.#store.unsent(nextSeq)
  }

  /** Sends the journal from the first number that the server does not know. */
  async #report(): Promise<void> {
    for (;;) {
      const events = await this.#store.eventsFrom(this.#known, EVENTS_AT_ONCE)
      if (events.length === 0) return
      const { bootId, monoMs } = this.clock.moment()
      const { deviceId, journalId } = this.#device
      const sending = { device_id: deviceId, journal_id: journalId, boot_id: bootId, sent_mono_ms: monoMs }
      const answer = await this.#line.report({ ...sending, sent_at: new Date().toISOString() }, events)
      const before = this.#known
      await this.#learn(answer.next_seq)
      // Whatever a server says, never in a circle.
      if (this.#known <= before) return
    }
  }

  #listen(): void {
    if (this.#live) this.#live.close()
    if (typeof EventSource === 'undefined') return
    this.#live = this.#line.listen(() => void this.sync().then(() => this.tick()))
  }
}
