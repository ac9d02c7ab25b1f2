import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type ObjectStore, openObjectStore } from '../../test/object-store.ts'
import { hashFile, type MediaRef, type Storage } from './index.ts'
import { openS3Storage } from './s3.ts'

let store: ObjectStore
let home: string
let storage: Storage
beforeAll(async () => {
  store = await openObjectStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kho-s3-'))
  storage = await open(join(home, 'a'))
})
afterEach(async () => {
  store.trouble = () => null
  store.asked.length = 0
  await rm(home, { recursive: true, force: true })
})

const open = (
  folder: string,
  more: { cacheBytes?: number; redirect?: boolean; answerMs?: number; partBytes?: number } = {},
): Promise<Storage> =>
  openS3Storage(folder, {
    endpoint: `${store.endpoint}/songque`,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    waitsMs: [1, 1],
    redirect: false,
    cacheBytes: 100e6,
    ...more,
  })
/** What another machine sees: the same bucket, nothing kept at hand. */
const elsewhere = (): Promise<Storage> => open(join(home, `b${Math.random()}`))

const arrive = async (content: Buffer): Promise<{ file: string; ref: MediaRef; content: Buffer }> => {
  const file = join(storage.incoming, `den-${Math.random()}`)
  await writeFile(file, content)
  return { file, ref: { sha256: (await hashFile(file)).sha256, extension: 'mp3' }, content }
}
const stored = async (bytes = 300_000) => {
  const one = await arrive(randomBytes(bytes))
  expect(await storage.put(one.file, one.ref)).toEqual({ bytes, added: true })
  return one
}

it('what one machine stores another reads: whole, by range, and as a file for ffmpeg', async () => {
  const { ref, content } = await stored()
  const other = await elsewhere()
  expect(await other.stat(ref)).toEqual({ bytes: 300_000 })
  expect((await buffer(other.open(ref))).equals(content)).toBe(true)
  expect((await buffer(other.open(ref, { start: 10, end: 19 }))).equals(content.subarray(10, 20))).toBe(true)
  const path = (await other.local(ref)) ?? ''
  expect((await hashFile(path)).sha256).toBe(ref.sha256)
  expect(await readdir(storage.incoming)).toEqual(['.work'])
})

it('the same content is sent once, and "keep" leaves the arrived file until its fate is written down', async () => {
  const { content } = await stored()
  const again = await arrive(content)
  expect(await storage.put(again.file, again.ref, { keep: true })).toEqual({ bytes: 300_000, added: false })
  expect(await readdir(storage.incoming)).toContain(basename(again.file))
  await storage.put(again.file, again.ref)
  expect(await readdir(storage.incoming)).toEqual(['.work'])
  expect(store.asked.filter((one) => one.startsWith('PUT'))).toHaveLength(1)
})

it('nothing is there: null, and removing twice is no fault', async () => {
  const ref = { sha256: 'a'.repeat(64), extension: 'mp3' }
  expect(await storage.stat(ref)).toBeNull()
  expect(await storage.local(ref)).toBeNull()
  await storage.remove(ref)
  await expect(buffer(storage.open(ref))).rejects.toMatchObject({ code: 'ENOENT' })
})

it('503 once or silence once is not noticed; for long it is said, and the file that came is still there', async () => {
  storage = await open(join(home, 'impatient'), { answerMs: 800 })
  let n = 0
  store.trouble = () => [{ status: 503 }, { silent: true } as const][n++] ?? null
  await stored()
  store.trouble = () => ({ status: 503 })
  const { file, ref } = await arrive(randomBytes(1000))
  await expect(storage.put(file, ref)).rejects.toMatchObject({ code: 'storage_away', status: 503 })
  expect(await readdir(storage.incoming)).toContain(basename(file))
  store.trouble = () => ({ silent: true })
  await expect(storage.put(file, ref)).rejects.toMatchObject({ code: 'storage_away' })
  store.trouble = () => null
  expect((await storage.put(file, ref)).added).toBe(true)
})

it('wrong keys are told as such and not tried again', async () => {
  store.trouble = () => ({ status: 403 })
  await expect(storage.stat({ sha256: 'b'.repeat(64), extension: 'mp3' })).rejects.toMatchObject({
    code: 'storage_refused',
  })
  expect(store.asked).toHaveLength(1)
})

it('a line that breaks in the middle of a file is taken up where it broke', async () => {
  const { ref, content } = await stored()
  const other = await elsewhere()
  let cuts = 0
  store.trouble = ({ method }) => (method === 'GET' && cuts++ < 2 ? { cutAfter: 90_000 } : null)
  expect((await buffer(other.open(ref, { start: 1, end: 299_999 }))).equals(content.subarray(1))).toBe(true)
  expect(cuts).toBe(3)
})

it('bytes that are not what their name says are not handed out as a file', async () => {
  const { ref } = await stored()
  const other = await elsewhere()
  const wrong = await arrive(randomBytes(300_000))
  await fetch(`${store.endpoint}/songque/stored/${ref.sha256.slice(0, 2)}/${ref.sha256}.mp3`, {
    method: 'PUT',
    body: new Uint8Array(wrong.content),
  })
  await expect(other.local(ref)).rejects.toThrow('something else')
})

it('what was played here plays on while the bucket is away', async () => {
  const { ref, content } = await stored()
  store.trouble = () => ({ status: 503 })
  expect(await storage.stat(ref)).toEqual({ bytes: 300_000 })
  expect((await buffer(storage.open(ref, { start: 0, end: 4 }))).equals(content.subarray(0, 5))).toBe(true)
  expect(await storage.local(ref)).not.toBeNull()
})

it('a signed address gives the bytes and ranges of them to whoever has it, where the setting allows', async () => {
  const { ref, content } = await stored()
  expect(await storage.signedUrl(ref)).toBeNull()
  const url = (await (await open(join(home, 'c'), { redirect: true })).signedUrl(ref)) ?? ''
  const answer = await fetch(url, { headers: { range: 'bytes=5-9' } })
  expect(answer.status).toBe(206)
  expect(answer.headers.get('content-type')).toBe('audio/mpeg')
  expect(Buffer.from(await answer.arrayBuffer()).equals(content.subarray(5, 10))).toBe(true)
})

it('copies at hand are thrown out by age when their room is full, those of the last hour never', async () => {
  storage = await open(join(home, 'd'), { cacheBytes: 500_000 })
  const [one, two] = [await stored(), await stored()]
  expect([await storage.local(one.ref), await storage.local(two.ref)].every((path) => path !== null)).toBe(true)
  await utimes((await storage.local(one.ref)) ?? '', 0, 0)
  await storage.cleanLeftovers(Date.now())
  store.trouble = () => ({ status: 503 })
  await expect(storage.stat(one.ref)).rejects.toMatchObject({ code: 'storage_away' })
  expect(await storage.stat(two.ref)).toEqual({ bytes: 300_000 })
})

it('a refused file is put aside in the bucket, stored no more, and forgotten after its days', async () => {
  const { ref } = await stored()
  await storage.quarantine((await storage.local(ref)) ?? '', '../../bản tin?.mp3')
  expect(await storage.stat(ref)).toBeNull()
  expect(store.asked.at(-3)).toBe(`PUT /songque/quarantine/${encodeURIComponent('bản_tin_.mp3')}`)
  const before = store.asked.length
  await storage.cleanLeftovers(Date.now() + 20 * 86_400_000)
  expect(store.asked.slice(before).some((one) => one.startsWith('DELETE /songque/quarantine/'))).toBe(true)
})

it('a large file goes in parts', async () => {
  storage = await open(join(home, 'e'), { partBytes: 5_000_000 })
  const { ref } = await stored(7_000_000)
  expect(store.asked.filter((one) => one.startsWith('PUT'))).toHaveLength(2)
  expect(await (await elsewhere()).stat(ref)).toEqual({ bytes: 7_000_000 })
})
