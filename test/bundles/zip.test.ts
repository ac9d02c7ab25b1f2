import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { textEntry, type ZipEntry, zipStream } from '../../src/bundles/zip.ts'
import { unzip } from './unzip.ts'

const CHUNK = 65_536
const chunk = Buffer.alloc(CHUNK, 'sóng ')

/** Files that are made as they are read, and tell how many are open and how much was read of them. */
function files(count: number, chunks: number) {
  const seen = { open: 0, most: 0, read: 0 }
  const hash = createHash('sha256')
  for (let i = 0; i < chunks; i++) hash.update(chunk)
  const sha256 = hash.digest('hex')
  const entries = Array.from(
    { length: count },
    (_, i): ZipEntry => ({
      path: `audio/${i}.mp3`,
      bytes: chunks * CHUNK,
      sha256,
      open: () => {
        seen.open += 1
        seen.most = Math.max(seen.most, seen.open)
        let left = chunks
        return new Readable({
          highWaterMark: CHUNK,
          read() {
            if (left === 0) return void this.push(null)
            left -= 1
            seen.read += CHUNK
            this.push(chunk)
          },
          destroy(error, done) {
            seen.open -= 1
            done(error)
          },
        })
      },
    }),
  )
  return { entries, seen }
}

it('is made in little memory however much it holds, one file open at a time', async () => {
  const { entries, seen } = files(200, 32)
  const { stream, bytes } = await zipStream(entries, 0)
  const before = process.memoryUsage()
  let total = 0
  let most = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    total += part.length
    const now = process.memoryUsage()
    most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external)
  }
  expect(total).toBe(bytes)
  expect(total).toBeGreaterThan(200 * 32 * CHUNK)
  expect(seen.most).toBe(1)
  // 400 MB went by.
  expect(most).toBeLessThan(64 * 1024 * 1024)
})

it('waits for a receiver that does not read, and lets go of its file when that one goes away', async () => {
  const { entries, seen } = files(10, 100)
  const { stream } = await zipStream(entries, 0)
  stream.read(1)
  for (let i = 0; i < 200; i++) await nextTurn()
  expect(seen.read).toBeGreaterThan(0)
  expect(seen.read).toBeLessThan(10 * CHUNK)
  stream.destroy()
  for (let i = 0; i < 20; i++) await nextTurn()
  expect([seen.open, seen.most]).toEqual([0, 1])
})

it('breaks off when a file is not what it should be, or is gone', async () => {
  const drain = async (entry: ZipEntry) => {
    const { stream } = await zipStream([textEntry('a.txt', 'đầu'), entry], 0)
    for await (const _ of stream) void _
  }
  const good = textEntry('b.txt', 'nội dung')
  await expect(drain({ ...good, sha256: '0'.repeat(64) })).rejects.toThrow('b.txt is not what it should be')
  await expect(drain({ ...good, bytes: good.bytes + 1 })).rejects.toThrow()
  const gone = () =>
    new Readable({
      read() {
        this.destroy(new Error('ENOENT'))
      },
    })
  await expect(drain({ ...good, open: gone })).rejects.toThrow('ENOENT')
  await expect(drain(good)).resolves.toBeUndefined()
})

it('reads back as what went in, empty files too', async () => {
  const entries = [textEntry('trống.txt', ''), textEntry('audio/a.mp3', 'âm thanh'), textEntry('x.json', '{}')]
  const { stream, bytes } = await zipStream(entries, Date.UTC(2026, 10, 23))
  const parts: Buffer[] = []
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part)
  const whole = Buffer.concat(parts)
  expect(whole.length).toBe(bytes)
  expect([...(await unzip(whole))].map(([path, content]) => [path, content.toString()])).toEqual([
    ['trống.txt', ''],
    ['audio/a.mp3', 'âm thanh'],
    ['x.json', '{}'],
  ])
})
