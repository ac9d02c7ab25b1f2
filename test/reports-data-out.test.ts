import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSecrets } from '../src/bundles/key-store.ts'
import { exportCommand } from '../src/data-out/index.ts'
import { inThread } from '../src/reports/beside/index.ts'
import { periodOf } from '../src/reports/index.ts'
import { type Ledgerless, reportsFixture, workdays } from './reports-fixture.ts'
import { DISTRICT_STATION } from './story.ts'
import { type Client, onBothDatabases } from './world.ts'

const JSON_PATH = '/cong-khai/so-lieu.json'
const CSV_PATH = '/cong-khai/so-lieu.csv'
type Line = { readonly table: string; readonly row: Record<string, unknown> }

onBothDatabases('Data out', (open) => {
  let fixture: Ledgerless
  let bich: Client
  let bao: Client
  let hash: string
  beforeAll(async () => {
    fixture = await reportsFixture(await open({ now: '2020-10-05T08:00:00+07:00' }))
    const { world, airing, put } = fixture
    ;[bich, bao] = [await world.as('bich'), await world.as('bao')]
    await put({
      airings: Object.entries(world.stations).flatMap(([code, station_id]) =>
        workdays('2020-07-01', '2020-09-30').flatMap((on) =>
          (code === DISTRICT_STATION ? ['05:15', '11:00', '17:00'] : ['05:15', '17:15']).map((time) =>
            airing({ station_id, on, time, outcome: 'aired', grade: 'imported' }),
          ),
        ),
      ),
    })
    const closed = await bich.post('/api/v1/reports/closings', { period: '2020-Q3' })
    expect(closed.status).toBe(201)
    hash = closed.body.hash
  })
  afterAll(() => fixture.world.close())

  test('is no public address until the administrator switches it on, and none at once when it is off again', async () => {
    const nobody = fixture.world.nobody()
    expect([(await nobody.get(JSON_PATH)).status, (await nobody.get(CSV_PATH)).status]).toEqual([404, 404])
    for (const person of ['bich', 'ha', 'lan'] as const)
      expect((await (await fixture.world.as(person)).patch('/api/v1/settings', { public_totals: true })).status).toBe(
        403,
      )
    const centre_name = 'Trung tâm Văn hóa, Thông tin và Truyền thanh Chợ Gạo'
    expect((await bao.patch('/api/v1/settings', { public_totals: true, centre_name })).body).toEqual({
      centre_name,
      public_totals: true,
    })
    expect((await nobody.get(JSON_PATH)).status).toBe(200)
    await bao.patch('/api/v1/settings', { public_totals: false })
    expect((await nobody.get(JSON_PATH)).status).toBe(404)
    await bao.patch('/api/v1/settings', { public_totals: true })
    const trail = await fixture.world.ctx.db.q
      .selectFrom('audit_entry')
      .select('after')
      .where('action', '=', 'settings.change')
      .execute()
    expect(trail.map(({ after }) => JSON.parse(after ?? '{}').publicTotals)).toEqual([true, false, true])
  })

  test('tells everybody the closed totals, 237 and 3.002, and names no station, person or single airing', async () => {
    const nobody = fixture.world.nobody()
    const { body, headers } = await nobody.get(JSON_PATH)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(body.publisher).toContain('Chợ Gạo')
    const [closing] = body.closings
    expect(closing).toMatchObject({
      period: { key: '2020-Q3', from: '2020-07-01', to: '2020-09-30' },
      totals: { district: { aired: 237 }, commune: { aired: 3002 } },
      supplements: [],
      hash,
    })
    const text = JSON.stringify(body)
    for (const secret of ['Đặng Ngọc Bích', 'hoa-tinh', '"stations":']) expect(text).not.toContain(secret)
    const csv = (await nobody.get(`${CSV_PATH}?lang=en`)).body as string
    expect(csv).toMatch(/^"Period","From"/)
    const bytes = new Uint8Array(await (await nobody.request(CSV_PATH)).arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(csv).toContain('"district station","",237,237,0,0,0,')
    expect(csv).toContain('"commune stations","",3002,3002,')
    const again = await nobody.request(JSON_PATH, { headers: { 'if-none-match': headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
  })

  test('has supplements beside the closed totals within a minute, and slows down who asks without end', async () => {
    const { world, airing, put } = fixture
    const station_id = world.stations['hoa-tinh'] ?? 0
    await put({ airings: [airing({ station_id, on: '2020-07-05', outcome: 'aired', grade: 'attested' })] })
    const { items } = (await bich.get('/api/v1/reports/closings')).body
    expect((await bich.post(`/api/v1/reports/closings/${items[0].id}/supplements`, {})).status).toBe(201)
    world.clock.advance(60_000)
    const [closing] = (await world.nobody().get(JSON_PATH)).body.closings
    expect(closing.totals.commune.aired).toBe(3002)
    expect(closing.supplements).toMatchObject([{ number: 1, totals: { commune: { aired: 1 } } }])
    const statuses: number[] = []
    for (let n = 0; n < 60; n += 1) statuses.push((await world.nobody().request(JSON_PATH)).status)
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429])
    const refused = await world.nobody().get(JSON_PATH)
    expect([refused.body.code, Number(refused.headers.get('retry-after'))]).toEqual(['too_many_questions', 60])
    world.clock.advance(60_000)
    expect((await world.nobody().get(JSON_PATH)).status).toBe(200)
  })

  test('takes everything out but secrets: read back, the rows count to the same figure', async () => {
    expect((await bich.get('/api/v1/export.ndjson')).status).toBe(403)
    const response = await bao.request('/api/v1/export.ndjson')
    expect(response.headers.get('content-type')).toContain('ndjson')
    const [head, ...lines] = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const end = lines.pop()
    expect(head).toMatchObject({ export: 'song-que', version: 1, time_zone: 'Asia/Ho_Chi_Minh' })
    const rows = lines as Line[]
    const of = (table: string) => rows.filter((line) => line.table === table).map(({ row }) => row)
    expect([end.end, Object.keys(end.rows)]).toEqual([true, head.tables])
    for (const table of head.tables) expect(of(table).length, table).toBe(end.rows[table])
    // The count that docs/xuat-du-lieu.md tells how to make.
    const aired = (level: string): number =>
      of('airing').filter(
        (row) =>
          row.outcome === 'aired' &&
          row.programme === 'episode' &&
          String(row.aired_on) >= '2020-07-01' &&
          String(row.aired_on) <= '2020-09-30' &&
          row.level_code === level,
      ).length
    expect([aired('district'), aired('commune')]).toEqual([237, 3003])
    const [closing] = of('closing')
    expect(JSON.parse(String(closing?.head)).totals.commune.aired).toBe(3002)
    expect(of('closing_row')).toHaveLength(Number(closing?.row_count))
    expect(of('station')).toHaveLength(20)
  })

  test('leaves out every table and column that proves who somebody is, and what bundles are signed with', async () => {
    const secrets = Object.values(await readSecrets(fixture.world.ctx.db, 0))
    expect(secrets.length).toBeGreaterThan(0)
    const text = await (await bao.request('/api/v1/export.ndjson')).text()
    expect(text).not.toMatch(/"(password_hash|key_hash|token_hash|code_hash|pin_hash)":/)
    for (const secret of secrets) expect(text).not.toContain(JSON.stringify(secret).slice(1, -1))
    expect(text).not.toContain('bundle.secrets')
    const [head = ''] = text.split('\n')
    const { tables, left_out } = JSON.parse(head)
    expect(tables).toEqual(expect.arrayContaining(['account', 'ledger_row', 'closing_row', 'audit_entry', 'tally']))
    for (const table of Object.keys(left_out)) expect(tables).not.toContain(table)
    expect(text).toContain('"action":"data.export"')
  })

  test('a file made in a thread of its own is that of the server, on Postgres too', { timeout: 120_000 }, async () => {
    const { ctx, database } = fixture.world
    // A database in memory cannot be opened twice; a file is told in the tests of the proof.
    if (database === 'sqlite') return
    const folder = mkdtempSync(join(tmpdir(), 'songque-thread-'))
    const path = join(folder, 'evidence.csv')
    const asked = { period: periodOf('2020-Q3'), units: 'then', kind: 'all' } as const
    const file = { kind: 'report', format: 'csv', asked, issued: {}, lang: 'vi', base: '', path } as const
    let last = 0
    await inThread(ctx, 'file', [file], (done) => {
      last = done
    })
    const own = new Uint8Array(
      await (await bich.request('/api/v1/reports/airings/evidence.csv?period=2020-Q3')).arrayBuffer(),
    )
    expect([last, readFileSync(path).equals(own)]).toEqual([3239, true])
    rmSync(folder, { recursive: true })
  })

  test('is written by the command to a file of its own, and never over another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'songque-export-'))
    const file = join(folder, 'all.ndjson')
    const [said = ''] = await exportCommand(fixture.world.ctx, [file])
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(said).toBe(`${file}: ${lines.length} lines`)
    expect(JSON.parse(lines.at(-1) ?? '{}').end).toBe(true)
    await expect(exportCommand(fixture.world.ctx, [file])).rejects.toThrow('EEXIST')
    rmSync(folder, { recursive: true })
  })
})
