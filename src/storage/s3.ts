import { createReadStream } from 'node:fs'
import { mkdir, rm, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DAY_MS } from '../kernel/dates.ts'
import { bytesOf, pathOf, QUARANTINE_DAYS, safeName } from './disk.ts'
import { orDiskFull } from './faults.ts'
import { LocalCopies } from './local-copies.ts'
import { S3Client, type S3Settings } from './s3-client.ts'
import { readObject } from './s3-read.ts'
import type { MediaRef, Storage } from './storage.ts'
import { WorkFolders } from './work-folders.ts'

export type S3StorageSettings = S3Settings & {
  /** Whether stations may be sent to the bucket by signed addresses. */
  readonly redirect: boolean
  /** Room for copies on this machine's disk, in bytes. */
  readonly cacheBytes: number
}

const TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  json: 'application/json',
}
const keyOf = (ref: MediaRef): string => pathOf('stored', ref)

/**
 * Storage in a bucket of S3: the same names as in a folder (stored/ab/ab12….mp3, quarantine/), so that one becomes the other by
 * copying. This machine's folder holds uploads under way, unfinished results, and copies of what was used last, which also
 * play on while the bucket is away.
 */
export async function openS3Storage(mediaDir: string, settings: S3StorageSettings): Promise<Storage> {
  const client = new S3Client(settings)
  const incoming = join(mediaDir, 'incoming')
  const work = join(incoming, '.work')
  for (const folder of [incoming, work]) await orDiskFull(mkdir(folder, { recursive: true }))
  const folders = new WorkFolders(work)
  const copies = new LocalCopies(join(mediaDir, 'cache'), settings.cacheBytes)

  const put: Storage['put'] = async (file, ref, { keep = false } = {}) => {
    const key = keyOf(ref)
    const bytes = (await bytesOf(file)) ?? 0
    const added = (await client.size(key)) !== bytes
    if (added) {
      const type = TYPES[ref.extension] ?? 'application/octet-stream'
      await client.write(key, file, { type, sha256: ref.sha256 })
    }
    await copies.take(file, ref, keep)
    return { bytes, added }
  }

  const remove: Storage['remove'] = async (ref) => {
    await client.remove(keyOf(ref))
    await copies.forget(ref)
  }

  return {
    incoming,
    put,
    stat: async (ref) => {
      const bytes = (await copies.bytes(ref)) ?? (await client.size(keyOf(ref)))
      return bytes === null ? null : { bytes }
    },
    open: (ref, range) => {
      const kept = copies.at(ref)
      if (kept === null) return readObject(client, keyOf(ref), range)
      return createReadStream(kept, { ...range, highWaterMark: 65_536 })
    },
    local: (ref) =>
      copies.fetch(ref, async () => ((await client.size(keyOf(ref))) === null ? null : readObject(client, keyOf(ref)))),
    signedUrl: async (ref) => (settings.redirect ? client.sign(keyOf(ref)) : null),
    remove,
    quarantine: async (file, name) => {
      const [, sha256, extension] = /^([0-9a-f]{64})\.([a-z0-9]{1,8})$/.exec(basename(file)) ?? []
      if (sha256 === undefined || extension === undefined) throw new TypeError('only a stored file is put aside')
      await client.write(`quarantine/${safeName(name)}`, file, { type: 'application/octet-stream', sha256 })
      await remove({ sha256, extension })
      await rm(file, { force: true })
    },
    workFolder: () => folders.make(),
    cleanLeftovers: async (now, days = QUARANTINE_DAYS) => {
      await folders.clean(now)
      await copies.clean()
      // A bucket that is away is cleaned another day.
      for (const { key, changedAt } of await client.list('quarantine/').catch(() => []))
        if (changedAt < now - days * DAY_MS) await client.remove(key).catch(() => undefined)
    },
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(mediaDir)
      return bavail * bsize
    },
  }
}
