import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { openSession } from '../../src/accounts/index.ts'
import { createApp, wire } from '../../src/app.ts'
import type { Context } from '../../src/context.ts'
import { openDb } from '../../src/db/index.ts'
import type { AppEnv } from '../../src/http/index.ts'
import { openScheduler, type Scheduler } from '../../src/jobs/scheduler.ts'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { LiveHub } from '../../src/kernel/hub.ts'
import { hashFile, openStorage } from '../../src/storage/index.ts'
import { type ObjectStore, openObjectStore } from '../object-store.ts'
import { startServer } from '../prove/installation.ts'
import { DISTRICT_STATION, TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'

const PATIENT = { timeout: 40_000, interval: 50 }
const DAY = '2026-11-23' as LocalDate

describe.skipIf(inject('postgres') === '')('Several servers on one Postgres and one bucket', () => {
  let store: ObjectStore
  let here: World
  let there: Context
  let app: Hono<AppEnv>
  const lines: Scheduler[] = []
  beforeAll(async () => {
    store = await openObjectStore()
    here = await openWorld({ database: 'postgres', env: store.env })
    there = { ...here.ctx, db: openDb(here.ctx.db.url), hub: new LiveHub() }
    wire(there)
    app = createApp(there)
    for (const ctx of [here.ctx, there]) lines.push(await openScheduler(ctx, []))
    for (const line of lines) line.start()
  })
  afterAll(async () => {
    for (const line of lines) await line.stop()
    await there?.db.close()
    await here?.close()
    await store?.close()
  })

  const change = (code: string): Promise<void> =>
    here.ctx.db.transact((tx) =>
      tx.emit({ type: 'airings_changed', stationIds: [here.stations[code] ?? 0], from: DAY, to: DAY }),
    )
  /** The version of a station's playlist as the other server tells it. */
  const versionThere = async (key: string): Promise<number> => {
    const path = `/api/v1/stations/${TAMS_STATION}/playlist.json`
    const response = await app.request(path, { headers: { authorization: `Bearer ${key}` } })
    expect(response.status).toBe(200)
    return ((await response.json()) as { version: number }).version
  }

  it('a change on one ends what the other keeps, and reaches its listeners and the pages of its staff', async () => {
    const { key } = await here.station(TAMS_STATION)
    const before = await versionThere(key)
    const heard: string[] = []
    there.hub.subscribe(here.stations[TAMS_STATION] ?? 0, ({ kind }) => heard.push(kind))
    const others: string[] = []
    there.hub.subscribe(here.stations[DISTRICT_STATION] ?? 0, ({ kind }) => others.push(kind))
    await change(TAMS_STATION)
    await vi.waitFor(async () => expect(await versionThere(key)).toBeGreaterThan(before), PATIENT)
    await vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining(['playlist', 'wall'])), PATIENT)
    expect(others).not.toContain('playlist')
  })

  it('a key that one revokes opens nothing at the other, though its clock stands still', async () => {
    const { key } = await here.station(TAMS_STATION)
    await versionThere(key)
    const admin = await here.as('bao')
    const { body } = await admin.get(`/api/v1/stations/${TAMS_STATION}/keys`)
    for (const { id, revoked_at } of body.items)
      if (revoked_at === null) await admin.delete(`/api/v1/stations/${TAMS_STATION}/keys/${id}`)
    const path = `/api/v1/stations/${TAMS_STATION}/playlist.json`
    const status = async () => (await app.request(path, { headers: { authorization: `Bearer ${key}` } })).status
    await vi.waitFor(async () => expect(await status()).toBe(401), PATIENT)
  })

  it('what changed while the line of news was broken is not missed', async () => {
    const { key } = await here.station(TAMS_STATION)
    const before = await versionThere(key)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'songque line' and datname = current_database()`.execute(here.ctx.db.q)
    await vi.waitFor(() => expect(there.db.deaf).toBe(true), PATIENT)
    await change(TAMS_STATION)
    expect(await versionThere(key)).toBeGreaterThan(before)
    await vi.waitFor(() => expect(there.db.deaf).toBe(false), PATIENT)
    expect(await versionThere(key)).toBeGreaterThan(before)
  })

  it('a station is sent to the bucket by a signed address where that is set, a browser never', async () => {
    const { sha256, headers } = await keptAudio(here)
    const config = here.ctx.config.s3 && { ...here.ctx.config, s3: { ...here.ctx.config.s3, redirect: true } }
    const redirecting = createApp({ ...here.ctx, storage: await openStorage(config ?? here.ctx.config) })
    const path = `/audio/${sha256}.mp3`
    const sent = await redirecting.request(path, { headers })
    expect(sent.status).toBe(302)
    expect(sent.headers.get('cache-control')).toBe('private, no-store')
    const bytes = await (await fetch(sent.headers.get('location') ?? '')).text()
    const page = await redirecting.request(path, { headers: { ...headers, 'sec-fetch-dest': 'audio' } })
    expect([page.status, await page.text()]).toEqual([200, bytes])
    expect((await redirecting.request(path, { method: 'HEAD', headers })).status).toBe(200)
    const known = await redirecting.request(path, { headers: { ...headers, 'if-none-match': `"${sha256}"` } })
    expect(known.status).toBe(304)
  })
})

/** A file in the bucket that staff may hear. */
async function keptAudio({ ctx }: World): Promise<{ sha256: string; headers: Record<string, string> }> {
  const file = join(ctx.storage.incoming, 'thu')
  await writeFile(file, 'Cải cách hành chính')
  const { sha256, md5, bytes } = await hashFile(file)
  await ctx.storage.put(file, { sha256, extension: 'mp3' })
  const row = { sha256, md5, bytes, extension: 'mp3', type: 'audio/mpeg', created_at: ctx.clock.now() }
  await ctx.db.q
    .insertInto('media_file')
    .values({ ...row, removed_at: null })
    .execute()
  const token = await ctx.db.transact(async (tx) => {
    const account = await tx.q
      .selectFrom('account')
      .select('id')
      .where('username', '=', 'phuc')
      .executeTakeFirstOrThrow()
    return openSession(tx, account.id, { at: ctx.clock.now(), days: 30 })
  })
  return { sha256, headers: { cookie: `sq_session=${token}` } }
}

const EVENTS = 10
const BATCHES = 40

describe.skipIf(inject('postgres') === '')('Two server processes, and the one that wakes the jobs is killed', () => {
  it('reports to either are counted once, and the other takes the lead within 15 s', { timeout: 180_000 }, async () => {
    const world = await openWorld({ database: 'postgres', now: new Date().toISOString() })
    const folder = mkdtempSync(join(tmpdir(), 'songque-several-'))
    const env = { DATABASE_URL: world.ctx.db.url, DATA_DIR: folder, MEDIA_DIR: join(folder, 'media') }
    const installation = { env: { ...env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' } }
    const first = await startServer(installation)
    const leads = await vi.waitFor(() => leader(world), PATIENT)
    const second = await startServer(installation)
    try {
      const { key } = await world.station(TAMS_STATION)
      const post = reporter(key)
      const acknowledged = new Set<string>()
      let killed = 0
      const send = async (n: number): Promise<void> => {
        const events = batch(n)
        // Now and then to both at once, as when an answer was lost; who gets none sends again to the other.
        const urls = n % 5 === 0 ? [first.url, second.url] : [n % 2 === 0 ? first.url : second.url]
        const told = await Promise.allSettled(urls.map((url) => post(url, events)))
        if (told.every(({ status }) => status === 'rejected')) await post(second.url, events)
        for (const { event_id } of events) acknowledged.add(event_id)
      }
      for (let n = 0; n < BATCHES; n += 4) {
        const round = Promise.all([n, n + 1, n + 2, n + 3].map(send))
        if (n === BATCHES / 2) {
          await first.kill9()
          killed = performance.now()
        }
        await round
      }
      await vi.waitFor(async () => expect(await leader(world)).not.toBe(leads), PATIENT)
      expect(performance.now() - killed).toBeLessThan(15_000)

      const rows = await world.ctx.db.q.selectFrom('evidence').select('event_id').execute()
      expect(rows).toHaveLength(BATCHES * EVENTS)
      expect(new Set(rows.map((row) => row.event_id))).toEqual(acknowledged)
      expect((await (await world.as('phuc')).get('/api/v1/ledger/verify')).body).toMatchObject({ ok: true })
    } finally {
      await first.kill9()
      await second.stop()
      await world.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

/** Which connection to Postgres holds the lead. @throws Error when none does */
async function leader({ ctx }: World): Promise<number> {
  const held = await sql<{ pid: number }>`select pid from pg_locks where locktype = 'advisory' and granted
    and classid = ${0x534f_4e47} and objid = 1
    and database = (select oid from pg_database where datname = current_database())`.execute(ctx.db.q)
  const pid = held.rows[0]?.pid
  if (pid === undefined) throw new Error('nobody leads')
  return pid
}

const batch = (n: number) =>
  Array.from({ length: EVENTS }, (_, i) => ({
    event_id: randomUUID(),
    seq: n * EVENTS + i,
    kind: 'finished',
    sha256: 'a'.repeat(64),
    at: new Date().toISOString(),
    played_seconds: 60,
  }))

function reporter(key: string): (url: string, events: readonly unknown[]) => Promise<void> {
  const stream = { device_id: 'may-phat', journal_id: randomUUID(), boot_id: 'b1' }
  return async (url, events) => {
    const body = { ...stream, sent_at: new Date().toISOString(), sent_mono_ms: performance.now(), events }
    const response = await fetch(`${url}/api/v1/stations/${TAMS_STATION}/as-run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
    await response.json()
  }
}
