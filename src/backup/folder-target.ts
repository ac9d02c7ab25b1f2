import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { hasCode, orDiskFull, syncPath } from '../storage/index.ts'
import type { Held, Target } from './target.ts'

/** Backups in a folder: of another disk, of a share, of a stick. */
export function folderTarget(folder: string): Target {
  const home = resolve(folder)
  const made = new Set<string>()
  const folderOf = async (path: string): Promise<void> => {
    if (made.has(path)) return
    await mkdir(path, { recursive: true, mode: 0o700 })
    made.add(path)
  }
  return {
    shown: home,
    put: (key, bytes) =>
      orDiskFull(
        (async () => {
          const goal = join(home, key)
          await folderOf(dirname(goal))
          await folderOf(join(home, 'tmp'))
          const beside = join(home, 'tmp', randomUUID())
          try {
            const handle = await open(beside, 'wx', 0o600)
            try {
              await handle.writeFile(bytes)
              await handle.sync()
            } finally {
              await handle.close()
            }
            await rename(beside, goal)
          } catch (error) {
            await rm(beside, { force: true })
            throw error
          }
          await syncPath(dirname(goal))
        })(),
      ),
    get: async (key) => {
      try {
        return await readFile(join(home, key))
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return null
        throw error
      }
    },
    list: (prefix) => filesBelow(home, prefix),
    remove: (key) => rm(join(home, key), { force: true }),
  }
}

async function* filesBelow(home: string, prefix: string): AsyncGenerator<Held> {
  const entries = await readdir(join(home, prefix), { withFileTypes: true }).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  })
  for (const entry of entries) {
    const key = `${prefix}${entry.name}`
    if (entry.isDirectory()) yield* filesBelow(home, `${key}/`)
    else if (entry.isFile()) {
      const { size, mtimeMs } = await stat(join(home, key))
      yield { key, bytes: size, changedAt: mtimeMs }
    }
  }
}
