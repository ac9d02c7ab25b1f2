import type { Db } from '../../db/index.ts'

/** The open event streams of this process by the hash of the key they were opened with, to end them when it is revoked. */
export class LiveConnections {
  readonly #byKey = new Map<string, Set<() => void>>()

  /** @returns the function that takes the connection off the list */
  add(keyHash: string, end: () => void): () => void {
    const ends = this.#byKey.get(keyHash) ?? new Set()
    this.#byKey.set(keyHash, ends)
    ends.add(end)
    return () => {
      ends.delete(end)
      if (ends.size === 0 && this.#byKey.get(keyHash) === ends) this.#byKey.delete(keyHash)
    }
  }

  /** The keys of all that listen now. */
  get keyHashes(): string[] {
    return [...this.#byKey.keys()]
  }

  endAll(keyHash: string): void {
    for (const end of [...(this.#byKey.get(keyHash) ?? [])]) end()
  }
}

const connections = new WeakMap<Db, LiveConnections>()

export function liveConnections(db: Db): LiveConnections {
  let found = connections.get(db)
  if (!found) {
    const fresh = new LiveConnections()
    found = fresh
    connections.set(db, found)
    db.onNews((news) => {
      if (news.about === 'key') fresh.endAll(news.hash)
    })
  }
  return found
}
