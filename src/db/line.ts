import { createRequire } from 'node:module'
import type pgDriver from 'pg'
import type { Db } from './db.ts'
import { CHANNEL } from './news.ts'

/** The lock of the one process that wakes the periodic jobs: two numbers that no other advisory lock of ours uses. */
const LEADER = [0x534f_4e47, 1] as const
/** Together below 15 s: a dead machine is noticed by Postgres after some 11 s, and the lock is asked for every 3 s. */
const BEAT_MS = 3_000
const ANSWER_MS = 5_000
const KEEPALIVE = `set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3`
const AGAIN_MS = 250

/** One connection of this process's own to Postgres: on it news come, and with it goes the right to wake the jobs. */
export type Line = {
  readonly leads: () => boolean
  /** From now on the lead is asked for. */
  stand(): void
  /** Gives the lead away at once; news go on. For a server that stops. */
  close(): Promise<void>
}

export type LineParts = {
  /** This process is now the one that wakes the periodic jobs. */
  readonly onLead: () => void
  /** It is no longer: another one may be, or will be. */
  readonly onLose: () => void
  readonly warn: (error: unknown, what: string) => void
  readonly beatMs?: number
}

/**
 * Opens the line and keeps it open for as long as the server lives. Whenever it had broken, `db` is told that news may have
 * been missed, and is "deaf" until it is open again. The lead, once stood for, is a session's advisory lock: Postgres takes it back when
 * the process dies, and another process that asks gets it.
 * @throws Error when the first connection fails; later ones are tried for ever
 */
export async function openLine(db: Db, parts: LineParts): Promise<Line> {
  const line = new PgLine(db, parts)
  await line.connect()
  return line
}

class PgLine implements Line {
  readonly #db: Db
  readonly #parts: LineParts
  #client: pgDriver.Client | undefined
  #leads = false
  #closed = false
  #stands = false
  #timer: NodeJS.Timeout | undefined
  #wait = AGAIN_MS

  constructor(db: Db, parts: LineParts) {
    this.#db = db
    this.#parts = parts
  }

  leads = (): boolean => this.#leads

  stand(): void {
    this.#stands = true
    this.#beat()
  }

  async connect(): Promise<void> {
    const pg: typeof pgDriver = createRequire(import.meta.url)('pg')
    const client = new pg.Client({
      connectionString: this.#db.url,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      application_name: 'songque line',
    })
    client.on('error', (error) => this.#broke(client, error))
    client.on('end', () => this.#broke(client, new Error('the line was closed')))
    client.on('notification', ({ payload }) => this.#db.receive(payload ?? ''))
    try {
      await client.connect()
      await client.query(KEEPALIVE)
      await client.query(`listen ${CHANNEL}`)
    } catch (error) {
      client.end().catch(() => undefined)
      throw error
    }
    if (this.#closed) return void client.end().catch(() => undefined)
    this.#client = client
    this.#wait = AGAIN_MS
    this.#db.deaf = false
  }

  /** Asks for the lead, or, having it or not wanting it, whether the line still holds. */
  readonly #beat = (): void => {
    const client = this.#client
    if (this.#closed || !client) return
    this.#beatOnce(client)
      .then(() => {
        if (this.#client === client) this.#later(this.#beat, this.#parts.beatMs ?? BEAT_MS)
      })
      .catch((error: unknown) => this.#broke(client, error))
  }

  async #beatOnce(client: pgDriver.Client): Promise<void> {
    if (this.#leads || !this.#stands) {
      await client.query('select 1')
      return
    }
    const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${LEADER.join(', ')}) as got`)
    if (rows[0]?.got !== true || this.#client !== client || this.#closed) return
    this.#leads = true
    this.#parts.onLead()
  }

  #later(work: () => void, ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(work, ms)
  }

  #broke(client: pgDriver.Client, error: unknown): void {
    if (this.#client !== client || this.#closed) return
    this.#client = undefined
    this.#db.deaf = true
    this.#lose()
    this.#parts.warn(error, 'the line to Postgres broke')
    client.end().catch(() => undefined)
    this.#later(this.#reconnect, this.#wait)
  }

  readonly #reconnect = (): void => {
    this.connect()
      .then(() => {
        // Listening again first, then forgetting: what is told between the two is forgotten with the rest.
        this.#db.missed()
        this.#beat()
      })
      .catch(() => {
        this.#wait = Math.min(this.#wait * 2, BEAT_MS)
        if (!this.#closed) this.#later(this.#reconnect, this.#wait)
      })
  }

  #lose(): void {
    if (!this.#leads) return
    this.#leads = false
    this.#parts.onLose()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#lose()
    await this.#client?.end().catch(() => undefined)
  }
}
