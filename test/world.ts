import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import pg from 'pg'
import { describe, inject } from 'vitest'
import { openSession, SESSION_COOKIE } from '../src/accounts/index.ts'
import { createApp, wire } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { type Db, migrate, openDb } from '../src/db/index.ts'
import facts from '../src/demo/cho-gao.json' with { type: 'json' }
import type { AppEnv } from '../src/http/index.ts'
import { sha256 } from '../src/kernel/canonical.ts'
import type { LocalDate } from '../src/kernel/dates.ts'
import { LiveHub } from '../src/kernel/hub.ts'
import { newSecret } from '../src/kernel/ids.ts'
import { openZone } from '../src/kernel/time.ts'
import { openLog } from '../src/log.ts'
import { openStorage } from '../src/storage/index.ts'
import { DISTRICT_STATION, type Person, people, TAMS_STATION } from './story.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/** A clock that stands still until it is told to go. */
export type TestClock = { now(): number; set(iso: string): void; advance(ms: number): void }

function testClock(start: string): TestClock {
  let at = Date.parse(start)
  return {
    now: () => at,
    set: (iso) => {
      at = Date.parse(iso)
    },
    advance: (ms) => {
      at += ms
    },
  }
}

type Body = Record<string, unknown> | readonly unknown[]
/** Speaks HTTP to the application as one person or key. JSON in, JSON out. */
export type Client = {
  request(path: string, init?: RequestInit): Promise<Response>
  get(path: string): Promise<Answer>
  post(path: string, body?: Body, headers?: Record<string, string>): Promise<Answer>
  patch(path: string, body: Body): Promise<Answer>
  put(path: string, body: Body): Promise<Answer>
  delete(path: string): Promise<Answer>
}
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape; expect() is their type check
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any }

export type World = {
  readonly ctx: Context
  readonly app: Hono<AppEnv>
  readonly clock: TestClock
  readonly database: DatabaseKind
  /** Station ids by code: the district's and the 19 communes'. */
  readonly stations: Readonly<Record<string, number>>
  readonly accounts: Readonly<Record<Person, number>>
  /** Signs a person of the story in. */
  as(person: Person): Promise<Client>
  /** A client that shows nothing of who it is. */
  nobody(): Client
  /** A client with a fresh key of this station; the key's text is `key`. */
  station(code: string): Promise<Client & { readonly key: string }>
  /** A client with a fresh read-only API key. */
  reportKey(): Promise<Client & { readonly key: string }>
  close(): Promise<void>
}

export type WorldOptions = {
  readonly database?: DatabaseKind
  /** Where the story begins. Monday 23 November 2026, seven in the morning. */
  readonly now?: string
  readonly env?: Record<string, string>
  /** Keep the SQLite database in this file, not in memory. */
  readonly sqliteFile?: string
  /** Leave the story's people and stations out: an empty installation. */
  readonly empty?: boolean
}

async function answer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, body: isJson && text !== '' ? JSON.parse(text) : text }
}

function clientOf(app: Hono<AppEnv>, headers: Record<string, string>): Client {
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const all = new Headers(init.headers)
    for (const [name, value] of Object.entries(headers)) if (!all.has(name)) all.set(name, value)
    return app.request(path, { ...init, headers: all })
  }
  const send =
    (method: string) =>
    async (path: string, body?: Body, extra: Record<string, string> = {}) =>
      answer(
        await request(path, {
          method,
          headers: { 'content-type': 'application/json', ...extra },
          body: body === undefined ? null : JSON.stringify(body),
        }),
      )
  return {
    request,
    get: async (path) => answer(await request(path)),
    post: send('POST'),
    patch: send('PATCH'),
    put: send('PUT'),
    delete: async (path) => answer(await request(path, { method: 'DELETE' })),
  }
}

/** A database of its own, empty but for the schema. @returns it and what removes it */
async function freshDatabase(kind: DatabaseKind, file = ':memory:'): Promise<{ db: Db; drop: () => Promise<void> }> {
  if (kind === 'sqlite') {
    const db = openDb(`sqlite:${file}`)
    await migrate(db)
    return { db, drop: async () => {} }
  }
  const base = inject('postgres')
  const name = `world_${randomBytes(6).toString('hex')}`
  const admin = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: `${base}/postgres` })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await admin(`create database ${name} template template_world`)
  return { db: openDb(`${base}/${name}`), drop: () => admin(`drop database ${name} with (force)`) }
}

/** Puts the district, its stations and the centre's people into the database. */
async function tellStory(
  ctx: Context,
): Promise<{ stations: Record<string, number>; accounts: Record<Person, number> }> {
  const at = ctx.clock.now()
  return ctx.db.transact(async (tx) => {
    await tx.q
      .insertInto('level')
      .values([
        {
          code: 'district',
          name: 'huyện',
          name_en: 'district',
          station_name: 'đài huyện',
          station_name_en: 'district station',
          rank: 1,
        },
        {
          code: 'commune',
          name: 'xã, thị trấn',
          name_en: 'commune',
          station_name: 'đài truyền thanh xã, thị trấn',
          station_name_en: 'commune stations',
          rank: 2,
        },
      ])
      .execute()
    const unit = async (code: string, name: string, kind: string, parent: number | null): Promise<number> => {
      const row = { code, name, kind, parent_id: parent, valid_from: null, valid_to: null, legal_basis: null }
      return (await tx.q.insertInto('unit').values(row).returning('id').executeTakeFirstOrThrow()).id
    }
    const station = async (code: string, name: string, level: string, unitId: number): Promise<number> => {
      const row = {
        code,
        name,
        frequency: null,
        contact_name: null,
        contact_phone: null,
        active_from: null,
        active_to: null,
        created_at: at,
      }
      const { id } = await tx.q.insertInto('station').values(row).returning('id').executeTakeFirstOrThrow()
      const assignment = { station_id: id, from_date: '1990-01-01' as LocalDate, level_code: level, unit_id: unitId }
      await tx.q.insertInto('station_assignment').values(assignment).execute()
      return id
    }
    const province = await unit(facts.province.code, facts.province.name, facts.province.kind, null)
    const district = await unit(facts.district.code, facts.district.name, facts.district.kind, province)
    const stations: Record<string, number> = {
      [DISTRICT_STATION]: await station(DISTRICT_STATION, 'Đài Truyền thanh huyện Chợ Gạo', 'district', district),
    }
    for (const commune of facts.communes2020) {
      const unitId = await unit(commune.code, commune.name, commune.kind, district)
      stations[commune.code] = await station(
        commune.code,
        `Đài Truyền thanh ${commune.kind} ${commune.name}`,
        'commune',
        unitId,
      )
    }
    const accounts: Partial<Record<Person, number>> = {}
    for (const [username, { name, roles }] of Object.entries(people) as [Person, (typeof people)[Person]][]) {
      const row = { username, username_folded: username, name, password_hash: null, created_at: at }
      const { id } = await tx.q.insertInto('account').values(row).returning('id').executeTakeFirstOrThrow()
      for (const role of roles) await tx.q.insertInto('account_role').values({ account_id: id, role }).execute()
      accounts[username] = id
    }
    const tamsStation = stations[TAMS_STATION]
    if (accounts.tam !== undefined && tamsStation !== undefined) {
      await tx.q.insertInto('account_station').values({ account_id: accounts.tam, station_id: tamsStation }).execute()
    }
    return { stations, accounts: accounts as Record<Person, number> }
  })
}

/** Boots the real application on a database and a folder of its own. Close it in the end. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const kind = options.database ?? 'sqlite'
  const { db, drop } = await freshDatabase(kind, options.sqliteFile)
  const folder = mkdtempSync(join(tmpdir(), 'songque-world-'))
  const config = readConfig({
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    DATA_DIR: folder,
    MEDIA_DIR: join(folder, 'media'),
    PUBLIC_URL: 'http://localhost',
    ...options.env,
  })
  const clock = testClock(options.now ?? '2026-11-23T07:00:00+07:00')
  const storage = await openStorage(config)
  const zone = openZone(config.timeZone)
  const ctx: Context = { config, log: openLog(config.logLevel), clock, zone, db, storage, hub: new LiveHub() }
  wire(ctx)
  const app = createApp(ctx)
  const story = options.empty
    ? { stations: {}, accounts: Object.fromEntries(Object.keys(people).map((p) => [p, 0])) as Record<Person, number> }
    : await tellStory(ctx)

  const keyed = async (insert: (hash: string) => Promise<unknown>): Promise<Client & { key: string }> => {
    const key = newSecret()
    await insert(sha256(key))
    return { ...clientOf(app, { authorization: `Bearer ${key}` }), key }
  }
  const keyRow = (hash: string) => ({
    key_hash: hash,
    created_at: clock.now(),
    created_by: null,
    last_used_at: null,
    revoked_at: null,
    revoked_by: null,
  })
  return {
    ctx,
    app,
    clock,
    database: kind,
    ...story,
    as: async (person) => {
      const token = await db.transact((tx) => openSession(tx, story.accounts[person], { at: clock.now(), days: 30 }))
      return clientOf(app, { cookie: `${SESSION_COOKIE}=${token}`, 'sec-fetch-site': 'same-origin' })
    },
    nobody: () => clientOf(app, {}),
    station: (code) => {
      const stationId = story.stations[code]
      if (stationId === undefined) throw new Error(`no station ${code} in the story`)
      return keyed((hash) =>
        db.q
          .insertInto('station_key')
          .values({ station_id: stationId, name: 'Máy phát', ...keyRow(hash) })
          .execute(),
      )
    },
    reportKey: () =>
      keyed((hash) =>
        db.q
          .insertInto('api_key')
          .values({ name: 'Phòng Nội vụ', ...keyRow(hash) })
          .execute(),
      ),
    close: async () => {
      await db.close()
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Tells the same tests on SQLite and on Postgres. */
export function onBothDatabases(
  title: string,
  tests: (open: (options?: WorldOptions) => Promise<World>) => void,
): void {
  describe(`${title} (SQLite)`, () => tests((options) => openWorld({ ...options, database: 'sqlite' })))
  describe.skipIf(inject('postgres') === '')(`${title} (Postgres)`, () =>
    tests((options) => openWorld({ ...options, database: 'postgres' })),
  )
}
