import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import { StationClock } from '../core/clock.ts'
import { recovered, type Writing } from '../core/journal.ts'
import type { Entry } from '../core/plan.ts'
import { filesNeeded, type ReportedOutcome } from '../core/show.ts'
import type { Kept, Operator, Outcomes, Store, Wanted } from './db.ts'
import { Files } from './files.ts'

const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte < 16 ? '0' : '') + byte.toString(16)).join('')

/** What one paired device knows and keeps: its clock, its journal, the playlist and the files. */
export class Memory {
  readonly store: Store
  readonly device: Kept['device']
  readonly clock: StationClock
  readonly entries = new Map<string, Entry>()
  readonly files = new Files()
  wanted: Wanted[] = []
  operators: Operator[] = []
  playlist: Kept['playlist'] = null
  /** What the centre knows of today's airings, by airing_id. */
  reported = new Map<string, ReportedOutcome>()
  unsent = 0
  /** The first number of the journal that the server does not know. */
  known = 1
  /** An event was written that the server has to hear of. */
  onEvent: () => void = () => {}

  private constructor(store: Store, device: Kept['device'], kept: Kept['clock']) {
    this.store = store
    this.device = device
    this.clock = new StationClock(() => ({ wall: Date.now(), mono: performance.now() }), randomId, kept)
  }

  /**
   * Takes up where the last page left off: what was playing then has stopped when it was last written down.
   * @param detail the reason that is written for it
   */
  static async open(store: Store, detail: string): Promise<Memory> {
    let device = await store.get('device')
    if (!device) {
      device = { deviceId: `tram-${randomId().slice(0, 12)}`, journalId: randomId() }
      await store.put('device', device)
    }
    const memory = new Memory(store, device, (await store.get('clock')) || null)
    await memory.#load(detail)
    return memory
  }

  async #load(detail: string): Promise<void> {
    const { store } = this
    this.playlist = (await store.get('playlist')) || null
    this.operators = (await store.get('operators')) || []
    this.#hear((await store.get('outcomes')) || [])
    this.known = (await store.get('known')) || 1
    this.wanted = await store.wanted()
    const entries = await store.entries()
    for (const entry of entries) this.entries.set(entry.airingId, entry)
    for (const writing of recovered(entries, detail)) await this.write(writing)
    this.unsent = await store.unsent(this.known)
    await store.tidy(this.clock.now(), this.known)
    await this.files.look(this.needed())
  }

  get items(): readonly PlaylistItem[] {
    return this.playlist ? this.playlist.body.items : []
  }
  itemOf(airingId: string): PlaylistItem | undefined {
    return this.items.find(({ airing_id }) => airing_id === airingId)
  }
  isWanted(airingId: string): boolean {
    return this.wanted.some(({ airing_id }) => airing_id === airingId)
  }
  needed() {
    return filesNeeded(this.items, this.clock.now())
  }

  async write(writing: Writing): Promise<void> {
    this.entries.set(writing.entry.airingId, writing.entry)
    await this.store.record(writing, this.device.journalId)
    if (!writing.event) return
    this.unsent += 1
    this.onEvent()
  }

  async want(wanted: Wanted): Promise<void> {
    await this.store.want(wanted)
    this.wanted = await this.store.wanted()
  }
  async unwant(airingIds: readonly string[]): Promise<void> {
    await this.store.unwant(airingIds)
    this.wanted = await this.store.wanted()
  }

  /** The server said which number of the journal it waits for. */
  async learn(nextSeq: number): Promise<void> {
    if (nextSeq !== this.known) await this.store.put('known', nextSeq)
    this.known = nextSeq
    this.unsent = await this.store.unsent(nextSeq)
  }

  async keepPlaylist(fresh: NonNullable<Kept['playlist']>): Promise<void> {
    this.playlist = fresh
    await this.store.put('playlist', fresh)
  }
  #hear(outcomes: Outcomes): void {
    this.reported = new Map(outcomes.map(({ airing_id, outcome }) => [airing_id, outcome]))
  }
  async keepOutcomes(outcomes: Outcomes): Promise<void> {
    this.#hear(outcomes)
    await this.store.put('outcomes', outcomes)
  }
  async keepOperators(operators: Operator[]): Promise<void> {
    this.operators = operators
    await this.store.put('operators', operators)
  }
}
