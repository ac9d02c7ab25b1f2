/** A rendered playlist: the exact bytes and their tag. */
export type KeptPlaylist = {
  readonly body: Uint8Array<ArrayBuffer>
  readonly etag: string
  readonly type: string
  /** Epoch milliseconds from which it is not true any more. */
  readonly until: number
}
/** A station's state at one time: a new object after every change, so that what was rendered before is seen to be old. */
export type Shelf = { version: number | undefined }
const always = (): boolean => true
type Entry = { readonly shelf: Shelf; readonly kept: KeptPlaylist }

/**
 * Rendered playlists in memory, the least used leaving first, and each station's version. An entry belongs to the shelf
 * that stood when its rendering began: `forget` puts up a new shelf, so a rendering that a change overtook is never kept.
 */
export class PlaylistCache {
  readonly #entries = new Map<string, Entry>()
  readonly #shelves = new Map<number, Shelf>()
  readonly #maxEntries: number
  readonly #maxBytes: number
  readonly #trusted: () => boolean
  #bytes = 0

  /** @param trusted false while changes cannot be heard of: then nothing is found and nothing kept */
  constructor({ maxEntries = 20_000, maxBytes = 64 * 1_048_576, trusted = always } = {}) {
    this.#trusted = trusted
    this.#maxEntries = maxEntries
    this.#maxBytes = maxBytes
  }

  shelf(stationId: number): Shelf {
    const found = this.#shelves.get(stationId)
    if (found) return found
    const shelf = { version: undefined }
    this.#shelves.set(stationId, shelf)
    return shelf
  }

  /** @param version the version from now on, where it is known */
  forget(stationId: number, version?: number): void {
    this.#shelves.set(stationId, { version })
  }

  /** Any station may have changed. */
  forgetAll(): void {
    this.#shelves.clear()
  }

  find(stationId: number, key: string, now: number): KeptPlaylist | undefined {
    if (!this.#trusted()) return undefined
    const name = `${stationId} ${key}`
    const entry = this.#entries.get(name)
    if (!entry) return undefined
    this.#entries.delete(name)
    if (entry.shelf !== this.#shelves.get(stationId) || now >= entry.kept.until) {
      this.#bytes -= entry.kept.body.length
      return undefined
    }
    // Set again: a Map keeps the order of insertion, so the front is what was used longest ago.
    this.#entries.set(name, entry)
    return entry.kept
  }

  keep(stationId: number, shelf: Shelf, key: string, kept: KeptPlaylist): void {
    if (!this.#trusted() || shelf !== this.#shelves.get(stationId) || kept.body.length > this.#maxBytes / 8) return
    const name = `${stationId} ${key}`
    const before = this.#entries.get(name)
    if (before) this.#drop(name, before)
    this.#entries.set(name, { shelf, kept })
    this.#bytes += kept.body.length
    for (const [oldest, entry] of this.#entries) {
      if (this.#entries.size <= this.#maxEntries && this.#bytes <= this.#maxBytes) break
      this.#drop(oldest, entry)
    }
  }

  #drop(name: string, entry: Entry): void {
    this.#entries.delete(name)
    this.#bytes -= entry.kept.body.length
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries.size, bytes: this.#bytes }
  }
}
