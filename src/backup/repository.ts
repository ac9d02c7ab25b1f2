import { promisify } from 'node:util'
import { deflateRaw, gunzip, gzip, inflateRaw } from 'node:zlib'
import { canonicalJson, sha256 } from '../kernel/canonical.ts'
import type { BackupKey } from './crypt.ts'
import { backupErrors } from './errors.ts'
import { type Contents, contents, type Manifest, manifest } from './manifest.ts'
import type { Target } from './target.ts'

const packed = promisify<Buffer, Buffer>(deflateRaw)
const unpacked = promisify<Buffer, Buffer>(inflateRaw)
const zipped = promisify<Buffer, Buffer>(gzip)
const unzipped = promisify<Buffer, Buffer>(gunzip)
const RAW = 0
const PACKED = 1
const OBJECTS = 'objects/'
const BACKUPS = 'backups/'

export const newBackupId = (at: number): string =>
  `${new Date(at)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.(\d+)Z$/, '$1Z')}`

/** The objects and manifests at a place: an object is stored once, under a name that comes from what it holds. */
export class Repository {
  readonly target: Target
  readonly key: BackupKey | null
  /** Names of objects that are there, once asked for, with their bytes. */
  #there: Map<string, number> | undefined
  added = 0

  constructor(target: Target, key: BackupKey | null) {
    this.target = target
    this.key = key
  }

  nameOf(hash: string): string {
    return this.key ? this.key.nameOf(hash) : hash
  }
  #keyOf = (name: string): string => `${OBJECTS}${name.slice(0, 2)}/${name}`

  async objects(): Promise<Map<string, number>> {
    if (this.#there) return this.#there
    const there = new Map<string, number>()
    for await (const { key, bytes } of this.target.list(OBJECTS)) there.set(key.slice(key.lastIndexOf('/') + 1), bytes)
    this.#there = there
    return there
  }

  async has(hash: string): Promise<boolean> {
    return (await this.objects()).has(this.nameOf(hash))
  }

  /** Stores a piece unless it is there. @returns its SHA-256 */
  async put(plain: Buffer, pack: boolean): Promise<string> {
    const hash = sha256(plain)
    const name = this.nameOf(hash)
    const there = await this.objects()
    if (there.has(name)) return hash
    const small = pack ? await packed(plain) : plain
    const body = small.length < plain.length ? ([PACKED, small] as const) : ([RAW, plain] as const)
    const whole = Buffer.concat([Buffer.of(body[0]), body[1]])
    const bytes = this.key ? this.key.seal(name, whole) : whole
    await this.target.put(this.#keyOf(name), bytes)
    there.set(name, bytes.length)
    this.added += bytes.length
    return hash
  }

  /** A piece by its SHA-256, proved to be it. @throws DomainError backup_damaged */
  async get(hash: string): Promise<Buffer> {
    const name = this.nameOf(hash)
    const found = await this.target.get(this.#keyOf(name))
    if (found === null) throw backupErrors.backup_damaged({ what: `object ${name} is missing` })
    try {
      const whole = this.key ? this.key.open(name, found) : found
      const plain = whole[0] === PACKED ? await unpacked(whole.subarray(1)) : whole.subarray(1)
      if (sha256(plain) === hash) return plain
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
    throw backupErrors.backup_damaged({ what: `object ${name} is not what it was` })
  }

  /** Removes an object, so that the next backup stores it anew. */
  async removeObject(name: string): Promise<void> {
    await this.target.remove(this.#keyOf(name))
    this.#there?.delete(name)
  }

  /** Ids of the backups that are there, newest first, with whether they proved themselves. */
  async backups(): Promise<{ readonly id: string; readonly proven: boolean }[]> {
    const ids = new Set<string>()
    const proven = new Set<string>()
    for await (const { key } of this.target.list(BACKUPS)) {
      const name = key.slice(BACKUPS.length)
      if (name.endsWith('.json')) ids.add(name.slice(0, -5))
      if (name.endsWith('.proven')) proven.add(name.slice(0, -7))
    }
    return [...ids]
      .sort()
      .reverse()
      .map((id) => ({ id, proven: proven.has(id) }))
  }

  /** @throws DomainError backup_not_found, backup_damaged */
  async manifest(id: string): Promise<Manifest> {
    const found = await this.target.get(`${BACKUPS}${id}.json`)
    if (found === null) throw backupErrors.backup_not_found({ id, target: this.target.shown })
    const damaged = (): Error => backupErrors.backup_damaged({ what: `manifest ${id}` })
    const read = manifest.safeParse(readJson(found.toString('utf8')))
    if (!read.success || read.data.id !== id) throw damaged()
    // Without its key only the readable part is told; what is restored is always proved first.
    const { hash, ...rest } = read.data
    if (rest.key_id === (this.key?.id ?? null) && hash !== this.#hashOf(rest)) throw damaged()
    return read.data
  }
  #hashOf(rest: Omit<Manifest, 'hash'>): string {
    const text = canonicalJson(rest)
    return this.key ? this.key.mac(text) : sha256(text)
  }

  /** What a backup holds. @throws DomainError backup_wrong_key, backup_damaged */
  async contents({ id, key_id, contents: hash }: Manifest): Promise<Contents> {
    const given = this.key?.id ?? null
    if (key_id !== given) {
      const [wanted, has] = [key_id ?? '(không / none)', given ?? '(không / none)']
      throw backupErrors.backup_wrong_key({ id, wanted, given: has })
    }
    const read = contents.safeParse(readJson((await this.get(hash)).toString('utf8')))
    if (!read.success) throw backupErrors.backup_damaged({ what: `contents of ${id}` })
    return read.data
  }

  /** Writes list and manifest down: with the manifest the backup is there. */
  async finish(
    holds: Contents,
    told: Omit<Manifest, 'hash' | 'list' | 'contents' | 'key_id' | 'added_bytes'>,
  ): Promise<Manifest> {
    const hash = await this.put(Buffer.from(JSON.stringify(holds)), true)
    const names = [...new Set([...piecesOf(holds), hash].map((one) => this.nameOf(one)))].sort()
    const list = Buffer.from(`${names.join('\n')}\n`)
    await this.target.put(`${BACKUPS}${told.id}.list`, await zipped(list))
    const rest = { ...told, added_bytes: this.added, key_id: this.key?.id ?? null, contents: hash, list: sha256(list) }
    const whole: Manifest = { ...rest, hash: this.#hashOf(rest) }
    await this.target.put(`${BACKUPS}${told.id}.json`, Buffer.from(`${JSON.stringify(whole, null, 1)}\n`))
    return whole
  }

  async markProven(id: string, told: object): Promise<void> {
    await this.target.put(`${BACKUPS}${id}.proven`, Buffer.from(`${JSON.stringify(told)}\n`))
  }

  /** The names of the objects that a backup needs. @throws DomainError backup_damaged */
  async needed(id: string): Promise<string[]> {
    const { list } = await this.manifest(id)
    const found = await this.target.get(`${BACKUPS}${id}.list`)
    const text = found && (await unzipped(found).catch(() => null))
    if (!text || sha256(text) !== list) throw backupErrors.backup_damaged({ what: `list of ${id}` })
    return text.toString('utf8').trimEnd().split('\n')
  }

  /** Removes a backup's manifest, by which it is no more; its objects go with the next sweep. */
  async forget(id: string): Promise<void> {
    for (const end of ['json', 'proven', 'list']) await this.target.remove(`${BACKUPS}${id}.${end}`)
  }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The SHA-256 of every piece that a backup needs. */
export function* piecesOf({ database, media, beside }: Contents): Generator<string> {
  if (database.as === 'sqlite') yield* database.file.pieces
  else for (const { pieces } of database.tables) yield* pieces
  for (const { pieces } of media) yield* pieces
  for (const { pieces } of Object.values(beside)) yield* pieces
}
