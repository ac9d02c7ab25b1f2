import { type AsRunEvent, MAX_EVENTS } from '../protocol/index.ts'
import { backoffMs, REFUSED_MS } from './backoff.ts'
import { Duty } from './duty.ts'
import { type Stream, unsentOf } from './journal.ts'
import { LineError } from './line.ts'
import { instantText, type State } from './state.ts'
import { VERSION } from './version.ts'

const CLOCK_FILE = 'clock.json'
const CLOCK_KEPT_EVERY_MS = 10 * 60_000
const ASK_OLD_EVERY_MS = 24 * 60 * 60_000
/** Without an answer that says when to call again. */
const POLL_MS = 60_000

/**
 * Tells the server what was played, and that this player lives; learns the time, the playlist's version and what the
 * server still knows of the journals. Nothing here is waited for by what plays.
 */
export class Reporter {
  readonly #state: State
  readonly #duty: Duty
  readonly #wanted: (version: number) => void
  readonly #timed: () => void
  #failures = 0
  /** By the monotonic clock: no call before. */
  #notBefore = 0
  #beatAt = 0
  #clockKeptAt = Number.NEGATIVE_INFINITY
  #oldAskedAt = Number.NEGATIVE_INFINITY

  /**
   * @param wanted called with the version of the server's playlist when it is not ours
   * @param timed called when the server's time is not what was thought
   */
  constructor(state: State, wanted: (version: number) => void, timed: () => void) {
    this.#timed = timed
    this.#state = state
    this.#wanted = wanted
    this.#duty = new Duty('report', state.parts, () => this.#run())
  }

  start(): void {
    this.#duty.kick()
  }
  /** There is something new to tell. */
  kick(): void {
    this.#duty.kick()
  }
  end(): void {
    this.#duty.end()
  }

  async #run(): Promise<number> {
    const { clocks, random } = this.#state.parts
    const mono = clocks.mono()
    if (mono < this.#notBefore) return Math.ceil(this.#notBefore - mono)
    try {
      if (mono >= this.#beatAt) await this.#beat()
      await this.#sendAll()
      this.#failures = 0
      this.#well()
      return Math.max(1000, this.#beatAt - clocks.mono())
    } catch (error) {
      if (!(error instanceof LineError)) throw error
      this.#failures += 1
      const wait = error.refused ? Math.round(REFUSED_MS * (0.75 + random() / 2)) : backoffMs(this.#failures, random())
      this.#notBefore = clocks.mono() + wait
      this.#troubled(error)
      return wait
    }
  }

  #well(): void {
    const { trouble, parts } = this.#state
    if (trouble.line !== null || trouble.key !== null) parts.log('info', 'the server answers again')
    trouble.line = null
    trouble.key = null
  }
  #troubled(error: LineError): void {
    const { trouble, parts } = this.#state
    const field = error.refused ? 'key' : 'line'
    if (trouble[field] === null) parts.log('warn', `${field}: ${error.message}`)
    trouble[field] = error.message
  }

  async #beat(): Promise<void> {
    const { parts, journal, line, clock, settings, playing } = this.#state
    const { clocks } = parts
    const sent = clocks.mono()
    const current = journal.current
    const answer = await line.heartbeat({
      device_id: journal.deviceId,
      ...(current ? { journal_id: current.journalId } : {}),
      // The machine's own clock, so that the centre sees when it is off.
      sent_at: instantText(clocks.wall()),
      player: parts.player.name.slice(0, 100),
      version: VERSION,
      disk_free: Math.max(0, Math.floor(await parts.disk.free().catch(() => 0))),
      playing: playing?.id ?? null,
      // Only what an attempt left over: what was written since then goes out with this very call.
      waiting: this.#failures > 0 ? journal.unsent : 0,
    })
    const received = clocks.mono()
    const thought = clock.now()
    clock.heard(answer.server_unix_ms, sent, received)
    const known = clock.now()
    if (!thought?.sure || Math.abs((known?.at ?? 0) - thought.at) > 20) this.#timed()
    this.#state.heardMono = received
    const pollMs = Math.max(answer.next_poll_seconds * 1000, settings.pollAtLeastSeconds * 1000) || POLL_MS
    this.#beatAt = received + pollMs
    if (current) await this.#learn(current, answer.next_seq)
    if (answer.playlist_version !== this.#state.programme.version) this.#wanted(answer.playlist_version)
    await this.#keepClock(received)
  }

  /** What the server knows of a journal: less than before after a restored backup; more when our folder is an old copy. */
  async #learn(stream: Stream, nextSeq: number): Promise<void> {
    const { journal, parts } = this.#state
    const last = stream.events.at(-1)?.seq ?? 0
    if (nextSeq < stream.nextSeq) {
      parts.log('warn', `the server knows less than it did: reporting again from ${nextSeq}`)
      this.#oldAskedAt = Number.NEGATIVE_INFINITY
    }
    if (nextSeq > last + 1 && stream === journal.current) {
      parts.log('warn', 'the server knows more of this journal than is here: a new one is begun')
      await journal.startAnew()
    }
    await journal.acknowledge(stream, Math.min(nextSeq, last + 1))
  }

  async #keepClock(mono: number): Promise<void> {
    if (mono - this.#clockKeptAt < CLOCK_KEPT_EVERY_MS) return
    this.#clockKeptAt = mono
    await this.#state.parts.disk.replace(CLOCK_FILE, JSON.stringify(this.#state.clock.memory())).catch(() => {})
  }

  async #sendAll(): Promise<void> {
    const { journal, parts } = this.#state
    const mono = parts.clocks.mono()
    const askOld = mono - this.#oldAskedAt >= ASK_OLD_EVERY_MS
    for (const stream of [...journal.streams]) {
      const unsent = (): boolean => this.#unsent(stream).length > 0
      if (askOld && stream !== journal.current && !unsent()) await this.#send(stream)
      while (unsent()) {
        const before = stream.nextSeq
        await this.#send(stream)
        // Numbers that we lost: the server passes over them once it is sent twice what lies behind.
        if (stream.nextSeq === before) await this.#send(stream)
        if (stream.nextSeq === before) throw new LineError(null, `the server stays at ${before}`)
      }
    }
    if (askOld) {
      this.#oldAskedAt = mono
      const now = this.#state.clock.now()
      if (now?.sure) await journal.clean(now.at)
    }
  }

  /** What is to be sent, in order. A start that is a moment ahead of the sound waits for it, as its time is not yet. */
  #unsent(stream: Stream): AsRunEvent[] {
    const { clocks } = this.#state.parts
    const mono = clocks.mono()
    const unsent = unsentOf(stream)
    const ahead = unsent.findIndex((one) => one.boot_id === clocks.bootId && (one.mono_ms ?? 0) > mono)
    return ahead < 0 ? unsent : unsent.slice(0, ahead)
  }

  async #send(stream: Stream): Promise<void> {
    const { journal, line, parts } = this.#state
    const mono = parts.clocks.mono()
    const events = this.#unsent(stream).slice(0, MAX_EVENTS)
    const answer = await line.report({
      device_id: journal.deviceId,
      journal_id: stream.journalId,
      boot_id: parts.clocks.bootId,
      sent_at: instantText(parts.clocks.wall()),
      sent_mono_ms: Math.ceil(mono),
      events,
    })
    this.#state.heardMono = parts.clocks.mono()
    for (const { event_id, status, code, message } of answer.events) {
      if (status === 'rejected' || status === 'quarantined')
        parts.log('warn', `report ${event_id}: ${status} ${code ?? ''} ${message ?? ''}`)
    }
    await this.#learn(stream, answer.next_seq)
  }
}
