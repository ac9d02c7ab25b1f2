import { begun, finished, goingOn, notPlayed, stopped } from '../core/journal.ts'
import { type Entry, nextStep, type Step, type Why } from '../core/plan.ts'
import type { Memory } from './memory.ts'
import { Player } from './player.ts'

const NOTE_EVERY_MS = 2000

/** Words that go into the journal, in the language of the page. */
export type Reasons = Readonly<Record<Why | 'closed' | 'broken' | 'by_hand', string>>

/** The playing of one device: carries out what is due and writes down what was heard. */
export class Stage {
  playsSince: number | null = null
  /** The browser wants a touch before it lets us play. */
  blocked = false
  current: Entry | null = null
  onChange: () => void = () => {}
  /** A file that should be here is not. */
  onMissing: () => void = () => {}
  onEnded: () => void = () => {}

  readonly #memory: Memory
  readonly #reasons: Reasons
  readonly #mayPlay: () => boolean
  readonly #player = new Player()
  #stepping = false
  #notedAt = 0
  #exact: ReturnType<typeof setTimeout> | undefined

  /** @param mayPlay false: whatever is due, nothing begins */
  constructor(memory: Memory, reasons: Reasons, mayPlay: () => boolean) {
    this.#memory = memory
    this.#reasons = reasons
    this.#mayPlay = mayPlay
    this.#player.onEnded = () => this.#ended()
    this.#player.onBroken = () => this.stopCurrent(false, this.#reasons.broken)
  }

  async open(): Promise<void> {
    this.playsSince = (await this.#memory.store.get('playsSince')) || null
    if (this.playsSince !== null) this.blocked = !(await this.#player.allowed())
  }

  /** Seconds into what is playing. */
  get position(): number {
    return this.#player.position
  }

  /** From now on this device plays by itself. Called in a touch, which also gives the browser's permission. */
  async playHere(): Promise<void> {
    this.blocked = !(await this.#player.allowed())
    if (this.playsSince !== null) return
    this.playsSince = this.#memory.clock.now()
    await this.#memory.store.put('playsSince', this.playsSince)
  }

  /** This device only shows and confirms from now on. */
  async onlyShow(): Promise<void> {
    await this.stopByHand()
    this.playsSince = null
    await this.#memory.store.put('playsSince', null)
  }

  stopByHand = (): Promise<void> => this.stopCurrent(false, this.#reasons.by_hand)

  async steps(): Promise<void> {
    const { clock, entries, files } = this.#memory
    if (this.#stepping || this.playsSince === null || !this.#mayPlay() || !clock.trusted) return
    this.#stepping = true
    try {
      for (;;) {
        const step = nextStep({
          now: clock.now(),
          // What a person has spoken for is not played again.
          items: this.#memory.items.filter(({ airing_id }) => !this.#memory.isWanted(airing_id)),
          entries,
          ready: files.ready,
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
    const item = this.#memory.itemOf(current.airingId)
    return { airingId: current.airingId, emergency: item?.priority === 'emergency' }
  }

  /** The ticks come when they come: the start itself is met to the millisecond. */
  #waitFor(until: number | null): void {
    clearTimeout(this.#exact)
    const rest = until === null ? Number.POSITIVE_INFINITY : until - this.#memory.clock.now()
    if (rest < 5000) this.#exact = setTimeout(() => void this.steps(), Math.max(0, rest))
  }

  async #carryOut(step: Exclude<Step, { do: 'wait' }>): Promise<void> {
    if (step.do === 'stop') return this.stopCurrent(step.again, this.#reasons[step.why])
    const { clock, entries, files } = this.#memory
    const { item } = step
    const subject = { airingId: item.airing_id, sha256: item.audio ? item.audio.sha256 : null }
    if (step.do === 'give_up') {
      const problem = step.why === 'no_audio' && item.problem ? `: ${item.problem.detail}` : ''
      const detail = this.#reasons[step.why] + problem
      return this.#memory.write(notPlayed(step.kind, subject, clock.moment(), detail))
    }
    const { audio } = item
    const blob = audio ? await files.blob(audio.sha256) : null
    if (!audio || !blob) {
      // Taken away by the browser to make room.
      if (audio) files.ready.delete(audio.sha256)
      return this.onMissing()
    }
    const started = await this.#player.start(blob, step.from, audio.gain_db)
    if (started === 'refused') this.blocked = true
    else if (started === 'broken') {
      const before = entries.get(item.airing_id)
      await this.#memory.write(notPlayed('failed', subject, clock.moment(), this.#reasons.broken, before))
    } else {
      const writing = begun(subject, step.from, clock.moment())
      this.current = writing.entry
      await this.#memory.write(writing)
    }
  }

  async noteProgress(): Promise<void> {
    const { current } = this
    const now = performance.now()
    if (!current || now - this.#notedAt < NOTE_EVERY_MS) return
    this.#notedAt = now
    const writing = goingOn(current, this.#player.position, this.#memory.clock.moment())
    this.current = writing.entry
    await this.#memory.write(writing)
  }

  /** Writes down where the sound is, while there is still time to: the page is being closed. */
  leave(): void {
    this.#notedAt = 0
    void this.noteProgress()
  }

  #ended(): void {
    const { current } = this
    if (!current) return
    this.current = null
    const audio = this.#memory.itemOf(current.airingId)?.audio
    const duration = audio?.sha256 === current.sha256 ? (audio?.duration_seconds ?? 0) : 0
    const heard = Math.max(duration, this.#player.position)
    void this.#memory.write(finished(current, heard, this.#memory.clock.moment())).then(() => this.onEnded())
  }

  async stopCurrent(again: boolean, detail: string): Promise<void> {
    const { current } = this
    if (!current) return
    this.current = null
    const heard = this.#player.position
    this.#player.stop()
    await this.#memory.write(stopped(current, heard, this.#memory.clock.moment(), again, detail))
  }
}
