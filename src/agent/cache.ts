import { type CachePlan, type Held, planCache } from './cache-plan.ts'
import { isFull } from './journal.ts'
import { type Line, LineError } from './line.ts'
import type { Disk, Log } from './parts.ts'
import type { Audio } from './programme.ts'

const FOLDER = 'audio'
const WHOLE = /^([0-9a-f]{64})\.(?!part$)([a-z0-9]{1,8})$/
const PART = /^([0-9a-f]{64})\.part$/
/** So much of the disk stays free for the journal and the system. */
const KEEP_FREE_BYTES = 64 * 1024 * 1024

export type CacheNeeds = { readonly disk: Disk; readonly line: Line; readonly log: Log; readonly limit: number }

/** Audio on disk by its hash. What is in `ready` was read and is what its name says. */
export class Cache {
  readonly ready = new Set<string>()
  readonly withdrawn = new Set<string>()
  readonly #needs: CacheNeeds
  readonly #paths = new Map<string, string>()
  noRoom: readonly Audio[] = []
  bytes = 0
  /** Bytes that ever came over the line: a download that breaks off again and again still gets on. */
  received = 0

  constructor(needs: CacheNeeds) {
    this.#needs = needs
  }

  /** Where a file that is ready stands, relative to the agent's folder. */
  pathOf = (sha256: string): string | null => this.#paths.get(sha256) ?? null

  async #held(): Promise<Held[]> {
    return (await this.#needs.disk.list(FOLDER)).flatMap(({ name, bytes, changedAt }) => {
      const sha256 = WHOLE.exec(name)?.[1]
      return sha256 ? [{ sha256, bytes, changedAt, path: `${FOLDER}/${name}` }] : []
    })
  }

  /**
   * Removes what must not be here any more and what there is no room for.
   * @param wanted what is to play, the soonest first @returns what is to be fetched
   */
  async tidy(wanted: readonly Audio[]): Promise<readonly Audio[]> {
    const { disk, limit } = this.#needs
    const allowed = wanted.filter(({ sha256 }) => !this.withdrawn.has(sha256))
    const names = new Set(allowed.map(({ sha256 }) => sha256))
    for (const { name } of await disk.list(FOLDER)) {
      const part = PART.exec(name)?.[1]
      if (part && !names.has(part)) await disk.remove(`${FOLDER}/${name}`)
    }
    const held = await this.#held()
    for (const one of held.filter(({ sha256 }) => this.withdrawn.has(sha256))) await this.#drop(one)
    const left = held.filter(({ sha256 }) => !this.withdrawn.has(sha256))
    const used = left.reduce((sum, { bytes }) => sum + bytes, 0)
    const room = Math.max(0, Math.min(limit, used + (await disk.free()) - KEEP_FREE_BYTES))
    const plan: CachePlan = planCache(allowed, left, room)
    for (const one of plan.evict) await this.#drop(one)
    this.noRoom = plan.noRoom
    this.bytes = left.filter((one) => !plan.evict.includes(one)).reduce((sum, { bytes }) => sum + bytes, 0)
    return plan.fetch
  }

  /** Reads a file again and believes it only then. A damaged one is removed, to be fetched anew. */
  async verify(audio: Audio): Promise<boolean> {
    const path = `${FOLDER}/${audio.sha256}.${audio.extension}`
    const hash = await this.#needs.disk.hash(path).catch(() => 'unreadable')
    if (hash === audio.sha256) {
      this.#paths.set(audio.sha256, path)
      this.ready.add(audio.sha256)
      return true
    }
    this.ready.delete(audio.sha256)
    if (hash !== null) {
      this.#needs.log('warn', `cache: ${path} is damaged and will be fetched again`)
      await this.#needs.disk.remove(path)
    }
    return false
  }

  /**
   * Fetches one file, going on where a broken download stopped, and verifies it.
   * @throws LineError when the line broke; what came is kept. Error ENOSPC when the disk is full
   */
  async fetch(audio: Audio): Promise<void> {
    const { disk, log } = this.#needs
    const part = `${FOLDER}/${audio.sha256}.part`
    try {
      await this.#download(audio, part)
    } catch (error) {
      if (error instanceof LineError && error.status === 410) this.withdrawn.add(audio.sha256)
      if (isFull(error)) await disk.remove(part)
      throw error
    }
    const hash = await disk.hash(part)
    if (hash !== audio.sha256) {
      await disk.remove(part)
      throw new LineError(null, `cache: what came for ${audio.sha256.slice(0, 12)} is not it`)
    }
    await disk.rename(part, `${FOLDER}/${audio.sha256}.${audio.extension}`)
    this.#paths.set(audio.sha256, `${FOLDER}/${audio.sha256}.${audio.extension}`)
    this.ready.add(audio.sha256)
    log('info', `cache: ${audio.sha256.slice(0, 12)} is here (${audio.bytes} bytes)`)
  }

  async #download(audio: Audio, part: string): Promise<void> {
    const { disk, line } = this.#needs
    let from = await this.#partBytes(part)
    if (from === audio.bytes) return
    if (from > audio.bytes) {
      await disk.remove(part)
      from = 0
    }
    const answer = await line.audio(audio.url, audio.sha256, from)
    if (answer === null || (from > 0 && answer.status !== 206)) await disk.remove(part)
    if (answer === null) throw new LineError(null, 'cache: the part on disk is longer than the file')
    const file = await disk.append(part)
    try {
      for await (const chunk of answer.chunks) {
        await file.write(chunk)
        this.received += chunk.length
      }
      await file.sync()
    } finally {
      await file.close()
    }
    const now = await this.#partBytes(part)
    if (now < audio.bytes) throw new LineError(null, `cache: ${now} of ${audio.bytes} bytes came`)
  }

  async #partBytes(part: string): Promise<number> {
    const name = part.slice(FOLDER.length + 1)
    return (await this.#needs.disk.list(FOLDER)).find((entry) => entry.name === name)?.bytes ?? 0
  }

  async #drop(one: Held): Promise<void> {
    this.ready.delete(one.sha256)
    this.#paths.delete(one.sha256)
    await this.#needs.disk.remove(one.path)
  }
}
