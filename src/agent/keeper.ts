import { MINUTE_MS } from '../kernel/dates.ts'
import { backoffMs, REFUSED_MS } from './backoff.ts'
import { needed } from './cache-plan.ts'
import { lastStart } from './decide.ts'
import { Duty } from './duty.ts'
import { isFull } from './journal.ts'
import { LineError } from './line.ts'
import { type Airing, type Audio, airingsOf, merge } from './programme.ts'
import type { State } from './state.ts'

export const PROGRAMME_FILE = 'programme.json'
/** The playlist is asked for at least so often, as its days move on at midnight without a new version. */
const PULL_EVERY_MS = 30 * MINUTE_MS
/** A line that brought so much before it broke is no dead line: the download goes on soon. */
const PROGRESS_BYTES = 64 * 1024
/** A file is read once more when it is to be played within this time and was not read for long. */
const CHECK_AHEAD_MS = 15 * MINUTE_MS
const CHECK_LASTS_MS = 6 * 60 * MINUTE_MS

/** Keeps the playlist and the audio of the next days on disk, whole. */
export class Keeper {
  readonly #state: State
  readonly #duty: Duty
  readonly #changed: () => void
  #failures = 0
  #notBefore = 0
  #pullAt = 0
  /** When each file was last read, and what there was to play and when that reading was due again. */
  readonly #checked = new Map<string, number>()
  #looked: { readonly airings: readonly Airing[]; readonly told: number; readonly until: number } | null = null

  /** @param changed called when there may be something else to play */
  constructor(state: State, changed: () => void) {
    this.#state = state
    this.#changed = changed
    this.#duty = new Duty('keep', state.parts, () => this.#run())
  }

  start(): void {
    this.#duty.kick()
  }
  /** The playlist has changed. @param urgent also while the line is being left alone after a failure */
  pull(urgent = false): void {
    this.#pullAt = 0
    if (urgent) this.#notBefore = 0
    this.#duty.kick()
  }
  /** Something is missing that must be played. */
  kick(): void {
    this.#duty.kick()
  }
  end(): void {
    this.#duty.end()
  }

  async #run(): Promise<number> {
    const { clocks, random } = this.#state.parts
    // What lies on disk is looked through whether or not the line is there.
    await this.#check()
    if (clocks.mono() < this.#notBefore) return Math.min(Math.ceil(this.#notBefore - clocks.mono()), MINUTE_MS)
    const had = this.#state.cache.received
    try {
      if (clocks.mono() >= this.#pullAt) await this.#pull()
      await this.#fetchAll()
      this.#failures = 0
      return Math.min(Math.max(1000, this.#pullAt - clocks.mono()), this.#untilCheck())
    } catch (error) {
      if (!(error instanceof LineError) && !isFull(error)) throw error
      this.#failures = this.#state.cache.received - had >= PROGRESS_BYTES ? 1 : this.#failures + 1
      const refused = error instanceof LineError && error.refused
      const wait = refused ? Math.round(REFUSED_MS * (0.75 + random() / 2)) : backoffMs(this.#failures, random())
      this.#notBefore = clocks.mono() + wait
      if (isFull(error)) this.#state.trouble.disk = 'disk_full'
      if (this.#failures === 1) this.#state.parts.log('warn', error instanceof Error ? error.message : String(error))
      return Math.min(wait, this.#untilCheck())
    }
  }

  async #pull(): Promise<void> {
    const state = this.#state
    const { clocks, disk, random } = state.parts
    const answer = await state.line.playlist(state.settings.days, state.programme.etag)
    this.#pullAt =
      clocks.mono() + Math.max(PULL_EVERY_MS, state.settings.pollAtLeastSeconds * 1000) * (0.9 + random() / 5)
    if (answer === null) return
    const now = state.clock.now()?.at ?? clocks.wall()
    state.programme = merge(state.programme, answer.playlist, answer.etag, now)
    state.airings = airingsOf(state.programme)
    state.parts.log('info', `playlist ${answer.playlist.version}: ${answer.playlist.items.length} items`)
    this.#changed()
    await disk.replace(PROGRAMME_FILE, JSON.stringify(state.programme)).catch((error: unknown) => {
      if (!isFull(error)) throw error
      state.trouble.disk = 'disk_full'
    })
    await this.#check()
  }

  #wanted(): Audio[] {
    const { airings, told, clock, parts, settings, playing } = this.#state
    const done = new Set(told)
    if (playing) done.delete(playing.id)
    return needed(airings, done, clock.now()?.at ?? parts.clocks.wall(), settings.lateMs)
  }

  /** Reads what lies on disk and is not known to be whole: all at the start, later what is soon to be played. */
  async #check(): Promise<void> {
    const { cache, parts, clock, airings, told, settings } = this.#state
    const mono = parts.clocks.mono()
    const looked = this.#looked
    if (looked && looked.airings === airings && looked.told === told.size && mono < looked.until) return
    this.#looked = { airings, told: told.size, until: mono + this.#untilCheck() }
    const now = clock.now()?.at
    const soon = new Set(
      airings
        .filter(
          (a) =>
            !told.has(a.id) &&
            now !== undefined &&
            a.start - now < CHECK_AHEAD_MS &&
            now <= lastStart(a, settings.lateMs),
        )
        .flatMap(({ audio }) => audio?.sha256 ?? []),
    )
    for (const audio of this.#wanted()) {
      const last = this.#checked.get(audio.sha256)
      const again = soon.has(audio.sha256) && last !== undefined && mono - last > CHECK_LASTS_MS
      if (last !== undefined && !again) continue
      this.#checked.set(audio.sha256, mono)
      const wasReady = cache.ready.has(audio.sha256)
      if ((await cache.verify(audio)) !== wasReady) this.#changed()
    }
  }

  #untilCheck(): number {
    const now = this.#state.clock.now()?.at
    if (now === undefined) return MINUTE_MS
    const starts = this.#state.airings.map(({ start }) => start - CHECK_AHEAD_MS + 1).filter((at) => at > now)
    return starts.length === 0 ? PULL_EVERY_MS : Math.min(...starts) - now
  }

  /** One after the other, the soonest needed first; a withdrawn or refused file does not hold up the others. */
  async #fetchAll(): Promise<void> {
    const { cache, parts, trouble } = this.#state
    const missing = await cache.tidy(this.#wanted())
    trouble.disk = cache.noRoom.length > 0 ? 'no_room' : null
    let failed: LineError | null = null
    for (const audio of missing) {
      try {
        await cache.fetch(audio)
        this.#checked.set(audio.sha256, parts.clocks.mono())
        this.#changed()
      } catch (error) {
        // No answer: the line is down for the others too. An answer: it concerns this file.
        if (!(error instanceof LineError) || error.status === null || error.status === 401) throw error
        if (error.status !== 410) failed = error
        else this.#changed()
      }
    }
    if (failed) throw failed
  }
}
