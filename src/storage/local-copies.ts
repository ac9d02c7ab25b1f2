import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, existsSync, utimesSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bytesOf, moveWhole, pathOf } from './disk.ts'
import { orDiskFull } from './faults.ts'
import type { MediaRef } from './storage.ts'

/** What was used in the last hour is never thrown out: ffmpeg or a proxy may be reading it. */
const IN_USE_MS = 3_600_000

/** Copies of stored files on this machine's disk: those used last, up to so many bytes. Losing one costs a download. */
export class LocalCopies {
  readonly #folder: string
  readonly #maxBytes: number
  readonly #coming = new Map<string, Promise<string | null>>()

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder
    this.#maxBytes = maxBytes
  }

  /** The path of a copy, which counts as used now; null when there is none. */
  at(ref: MediaRef): string | null {
    const path = pathOf(this.#folder, ref)
    if (!existsSync(path)) return null
    try {
      const now = new Date()
      utimesSync(path, now, now)
      return path
    } catch {
      // Another server on this disk threw it out between the two looks.
      return null
    }
  }

  bytes(ref: MediaRef): Promise<number | null> {
    return bytesOf(pathOf(this.#folder, ref))
  }

  /** Keeps a file that was just stored: with `keep` beside the one given, else in its place. Never fails for a full disk. */
  async take(file: string, ref: MediaRef, keep: boolean): Promise<void> {
    const goal = pathOf(this.#folder, ref)
    try {
      await mkdir(dirname(goal), { recursive: true })
      // Renaming onto another name of the same file would do nothing and leave both.
      if (this.at(ref) === null) await moveWhole(file, goal, keep)
      else if (!keep) await rm(file, { force: true })
      this.at(ref)
      await this.#makeRoom()
    } catch {
      // The file is stored; a copy is only a help.
      if (!keep) await rm(file, { force: true })
    }
  }

  /**
   * The path of a copy, made now if there is none.
   * @param open the stored bytes; null when there are none
   * @throws DomainError disk_full; Error when the bytes are not what their name says
   */
  fetch(ref: MediaRef, open: () => Promise<Readable | null>): Promise<string | null> {
    const kept = this.at(ref)
    if (kept !== null) return Promise.resolve(kept)
    const goal = pathOf(this.#folder, ref)
    const known = this.#coming.get(goal)
    if (known) return known
    const work = this.#download(ref, goal, open).finally(() => this.#coming.delete(goal))
    this.#coming.set(goal, work)
    return work
  }

  async #download({ sha256 }: MediaRef, goal: string, open: () => Promise<Readable | null>): Promise<string | null> {
    const source = await open()
    if (source === null) return null
    await mkdir(dirname(goal), { recursive: true })
    const part = `${goal}.${randomUUID()}.part`
    const hash = createHash('sha256')
    const watch = new Transform({
      transform: (chunk: Buffer, _, done) => {
        hash.update(chunk)
        done(null, chunk)
      },
    })
    try {
      await orDiskFull(pipeline(source, watch, createWriteStream(part)))
      if (hash.digest('hex') !== sha256) throw new Error(`the store gave something else for ${sha256}`)
      await moveWhole(part, goal)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    await this.#makeRoom()
    return goal
  }

  async forget(ref: MediaRef): Promise<void> {
    await rm(pathOf(this.#folder, ref), { force: true })
  }

  /** Throws out what was used longest ago until the rest fits, and downloads that a killed process left. */
  async clean(): Promise<void> {
    const old = Date.now() - IN_USE_MS
    for (const { path, usedAt } of await this.#all())
      if (path.endsWith('.part') && usedAt < old) await rm(path, { force: true })
    await this.#makeRoom()
  }

  async #makeRoom(): Promise<void> {
    const all = (await this.#all()).sort((a, b) => a.usedAt - b.usedAt)
    let sum = all.reduce((total, { bytes }) => total + bytes, 0)
    const old = Date.now() - IN_USE_MS
    for (const { path, bytes, usedAt } of all) {
      if (sum <= this.#maxBytes || usedAt >= old) return
      await rm(path, { force: true })
      sum -= bytes
    }
  }

  async #all(): Promise<{ path: string; bytes: number; usedAt: number }[]> {
    const names = await readdir(this.#folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const found = []
    for (const entry of names) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const seen = await stat(path).catch(() => null)
      if (seen) found.push({ path, bytes: seen.size, usedAt: seen.mtimeMs })
    }
    return found
  }
}
