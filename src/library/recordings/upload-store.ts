import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, readFile, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileConfigstore, FileStore } from '@tus/file-store'
import { Upload } from '@tus/server'
import { z } from 'zod'
import { asDiskFull, hasCode } from '../../storage/index.ts'

type Running = { offset: number; readonly sha256: Hash; readonly md5: Hash }
export type UploadHashes = { readonly sha256: string; readonly md5: string }
/** Names that the server itself gave: nothing else in the folder can be reached through a URL. */
export const UPLOAD_ID = /^[0-9a-f]{32}$/
/** Bytes of the head that a hash re-reads at once when an upload goes on after a restart. */
const CHUNK = 262_144
/** Bytes after which the room on the disk is looked at again. */
const LOOK_EVERY = 16 * 1_048_576

const kept = z.object({ size: z.number().optional(), metadata: z.record(z.string(), z.string().nullable()).optional() })
/** A note that a crash cut short is none. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
export type IncomingUpload = {
  readonly id: string
  readonly path: string
  readonly size: number | undefined
  readonly offset: number
  /** When its last byte came (ms since the epoch). */
  readonly touchedAt: number
  readonly metadata: Readonly<Record<string, string | null>>
}

/**
 * Uploads under way: tus' file store, which besides computes the hashes of the bytes as they pass, reports a full disk as
 * such, and answers for uploads that have become recordings.
 */
export class UploadStore extends FileStore {
  readonly #running = new Map<string, Running>()
  readonly #finished: (id: string) => Promise<number | undefined>
  readonly #demandRoom: () => Promise<void>

  /**
   * @param finished length of the upload that became a recording, undefined when none did
   * @param demandRoom throws when no further bytes are to be taken: many uploads may have been let in while there was
   *   room for each
   */
  constructor(
    directory: string,
    finished: (id: string) => Promise<number | undefined>,
    demandRoom: () => Promise<void>,
  ) {
    // Its constructor makes the folder unawaited and throws where nobody can catch. The storage has made ours already:
    // let it find the root, which always is there.
    super({ directory: '/', configstore: new FileConfigstore(directory) })
    this.directory = directory
    this.#finished = finished
    this.#demandRoom = demandRoom
  }

  override async create(upload: Upload): Promise<Upload> {
    try {
      return await super.create(upload)
    } catch (error) {
      await this.forget(upload.id)
      throw asDiskFull(error)
    }
  }

  /** A client that missed the last answer asks again: it is told that all has arrived, and sends nothing twice. */
  override async getUpload(id: string): Promise<Upload> {
    const bytes = await this.#finished(id)
    return bytes === undefined ? super.getUpload(id) : new Upload({ id, size: bytes, offset: bytes })
  }

  /**
   * Writes the bytes behind `offset`, hashing them as they pass.
   * @throws DomainError disk_full; then the file is as long as before. disk_nearly_full: what arrived stays, to go on from
   */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    await this.#demandRoom()
    const path = join(this.directory, id)
    const running = await this.#hashUpTo(id, path, offset)
    this.#running.delete(id)
    let { offset: at } = running
    let looked = at
    const demandRoom = this.#demandRoom
    const through = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        running.sha256.update(chunk)
        running.md5.update(chunk)
        at += chunk.length
        if (at - looked < LOOK_EVERY) return done(null, chunk)
        looked = at
        demandRoom().then(() => done(null, chunk), done)
      },
    })
    try {
      await pipeline(readable, through, createWriteStream(path, { flags: 'r+', start: offset }))
    } catch (error) {
      if (hasCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) await truncate(path, offset).catch(() => undefined)
      throw asDiskFull(error)
    }
    this.#running.set(id, { ...running, offset: at })
    return at
  }

  /** The hashes of the first `offset` bytes: kept since the last write, else read again from the file. */
  async #hashUpTo(id: string, path: string, offset: number): Promise<Running> {
    const known = this.#running.get(id)
    if (known?.offset === offset) return known
    const fresh = { offset, sha256: createHash('sha256'), md5: createHash('md5') }
    if (offset > 0) {
      for await (const chunk of createReadStream(path, {
        end: offset - 1,
        highWaterMark: CHUNK,
      }) as AsyncIterable<Buffer>) {
        fresh.sha256.update(chunk)
        fresh.md5.update(chunk)
      }
    }
    return fresh
  }

  /** The hashes of a whole upload. */
  async hashesOf(id: string, bytes: number): Promise<UploadHashes> {
    const { sha256, md5 } = await this.#hashUpTo(id, join(this.directory, id), bytes)
    return { sha256: sha256.copy().digest('hex'), md5: md5.copy().digest('hex') }
  }

  /** Removes an upload's file and its note; no error when they are gone. */
  async forget(id: string): Promise<void> {
    this.#running.delete(id)
    await rm(join(this.directory, id), { force: true })
    await rm(join(this.directory, `${id}.json`), { force: true })
  }

  /** Every upload in the folder; notes without a file and files without a note count as empty ones. */
  async incoming(): Promise<IncomingUpload[]> {
    const ids = new Set(
      (await readdir(this.directory)).map((name) => name.replace(/\.json$/, '')).filter((name) => UPLOAD_ID.test(name)),
    )
    return Promise.all([...ids].map((id) => this.incomingOne(id)))
  }

  /** What the folder holds of one upload. */
  async incomingOne(id: string): Promise<IncomingUpload> {
    const path = join(this.directory, id)
    const file = await stat(path).catch(() => null)
    const note = await stat(`${path}.json`).catch(() => null)
    const text = await readFile(`${path}.json`, 'utf8').catch(() => 'null')
    const told = kept.safeParse(parsed(text))
    return {
      id,
      path,
      size: told.data?.size,
      offset: file?.size ?? 0,
      touchedAt: Math.max(file?.mtimeMs ?? 0, note?.mtimeMs ?? 0),
      metadata: told.data?.metadata ?? {},
    }
  }
}
