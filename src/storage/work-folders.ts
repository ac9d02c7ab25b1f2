import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DAY_MS } from '../kernel/dates.ts'
import { hasCode, orDiskFull } from './faults.ts'
import type { WorkFolder } from './storage.ts'

const HOST = hostname().replace(/[^A-Za-z0-9]/g, '') || 'host'

/** Whether a process of this machine lives. One that may not be signalled does. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/**
 * Folders of jobs under way, named by machine and process: several servers may share one disk, and the start of one must
 * not take away what another works on.
 */
export class WorkFolders {
  readonly #work: string
  readonly #own = new Set<string>()

  constructor(work: string) {
    this.#work = work
  }

  async make(): Promise<WorkFolder> {
    const path = await orDiskFull(mkdtemp(join(this.#work, `job-${HOST}-${process.pid}-`)))
    this.#own.add(path)
    const remove = async (): Promise<void> => {
      this.#own.delete(path)
      await rm(path, { recursive: true, force: true })
    }
    return { path, remove }
  }

  /** Removes what processes left that are gone; of other machines what is older than a day. */
  async clean(now: number): Promise<void> {
    for (const name of await readdir(this.#work)) {
      const path = join(this.#work, name)
      if (!(await this.#inUse(name, path, now))) await rm(path, { recursive: true, force: true })
    }
  }

  async #inUse(name: string, path: string, now: number): Promise<boolean> {
    const [, host, pid] = /^job-([A-Za-z0-9]+)-(\d+)-/.exec(name) ?? []
    if (host === undefined) return false
    if (host !== HOST) return ((await stat(path).catch(() => null))?.mtimeMs ?? 0) > now - DAY_MS
    // A process of the same number as ours is ours, or was killed before this one got its number.
    return Number(pid) === process.pid ? this.#own.has(path) : lives(Number(pid))
  }
}
