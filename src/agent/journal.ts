import { z } from 'zod'
import { DAY_MS } from '../kernel/dates.ts'
import type { AsRunEvent } from '../protocol/index.ts'
import { airingsIn, journalLine, type ReadJournal, readJournal } from './journal-rows.ts'
import type { Appender, Disk, Log } from './parts.ts'

/** Acknowledged events are kept so long, in case the server loses what it had (COUNTING.md 6). */
export const KEEP_MS = 100 * DAY_MS
/** A journal is begun anew after so many events, so that old ones can be removed as whole files. */
const EVENTS_IN_ONE = 2000
const FOLDER = 'journal'
const ACKS = 'acknowledged.json'
/** Space that is given up when the disk is full, so that what is played can still be written down. */
const RESERVE = 'reserve'
const RESERVE_BYTES = 512 * 1024

const acksSchema = z.record(z.string(), z.number().int())

export type Stream = {
  readonly journalId: string
  readonly path: string
  readonly events: AsRunEvent[]
  /** First number that the server has not acknowledged. */
  nextSeq: number
  /** Nothing is appended any more: a line of it is damaged, or numbers beyond it are in use. */
  closed: boolean
}

type Needs = { readonly disk: Disk; readonly newId: () => string; readonly log: Log; readonly now: () => number | null }

/**
 * The agent's memory of what it played: files that only grow, one line an event, each on disk before the next step.
 * A file with a damaged line is closed and a new journal begun, so that no number is ever given twice.
 */
export class Journal {
  readonly deviceId: string
  /** Airings that a damaged line speaks of. */
  readonly doubtful: readonly string[]
  readonly #needs: Needs
  #streams: Stream[]
  #file: Appender | null = null
  #torn = false
  /** Events that could not be written to disk; they are sent all the same. */
  unwritten = 0

  private constructor(needs: Needs, deviceId: string, streams: Stream[], doubtful: readonly string[]) {
    this.#needs = needs
    this.deviceId = deviceId
    this.#streams = streams
    this.doubtful = doubtful
  }

  static async open(needs: Needs, deviceId: string): Promise<Journal> {
    const { disk, log } = needs
    const acks = await readAcks(disk)
    const streams: Stream[] = []
    const doubtful: string[] = []
    const names = (await disk.list(FOLDER)).map(({ name }) => name).filter((name) => name.endsWith('.ndjson'))
    for (const name of names.sort()) {
      const path = `${FOLDER}/${name}`
      const read: ReadJournal = readJournal((await disk.read(path)) ?? '')
      if (read.damaged.length > 0) {
        log('warn', `${path}: ${read.damaged.length} damaged lines; this journal is closed`)
        doubtful.push(...airingsIn(read.damaged))
      }
      // The name holds the journal's identity too, should the first line be lost.
      const journalId = read.head?.journal_id ?? name.replace(/^\d+-|\.ndjson$/g, '')
      const closed = read.damaged.length > 0 || !read.head
      streams.push({ journalId, path, events: [...read.events], nextSeq: acks[journalId] ?? 1, closed })
    }
    const journal = new Journal(needs, deviceId, streams, doubtful)
    await journal.#reserve()
    return journal
  }

  get streams(): readonly Stream[] {
    return this.#streams
  }
  /** The journal that is written now; null before the first event. */
  get current(): Stream | null {
    const last = this.#streams.at(-1)
    return last && !last.closed ? last : null
  }
  get unsent(): number {
    return this.#streams.reduce((sum, one) => sum + unsentOf(one).length, 0)
  }
  allEvents(): AsRunEvent[] {
    return this.#streams.flatMap(({ events }) => events)
  }

  /** Writes an event down. On disk when it returns; when the disk refuses, kept in memory and sent all the same. */
  async append(event: Omit<AsRunEvent, 'seq' | 'event_id'>): Promise<AsRunEvent> {
    const stream = this.current && this.current.events.length < EVENTS_IN_ONE ? this.current : await this.#begin()
    const seq = (stream.events.at(-1)?.seq ?? 0) + 1
    const whole: AsRunEvent = { event_id: this.#needs.newId(), seq, ...event }
    const line = journalLine(whole)
    stream.events.push(whole)
    try {
      await this.#write(stream, line)
    } catch {
      this.#torn = true
      try {
        await this.#needs.disk.remove(`${FOLDER}/${RESERVE}`)
        await this.#write(stream, line)
      } catch (error) {
        this.#torn = true
        this.#needs.log('warn', `journal: ${error instanceof Error ? error.message : error}`)
        this.unwritten += 1
      }
    }
    return whole
  }

  async #write(stream: Stream, line: string): Promise<void> {
    this.#file ??= await this.#needs.disk.append(stream.path)
    await this.#file.write(this.#torn ? `\n${line}` : line)
    await this.#file.sync()
    this.#torn = false
  }

  /** What the server knows now. It may be less than it knew. */
  async acknowledge(stream: Stream, nextSeq: number): Promise<void> {
    if (stream.nextSeq === nextSeq) return
    stream.nextSeq = nextSeq
    const acks = Object.fromEntries(this.#streams.map((one) => [one.journalId, one.nextSeq]))
    // Losing it costs nothing but a report sent twice.
    await this.#needs.disk.replace(ACKS, JSON.stringify(acks)).catch(() => {})
  }

  /** The server knows numbers that we do not: this folder is an older copy. Numbers go on in a new journal. */
  async startAnew(): Promise<void> {
    const last = this.#streams.at(-1)
    if (last) last.closed = true
    await this.close()
  }

  /** Removes journals that the server has, once their last event is 100 days old. */
  async clean(now: number): Promise<void> {
    const isOld = (one: Stream): boolean => {
      const last = one.events.at(-1)
      return last !== undefined && one.nextSeq > last.seq && Date.parse(last.at) < now - KEEP_MS
    }
    for (const old of this.#streams.slice(0, -1).filter(isOld)) await this.#needs.disk.remove(old.path)
    this.#streams = this.#streams.filter((one, i) => i === this.#streams.length - 1 || !isOld(one))
    await this.#reserve()
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = null
  }

  async #begin(): Promise<Stream> {
    await this.close()
    const { newId, now } = this.#needs
    const journalId = newId()
    const at = now() ?? 0
    const order = String(this.#streams.length === 0 ? 1 : orderOf(this.#streams.at(-1)?.path ?? '') + 1).padStart(
      6,
      '0',
    )
    const path = `${FOLDER}/${order}-${journalId}.ndjson`
    const head = { journal_id: journalId, device_id: this.deviceId, created_at: new Date(at).toISOString() }
    const stream: Stream = { journalId, path, events: [], nextSeq: 1, closed: false }
    this.#torn = false
    this.#streams.push(stream)
    await this.#write(stream, journalLine(head)).catch(() => {
      this.#torn = true
    })
    return stream
  }

  async #reserve(): Promise<void> {
    const { disk } = this.#needs
    const there = (await disk.list(FOLDER)).some(({ name, bytes }) => name === RESERVE && bytes === RESERVE_BYTES)
    if (!there) await disk.replace(`${FOLDER}/${RESERVE}`, '.'.repeat(RESERVE_BYTES)).catch(() => {})
  }
}

/** Events that the server has not acknowledged, in order. They stand at the end, behind months of others. */
export function unsentOf({ events, nextSeq }: Stream): AsRunEvent[] {
  const last = events.findLastIndex(({ seq }) => seq < nextSeq)
  return events.slice(last + 1)
}

const orderOf = (path: string): number => Number(/\/(\d+)-/.exec(path)?.[1] ?? 0)
/** The disk has no room left (or no room for us). */
export const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

async function readAcks(disk: Disk): Promise<Record<string, number>> {
  try {
    return acksSchema.parse(JSON.parse((await disk.read(ACKS)) ?? '{}'))
  } catch {
    // Nothing is known to be acknowledged: all is sent again, and the server says what it has.
    return {}
  }
}
