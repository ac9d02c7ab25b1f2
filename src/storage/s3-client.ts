import { openAsBlob } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { S3mini } from 's3mini'
import { storageErrors } from './errors.ts'
import type { ByteRange } from './storage.ts'

/** Where the bucket is and how it is asked. */
export type S3Settings = {
  /** Of the service and the bucket: `https://s3.example.vn/songque`, or `https://songque.s3.example.vn`. */
  readonly endpoint: string
  /** The same as stations reach it, for signed addresses; undefined: `endpoint`. */
  readonly publicEndpoint?: string | undefined
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Until an answer begins, in milliseconds; a sent body has further time by its length. */
  readonly answerMs?: number
  /** Waits between tries, in milliseconds: one try more than there are waits. */
  readonly waitsMs?: readonly number[]
  /** Larger files go in parts of so many bytes. */
  readonly partBytes?: number
  readonly now?: () => number
}

const ANSWER_MS = 10_000
const WAITS_MS = [250, 1_000, 2_500] as const
/** The slowest line on which an upload is still waited for. */
const BYTES_PER_MS = 32
/** While the store is known to be away each request is tried once, so that nobody waits in a row. */
const KNOWN_AWAY_MS = 5_000
/** Larger files go in parts, so that a line that breaks costs one part alone. */
const PART_BYTES = 64 * 1_048_576
const SIGNED_SECONDS = 15 * 60
const RETRY_AFTER_SECONDS = 30

const statusOf = (error: unknown): number | null => {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('status' in at && typeof at.status === 'number') return at.status
  return null
}
const serviceCodeOf = (error: unknown): string => {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('serviceCode' in at && typeof at.serviceCode === 'string') return at.serviceCode
  return String(statusOf(error) ?? 'unknown')
}
/** No answer, too slow an answer, "slow down", or a fault of the store's own. */
const isAway = (status: number | null): boolean => status === null || status === 408 || status === 429 || status >= 500
const isMissing = (error: unknown): boolean => statusOf(error) === 404 && !/NoSuchBucket/.test(serviceCodeOf(error))

/** One bucket of S3: few requests, each tried again when the store is away. Knows nothing of what is kept in it. */
export class S3Client {
  readonly #store: S3mini
  readonly #shown: S3mini
  readonly #waits: readonly number[]
  readonly #partBytes: number
  readonly #now: () => number
  #awayUntil = Number.NEGATIVE_INFINITY

  constructor(settings: S3Settings) {
    const { endpoint, publicEndpoint, region, accessKeyId, secretAccessKey, answerMs = ANSWER_MS } = settings
    const open = (address: string): S3mini =>
      new S3mini({ endpoint: address, region, accessKeyId, secretAccessKey, fetch: impatient(answerMs) })
    this.#store = open(endpoint)
    this.#shown = publicEndpoint === undefined ? this.#store : open(publicEndpoint)
    this.#waits = settings.waitsMs ?? WAITS_MS
    this.#partBytes = settings.partBytes ?? PART_BYTES
    this.#now = settings.now ?? Date.now
  }

  /** Size of an object; null when it is not there. @throws DomainError storage_away, storage_refused */
  size(key: string): Promise<number | null> {
    return this.#ask(() => this.#store.getContentLength(key).catch(nullIfMissing))
  }

  /** The answer whose body is the object or a range of it; null when it is not there. @throws as `size` */
  read(key: string, range?: ByteRange): Promise<Response | null> {
    return this.#ask(() =>
      (range ? this.#store.getObjectRaw(key, false, range.start, range.end + 1) : this.#store.getObjectRaw(key)).catch(
        nullIfMissing,
      ),
    )
  }

  /**
   * Stores a file: it is there whole once this resolves, or not at all. The store itself compares the hash where it can.
   * @throws as `size`
   */
  async write(key: string, file: string, { type, sha256 }: { type: string; sha256: string }): Promise<void> {
    const blob = await openAsBlob(file)
    if (blob.size > this.#partBytes) return this.#writeParts(key, blob, type)
    const checksum = { 'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64') } as const
    await this.#ask(() => this.#store.putObject(key, blob, type, undefined, checksum))
  }

  async #writeParts(key: string, blob: Blob, type: string): Promise<void> {
    const upload = await this.#ask(() => this.#store.getMultipartUploadId(key, type))
    try {
      const parts: { partNumber: number; etag: string }[] = []
      for (let from = 0, n = 1; from < blob.size; from += this.#partBytes, n += 1) {
        const part = blob.slice(from, from + this.#partBytes)
        parts.push(await this.#ask(() => this.#store.uploadPart(key, upload, part, n)))
      }
      await this.#ask(() => this.#store.completeMultipartUpload(key, upload, parts))
    } catch (error) {
      // An answer may be lost after the parts were joined: what counts is what is there.
      if ((await this.size(key).catch(() => null)) === blob.size) return
      await this.#store.abortMultipartUpload(key, upload).catch(() => undefined)
      throw error
    }
  }

  /** @throws as `size`; no error when it is gone already */
  async remove(key: string): Promise<void> {
    await this.#ask(() => this.#store.deleteObject(key).catch(nullIfMissing))
  }

  /** Objects below a prefix. @throws as `size` */
  async list(prefix: string): Promise<readonly { readonly key: string; readonly changedAt: number }[]> {
    const found = await this.#ask(() => this.#store.listObjects('/', prefix))
    return (found ?? []).map(({ Key, LastModified }) => ({ key: Key, changedAt: new Date(LastModified).getTime() }))
  }

  /** An address that gives the object to whoever has it, for a quarter of an hour. Computed here; nothing is asked. */
  sign(key: string): Promise<string> {
    return this.#shown.getPresignedUrl('GET', key, SIGNED_SECONDS)
  }

  async #ask<T>(request: () => Promise<T>): Promise<T> {
    const waits = this.#now() < this.#awayUntil ? [] : this.#waits
    for (let tries = 0; ; tries += 1) {
      try {
        return await request()
      } catch (error) {
        if (!isAway(statusOf(error))) throw storageErrors.storage_refused({ code: serviceCodeOf(error) })
        const pause = waits[tries]
        if (pause === undefined) {
          this.#awayUntil = this.#now() + KNOWN_AWAY_MS
          throw storageErrors.storage_away({ retry_after: RETRY_AFTER_SECONDS })
        }
        // Not all at once: many servers may have met the same fault.
        await wait(pause * (0.5 + Math.random() / 2))
      }
    }
  }
}

const nullIfMissing = (error: unknown): null => {
  if (isMissing(error)) return null
  throw error
}

/** fetch that does not wait for ever until an answer begins; how its body comes is watched by who reads it. */
const impatient =
  (answerMs: number): typeof fetch =>
  async (url, init) => {
    const bytes = Number(new Headers(init?.headers).get('content-length') ?? 0)
    const halt = new AbortController()
    // Joining the parts of a large file is work for the store.
    const own = init?.method === 'POST' ? 6 * answerMs : answerMs
    const timer = setTimeout(() => halt.abort(new Error('no answer in time')), own + bytes / BYTES_PER_MS)
    try {
      return await fetch(url, { ...init, signal: halt.signal })
    } finally {
      clearTimeout(timer)
    }
  }
