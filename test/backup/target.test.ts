import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBackupKey } from '../../src/backup/crypt.ts'
import { folderTarget } from '../../src/backup/folder-target.ts'
import type { Contents, Manifest } from '../../src/backup/manifest.ts'
import { piecesInOrder, storeStream } from '../../src/backup/pieces.ts'
import { newBackupId, Repository } from '../../src/backup/repository.ts'
import { s3Target } from '../../src/backup/s3-target.ts'
import { sweep } from '../../src/backup/sweep.ts'
import type { Target } from '../../src/backup/target.ts'
import { openZone } from '../../src/kernel/time.ts'
import { KEY } from './rig.ts'

type S3rver = { run(): Promise<{ port: number }>; close(): Promise<void> }
const S3: new (options: object) => S3rver = createRequire(import.meta.url)('s3rver')
const DAY = 86_400_000
const keep = { days: 2, weeks: 0, months: 0 }

let folder: string
let s3: S3rver
const places = new Map<string, Target>()
/** The service says "not now" so often before it answers again. */
let busy = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'songque-target-'))
  s3 = new S3({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 's3'),
    configureBuckets: [{ name: 'sao-luu' }],
  })
  const { port } = await s3.run()
  const place = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  }
  const unwell: typeof fetch = async (...asked) => {
    if (busy === 0) return fetch(...asked)
    busy -= 1
    return new Response('<Error><Code>SlowDown</Code></Error>', { status: 503 })
  }
  places.set('folder', folderTarget(join(folder, 'o')))
  places.set('S3', s3Target(place, 'sao-luu', 'cho-gao', { fetch: unwell, firstWaitMs: 1 }))
})
afterAll(async () => {
  await s3.close()
  rmSync(folder, { recursive: true, force: true })
})

const stream = async function* (...parts: string[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part)
}
const held = (file: Contents['media'][number]): Contents => ({
  database: { as: 'rows', simulated: false, tables: [] },
  media: [file],
  beside: {},
})
const told = (at: number): Parameters<Repository['finish']>[1] => ({
  backup: 'song-que',
  format: 1,
  id: newBackupId(at),
  at: new Date(at).toISOString(),
  program: 'test',
  time_zone: 'Asia/Ho_Chi_Minh',
  dialect: 'sqlite',
  migrations: [],
  rows: {},
  media: { files: 1, bytes: 1, missing: [] },
  database_bytes: 0,
})
const put = async (place: Target, content: string, at: number, key = true): Promise<Manifest> => {
  const repository = new Repository(place, key ? readBackupKey(KEY) : null)
  const recipe = await storeStream(repository, stream(content, content), { size: 10, pack: true })
  return repository.finish(held({ ...recipe, extension: 'mp3' }), told(at))
}

describe.each(['folder', 'S3'])('Objects in a %s', (name) => {
  const now = Date.parse('2026-11-20T02:15:00+07:00')
  const place = (): Target => places.get(name) as Target

  test('are stored once, come back piece by piece, and name what is wrong with them', async () => {
    const repository = new Repository(place(), readBackupKey(KEY))
    busy = name === 'S3' ? 2 : 0
    const manifest = await put(place(), 'Cải cách hành chính ', now)
    expect(busy).toBe(0)
    const { media } = await repository.contents(await repository.manifest(manifest.id))
    const parts: Buffer[] = []
    for await (const piece of piecesInOrder(repository, media[0] as Contents['media'][number])) parts.push(piece)
    expect(Buffer.concat(parts).toString()).toBe('Cải cách hành chính '.repeat(2))
    const again = new Repository(place(), readBackupKey(KEY))
    await storeStream(again, stream('Cải cách hành chính '.repeat(2)), { size: 10, pack: true })
    expect(again.added).toBe(0)
    // A byte that rots, a piece that is cut, one put in another's place: each is found.
    const [first = '', second = ''] = await repository.needed(manifest.id)
    const path = (object: string): string => `objects/${object.slice(0, 2)}/${object}`
    const whole = (await place().get(path(first))) as Buffer
    const other = (await place().get(path(second))) as Buffer
    const rotten = Buffer.from(whole)
    rotten.writeUInt8(rotten.readUInt8(14) ^ 1, 14)
    for (const bad of [rotten, whole.subarray(0, whole.length - 1), other, Buffer.alloc(0)]) {
      await place().put(path(first), bad)
      const reading = (async () => {
        for (const hash of [manifest.contents, ...(media[0]?.pieces ?? [])]) await repository.get(hash)
      })()
      await expect(reading).rejects.toMatchObject({ code: 'backup_damaged' })
    }
    await place().put(path(first), whole)
    await place().put(`backups/${manifest.id}.json`, Buffer.from(JSON.stringify({ ...manifest, rows: { station: 1 } })))
    await expect(repository.manifest(manifest.id)).rejects.toMatchObject({ code: 'backup_damaged' })
    await repository.forget(manifest.id)
  })

  test('go when no backup needs them any more; what did not prove itself pushes nothing out', async () => {
    const repository = new Repository(place(), null)
    const days = [1, 2, 3, 4].map((n) => now + n * DAY)
    const made: Manifest[] = []
    for (const [i, at] of days.entries()) made.push(await put(place(), `bản của ngày ${i} `, at, false))
    for (const { id } of made.slice(0, 3)) await repository.markProven(id, {})
    const later = Date.now() + 2 * DAY
    const gone = await sweep(repository, keep, { zone: openZone('Asia/Ho_Chi_Minh'), now: later })
    expect(gone.backups).toBe(1)
    expect((await repository.backups()).map(({ id, proven }) => [id, proven])).toEqual([
      [made[3]?.id, false],
      [made[2]?.id, true],
      [made[1]?.id, true],
    ])
    const left = new Repository(place(), null)
    for (const { id } of await left.backups()) {
      const { media } = await left.contents(await left.manifest(id))
      for (const piece of media[0]?.pieces ?? []) await left.get(piece)
    }
    await expect(left.manifest(made[0]?.id ?? '')).rejects.toMatchObject({ code: 'backup_not_found' })
    expect(gone.objects).toBeGreaterThan(0)
    expect((await sweep(left, keep, { zone: openZone('Asia/Ho_Chi_Minh'), now: later })).objects).toBe(0)
    // Young objects may belong to a backup that is not finished.
    await left.put(Buffer.from('đang ghi dở'), true)
    expect((await sweep(left, keep, { zone: openZone('Asia/Ho_Chi_Minh'), now: Date.now() })).objects).toBe(0)
  })
})
