import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DomainError } from '../kernel/errors.ts'
import { hashFile, openDiskStorage, orDiskFull, type Storage } from './index.ts'

let home: string
let storage: Storage
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kho-'))
  storage = await openDiskStorage(home)
})
afterEach(() => rm(home, { recursive: true, force: true }))

const arrive = async (content: string): Promise<{ file: string; ref: { sha256: string; extension: string } }> => {
  const file = join(storage.incoming, `den-${Math.random()}`)
  await writeFile(file, content)
  return { file, ref: { sha256: (await hashFile(file)).sha256, extension: 'mp3' } }
}

it('moves an arrived file under its hash and reads it back, whole or a range', async () => {
  const { file, ref } = await arrive('Cải cách hành chính')
  expect(await storage.put(file, ref)).toEqual({ bytes: 24, added: true })
  expect(await readdir(storage.incoming)).toEqual(['.work'])
  expect(await storage.stat(ref)).toEqual({ bytes: 24 })
  expect(await text(storage.open(ref))).toBe('Cải cách hành chính')
  expect(await text(storage.open(ref, { start: 0, end: 0 }))).toBe('C')
  expect(await readFile((await storage.local(ref)) ?? '', 'utf8')).toBe('Cải cách hành chính')
})

it('keeps the same content once', async () => {
  const first = await arrive('một')
  const second = await arrive('một')
  await storage.put(first.file, first.ref)
  expect(await storage.put(second.file, second.ref)).toEqual({ bytes: 5, added: false })
  expect(await readdir(storage.incoming)).toEqual(['.work'])
})

it('leaves the arrived file where it is when told to, until its fate is written down', async () => {
  const { file, ref } = await arrive('giữ lại')
  expect((await storage.put(file, ref, { keep: true })).added).toBe(true)
  expect(await readFile(file, 'utf8')).toBe('giữ lại')
  expect((await storage.put(file, ref)).added).toBe(false)
  expect(await readdir(storage.incoming)).toEqual(['.work'])
})

it('mends a stored file that is not as long as its content', async () => {
  const { file, ref } = await arrive('hai mươi')
  await mkdir(join(home, 'stored', ref.sha256.slice(0, 2)), { recursive: true })
  await writeFile(join(home, 'stored', ref.sha256.slice(0, 2), `${ref.sha256}.mp3`), 'hai')
  expect((await storage.put(file, ref)).added).toBe(true)
  expect(await text(storage.open(ref))).toBe('hai mươi')
})

it('knows nothing of what is not there, and removes twice without a fault', async () => {
  const ref = { sha256: 'a'.repeat(64), extension: 'mp3' }
  expect(await storage.stat(ref)).toBeNull()
  expect(await storage.local(ref)).toBeNull()
  await storage.remove(ref)
})

it('refuses names that would leave its folder', () => {
  expect(() => storage.open({ sha256: '../../etc/passwd', extension: 'mp3' })).toThrow(TypeError)
  expect(() => storage.open({ sha256: 'a'.repeat(64), extension: '../x' })).toThrow(TypeError)
})

it('puts refused files aside under a harmless name and forgets them after their days', async () => {
  const { file } = await arrive('không phải âm thanh')
  await storage.quarantine(file, '../../bản tin?.mp3')
  expect(await readdir(join(home, 'quarantine'))).toEqual(['bản_tin_.mp3'])
  await utimes(join(home, 'quarantine', 'bản_tin_.mp3'), 0, 0)
  await storage.cleanLeftovers(Date.UTC(2026, 10, 23))
  expect(await readdir(join(home, 'quarantine'))).toEqual([])
})

it('clears the work folders of killed processes at the next start, and leaves those of living ones', async () => {
  const mine = await storage.workFolder()
  await writeFile(join(mine.path, 'dang-lam.mp3'), 'x')
  // No process has this number: Linux gives at most 4,194,304.
  const dead = join(home, 'incoming', '.work', basename(mine.path).replace(`-${process.pid}-`, '-9999999-'))
  await mkdir(dead)
  await writeFile(join(dead, 'nua-chung.mp3'), 'x')
  await storage.cleanLeftovers(0)
  expect(await readdir(join(home, 'incoming', '.work'))).toEqual([basename(mine.path)])
  await mine.remove()
})

it('says that the disk is full in words, and leaves other errors alone', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  await expect(orDiskFull(Promise.reject(full))).rejects.toMatchObject({ code: 'disk_full', status: 507 })
  await expect(orDiskFull(Promise.reject(full))).rejects.toBeInstanceOf(DomainError)
  await expect(orDiskFull(Promise.reject(new Error('khác')))).rejects.toThrow('khác')
})
