import type { Line } from './line.ts'

export type FileWanted = { readonly sha256: string; readonly bytes: number; readonly url: string }

const AUDIO = 'tram-audio'
const PIECES = 'tram-pieces'
/** A line that drops every twenty seconds still brings one of these. */
const PIECE_BYTES = 262_144
const PIECE_TIMEOUT_MS = 60_000

const place = (sha256: string): string => `/audio/${sha256}.kept`
const piecePlace = (sha256: string, from: number): string => `/audio/${sha256}.part?from=${from}`

async function hashOf(blob: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Response(blob).arrayBuffer()))
  return Array.from(digest, (byte) => (byte < 16 ? '0' : '') + byte.toString(16)).join('')
}

/**
 * The audio on this device: fetched in pieces that survive a broken line and a reload, kept in the Cache only when its
 * SHA-256 is right, and looked at again before it is first believed. Without https there is no Cache: then files are
 * kept in memory, and only while the page is open.
 */
export class Files {
  /** What is here and whole. */
  readonly ready = new Set<string>()
  readonly lasting: boolean
  readonly #memory = new Map<string, Blob>()
  #busy: Promise<void> | null = null
  #next: (() => Promise<void>) | null = null

  constructor() {
    this.lasting = typeof caches !== 'undefined' && typeof crypto !== 'undefined' && crypto.subtle !== undefined
  }

  /** The file, or null when it is not here. */
  async blob(sha256: string): Promise<Blob | null> {
    if (!this.lasting) return this.#memory.get(sha256) || null
    const kept = await (await caches.open(AUDIO)).match(place(sha256))
    return kept ? kept.blob() : null
  }

  /** Finds what is already here: at start, line or no line. */
  async look(wanted: readonly FileWanted[]): Promise<void> {
    if (!this.lasting) return
    const cache = await caches.open(AUDIO)
    for (const { sha256 } of wanted) {
      if (this.ready.has(sha256)) continue
      const blob = await this.blob(sha256)
      if (!blob) continue
      if ((await hashOf(blob)) === sha256) this.ready.add(sha256)
      else await cache.delete(place(sha256))
    }
  }

  /**
   * Fetches what is missing, in order, and drops what nobody needs. One run at a time; a call meanwhile is the next.
   * @param onChange called after each file
   * @throws what the line throws, when a file could not be had
   */
  ensure(wanted: readonly FileWanted[], line: Line, onChange: () => void): Promise<void> {
    const run = async (): Promise<void> => {
      await this.look(wanted)
      onChange()
      let failure: unknown = null
      for (const file of wanted) {
        if (this.ready.has(file.sha256)) continue
        try {
          await this.#fetch(file, line)
          onChange()
        } catch (error) {
          // One that is refused (withdrawn) must not keep the others away.
          failure = error
        }
      }
      await this.#drop(wanted)
      if (failure !== null) throw failure
    }
    if (this.#busy) {
      this.#next = run
      return this.#busy
    }
    this.#busy = this.#runAll(run)
    return this.#busy
  }

  async #runAll(first: () => Promise<void>): Promise<void> {
    try {
      let run: (() => Promise<void>) | null = first
      while (run) {
        this.#next = null
        await run()
        run = this.#next
      }
    } finally {
      this.#busy = null
    }
  }

  async #fetch({ sha256, bytes, url }: FileWanted, line: Line): Promise<void> {
    const path = new URL(url, location.href).pathname
    if (!this.lasting) {
      const blob = await (await line.fetch(path, {}, PIECE_TIMEOUT_MS * 5)).blob()
      this.#memory.set(sha256, blob)
      this.ready.add(sha256)
      return
    }
    const pieces = await caches.open(PIECES)
    const parts: Blob[] = []
    for (let from = 0; from < bytes; from += PIECE_BYTES) {
      const kept = await pieces.match(piecePlace(sha256, from))
      if (kept) {
        parts.push(await kept.blob())
        continue
      }
      const range = `bytes=${from}-${Math.min(from + PIECE_BYTES, bytes) - 1}`
      const answer = await line.fetch(path, { headers: { Range: range } }, PIECE_TIMEOUT_MS)
      const part = await answer.blob()
      if (answer.status === 200) {
        // Something between us and the server does not know ranges: this is all of it.
        parts.splice(0, parts.length, part)
        break
      }
      await pieces.put(piecePlace(sha256, from), new Response(part))
      parts.push(part)
    }
    const whole = new Blob(parts, { type: 'audio/mpeg' })
    const right = (await hashOf(whole)) === sha256
    if (right) await (await caches.open(AUDIO)).put(place(sha256), new Response(whole))
    for (let from = 0; from < bytes; from += PIECE_BYTES) await pieces.delete(piecePlace(sha256, from))
    if (!right) throw new Error('the file is not what the playlist names')
    this.ready.add(sha256)
  }

  async #drop(wanted: readonly FileWanted[]): Promise<void> {
    const keep = new Set(wanted.map(({ sha256 }) => sha256))
    for (const sha256 of Array.from(this.#memory.keys())) {
      if (!keep.has(sha256)) this.#memory.delete(sha256)
    }
    for (const sha256 of Array.from(this.ready)) if (!keep.has(sha256)) this.ready.delete(sha256)
    if (!this.lasting) return
    const cache = await caches.open(AUDIO)
    for (const request of await cache.keys()) {
      const [, sha256 = ''] = /([0-9a-f]{64})\.kept/.exec(request.url) || []
      if (!keep.has(sha256)) await cache.delete(request)
    }
    const pieces = await caches.open(PIECES)
    for (const request of await pieces.keys()) {
      const [, sha256 = ''] = /([0-9a-f]{64})\.part/.exec(request.url) || []
      if (!keep.has(sha256)) await pieces.delete(request)
    }
  }
}
