import { createReadStream } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DAY_MS } from '../kernel/dates.ts'
import { hasCode, orDiskFull } from './faults.ts'
import type { MediaRef, Storage } from './storage.ts'
import { WorkFolders } from './work-folders.ts'

/** Refused files are kept so long for a person to look at. */
export const QUARANTINE_DAYS = 14

/** Forces a file's content, or a folder's entries, onto the disk. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Size of a file, null when it is not there. */
export async function bytesOf(path: string): Promise<number | null> {
  try {
    const found = await stat(path)
    return found.isFile() ? found.size : null
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Moves a file; from another disk it is copied beside its goal first, so that the goal appears whole or not at all. */
export async function moveWhole(from: string, to: string, keep = false): Promise<void> {
  try {
    if (keep) {
      await rm(to, { force: true })
      await link(from, to)
    } else await rename(from, to)
  } catch (error) {
    if (!hasCode(error, 'EXDEV', ...(keep ? ['EPERM', 'ENOTSUP', 'EMLINK'] : []))) throw error
    const beside = `${to}.part`
    try {
      await copyFile(from, beside)
      await syncPath(beside)
      await rename(beside, to)
    } catch (fault) {
      await rm(beside, { force: true })
      throw fault
    }
    if (!keep) await rm(from, { force: true })
  }
}

/** A name that cannot leave its folder nor hide in it. */
export const safeName = (name: string): string =>
  basename(name.replaceAll('\\', '/'))
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '')
    .slice(-120) || 'file'

/** Where a file stands below a folder: ab/ab12….mp3. @throws TypeError for what is no such name */
export function pathOf(stored: string, { sha256, extension }: MediaRef): string {
  if (!/^[0-9a-f]{64}$/.test(sha256) || !/^[a-z0-9]{1,8}$/.test(extension))
    throw new TypeError('not the name of a stored file')
  return join(stored, sha256.slice(0, 2), `${sha256}.${extension}`)
}

/**
 * Storage in a folder: incoming/ (uploads, and unfinished results in .work), stored/ab/ab12….mp3, quarantine/.
 * One disk holds them all, so that taking a file in is a rename.
 */
export async function openDiskStorage(mediaDir: string): Promise<Storage> {
  const incoming = join(mediaDir, 'incoming')
  const work = join(incoming, '.work')
  const stored = join(mediaDir, 'stored')
  const quarantine = join(mediaDir, 'quarantine')
  for (const folder of [incoming, work, stored, quarantine]) await orDiskFull(mkdir(folder, { recursive: true }))

  const folders = new WorkFolders(work)

  const put: Storage['put'] = async (file, ref, { keep = false } = {}) => {
    const goal = pathOf(stored, ref)
    const bytes = await bytesOf(goal)
    if (bytes !== null && bytes === (await bytesOf(file))) {
      if (!keep) await rm(file, { force: true })
      return { bytes, added: false }
    }
    return orDiskFull(
      (async () => {
        await mkdir(dirname(goal), { recursive: true })
        await syncPath(file)
        await moveWhole(file, goal, keep)
        await syncPath(dirname(goal))
        await syncPath(stored)
        return { bytes: (await stat(goal)).size, added: true }
      })(),
    )
  }

  return {
    incoming,
    put,
    stat: async (ref) => {
      const bytes = await bytesOf(pathOf(stored, ref))
      return bytes === null ? null : { bytes }
    },
    open: (ref, range) => createReadStream(pathOf(stored, ref), { ...range, highWaterMark: 65_536 }),
    local: async (ref) => {
      const path = pathOf(stored, ref)
      return (await bytesOf(path)) === null ? null : path
    },
    remove: async (ref) => {
      await rm(pathOf(stored, ref), { force: true })
    },
    quarantine: async (file, name) => {
      await orDiskFull(moveWhole(file, join(quarantine, safeName(name))))
    },
    signedUrl: async () => null,
    workFolder: () => folders.make(),
    cleanLeftovers: async (now, days = QUARANTINE_DAYS) => {
      await folders.clean(now)
      for (const name of await readdir(quarantine)) {
        const path = join(quarantine, name)
        if ((await stat(path)).mtimeMs < now - days * DAY_MS) await rm(path, { recursive: true, force: true })
      }
    },
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(mediaDir)
      return bavail * bsize
    },
  }
}
