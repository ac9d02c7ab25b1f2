import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyAll } from '../../src/reports/verify.ts'
import { at, type Programme2020, planAiring, programme, report } from '../playout/fixture.ts'
import { type Client, openWorld, type World } from '../world.ts'

const STATION = 'dang-hung-phuoc'

/** What a database may do to a server. Whatever it is: what was acknowledged stands, once, and the rest can be sent again. */
let folder: string
let world: World
let show: Programme2020
let player: Client
let ha: Client
const airings: string[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'songque-database-'))
  world = await openWorld({ sqliteFile: join(folder, 'songque.db'), now: '2026-11-23T20:00:00+07:00' })
  show = await programme(world)
  player = await world.station(STATION)
  ha = await world.as('ha')
  airings.length = 0
  for (let n = 0; n < 40; n += 1) {
    const time = `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`
    airings.push(await planAiring(world, show, STATION, `2026-11-22 ${time}`))
  }
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

const event = (n: number) => ({
  event_id: `e-${n}`,
  seq: n + 1,
  kind: 'finished',
  airing_id: airings[n],
  sha256: show.sha256,
  at: at(`2026-11-22 ${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '10' : '40'}`),
  played_seconds: 600,
  detail: 'x'.repeat(1500),
})
const post = (...events: unknown[]) => player.post(`/api/v1/stations/${STATION}/as-run`, report(world, events))
const attest = (n: number) =>
  ha.post(`/api/v1/airings/${airings[n]}/attestations`, { outcome: 'aired', note: 'x'.repeat(900) })
/** Event ids as they stand, and what the proof says. */
async function stands(): Promise<{ events: (string | null)[]; ok: boolean; differences: unknown }> {
  const rows = await world.ctx.db.q
    .selectFrom('evidence')
    .select('event_id')
    .where('event_id', 'is not', null)
    .execute()
  const proof = await verifyAll(world.ctx, { kind: 'system', name: 'test' })
  return { events: rows.map(({ event_id }) => event_id).sort(), ok: proof.ok, differences: proof.differences }
}

test('A database that cannot grow acknowledges nothing more; when it can, what is sent again stands once', async () => {
  expect((await post(event(0))).body.events[0].status).toBe('accepted')
  const { q } = world.ctx.db
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(q)
  await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 3)}`.execute(q)

  const acknowledged = ['e-0']
  let refused = 0
  for (let n = 1; n < 30; n += 1) {
    const answer = await post(event(n))
    if (answer.status === 200) acknowledged.push(`e-${n}`)
    else {
      expect(answer).toMatchObject({ status: 507, body: { code: 'disk_full' } })
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(10)
  // Staff are told the same, and reading goes on.
  const attested: number[] = []
  let full = 201
  for (let n = 30; n < 40 && full === 201; n += 1) {
    full = (await attest(n)).status
    if (full === 201) attested.push(n)
  }
  expect(full).toBe(507)
  expect((await ha.get('/api/v1/session')).status).toBe(200)
  expect(await stands()).toMatchObject({ events: acknowledged.sort(), ok: true })

  await sql`pragma max_page_count = 1073741823`.execute(q)
  const again = (await post(...Array.from({ length: 30 }, (_, n) => event(n)))).body
  const known = again.events.filter(({ status }: { status: string }) => status === 'duplicate').length
  expect([known, again.next_seq]).toEqual([acknowledged.length, 31])
  expect((await attest(39)).status).toBe(201)
  const there = await world.ctx.db.q
    .selectFrom('evidence')
    .select('position')
    .where('kind', '=', 'attestation')
    .execute()
  expect(there).toHaveLength(attested.length + 1)
  expect((await stands()).events).toHaveLength(30)
  expect(await stands()).toMatchObject({ ok: true, differences: [] })
})

/** Another process that writes, and holds the database until it is told to let go. */
async function hold(): Promise<{ release(): Promise<void> }> {
  const program = `const db = new (require('better-sqlite3'))(process.argv[1]); db.exec('begin immediate');
    process.stdout.write('held'); process.stdin.once('data', () => { db.exec('rollback'); process.exit(0) })`
  const child = spawn(process.execPath, ['-e', program, join(folder, 'songque.db')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return {
    release: async () => {
      child.stdin.write('go')
      await gone
    },
  }
}

test('A database that another process holds is told as busy, not as done; what is sent again stands once', async () => {
  expect((await post(event(0))).status).toBe(200)
  // The ten seconds that the server waits are cut short here.
  await sql`pragma busy_timeout = 20`.execute(world.ctx.db.q)
  const holder = await hold()
  const [report1, attested] = [await post(event(1)), await attest(35)]
  expect([report1.status, attested.status]).toEqual([503, 503])
  expect(Number(report1.headers.get('retry-after'))).toBeGreaterThan(0)
  // Reading waits for nobody.
  expect((await player.get(`/api/v1/stations/${STATION}/playlist.json`)).status).toBe(200)
  expect((await stands()).events).toEqual(['e-0'])

  await holder.release()
  const answer = (await post(event(0), event(1), event(2))).body
  expect(answer.events.map(({ status }: { status: string }) => status)).toEqual(['duplicate', 'accepted', 'accepted'])
  expect((await attest(35)).status).toBe(201)
  expect(await stands()).toMatchObject({ events: ['e-0', 'e-1', 'e-2'], ok: true, differences: [] })
})

test('A server whose clock jumps a day ahead and an hour back counts each airing once', async () => {
  // The station's monotonic clock goes on as ever: only the server is wrong, and by it the times of what is measured.
  const boot = '2026-11-20T00:00:00Z'
  const sane = world.clock.now() - Date.parse(boot)
  const told = async (...numbers: number[]): Promise<string[]> => {
    const events = numbers.map((n) => ({ ...event(n), mono_ms: Date.parse(event(n).at) - Date.parse(boot) }))
    const { body } = await player.post(
      `/api/v1/stations/${STATION}/as-run`,
      report(world, events, { boot_id: boot, sent_mono_ms: sane }),
    )
    return body.events.map(({ status }: { status: string }) => status)
  }
  // Five hours lie between one and the next.
  expect(await told(0)).toEqual(['accepted'])
  world.clock.advance(86_400_000)
  expect(await told(0, 10)).toEqual(['duplicate', 'accepted'])
  world.clock.advance(-90_000_000)
  expect(await told(10, 20)).toEqual(['duplicate', 'accepted'])
  expect((await ha.get('/api/v1/session')).status).toBe(200)
  world.clock.advance(3_600_000)
  expect(await told(20, 30)).toEqual(['duplicate', 'accepted'])
  const rows = await world.ctx.db.q.selectFrom('airing').select('aired_on').where('outcome', '=', 'aired').execute()
  // What came in while the server was a day ahead is dated by that; its airing is the one that was named.
  expect(rows.map(({ aired_on }) => aired_on).sort()).toEqual([...Array(3).fill('2026-11-22'), '2026-11-23'])
  const { body } = await ha.get('/api/v1/reports/airings.json?from=2026-11-01&to=2026-11-30')
  expect(body.totals.commune.aired).toBe(4)
  expect(await stands()).toMatchObject({ ok: true, differences: [] })
})
