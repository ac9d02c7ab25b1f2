import { AsyncLocalStorage } from 'node:async_hooks'
import { type Kysely, sql } from 'kysely'
import { newUuid } from '../kernel/ids.ts'
import { isDatabaseAway } from '../kernel/outage.ts'
import type { DomainEvent, Listener } from './events.ts'
import { CHANNEL, lettersOf, type News, readLetter } from './news.ts'
import type { Direct } from './prepared.ts'
import type { Tables } from './tables/index.ts'

export type DialectName = 'sqlite' | 'postgres'

/**
 * What queries take: the database or a transaction. `reader.q` builds Kysely queries; `reader.direct` runs text on the
 * connection of SQLite, where this reader may use it now: only a transaction sees what it has not committed yet.
 */
export type Reader = { readonly q: Kysely<Tables>; readonly dialect: DialectName; readonly direct?: Direct | undefined }

/** The transaction that this chain of calls runs in, to catch use of the outer database inside it. */
const current = new AsyncLocalStorage<Tx>()

const TRIES = 4
const HINTS_GATHER_MS = 200
/** Postgres: deadlock_detected and serialization_failure. */
const COLLISIONS: ReadonlySet<unknown> = new Set(['40P01', '40001'])
const isCollision = (error: unknown): boolean => error instanceof Error && 'code' in error && COLLISIONS.has(error.code)

export class Db implements Reader {
  readonly dialect: DialectName
  readonly url: string
  readonly #kysely: Kysely<Tables>
  readonly #listeners: Listener[] = []
  readonly #readers: ((news: News) => void)[] = []
  readonly #mistrust: (() => void)[] = []
  readonly #direct: Direct | undefined
  /** Transactions that began and are not at their end yet. */
  #running = 0
  readonly #origin = newUuid()
  #hints: News[] = []
  #hinting: NodeJS.Timeout | undefined
  /** The line on which other processes' news come is broken: what is kept in memory may be out of date. */
  deaf = false

  constructor(kysely: Kysely<Tables>, dialect: DialectName, url: string, direct?: Direct) {
    this.#kysely = kysely
    this.dialect = dialect
    this.url = url
    this.#direct = direct
  }

  /** None while a transaction runs on the same connection: what it has not committed is not to be read. */
  get direct(): Direct | undefined {
    return this.#running === 0 ? this.#direct : undefined
  }

  /** @throws Error inside a transaction: on SQLite it would deadlock, on Postgres silently escape it */
  get q(): Kysely<Tables> {
    if (current.getStore()?.open) throw new Error('the outer database was used inside a transaction')
    return this.#kysely
  }

  /** Calls `listener` for every event emitted in a transaction, in that transaction. Wired in app.ts only. */
  listen(listener: Listener): void {
    this.#listeners.push(listener)
  }

  /** Calls `reader` for everything that other processes on this database tell. Wired by the slices that keep something. */
  onNews(reader: (news: News) => void): void {
    this.#readers.push(reader)
  }

  /** Calls `forget` when news may have been missed: nothing that is kept in memory is to be believed. */
  onGap(forget: () => void): void {
    this.#mistrust.push(forget)
  }

  /** A letter came on the line of news; one's own says nothing new. */
  receive(text: string): void {
    const letter = readLetter(text)
    if (letter === null || letter.from === this.#origin) return
    for (const one of letter.news) for (const read of this.#readers) read(one)
  }

  missed(): void {
    for (const forget of this.#mistrust) forget()
  }

  /**
   * Tells other processes what may be lost without harm and comes often: gathered for a moment and told outside of any
   * transaction, since Postgres lets transactions that notify commit one after the other only.
   */
  hint(news: News): void {
    if (this.dialect !== 'postgres') return
    this.#hints.push(news)
    this.#hinting ??= setTimeout(() => this.#sendHints(), HINTS_GATHER_MS).unref()
  }

  #sendHints(): void {
    const letters = lettersOf(this.#origin, this.#hints)
    this.#hints = []
    this.#hinting = undefined
    for (const text of letters) {
      // Who is not told now asks again by itself in a while.
      sql`select pg_notify(${CHANNEL}, ${text})`.execute(this.#kysely).catch(() => undefined)
    }
  }

  /**
   * Runs `work` in one transaction: all of it, with what its events' listeners wrote, is committed or nothing is.
   * Hooks given to `tx.afterCommit` run once it is on disk. Where Postgres ends one of two transactions that wait for
   * each other, or where its line broke before the commit was asked for (it was restarted), nothing of it was written and
   * `work` is run once more from its beginning: it must keep nothing outside.
   */
  async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (current.getStore()?.open) throw new Error('a transaction was begun inside another')
    for (let tries = 1; ; tries += 1) {
      const step = { done: false }
      try {
        return await this.#transactOnce(work, step)
      } catch (error) {
        const again = isCollision(error) ? tries < TRIES : this.#lineBroke(error) && !step.done && tries === 1
        if (!again) throw error
      }
    }
  }

  #lineBroke(error: unknown): boolean {
    return this.dialect === 'postgres' && isDatabaseAway(error)
  }

  /** @param step `done` is set once the commit is asked for: from then on its answer alone tells what became of it */
  async #transactOnce<T>(work: (tx: Tx) => Promise<T>, step: { done: boolean }): Promise<T> {
    let committed: Tx | undefined
    const run = this.#kysely.transaction().execute(async (trx) => {
      const tx = new Tx(trx, this.dialect, this.#listeners, this.#direct)
      committed = tx
      this.#running += 1
      try {
        const result = await current.run(tx, async () => {
          const result = await work(tx)
          await tx.runLast()
          return result
        })
        // In the transaction: the others hear it when it is committed, and never otherwise.
        for (const text of lettersOf(this.#origin, tx.news))
          await sql`select pg_notify(${CHANNEL}, ${text})`.execute(trx)
        step.done = true
        return result
      } finally {
        tx.open = false
      }
    })
    try {
      const result = await run
      committed?.runHooks()
      return result
    } finally {
      // Only now it is committed, or undone.
      if (committed) this.#running -= 1
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#hinting)
    await this.#kysely.destroy()
  }
}

/** A running transaction. Functions that write demand this type. */
export class Tx implements Reader {
  readonly q: Kysely<Tables>
  readonly dialect: DialectName
  open = true
  readonly #listeners: readonly Listener[]
  readonly #hooks: (() => void)[] = []
  readonly #direct: Direct | undefined
  readonly #last = new Map<object, () => Promise<void>>()
  /** What other processes are told with the commit. */
  readonly news: News[] = []

  constructor(q: Kysely<Tables>, dialect: DialectName, listeners: readonly Listener[], direct?: Direct) {
    this.q = q
    this.dialect = dialect
    this.#listeners = listeners
    this.#direct = direct
  }

  get direct(): Direct | undefined {
    return this.open ? this.#direct : undefined
  }

  /** Tells higher slices; what they write belongs to this transaction. */
  async emit(event: DomainEvent): Promise<void> {
    for (const listener of this.#listeners) await listener(this, event)
  }

  /**
   * Runs `work` once before the commit, however often it is asked for under the same key: what sums up all that the
   * transaction wrote is to be done once.
   */
  beforeCommit(key: object, work: () => Promise<void>): void {
    if (!this.#last.has(key)) this.#last.set(key, work)
  }

  async runLast(): Promise<void> {
    for (const work of this.#last.values()) await work()
  }

  /** Runs `hook` after the commit; never when it is rolled back. A hook must not throw. */
  afterCommit(hook: () => void): void {
    this.#hooks.push(hook)
  }

  /** Tells other processes on this database, with the commit. On SQLite there are none and it costs nothing. */
  tell(news: News): void {
    if (this.dialect === 'postgres') this.news.push(news)
  }

  runHooks(): void {
    for (const hook of this.#hooks) hook()
  }
}

/** `transact(ctx.db, async (tx) => …)`, as actions write it. */
export const transact = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => db.transact(work)
