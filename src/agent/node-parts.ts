import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { uptime } from 'node:os'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Appender, Clocks, Disk, Entry, Log, Timers } from './parts.ts'

/** More than this is left to be waited for in a second go: long timers of the machine are coarse. */
const FINE_MS = 40

export const nodeTimers = (log: Log): Timers => ({
  after: (ms, run) => {
    const due = performance.now() + ms
    let timer: NodeJS.Timeout
    const fire = (): void => {
      run().catch((error: unknown) =>
        log('warn', error instanceof Error ? (error.stack ?? error.message) : String(error)),
      )
    }
    const arm = (): void => {
      const left = due - performance.now()
      if (left <= 0.5) fire()
      else timer = setTimeout(arm, left > FINE_MS ? left - FINE_MS / 2 : left)
    }
    timer = setTimeout(arm, ms > FINE_MS ? ms - FINE_MS / 2 : Math.max(0, ms))
    return () => clearTimeout(timer)
  },
})

/** A machine that slept: its monotonic clock stood still, the uptime did not. */
const SLEPT_MS = 1500

/** The machine's clocks. Where the system names no boot (not Linux), each process is one. */
export function nodeClocks(): Clocks {
  let bootId: string | null = null
  try {
    bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    // Not Linux.
  }
  if (bootId === null) return { wall: () => Date.now(), mono: () => performance.now(), bootId: randomUUID() }
  const mono = (): number => {
    const awake = Number(process.hrtime.bigint()) / 1e6
    const asleep = uptime() * 1000 - awake
    return asleep > SLEPT_MS ? awake + asleep : awake
  }
  return { wall: () => Date.now(), mono, bootId }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const orNull = async <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })

/** A change of names is on disk only when the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** The agent's folder on a real disk; made if it is not there, readable by its owner only. */
export async function nodeDisk(root: string): Promise<Disk> {
  const at = (path: string): string => resolve(root, path)
  for (const folder of ['.', 'journal', 'audio']) await mkdir(at(folder), { recursive: true, mode: 0o700 })
  const write = async (path: string, text: string): Promise<void> => {
    const file = await open(path, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
  }
  return {
    read: (path) => orNull(readFile(at(path), 'utf8')),
    replace: async (path, text) => {
      const fresh = `${at(path)}.new`
      await write(fresh, text)
      await rename(fresh, at(path))
      await syncFolder(dirname(at(path)))
    },
    overwrite: async (path, text) => {
      const file = await open(at(path), 'a+', 0o600)
      await file.close()
      const same = await open(at(path), 'r+')
      try {
        await same.truncate(Buffer.byteLength(text))
        await same.write(text, 0)
        await same.datasync()
      } finally {
        await same.close()
      }
    },
    append: (path) => openAppender(at(path)),
    hash: async (path) => {
      const hash = createHash('sha256')
      const found = await orNull(pipeline(createReadStream(at(path)), hash).then(() => true))
      return found === null ? null : hash.digest('hex')
    },
    list: async (folder) => {
      const names = (await orNull(readdir(at(folder)))) ?? []
      const entries = await Promise.all(names.map((name) => entry(at(`${folder}/${name}`), name)))
      return entries.flatMap((one) => one ?? [])
    },
    remove: (path) => rm(at(path), { force: true }),
    rename: async (from, to) => {
      await rename(at(from), at(to))
      await syncFolder(dirname(at(to)))
    },
    free: async () => {
      const { bavail, bsize } = await statfs(root)
      return bavail * bsize
    },
    absolute: at,
  }
}

async function entry(path: string, name: string): Promise<Entry | null> {
  const found = await orNull(stat(path))
  return found?.isFile() ? { name, bytes: found.size, changedAt: found.mtimeMs } : null
}

async function openAppender(path: string): Promise<Appender> {
  const isNew = await access(path).then(
    () => false,
    () => true,
  )
  const file = await open(path, 'a', 0o600)
  if (isNew) await syncFolder(dirname(path))
  return {
    write: async (data) => {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data
      for (let from = 0; from < bytes.length; ) from += (await file.write(bytes, from)).bytesWritten
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  }
}
