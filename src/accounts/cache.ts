import type { Db } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'

/** What is known of a valid key or session, by the hash of its secret. */
export type Known = {
  readonly actor: Actor
  /** Which row to mark as used. */
  readonly row:
    | { readonly table: 'station_key' | 'api_key'; readonly id: number }
    | { readonly table: 'session'; readonly hash: string }
  /** When it was last marked as used, epoch ms. */
  usedAt: number
  readonly session?: {
    readonly rotatedAt: number
    readonly expiresAt: number
    /** True when the secret offered is the one before the last rotation. */
    readonly previous: boolean
    /** From when on (epoch ms) the account may do nothing before it has a second factor; null: never. */
    readonly enrolBy: number | null
  }
}

const KEPT = 10_000

/**
 * The valid keys and sessions seen last, so that a poll needs no SQL. Only valid ones are kept; what is revoked here
 * is dropped at once after the commit; what another process revokes comes as news, and for those who hear none (SQLite,
 * commands beside it) shows as a changed epoch (see freshness.ts).
 */
export class AuthCache {
  readonly #entries = new Map<string, Known>()
  /** Grows with every drop: an answer read from the database before a drop must not be kept after it. */
  generation = 0
  epoch: string | null = null
  epochReadAt = Number.NEGATIVE_INFINITY
  epochReading: Promise<void> | undefined

  get(hash: string): Known | undefined {
    const known = this.#entries.get(hash)
    if (known) {
      this.#entries.delete(hash)
      this.#entries.set(hash, known)
    }
    return known
  }

  /** @param generation as it was before the database was read */
  keep(hash: string, known: Known, generation: number): void {
    if (generation !== this.generation) return
    this.#entries.set(hash, known)
    if (this.#entries.size > KEPT) {
      const oldest = this.#entries.keys().next().value
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
  }

  forget(hash: string): void {
    this.generation += 1
    this.#entries.delete(hash)
  }

  /** Drops an account's sessions, and API keys: some may be of this account's making (findKey). */
  forgetAccount(accountId: number): void {
    this.generation += 1
    for (const [hash, { actor }] of this.#entries) {
      if (actor.kind === 'api_key' || (actor.kind === 'account' && actor.accountId === accountId)) {
        this.#entries.delete(hash)
      }
    }
  }

  clear(): void {
    this.generation += 1
    this.#entries.clear()
  }

  get size(): number {
    return this.#entries.size
  }
}

const caches = new WeakMap<Db, AuthCache>()

/** The one cache of this process for a database. */
export function authCacheOf(db: Db): AuthCache {
  let cache = caches.get(db)
  if (!cache) {
    const fresh = new AuthCache()
    cache = fresh
    caches.set(db, cache)
    db.onGap(() => fresh.clear())
    db.onNews((news) => {
      if (news.about === 'key') fresh.forget(news.hash)
      else if (news.about === 'account') fresh.forgetAccount(news.accountId)
      else if (news.about === 'everybody') fresh.clear()
    })
  }
  return cache
}
