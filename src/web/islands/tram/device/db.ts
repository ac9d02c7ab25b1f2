import type { AsRunEvent } from '../../../../protocol/as-run.ts'
import type { Playlist } from '../../../../protocol/playlist.ts'
import type { KeptClock } from '../core/clock.ts'
import type { Writing } from '../core/journal.ts'
import type { Entry } from '../core/plan.ts'
import type { ReportedOutcome } from '../core/show.ts'

/** What one paired device keeps besides its journal. */
export type Kept = {
  pairing: { key: string; keyId: number; deviceName: string; stationName: string } | null
  device: { deviceId: string; journalId: string }
  /** Since when (server time, ms) this device plays by itself; null: it only shows and confirms. */
  playsSince: number | null
  playlist: { etag: string; body: Playlist } | null
  clock: KeptClock | null
  /** The last number given in the journal. */
  seq: number
  /** The first number that the server does not know. */
  known: number
  operators: Operator[]
  outcomes: Outcomes
}
export type Operator = { account_id: number; name: string; has_pin: boolean }
/** What the centre knows of airings, whoever told it: another player, an operator, a file. */
export type Outcomes = { airing_id: string; outcome: ReportedOutcome }[]
/** "Đã phát", said without a line: waits for the operator's PIN, which is kept nowhere. */
export type Wanted = { airing_id: string; title: string; time: string }
export type Stored = AsRunEvent & { boot_id: string }

const DAY_MS = 86_400_000
/** PROTOCOL.md, COUNTING.md 6: what is acknowledged is kept so long, for a server that is restored from a backup. */
const KEEP_MS = 100 * DAY_MS

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
const over = (tx: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve()
    tx.onerror = tx.onabort = () => reject(tx.error)
  })

/** Everything that outlives the page, in IndexedDB: one database for each station. */
export class Store {
  readonly #db: IDBDatabase
  private constructor(db: IDBDatabase) {
    this.#db = db
  }

  static async open(station: string): Promise<Store> {
    const request = indexedDB.open(`songque-tram-${station}`, 1)
    request.onupgradeneeded = () => {
      const db = request.result
      db.createObjectStore('kept')
      db.createObjectStore('events', { keyPath: 'seq' })
      db.createObjectStore('entries', { keyPath: 'airingId' })
      db.createObjectStore('wanted', { keyPath: 'airing_id' })
    }
    return new Store(await done(request))
  }

  #write(stores: string[]): IDBTransaction {
    // The third argument is unknown to browsers of 2018, which write durably anyway.
    const transaction: (s: string[], m: 'readwrite', o: { durability: 'strict' }) => IDBTransaction =
      this.#db.transaction.bind(this.#db)
    return transaction(stores, 'readwrite', { durability: 'strict' })
  }

  async get<K extends keyof Kept>(key: K): Promise<Kept[K] | undefined> {
    return done(this.#db.transaction('kept').objectStore('kept').get(key))
  }

  async put<K extends keyof Kept>(key: K, value: Kept[K]): Promise<void> {
    const tx = this.#write(['kept'])
    tx.objectStore('kept').put(value, key)
    await over(tx)
  }

  /** Writes an airing's entry and, with the next number of the journal, its event: both or neither. */
  async record({ entry, event }: Writing, journalId: string): Promise<void> {
    const tx = this.#write(['kept', 'events', 'entries'])
    tx.objectStore('entries').put(entry)
    if (event) {
      const kept = tx.objectStore('kept')
      const request = kept.get('seq')
      request.onsuccess = () => {
        const seq: number = (request.result || 0) + 1
        kept.put(seq, 'seq')
        tx.objectStore('events').put({ ...event, seq, event_id: `${journalId}-${seq}` })
      }
    }
    await over(tx)
  }

  entries(): Promise<Entry[]> {
    return done(this.#db.transaction('entries').objectStore('entries').getAll())
  }

  /** The events from this number on, in order; at most `limit`. */
  eventsFrom(seq: number, limit: number): Promise<Stored[]> {
    return done(this.#db.transaction('events').objectStore('events').getAll(IDBKeyRange.lowerBound(seq), limit))
  }

  async unsent(known: number): Promise<number> {
    return done(this.#db.transaction('events').objectStore('events').count(IDBKeyRange.lowerBound(known)))
  }

  wanted(): Promise<Wanted[]> {
    return done(this.#db.transaction('wanted').objectStore('wanted').getAll())
  }

  async want(wanted: Wanted): Promise<void> {
    const tx = this.#write(['wanted'])
    tx.objectStore('wanted').put(wanted)
    await over(tx)
  }

  async unwant(airingIds: readonly string[]): Promise<void> {
    const tx = this.#write(['wanted'])
    for (const id of airingIds) tx.objectStore('wanted').delete(id)
    await over(tx)
  }

  /** Forgets what is older than the protocol asks to keep, but nothing that the server does not have. */
  async tidy(now: number, known: number): Promise<void> {
    const tx = this.#write(['events', 'entries'])
    const old = now - KEEP_MS
    const sweep = (store: string, isOld: (value: { at: string | number }) => boolean): void => {
      const request = tx.objectStore(store).openCursor()
      request.onsuccess = () => {
        const cursor = request.result
        if (!cursor) return
        if (isOld(cursor.value)) cursor.delete()
        cursor.continue()
      }
    }
    sweep('entries', ({ at }) => Number(at) < old)
    const events = tx.objectStore('events').openCursor(IDBKeyRange.upperBound(known, true))
    events.onsuccess = () => {
      const cursor = events.result
      // In order of their numbers, hence of time: the first young one ends it.
      if (!cursor || Date.parse(cursor.value.at) >= old) return
      cursor.delete()
      cursor.continue()
    }
    await over(tx)
  }
}
