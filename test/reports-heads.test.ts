import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { jobs } from '../src/jobs/list.ts'
import { sha256 } from '../src/kernel/canonical.ts'
import { airingId } from '../src/protocol/airing-id.ts'
import { type Ledgerless, reportsFixture } from './reports-fixture.ts'
import { type Client, onBothDatabases } from './world.ts'

const CODES = ['hoa-tinh', 'quon-long'] as const

onBothDatabases('The published heads of the ledgers', (open) => {
  let fixture: Ledgerless
  let bich: Client
  beforeEach(async () => {
    fixture = await reportsFixture(await open({ now: '2026-11-02T08:00:00+07:00' }))
    bich = await fixture.world.as('bich')
  })
  afterEach(() => fixture.world.close())

  const path = (): string => join(fixture.world.ctx.config.dataDir, 'ledger-heads.ndjson')
  const texts = (): string[] => readFileSync(path(), 'utf8').split('\n').slice(0, -1)
  const publish = async () => {
    const job = jobs.find(({ name }) => name === 'reports.publish-heads')
    await job?.run(fixture.world.ctx, new AbortController().signal)
  }
  const verify = async () => (await bich.get('/api/v1/ledger/verify')).body
  const lost = async () =>
    (await verify()).differences
      .filter((d: { part: string }) => d.part === 'published_heads')
      .map((d: Record<string, string>) => [d.station, d.where, d.what])

  /** Each station's player reports one airing of a day. */
  async function day(on: string): Promise<void> {
    const { world, airing, put, at } = fixture
    for (const code of CODES) {
      const row = airing({ station_id: world.stations[code] ?? 0, on })
      await put({ airings: [row] })
      const key = { slotId: row.slot_id, stationId: row.station_id, onDate: row.on_date, ordinal: row.ordinal }
      const body = { airing_id: airingId(key), status: 'ended', at_unix: at(on, '17:35') / 1000 }
      const answer = await (await world.station(code)).post(`/api/v1/stations/${code}/as-run/simple`, body)
      expect(answer.status).toBe(200)
    }
  }

  test('one line a day for each station, each naming the hash of the line before; run twice it adds nothing', async () => {
    await publish()
    expect(await verify()).toMatchObject({ ok: true, published_heads: 0 })
    await day('2026-10-30')
    await publish()
    await publish()
    fixture.world.clock.set('2026-11-03T00:05:00+07:00')
    await day('2026-10-31')
    await publish()
    const lines = texts()
    const told = lines.map((text) => JSON.parse(text))
    expect(told.map((line) => [line.date, line.station, line.position])).toEqual([
      ['2026-11-02', 'hoa-tinh', 1],
      ['2026-11-02', 'quon-long', 1],
      ['2026-11-03', 'hoa-tinh', 2],
      ['2026-11-03', 'quon-long', 2],
    ])
    expect(told.map((line) => line.previous)).toEqual(['0'.repeat(64), ...lines.slice(0, -1).map(sha256)])
    expect(await verify()).toMatchObject({ ok: true, published_heads: 4 })
  })

  test('a line that a power cut left unfinished is cut off; the next ones follow from the last whole line', async () => {
    await day('2026-10-30')
    await publish()
    appendFileSync(path(), '{"date":"2026-11-03","has')
    expect(await verify()).toMatchObject({ ok: true, published_heads: 2 })
    fixture.world.clock.set('2026-11-03T00:05:00+07:00')
    await publish()
    expect(texts()).toHaveLength(4)
    expect(await verify()).toMatchObject({ ok: true, published_heads: 4 })
  })

  test('a ledger that was rolled back to an older copy no longer leads through what was published', async () => {
    await day('2026-10-30')
    await publish()
    fixture.world.clock.set('2026-11-03T00:05:00+07:00')
    await day('2026-10-31')
    await publish()
    // The station's rows and head as they stood the day before, wholly consistent in themselves.
    const { ctx, stations } = fixture.world
    const station_id = stations['quon-long'] ?? 0
    const first = await ctx.db.q
      .selectFrom('ledger_row')
      .selectAll()
      .where('station_id', '=', station_id)
      .where('position', '=', 1)
      .executeTakeFirstOrThrow()
    for (const table of ['ledger_row', 'evidence'] as const)
      await ctx.db.q.deleteFrom(table).where('station_id', '=', station_id).where('position', '>', 1).execute()
    await ctx.db.q
      .updateTable('ledger_head')
      .set({ position: 1, hash: first.hash })
      .where('station_id', '=', station_id)
      .execute()
    const parts = (await verify()).differences.map((d: { part: string }) => d.part)
    expect(parts).not.toContain('ledger')
    expect(await lost()).toEqual([
      ['quon-long', 'line 4', expect.stringMatching(/^published on 2026-11-03: position 2, .*no such row$/)],
    ])
  })

  test('a changed line of the file is named, and what follows proves nothing', async () => {
    await day('2026-10-30')
    await publish()
    fixture.world.clock.set('2026-11-03T00:05:00+07:00')
    await publish()
    const [first = '', ...rest] = texts()
    writeFileSync(path(), `${[first.replace('"position":1', '"position":7'), ...rest].join('\n')}\n`)
    const found = await lost()
    expect(found[0]).toEqual([null, 'line 2', expect.stringContaining('does not follow from the line before')])
    expect(found[1]).toEqual(['hoa-tinh', 'line 1', expect.stringContaining('position 7')])
    expect(found).toHaveLength(2)
  })

  test('a closing whose figures and hash were both written anew is betrayed by the file', async () => {
    await day('2026-10-30')
    const { body } = await bich.post('/api/v1/reports/closings', { period: '2026-10' })
    await publish()
    expect(await verify()).toMatchObject({ ok: true, closings: 1, published_heads: 3 })
    const { q } = fixture.world.ctx.db
    await q
      .updateTable('closing')
      .set({ hash: '0'.repeat(64) })
      .execute()
    expect(await lost()).toEqual([
      [null, 'line 3', `published on 2026-11-02: closing ${body.id}, hash ${body.hash}; now: ${'0'.repeat(64)}`],
    ])
  })
})
