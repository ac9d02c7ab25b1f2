import { createHash } from 'node:crypto'
import type { Appender, Clocks, Disk, Log, Player, Sound, Timers } from '../../src/agent/parts.ts'

/** A small generator of chance that gives the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Waiting = { at: number; order: number; run: () => Promise<void>; gone: boolean }

/** Time that passes only when nobody has anything left to do. What is due is run one after the other, each to its end. */
export class VirtualTime {
  now: number
  readonly #heap: Waiting[] = []
  #order = 0
  /** Called when time moves: a server with the same clock follows. */
  readonly #moved: (now: number) => void

  constructor(now: number, moved: (now: number) => void = () => {}) {
    this.now = now
    this.#moved = moved
    moved(now)
  }

  after(ms: number, run: () => Promise<void>): () => void {
    const one = { at: this.now + Math.max(0, Math.round(ms)), order: this.#order, run, gone: false }
    this.#order += 1
    this.#push(one)
    return () => {
      one.gone = true
    }
  }
  at(moment: number, run: () => Promise<void>): void {
    this.after(moment - this.now, run)
  }

  async runUntil(moment: number): Promise<void> {
    let standing = 0
    for (;;) {
      const next = this.#heap[0]
      if (!next || next.at > moment) break
      this.#pop()
      if (next.gone) continue
      standing = next.at > this.now ? 0 : standing + 1
      if (standing > 20_000) throw new Error(`time stands still at ${new Date(this.now).toISOString()}`)
      this.#move(next.at)
      await next.run()
    }
    this.#move(moment)
  }
  run(ms: number): Promise<void> {
    return this.runUntil(this.now + ms)
  }
  #move(to: number): void {
    if (to <= this.now) return
    this.now = to
    this.#moved(to)
  }

  // A binary heap: hundreds of stations have thousands of timers.
  #before = (a: Waiting, b: Waiting): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
  #push(one: Waiting): void {
    const heap = this.#heap
    heap.push(one)
    for (let i = heap.length - 1; i > 0; ) {
      const up = (i - 1) >> 1
      const [a, b] = [heap[i], heap[up]]
      if (!a || !b || !this.#before(a, b)) break
      heap[i] = b
      heap[up] = a
      i = up
    }
  }
  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (!last || heap.length === 0) return
    heap[0] = last
    for (let i = 0; ; ) {
      let least = i
      for (const child of [2 * i + 1, 2 * i + 2]) {
        const [a, b] = [heap[child], heap[least]]
        if (a && b && this.#before(a, b)) least = child
      }
      if (least === i) return
      const [a, b] = [heap[i], heap[least]]
      if (!a || !b) return
      heap[i] = b
      heap[least] = a
      i = least
    }
  }
}

/** Nothing of ours ever fills it. */
const ROOMY = 8_000_000_000

class FullError extends Error {
  readonly code = 'ENOSPC'
}

/** What stands in a file, and how much of it is on disk for sure. */
type File = { data: Buffer; synced: number; changedAt: number }

/** Both, in the room behind the first where there is enough of it: a long download is not copied at every chunk. */
function grown(first: Buffer, more: Buffer): Buffer {
  const length = first.length + more.length
  const behind = first.buffer.byteLength - first.byteOffset
  // Small buffers share Node's pool with others.
  const own = first.byteOffset === 0 && first.buffer.byteLength > Buffer.poolSize
  const room = own && behind >= length ? first.buffer : Buffer.alloc(Math.max(2 * length, 2 * Buffer.poolSize)).buffer
  const both = Buffer.from(room, 0, length)
  if (room !== first.buffer) first.copy(both)
  more.copy(both, first.length)
  return both
}

/** A disk that can be full, lose what was not yet written at a loss of power, and rot. Outlives the processes using it. */
export class VirtualDisk {
  readonly files = new Map<string, File>()
  /** Bytes that fit; what would be more is refused. */
  capacity = ROOMY
  /** Called before and after each change; a killed process never returns from it. */
  step: (what: string) => Promise<void> = async () => {}
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }
  get used(): number {
    let sum = 0
    for (const { data } of this.files.values()) sum += data.length
    return sum
  }
  #room(bytes: number): void {
    if (this.capacity !== ROOMY && this.used + bytes > this.capacity)
      throw new FullError('ENOSPC: no space left on device')
  }

  /** The power fails: of what was not yet on disk a part may be there, or nothing. */
  loseUnsynced(random: () => number): void {
    for (const file of this.files.values()) {
      const kept = file.synced + Math.floor(random() * (file.data.length - file.synced + 1))
      file.data = file.data.subarray(0, kept)
      file.synced = file.data.length
    }
  }
  /** One bit of a file turns over. */
  rot(path: string, at: number): void {
    const file = this.files.get(path)
    if (!file) throw new Error(`no file ${path}`)
    const data = Buffer.from(file.data)
    data[at] = (data[at] ?? 0) ^ 1
    file.data = data
  }
  text(path: string): string {
    return this.files.get(path)?.data.toString() ?? ''
  }
  names(folder: string): string[] {
    return [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort()
  }

  open(): Disk {
    const put = async (path: string, text: string): Promise<void> => {
      const data = Buffer.from(text)
      await this.step(`before ${path}`)
      this.#room(data.length - (this.files.get(path)?.data.length ?? 0))
      this.files.set(path, { data, synced: data.length, changedAt: this.#now() })
      await this.step(`after ${path}`)
    }
    return {
      read: async (path) => this.files.get(path)?.data.toString() ?? null,
      replace: put,
      overwrite: put,
      append: async (path) => this.#append(path),
      hash: async (path) => {
        const file = this.files.get(path)
        return file ? createHash('sha256').update(file.data).digest('hex') : null
      },
      list: async (folder) =>
        [...this.files].flatMap(([path, { data, changedAt }]) =>
          path.startsWith(`${folder}/`) ? [{ name: path.slice(folder.length + 1), bytes: data.length, changedAt }] : [],
        ),
      remove: async (path) => {
        await this.step(`before remove ${path}`)
        this.files.delete(path)
      },
      rename: async (from, to) => {
        await this.step(`before rename ${to}`)
        const file = this.files.get(from)
        if (!file) throw new Error(`no file ${from}`)
        this.files.delete(from)
        this.files.set(to, file)
        await this.step(`after rename ${to}`)
      },
      free: async () => this.capacity - this.used,
      absolute: (path) => path,
    }
  }

  #append(path: string): Appender {
    return {
      write: async (text) => {
        const data = Buffer.from(text)
        await this.step(`before write ${path}`)
        this.#room(data.length)
        const file = this.files.get(path) ?? { data: Buffer.alloc(0), synced: 0, changedAt: 0 }
        file.data = grown(file.data, data)
        file.changedAt = this.#now()
        this.files.set(path, file)
        await this.step(`after write ${path}`)
      },
      sync: async () => {
        await this.step(`before sync ${path}`)
        const file = this.files.get(path)
        if (file) file.synced = file.data.length
        await this.step(`after sync ${path}`)
      },
      close: async () => {},
    }
  }
}

/** One stretch of sound that came out of the loudspeaker, at true times. `until` null: it is playing. */
export type Heard = {
  readonly airingId: string
  readonly sha256: string
  readonly from: number
  readonly fromSeconds: number
  readonly whole: number
  until: number | null
  /** It ended by itself, at its end. */
  complete: boolean
}

/** The loudspeaker of a station: what it sounded is the truth with which all counting is compared. */
export class Loudspeaker {
  readonly heard: Heard[] = []
  /** The next sound cannot be loaded. */
  broken: string | null = null
  #silence: (() => void) | null = null
  readonly #time: VirtualTime

  constructor(time: VirtualTime) {
    this.#time = time
  }
  /** What is on air falls silent: the power failed, or the process was killed. */
  cut(): void {
    this.#silence?.()
    this.#silence = null
  }
  get playing(): Heard | null {
    return this.heard.findLast(({ until }) => until === null) ?? null
  }

  player(timers: Timers): Player {
    return {
      name: 'virtual',
      seeks: true,
      load: async (request, onEnd): Promise<Sound> => {
        if (this.broken !== null) throw new Error(this.broken)
        let stretch: Heard | null = null
        let cancel = (): void => {}
        const seconds = (): number => (stretch ? ((stretch.until ?? this.#time.now) - stretch.from) / 1000 : 0)
        const end = (): void => {
          if (stretch && stretch.until === null) stretch.until = this.#time.now
          cancel()
        }
        return {
          start: async () => {
            if (this.playing) throw new Error('two sounds at once')
            const sha256 = /([0-9a-f]{64})/.exec(request.file)?.[1] ?? ''
            const { airingId, fromSeconds } = request
            stretch = {
              airingId,
              sha256,
              from: this.#time.now,
              fromSeconds,
              whole: request.seconds,
              until: null,
              complete: false,
            }
            this.heard.push(stretch)
            this.#silence = end
            cancel = timers.after((request.seconds - fromSeconds) * 1000, async () => {
              end()
              if (stretch) stretch.complete = true
              await onEnd({ how: 'finished', seconds: request.seconds - fromSeconds, detail: null })
            })
          },
          stop: async () => {
            end()
            return seconds()
          },
          heard: () => (stretch ? seconds() : null),
        }
      },
    }
  }
}

/** A machine: its boots, its clock with its errors, its death. */
export class VirtualMachine {
  readonly time: VirtualTime
  readonly disk: VirtualDisk
  readonly speaker: Loudspeaker
  /** What its clock shows more than the true time, ms. */
  wallError = 0
  #bootedAt: number
  #boots = 0
  #die: () => void = () => {}
  #died: Promise<void> = Promise.resolve()
  #alive = false
  readonly #name: string
  readonly logged: string[] = []

  constructor(time: VirtualTime, name = 'm') {
    this.time = time
    this.#name = name
    this.disk = new VirtualDisk(() => time.now)
    this.speaker = new Loudspeaker(time)
    this.#bootedAt = time.now - 60_000
  }

  /** The machine starts anew: another boot, its monotonic clock at nought. */
  boot(): void {
    this.#boots += 1
    this.#bootedAt = this.time.now
  }

  /** What one process on this machine sees; all its timers stop and its calls never return once it is killed. */
  process(): { clocks: Clocks; timers: Timers; disk: Disk; player: Player; log: Log } {
    let alive = true
    const underWay = new Set<() => void>()
    this.#died = new Promise<void>((resolve) => {
      this.#die = () => {
        alive = false
        resolve()
        for (const end of underWay) end()
      }
    })
    this.#alive = true
    // Not a race with the death: a promise that is waited for a million times keeps them all.
    const untilDone = (run: () => Promise<void>): Promise<void> =>
      new Promise((resolve, reject) => {
        underWay.add(resolve)
        run()
          .then(resolve, reject)
          .finally(() => underWay.delete(resolve))
      })
    const timers: Timers = {
      after: (ms, run) =>
        this.time.after(ms, async () => {
          if (alive) await untilDone(run)
        }),
    }
    return {
      timers,
      clocks: {
        wall: () => this.time.now + this.wallError,
        mono: () => this.time.now - this.#bootedAt,
        bootId: `boot-${this.#name}-${this.#boots}`,
      },
      disk: this.disk.open(),
      player: this.speaker.player(timers),
      log: (level, text) => this.logged.push(`${new Date(this.time.now).toISOString()} ${level} ${text}`),
    }
  }
  get alive(): boolean {
    return this.#alive
  }
  /** Resolves when the process is killed. */
  get died(): Promise<void> {
    return this.#died
  }

  /** kill -9: the sound ends with the process, the disk keeps what was written. */
  kill(): void {
    this.#alive = false
    this.#die()
    this.speaker.cut()
  }
  /** The power fails: also what was not on disk is lost. */
  losePower(random: () => number): void {
    this.kill()
    this.disk.loseUnsynced(random)
  }
}
