import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import type { StationClock } from '../core/clock.ts'
import { attested, notPlayed } from '../core/journal.ts'
import type { Entry } from '../core/plan.ts'
import type { ReportedOutcome } from '../core/show.ts'
import type { Kept, Operator, Store, Wanted } from './db.ts'
import type { Files } from './files.ts'
import { Line } from './line.ts'
import { Memory } from './memory.ts'
import { type Reasons, Stage } from './stage.ts'
import { Talk } from './talk.ts'

export type Trouble = { readonly kind: 'failed' | 'skipped'; readonly detail: string }
type Pairing = NonNullable<Kept['pairing']>

/** One paired device at work: plays what is due, writes down what was heard, and talks to the server when it can. */
export class Station {
  onChange: () => void = () => {}

  readonly #memory: Memory
  readonly #stage: Stage
  readonly #talk: Talk

  private constructor(memory: Memory, line: Line, reasons: Reasons) {
    this.#memory = memory
    this.#talk = new Talk(memory, line, () => (this.current ? this.current.airingId : null))
    this.#stage = new Stage(memory, reasons, () => !this.revoked)
    const changed = (): void => this.onChange()
    memory.onEvent = () => {
      if (this.online) this.#talk.soon()
      changed()
    }
    this.#stage.onChange = changed
    this.#stage.onMissing = () => this.#talk.soon()
    this.#stage.onEnded = () => void this.tick()
    this.#talk.onChange = changed
    this.#talk.onNews = () => void this.#stage.steps()
    this.#talk.onCalled = () => void this.tick()
  }

  /** Takes up where the last page left off. */
  static async open(store: Store, code: string, pairing: Pairing, reasons: Reasons): Promise<Station> {
    const memory = await Memory.open(store, reasons.closed)
    const station = new Station(memory, new Line(code, pairing.key), reasons)
    await station.#stage.open()
    return station
  }

  get clock(): StationClock {
    return this.#memory.clock
  }
  get files(): Files {
    return this.#memory.files
  }
  get entries(): ReadonlyMap<string, Entry> {
    return this.#memory.entries
  }
  get playlist(): Kept['playlist'] {
    return this.#memory.playlist
  }
  get items(): readonly PlaylistItem[] {
    return this.#memory.items
  }
  get operators(): readonly Operator[] {
    return this.#memory.operators
  }
  /** What the centre knows of today's airings. */
  get reported(): ReadonlyMap<string, ReportedOutcome> {
    return this.#memory.reported
  }
  get wanted(): readonly Wanted[] {
    return this.#memory.wanted
  }
  get unsent(): number {
    return this.#memory.unsent
  }
  isWanted(airingId: string): boolean {
    return this.#memory.isWanted(airingId)
  }

  /** Since when (server time, ms) it plays by itself; null: it only shows and confirms. */
  get playsSince(): number | null {
    return this.#stage.playsSince
  }
  /** The browser wants a touch before it lets us play. */
  get blocked(): boolean {
    return this.#stage.blocked
  }
  get current(): Entry | null {
    return this.#stage.current
  }
  get position(): number {
    return this.#stage.position
  }

  /** The key no longer opens anything. */
  get revoked(): boolean {
    return this.#talk.revoked
  }
  get online(): boolean {
    return this.#talk.online
  }
  /** Server time at which the line was last seen to work; null: not since the page was opened. */
  get heardAt(): number | null {
    return this.#talk.heardAt
  }

  /** From now on this device plays by itself. Called in a touch, which also gives the browser's permission. */
  async playHere(): Promise<void> {
    await this.#stage.playHere()
    this.onChange()
    await this.tick()
  }

  /** This device only shows and confirms from now on. */
  async onlyShow(): Promise<void> {
    await this.#stage.onlyShow()
    this.onChange()
  }

  stopByHand = (): Promise<void> => this.#stage.stopByHand()
  /** The page is being closed. */
  leave = (): void => this.#stage.leave()
  sync = (): Promise<void> => this.#talk.sync()

  /** To be called often, at least every second. */
  async tick(): Promise<void> {
    if (this.clock.tick()) this.#talk.soon()
    this.#talk.tick()
    await this.#stage.noteProgress()
    await this.#stage.steps()
  }

  /** A person says why an airing was not, or not wholly, heard. */
  async tell(item: PlaylistItem, { kind, detail }: Trouble): Promise<void> {
    if (this.current?.airingId === item.airing_id) await this.#stage.stopCurrent(false, detail)
    const subject = { airingId: item.airing_id, sha256: item.audio ? item.audio.sha256 : null }
    await this.#memory.write(notPlayed(kind, subject, this.clock.moment(), detail, this.entries.get(item.airing_id)))
    this.onChange()
  }

  /** An operator confirms airings by PIN. @throws Refused when the server says no; anything else: no line */
  async attest(accountId: number, pin: string, airingIds: readonly string[]): Promise<void> {
    await this.#talk.line.attest(accountId, pin, airingIds)
    for (const airingId of airingIds) await this.#memory.write(attested(airingId, this.clock.moment()))
    await this.unwant(airingIds)
  }

  /** "Đã phát", without a line: to be confirmed by PIN when there is one. It does not play by itself meanwhile. */
  async want(wanted: Wanted): Promise<void> {
    await this.#memory.want(wanted)
    this.onChange()
  }
  async unwant(airingIds: readonly string[]): Promise<void> {
    await this.#memory.unwant(airingIds)
    this.onChange()
  }
}
