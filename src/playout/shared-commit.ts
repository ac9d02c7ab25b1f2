import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Db, type Tx, transact } from '../db/index.ts'
import type { KnownItem } from './item-store.ts'

/** What the reports of one transaction need not ask twice: nothing of it changes while they are taken. */
export type Shared = { readonly items: Map<string, readonly KnownItem[]> }
type Work<T> = (tx: Tx, shared: Shared) => Promise<T>
type Waiting = {
  /** About how much it is, in events: a transaction holds up everything else of the process. */
  readonly events: number
  readonly work: Work<unknown>
  readonly done: (result: unknown) => void
  readonly failed: (error: unknown) => void
}

/** The most events that are taken in one transaction, unless a single report holds more: about 20 ms of work. */
const MOST_EVENTS = 500
const fresh = (): Shared => ({ items: new Map() })

/**
 * On SQLite one transaction is written at a time and each ends with the disk's confirmation, which takes as long as the
 * work of thirty reports. Reports that wait at the same moment therefore share one transaction: each is answered after
 * the one commit, so what is acknowledged is on disk as before. When one fails, the transaction is undone and each is
 * taken by itself, so that it fails alone. They are taken in order of arrival.
 *
 * On Postgres every report has a transaction of its own: they run beside each other, and Postgres itself confirms those
 * that commit at the same moment with one write.
 */
class SharedCommit {
  readonly #db: Db
  #waiting: Waiting[] = []
  #running = false

  constructor(db: Db) {
    this.#db = db
  }

  take<T>(events: number, work: Work<T>): Promise<T> {
    if (this.#db.dialect === 'postgres') return transact(this.#db, (tx) => work(tx, fresh()))
    return new Promise<T>((resolve, reject) => {
      // The result is that of this work, so it is a T.
      this.#waiting.push({ events, work, done: (result) => resolve(result as T), failed: reject })
      if (!this.#running) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#waiting.length > 0) {
      // Requests that have come meanwhile are read first, and others than reports have their turn.
      await nextTurn()
      await this.#together(this.#next())
    }
    this.#running = false
  }

  #next(): Waiting[] {
    let count = 0
    let events = 0
    for (const one of this.#waiting) {
      if (count > 0 && events + one.events > MOST_EVENTS) break
      events += one.events
      count += 1
    }
    return this.#waiting.splice(0, count)
  }

  async #together(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await transact(this.#db, async (tx) => {
        const shared = fresh()
        const results: unknown[] = []
        for (const { work } of group) results.push(await work(tx, shared))
        return results
      })
      for (const [i, { done }] of group.entries()) done(results[i])
    } catch (error) {
      if (group.length === 1) group[0]?.failed(error)
      else for (const one of group) await this.#together([one])
    }
  }
}

const commits = new WeakMap<Db, SharedCommit>()

/**
 * Runs `work` in a transaction that it may share with others of its kind. It may be run twice, as in `transact`.
 * @param events about how many events it takes
 */
export function takeShared<T>(db: Db, events: number, work: Work<T>): Promise<T> {
  let commit = commits.get(db)
  if (!commit) {
    commit = new SharedCommit(db)
    commits.set(db, commit)
  }
  return commit.take(events, work)
}
