import type { AsRunEvent } from '../protocol/index.ts'
import { type Decision, decide, LEAD_MS, type Resume } from './decide.ts'
import { Deck } from './deck.ts'
import { Duty } from './duty.ts'
import type { Sound, SoundEnd } from './parts.ts'
import type { Airing } from './programme.ts'
import { noteEveryMs, noteProgress } from './progress.ts'
import { note, type State } from './state.ts'

type OnAir = {
  readonly airing: Airing
  readonly sound: Sound
  readonly event: AsRunEvent
  readonly fromSeconds: number
  startedMono: number
  cancel: () => void
}

/** Plays what is to be played when it is to be played, and writes down each step before it is taken. */
export class Playout {
  readonly #state: State
  readonly #duty: Duty
  readonly #deck: Deck
  readonly #told: () => void
  readonly #missing: () => void
  readonly #since: number
  #onAir: OnAir | null = null
  #resume: Resume | null = null
  #ended = false

  /** @param told called when the journal has grown @param missing called when something due is not on disk */
  constructor(state: State, told: () => void, missing: () => void) {
    this.#state = state
    this.#told = told
    this.#missing = missing
    this.#since = state.parts.clocks.mono()
    this.#deck = new Deck(state, (airing, end) => this.#over(airing, end))
    this.#duty = new Duty('play', state.parts, () => this.#run())
  }

  start(): void {
    this.#duty.kick()
  }
  kick(): void {
    this.#duty.kick()
  }
  /** Stops in order: what is on air is ended and written down. */
  async end(): Promise<void> {
    this.#ended = true
    this.#duty.end()
    await this.#deck.clear()
    if (this.#onAir) await this.#cut('agent_stopped')
  }

  async #run(): Promise<number> {
    const state = this.#state
    const coarseMs = state.settings.sleepAtMostSeconds * 1000
    const time = state.clock.now()
    if (time === null || this.#ended) return coarseMs
    const decision = this.#decide(time)
    await this.#deck.clear(decision.prepare, decision.start?.airing)
    if (decision.stop) await this.#cut(decision.stop, decision.start?.airing)
    for (const { airing, kind, detail } of decision.skip) await note(state, { airing, kind, detail })
    if (decision.skip.length > 0) this.#told()
    if (decision.start) await this.#begin(decision.start.airing, decision.start.fromSeconds, time.at)
    else if (decision.prepare) await this.#deck.prepare(decision.prepare)
    if (this.#lacks(time.at)) this.#missing()
    const passed = (state.clock.now()?.at ?? time.at) - time.at
    const wait = decision.wakeAt === null ? coarseMs : decision.wakeAt - time.at - passed
    return Math.min(Math.max(wait, 0), coarseMs)
  }

  #decide({ at, sure }: { readonly at: number; readonly sure: boolean }): Decision {
    const { parts, airings, told, cache, settings } = this.#state
    return decide({
      now: at,
      sure,
      since: at - (parts.clocks.mono() - this.#since),
      airings,
      told,
      playing: this.#onAir?.airing ?? null,
      resume: this.#resume,
      ready: cache.ready,
      withdrawn: cache.withdrawn,
      lateMs: settings.lateMs,
    })
  }

  /** Whether the file of something that should be on air now is not here. */
  #lacks(now: number): boolean {
    const { airings, told, cache } = this.#state
    const due = airings.filter(({ id, start, end }) => start <= now && now < end && !told.has(id))
    return due.some(({ audio }) => audio !== null && !cache.ready.has(audio.sha256))
  }

  async #begin(airing: Airing, fromSeconds: number, now: number): Promise<void> {
    const state = this.#state
    const { clocks } = state.parts
    if (this.#resume?.airing.id === airing.id) this.#resume = null
    const sound = await this.#deck.take(airing, fromSeconds)
    if (!sound) {
      await note(state, { airing, kind: 'failed', detail: `player: ${state.trouble.player ?? 'no file'}` })
      return this.#told()
    }
    // The time of the sound, which comes a moment after it is written down.
    const wait = Math.min(Math.max(0, airing.start - (state.clock.now()?.at ?? now)), LEAD_MS)
    const startMono = clocks.mono() + wait
    const event = await note(state, { airing, kind: 'started', atMono: startMono })
    const onAir: OnAir = { airing, sound, event, fromSeconds, startedMono: startMono, cancel: () => {} }
    this.#onAir = onAir
    state.playing = airing
    onAir.cancel = state.parts.timers.after(Math.max(0, startMono - clocks.mono()), () => this.#sound(onAir))
  }

  async #sound(onAir: OnAir): Promise<void> {
    if (this.#onAir !== onAir) return
    onAir.startedMono = this.#state.parts.clocks.mono()
    try {
      await onAir.sound.start()
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return this.#over(onAir.airing, { how: 'failed', seconds: 0, detail })
    }
    this.#watch(onAir)
    this.#told()
  }

  /** Writes down now and then how far the sound has come. */
  #watch(onAir: OnAir): void {
    const every = noteEveryMs(onAir.airing.audio?.seconds ?? 0)
    onAir.cancel = this.#state.parts.timers.after(every, async () => {
      if (this.#onAir !== onAir) return
      await noteProgress(this.#state, onAir.event, this.#heard(onAir))
      if (this.#onAir === onAir) this.#watch(onAir)
    })
  }

  /** Seconds heard in this stretch: as the player tells, else as time has passed. */
  #heard(onAir: OnAir): number {
    const passed = Math.max(0, this.#state.parts.clocks.mono() - onAir.startedMono) / 1000
    const most = Math.max(0, (onAir.airing.audio?.seconds ?? passed) - onAir.fromSeconds)
    return Math.round(Math.min(onAir.sound.heard() ?? passed, passed, most) * 1000) / 1000
  }

  /** Nothing is on air any more. @returns what was */
  #silent(): OnAir | null {
    const onAir = this.#onAir
    this.#onAir = null
    this.#state.playing = null
    onAir?.cancel()
    return onAir
  }

  /** Ends what is on air before its time. @param by what takes its place */
  async #cut(reason: string, by?: Airing): Promise<void> {
    const onAir = this.#silent()
    if (!onAir) return
    const passed = this.#heard(onAir)
    const told = await onAir.sound.stop().catch(() => null)
    const seconds = Math.min(told ?? passed, passed)
    await note(this.#state, { airing: onAir.airing, kind: 'stopped', playedSeconds: seconds, detail: reason })
    if (reason === 'emergency' && by?.audio && this.#state.parts.player.seeks) {
      const until = onAir.airing.end + by.audio.seconds * 1000 + this.#state.settings.lateMs
      this.#resume = { airing: onAir.airing, fromSeconds: onAir.fromSeconds + seconds, until }
    }
    this.#told()
  }

  /** A sound came to its end by itself. */
  async #over(airing: Airing, end: SoundEnd): Promise<void> {
    if (this.#onAir?.airing.id !== airing.id) return this.#deck.forget(airing)
    const onAir = this.#silent()
    if (!onAir) return
    const seconds = end.seconds ?? this.#heard(onAir)
    const whole = Math.max(0, (airing.audio?.seconds ?? 0) - onAir.fromSeconds)
    // A player that ends content but far too soon has not played it.
    const short = end.how === 'finished' && seconds < whole * 0.9 - 2
    const kind = end.how === 'failed' ? 'failed' : short ? 'stopped' : 'finished'
    const detail = end.detail ?? (short ? 'ended_early' : null)
    this.#state.trouble.player = kind === 'finished' ? null : (detail ?? 'failed')
    await note(this.#state, { airing, kind, playedSeconds: Math.min(seconds, whole), detail })
    this.#told()
    this.#duty.kick()
  }
}
