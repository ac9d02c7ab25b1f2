import { z } from 'zod'
import type { AsRunEvent } from '../protocol/index.ts'
import { decide, LEAD_MS, type Resume } from './decide.ts'
import { Duty } from './duty.ts'
import type { Sound, SoundEnd } from './parts.ts'
import type { Airing } from './programme.ts'
import { note, type State } from './state.ts'

const PROGRESS_FILE = 'playing.json'
/** How often it is written down how far a sound has come, for when the power fails: 1 % of it, within these bounds. */
const PROGRESS_MS = { least: 1000, most: 15_000 }

const progressSchema = z.object({
  event_id: z.string(),
  boot_id: z.string(),
  mono_ms: z.number(),
  at: z.string(),
  seconds: z.number(),
})

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
  readonly #told: () => void
  readonly #missing: () => void
  readonly #since: number
  #onAir: OnAir | null = null
  #prepared: { readonly airing: Airing; readonly sound: Sound } | null = null
  #resume: Resume | null = null
  #ended = false

  /** @param told called when the journal has grown @param missing called when something due is not on disk */
  constructor(state: State, told: () => void, missing: () => void) {
    this.#state = state
    this.#told = told
    this.#missing = missing
    this.#since = state.parts.clocks.mono()
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
    await this.#unload()
    if (this.#onAir) await this.#cut('agent_stopped')
  }

  /** Works up what the journal says of the time before: nothing that was ever begun is begun again. */
  async recover(): Promise<void> {
    const { journal, told, parts } = this.#state
    const events = journal.allEvents()
    for (const { airing_id } of events) if (airing_id !== undefined) told.add(airing_id)
    const open = events.findLast(({ kind }) => kind === 'started')
    const hasEnd = events.some(
      (e) =>
        e !== open &&
        e.airing_id === open?.airing_id &&
        e.kind !== 'started' &&
        events.indexOf(e) > events.indexOf(open ?? e),
    )
    if (open && !hasEnd) await this.#closeBroken(open)
    for (const id of journal.doubtful.filter((one) => !told.has(one))) {
      told.add(id)
      parts.log('warn', `${id} stands in a damaged line of the journal: it is not started again`)
      await journal.append({
        boot_id: parts.clocks.bootId,
        kind: 'skipped',
        airing_id: id,
        at: new Date(this.#state.clock.now()?.at ?? parts.clocks.wall()).toISOString(),
        mono_ms: Math.round(parts.clocks.mono()),
        detail: 'journal_damaged',
      })
    }
  }

  /** A sound broken off with the process: as much is told as is known to have been heard; else its end stays open. */
  async #closeBroken(open: AsRunEvent): Promise<void> {
    const { disk, log } = this.#state.parts
    const text = await disk.read(PROGRESS_FILE).catch(() => null)
    let known: z.output<typeof progressSchema> | null = null
    try {
      known = progressSchema.parse(JSON.parse(text ?? ''))
    } catch {
      // Torn or never written.
    }
    if (known?.event_id !== open.event_id) return log('warn', `${open.airing_id}: its end is not known`)
    await this.#state.journal.append({
      boot_id: known.boot_id,
      kind: 'stopped',
      ...(open.airing_id === undefined ? {} : { airing_id: open.airing_id }),
      ...(open.sha256 === undefined ? {} : { sha256: open.sha256 }),
      at: known.at,
      mono_ms: known.mono_ms,
      played_seconds: known.seconds,
      detail: 'broken_off',
    })
  }

  async #run(): Promise<number> {
    const state = this.#state
    const { clocks } = state.parts
    const coarseMs = state.settings.sleepAtMostSeconds * 1000
    const time = state.clock.now()
    if (time === null || this.#ended) return coarseMs
    const decision = decide({
      now: time.at,
      sure: time.sure,
      since: time.at - (clocks.mono() - this.#since),
      airings: state.airings,
      told: state.told,
      playing: this.#onAir?.airing ?? null,
      resume: this.#resume,
      ready: state.cache.ready,
      withdrawn: state.cache.withdrawn,
      lateMs: state.settings.lateMs,
    })
    const ahead = this.#prepared?.airing.id
    if (ahead !== undefined && ahead !== decision.prepare?.id && ahead !== decision.start?.airing.id)
      await this.#unload()
    if (decision.stop) await this.#cut(decision.stop, decision.start?.airing)
    for (const { airing, kind, detail } of decision.skip) await note(state, { airing, kind, detail })
    if (decision.skip.length > 0) this.#told()
    if (decision.start) await this.#begin(decision.start.airing, decision.start.fromSeconds, time.at)
    else if (decision.prepare) await this.#prepare(decision.prepare)
    if (
      state.airings.some(
        (a) =>
          a.audio &&
          a.start <= time.at &&
          time.at < a.end &&
          !state.told.has(a.id) &&
          !state.cache.ready.has(a.audio.sha256),
      )
    )
      this.#missing()
    const passed = (state.clock.now()?.at ?? time.at) - time.at
    const wait = decision.wakeAt === null ? coarseMs : decision.wakeAt - time.at - passed
    return Math.min(Math.max(wait, 0), coarseMs)
  }

  async #load(airing: Airing, fromSeconds: number): Promise<Sound | null> {
    const { cache, parts, settings, trouble } = this.#state
    const path = airing.audio && cache.pathOf(airing.audio.sha256)
    if (!airing.audio || !path) return null
    // One prepared sound may be told of its end before its start is through: the airing alone is named.
    const onEnd = (end: SoundEnd): Promise<void> => this.#over(airing, end)
    try {
      const ident = airing.priority === 'emergency' || fromSeconds > 0 ? null : settings.ident
      const { seconds, gainDb } = airing.audio
      const file = parts.disk.absolute(path)
      const sound = await parts.player.load({ airingId: airing.id, file, seconds, fromSeconds, gainDb, ident }, onEnd)
      trouble.player = null
      return sound
    } catch (error) {
      trouble.player = error instanceof Error ? error.message : String(error)
      parts.log('warn', `player: ${trouble.player}`)
      return null
    }
  }

  /** What was made ready is not to be played after all. */
  async #unload(): Promise<void> {
    const { sound } = this.#prepared ?? {}
    this.#prepared = null
    await sound?.stop()
  }

  async #prepare(airing: Airing): Promise<void> {
    if (this.#prepared?.airing.id === airing.id) return
    await this.#unload()
    const sound = await this.#load(airing, 0)
    this.#prepared = sound && { airing, sound }
  }

  async #begin(airing: Airing, fromSeconds: number, now: number): Promise<void> {
    const state = this.#state
    const { clocks } = state.parts
    const prepared = this.#prepared
    const fits =
      prepared?.airing.id === airing.id && fromSeconds === 0 && prepared.airing.audio?.sha256 === airing.audio?.sha256
    if (prepared && (fits || prepared.airing.id === airing.id)) this.#prepared = null
    if (prepared?.airing.id === airing.id && !fits) await prepared.sound.stop()
    if (this.#resume?.airing.id === airing.id) this.#resume = null
    const sound = fits && prepared ? prepared.sound : await this.#load(airing, fromSeconds)
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
      return this.#over(onAir.airing, {
        how: 'failed',
        seconds: 0,
        detail: error instanceof Error ? error.message : String(error),
      })
    }
    this.#watch(onAir)
    this.#told()
  }

  /** Writes down now and then how far the sound has come. */
  #watch(onAir: OnAir): void {
    const seconds = onAir.airing.audio?.seconds ?? 0
    const every = Math.min(Math.max(seconds * 10, PROGRESS_MS.least), PROGRESS_MS.most)
    onAir.cancel = this.#state.parts.timers.after(every, async () => {
      if (this.#onAir !== onAir) return
      const { clocks, disk } = this.#state.parts
      const mono = clocks.mono()
      const heard = this.#heard(onAir)
      const at = this.#state.clock.now()?.at ?? clocks.wall()
      const record = {
        event_id: onAir.event.event_id,
        boot_id: clocks.bootId,
        mono_ms: Math.round(mono),
        at: new Date(at).toISOString(),
        seconds: heard,
      }
      await disk.overwrite(PROGRESS_FILE, JSON.stringify(record)).catch(() => {})
      if (this.#onAir === onAir) this.#watch(onAir)
    })
  }

  /** Seconds heard in this stretch: as the player tells, else as time has passed. */
  #heard(onAir: OnAir): number {
    const passed = Math.max(0, this.#state.parts.clocks.mono() - onAir.startedMono) / 1000
    const most = Math.max(0, (onAir.airing.audio?.seconds ?? passed) - onAir.fromSeconds)
    return Math.round(Math.min(onAir.sound.heard() ?? passed, passed, most) * 1000) / 1000
  }

  /** Ends what is on air before its time. @param by what takes its place */
  async #cut(reason: string, by?: Airing): Promise<void> {
    const onAir = this.#onAir
    if (!onAir) return
    this.#onAir = null
    this.#state.playing = null
    onAir.cancel()
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
    const onAir = this.#onAir
    if (onAir?.airing.id !== airing.id) {
      if (this.#prepared?.airing.id === airing.id) this.#prepared = null
      return
    }
    this.#onAir = null
    this.#state.playing = null
    onAir.cancel()
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
