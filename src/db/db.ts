import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely } from 'kysely'
import type { DomainEvent, Listener } from './events.ts'
import type { Tables } from './tables/index.ts'

export type DialectName = 'sqlite' | 'postgres'

/** What queries take: the database or a transaction. `reader.q` builds Kysely queries. */
export type Reader = { readonly q: Kysely<Tables>; readonly dialect: DialectName }

/** The transaction that this chain of calls runs in, to catch use of the outer database inside it. */
const current = new AsyncLocalStorage<Tx>()

const TRIES = 4
/** Postgres: deadlock_detected and serialization_failure. */
const COLLISIONS: ReadonlySet<unknown> = new Set(['40P01', '40001'])
const isCollision = (error: unknown): boolean => error instanceof Error && 'code' in error && COLLISIONS.has(error.code)

export class Db implements Reader {
  readonly dialect: DialectName
  readonly url: string
  readonly #kysely: Kysely<Tables>
  readonly #listeners: Listener[] = []

  constructor(kysely: Kysely<Tables>, dialect: DialectName, url: string) {
    this.#kysely = kysely
    this.dialect = dialect
    this.url = url
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

  /**
   * Runs `work` in one transaction: all of it, with what its events' listeners wrote, is committed or nothing is.
   * Hooks given to `tx.afterCommit` run once it is on disk. Where Postgres ends one of two transactions that wait for
   * each other, nothing of it was written and `work` is run once more from its beginning: it must keep nothing outside.
   */
  async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (current.getStore()?.open) throw new Error('a transaction was begun inside another')
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#transactOnce(work)
      } catch (error) {
        if (tries === TRIES || !isCollision(error)) throw error
      }
    }
  }

  async #transactOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let committed: Tx | undefined
    const result = await this.#kysely.transaction().execute(async (trx) => {
      const tx = new Tx(trx, this.dialect, this.#listeners)
      committed = tx
      try {
        return await current.run(tx, () => work(tx))
      } finally {
        tx.open = false
      }
    })
    committed?.runHooks()
    return result
  }

  async close(): Promise<void> {
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

  constructor(q: Kysely<Tables>, dialect: DialectName, listeners: readonly Listener[]) {
    this.q = q
    this.dialect = dialect
    this.#listeners = listeners
  }

  /** Tells higher slices; what they write belongs to this transaction. */
  async emit(event: DomainEvent): Promise<void> {
    for (const listener of this.#listeners) await listener(this, event)
  }

  /** Runs `hook` after the commit; never when it is rolled back. A hook must not throw. */
  afterCommit(hook: () => void): void {
    this.#hooks.push(hook)
  }

  runHooks(): void {
    for (const hook of this.#hooks) hook()
  }
}

/** `transact(ctx.db, async (tx) => …)`, as actions write it. */
export const transact = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> => db.transact(work)
