import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { openSession, SESSION_COOKIE } from '../../src/accounts/index.ts'
import { createApp } from '../../src/app.ts'
import { hashOfTable } from '../../src/backup/rows-store.ts'
import { tableShapes } from '../../src/backup/shape-store.ts'
import type { Config } from '../../src/config.ts'
import { openDb } from '../../src/db/index.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import { openContext } from '../../src/open-context.ts'
import { airingId } from '../../src/protocol/airing-id.ts'
import { type Ledgerless, reportsFixture } from '../reports-fixture.ts'
import { type DatabaseKind, openWorld, type World } from '../world.ts'

export const CODES = ['hoa-tinh', 'quon-long'] as const
export const DAYS = ['2026-10-29', '2026-10-30'] as const
/** When the players were switched on. */
const BOOTED = Date.parse('2026-10-20T06:00:00+07:00')
export const KEY = '1f'.repeat(32)

/** The district with a folder for its database and its backups. */
export type Rig = {
  readonly world: World
  readonly fixture: Ledgerless
  readonly folder: string
  /** Where backups go. */
  readonly target: string
  readonly config: Config
  /** Keys of the players, by station. */
  readonly keys: ReadonlyMap<string, string>
  /** A player of a station reports its airing of a day; `event` as an agent keeps it, to be sent again. */
  report(code: string, day: string): Promise<Sent>
  send(sent: Sent): Promise<{ status: string; next_seq: number }>
  /** Puts a file into storage, as an upload does. @returns its SHA-256 */
  store(content: Buffer): Promise<string>
  close(): Promise<void>
}
export type Sent = { readonly code: string; readonly event: Record<string, unknown> }

export async function openRig(database: DatabaseKind, env: Record<string, string> = {}): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'songque-backup-'))
  const target = join(folder, 'ban-sao')
  const world = await openWorld({
    database,
    now: '2026-11-02T08:00:00+07:00',
    sqliteFile: join(folder, 'songque.db'),
    env: { BACKUP_TO: target, ...env },
  })
  const fixture = await reportsFixture(world)
  const { ctx } = world
  // The schedule stands before anything is reported, as it does for sixty days ahead.
  const airings = new Map<string, ReturnType<Ledgerless['airing']>>(
    CODES.flatMap((code) =>
      DAYS.map((on) => [`${code} ${on}`, fixture.airing({ station_id: world.stations[code] ?? 0, on })] as const),
    ),
  )
  await fixture.put({ airings: [...airings.values()] })
  const next = new Map<string, number>()
  const players = new Map(
    await Promise.all(CODES.map(async (code) => [code as string, await world.station(code)] as const)),
  )
  const send = async ({ code, event }: Sent) => {
    const body = bodyOf(world, code, event)
    const answer = await players.get(code)?.post(`/api/v1/stations/${code}/as-run`, body)
    if (answer?.status !== 200) throw new Error(JSON.stringify(answer?.body))
    return { status: answer.body.events[0].status as string, next_seq: answer.body.next_seq as number }
  }
  return {
    world,
    fixture,
    folder,
    target,
    keys: new Map([...players].map(([code, { key }]) => [code, key])),
    config: { ...ctx.config, databaseUrl: ctx.db.url },
    send,
    report: async (code, day) => {
      const row = airings.get(`${code} ${day}`)
      if (!row) throw new Error(`nothing is planned at ${code} on ${day}`)
      const key = { slotId: row.slot_id, stationId: row.station_id, onDate: row.on_date, ordinal: row.ordinal }
      const seq = (next.get(code) ?? 0) + 1
      next.set(code, seq)
      const event = {
        event_id: randomUUID(),
        seq,
        kind: 'finished',
        airing_id: airingId(key),
        at: new Date(fixture.at(day, '17:35')).toISOString(),
        mono_ms: fixture.at(day, '17:35') - BOOTED,
      }
      const answer = await send({ code, event })
      if (answer.status !== 'accepted') throw new Error(`report: ${answer.status}`)
      return { code, event }
    },
    store: async (content) => {
      const path = join(ctx.storage.incoming, randomUUID())
      await writeFile(path, content)
      const hash = sha256(content)
      await ctx.storage.put(path, { sha256: hash, extension: 'mp3' })
      const row = {
        sha256: hash,
        md5: 'm',
        bytes: content.length,
        extension: 'mp3',
        type: 'audio/mpeg',
        created_at: 0,
        removed_at: null,
        removed_reason: null,
      }
      await ctx.db.q.insertInto('media_file').values(row).execute()
      return hash
    },
    close: async () => {
      await world.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The installation of a rig opened anew, as the server does after a restore. */
export async function reopened(rig: Rig) {
  const ctx = await openContext(rig.config, rig.world.clock)
  const app = createApp(ctx)
  const token = await ctx.db.transact((tx) =>
    openSession(tx, rig.world.accounts.bich, { at: ctx.clock.now(), days: 30 }),
  )
  const ask = async (path: string, headers: Record<string, string>, body?: unknown) => {
    const init =
      body === undefined
        ? { headers }
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
    const response = await app.request(path, init)
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    return (await response.json()) as any
  }
  const staff = { cookie: `${SESSION_COOKIE}=${token}` }
  const player = (code: string) => ({ authorization: `Bearer ${rig.keys.get(code)}` })
  return {
    totals: async (path: string) => (await ask(path, staff)).totals,
    get: (path: string) => ask(path, staff),
    verify: () => ask('/api/v1/ledger/verify', staff),
    nextSeq: async (code: string): Promise<number> => {
      const beat = {
        device_id: 'may-phat',
        journal_id: `so-${code}`,
        sent_at: new Date(ctx.clock.now()).toISOString(),
        player: 'songque',
        version: '1',
        disk_free: 1,
      }
      return (await ask(`/api/v1/stations/${code}/heartbeat`, player(code), beat)).next_seq
    },
    send: async ({ code, event }: Sent) => {
      const answer = await ask(`/api/v1/stations/${code}/as-run`, player(code), bodyOf(rig.world, code, event))
      return { status: answer.events[0].status as string, next_seq: answer.next_seq as number }
    },
    close: () => ctx.db.close(),
  }
}

const bodyOf = ({ ctx }: World, code: string, event: Sent['event']) => ({
  device_id: 'may-phat',
  journal_id: `so-${code}`,
  boot_id: 'b1',
  sent_at: new Date(ctx.clock.now()).toISOString(),
  sent_mono_ms: ctx.clock.now() - BOOTED,
  events: [event],
})

/** Rows and hash of every table, by name. */
export async function tablesOf(url: string): Promise<Record<string, string>> {
  const db = openDb(url)
  try {
    return await db.transact(async (tx) => {
      const told: Record<string, string> = {}
      for (const shape of await tableShapes(tx)) {
        const { rows, sha256: hash } = await hashOfTable(tx, shape)
        told[shape.table] = `${rows} ${hash}`
      }
      return told
    })
  } finally {
    await db.close()
  }
}

/** An empty Postgres database of its own. */
export async function emptyPostgres(): Promise<{ url: string; drop: () => Promise<void> }> {
  const base = inject('postgres')
  const name = `backup_${randomUUID().slice(0, 8)}`
  const admin = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: `${base}/postgres` })
    await client.connect()
    await client.query(text).finally(() => client.end())
  }
  await admin(`create database ${name}`)
  return { url: `${base}/${name}`, drop: () => admin(`drop database ${name} with (force)`) }
}
