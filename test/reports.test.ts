import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LocalDate } from '../src/kernel/dates.ts'
import { compareTallies, foldSpans, recountAll } from '../src/reports/index.ts'
import { differingSpans } from '../src/reports/span-store.ts'
import { spanNamed } from '../src/reports/spans.ts'
import { type Ledgerless, reportsFixture, workdays } from './reports-fixture.ts'
import { DISTRICT_STATION } from './story.ts'
import { type Client, onBothDatabases } from './world.ts'

const CCHC = '/api/v1/reports/airings'
type Row = Record<string, unknown> & { aired: number; planned: number }

onBothDatabases('Counts over HTTP', (open) => {
  let fixture: Ledgerless
  let reader: Client
  let station: (code: string) => number
  beforeAll(async () => {
    const world = await open({ now: '2020-10-05T08:00:00+07:00' })
    fixture = await reportsFixture(world)
    reader = await world.reportKey()
    station = (code) => world.stations[code] ?? 0
  })
  beforeEach(async () => {
    await fixture.clear()
    fixture.world.clock.set('2020-10-05T08:00:00+07:00')
  })
  afterAll(() => fixture.world.close())

  const ask = async (query: string) => {
    const answer = await reader.get(`${CCHC}.json?${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const evidence = async (query: string) => {
    const answer = await reader.get(`${CCHC}/evidence?${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }

  /** Monday to Saturday, three airings a day on the district station, two on each commune station: shared facts of 2020. */
  async function quarterThree(): Promise<void> {
    const { world, airing, put } = fixture
    const airings = Object.entries(world.stations).flatMap(([code, station_id]) =>
      workdays('2020-07-01', '2020-09-30').flatMap((on) =>
        (code === DISTRICT_STATION ? ['05:15', '11:00', '17:00'] : ['05:15', '17:15']).map((time) =>
          airing({ station_id, on, time, outcome: 'aired', grade: time === '05:15' ? 'player' : 'attested' }),
        ),
      ),
    )
    await put({ airings })
  }

  describe('quarter III/2020', () => {
    beforeEach(quarterThree)

    test('is 237 on the district station and 3.002 on the commune stations', async () => {
      const body = await ask('period=2020-Q3&by=level')
      expect(body.totals.district.aired).toBe(237)
      expect(body.totals.commune.aired).toBe(3002)
      expect(body.rows.map((row: Row) => [row.level, row.aired])).toEqual([
        ['district', 237],
        ['commune', 3002],
      ])
      expect(body.totals.district.by_evidence).toEqual({ player: 79, attested: 158, imported: 0, total: 0 })
      expect(body.period).toEqual({ key: '2020-Q3', label: 'Quý III/2020', from: '2020-07-01', to: '2020-09-30' })
      expect(body.closing).toBeNull()
    })

    test('is 158 at each of the 19 commune stations, in the order of the Vietnamese alphabet', async () => {
      const { rows } = await ask('period=2020-Q3&by=level,station')
      const communes = rows.filter((row: Row) => row.level === 'commune')
      expect(communes).toHaveLength(19)
      expect(communes.every((row: Row) => row.aired === 158 && row.planned === 158)).toBe(true)
      expect(communes[0]).toMatchObject({ station: 'tt-cho-gao', unit: 'tt-cho-gao', unit_name: 'thị trấn Chợ Gạo' })
      // "Đài Truyền thanh thị trấn …" stands before "… xã …"; among those, Đ comes after B and before H.
      expect(communes.slice(1, 8).map((row: Row) => row.station)).toEqual([
        'an-thanh-thuy',
        'binh-ninh',
        'binh-phan',
        'binh-phuc-nhut',
        'dang-hung-phuoc',
        'hoa-dinh',
        'hoa-tinh',
      ])
    })

    test('adds up by month and by week, and the same read from the rows alone', async () => {
      for (const by of ['month', 'week', 'month,week', 'episode', 'station,month']) {
        const { rows } = await ask(`period=2020-Q3&by=${by}`)
        expect(
          rows.reduce((sum: number, row: Row) => sum + row.aired, 0),
          by,
        ).toBe(3239)
      }
      const { rows } = await ask('period=2020-Q3&by=month,level')
      const days = { '2020-07': 27, '2020-08': 26, '2020-09': 26 }
      for (const [month, n] of Object.entries(days)) {
        const of = (level: string): number | undefined =>
          rows.find((row: Row) => row.month === month && row.level === level)?.aired
        expect([of('district'), of('commune')], month).toEqual([n * 3, n * 38])
      }
    })

    test('the months together are the quarter, and free ranges meet without gap or overlap', async () => {
      const district = async (query: string): Promise<number> => (await ask(query)).totals.district.aired
      const months = [
        await district('period=2020-07'),
        await district('period=2020-08'),
        await district('period=2020-09'),
      ]
      expect(months.reduce((a, b) => a + b)).toBe(237)
      const parts =
        (await district('from=2020-07-01&to=2020-08-09')) + (await district('from=2020-08-10&to=2020-09-30'))
      expect(parts).toBe(237)
      // 15/6 to 14/9: 65 working days of the pattern.
      expect(await district('period=cchc:2020-Q3')).toBe(195)
      expect(await district('period=cchc:2020-H1')).toBe(0)
    })

    test('a roll-up that was tampered with is found, and the nightly recount heals it', async () => {
      const { ctx, stations } = fixture.world
      const differences = async () => (await compareTallies(ctx.db, Object.values(stations), ctx.zone)).differences
      expect(await differences()).toEqual([])
      const bucket = '2020-08-01' as LocalDate
      const stationId = station('hoa-tinh')
      await ctx.db.q
        .updateTable('tally')
        .set({ player: 99 })
        .where('station_id', '=', stationId)
        .where('bucket', '=', bucket)
        .execute()
      expect(await differences()).toMatchObject([
        { stationId, bucket, stored: { player: 99 }, expected: { player: 12 } },
      ])
      await recountAll(ctx)
      expect(await differences()).toEqual([])
    })

    test('spans that are kept answer as their half-months do, hear what comes late, and a changed one is named', async () => {
      const { ctx } = fixture.world
      fixture.world.clock.set('2021-03-05T08:00:00+07:00')
      const asked = ['2020-Q3', 'cchc:2020-Q3', '2020', '2020-H2']
      const answers = async () => {
        const rows = []
        for (const period of asked) rows.push((await ask(`period=${period}&by=level,station,unit`)).rows)
        return rows
      }
      const before = await answers()
      const made = await foldSpans(ctx)
      expect(made).toContain('2020-Q3')
      expect(made).toContain('2020')
      expect(made.some((span) => span.startsWith('2021'))).toBe(false)
      expect(await answers()).toEqual(before)
      expect(await foldSpans(ctx)).toEqual([])
      const kept = made.flatMap((span) => spanNamed(span) ?? [])
      const named = async () =>
        (await differingSpans(ctx.db, Object.values(fixture.world.stations), kept)).map(({ span }) => span)
      expect(await named()).toEqual([])
      const stationId = station('hoa-tinh')
      await ctx.db.q.updateTable('tally_span').set({ player: 99 }).where('station_id', '=', stationId).execute()
      expect((await named()).sort()).toEqual(['2020', '2020-H2', '2020-Q3'])
      // A late airing of one August day is in every span around it, summed anew.
      await fixture.put({ airings: [fixture.airing({ station_id: stationId, on: '2020-08-05', time: '21:00' })] })
      expect(await named()).toEqual([])
      const [quarter] = (await ask('period=2020-Q3&by=station&station=hoa-tinh')).rows
      expect(quarter.planned).toBe(before[0].find((row: Row) => row.station === 'hoa-tinh').planned + 1)
    })

    test('every row behind the number can be paged through once', async () => {
      const query = 'period=2020-Q3&outcome=aired&station=hoa-dinh'
      const seen = new Set<string>()
      let offset: number | null = 0
      while (offset !== null) {
        const page = await evidence(`${query}&limit=60&offset=${offset}`)
        expect(page.count).toBe(158)
        for (const item of page.items) seen.add(item.airing_id)
        offset = page.next
      }
      expect(seen.size).toBe(158)
      const [first] = (await evidence(query)).items
      expect(first).toMatchObject({
        kind: 'airing',
        station: 'hoa-dinh',
        level: 'commune',
        planned: { on: '2020-07-01', starts_at: '2020-06-30T22:15:00Z' },
        actual: { on: '2020-07-01', starts_at: '2020-06-30T22:15:00Z' },
        outcome: 'aired',
        grade: 'player',
      })
      expect((await evidence('period=2020-Q3&outcome=aired&grade=attested&level=district')).count).toBe(158)
    })

    test('the CSV opens in Excel: byte order mark, CRLF, the same numbers', async () => {
      const response = await reader.request(`${CCHC}.csv?period=2020-Q3`)
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(response.headers.get('content-disposition')).toBe('attachment; filename="luot-phat-2020-Q3.csv"')
      const bytes = new Uint8Array(await response.arrayBuffer())
      expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const lines = new TextDecoder().decode(bytes).split('\r\n')
      expect(lines[0]).toMatch(/^"Mã cấp","Cấp","Theo lịch","Đã phát"/)
      expect(lines.slice(1)).toMatchObject([
        expect.stringMatching(/^"district","đài huyện",237,237,/),
        expect.stringMatching(/^"commune",".*",3002,3002,/),
        '',
      ])
    })
  })

  describe('who may ask', () => {
    test('nobody is asked for a key, a station key is refused, staff and API keys are answered', async () => {
      const { world } = fixture
      const paths = [
        `${CCHC}.json?period=2020`,
        `${CCHC}.csv?period=2020`,
        `${CCHC}/evidence?period=2020`,
        '/api/v1/ledger/verify',
      ]
      const [bich, tam, key] = [await world.as('bich'), await world.as('tam'), await world.station('hoa-tinh')]
      for (const path of paths) {
        const nobody = await world.nobody().get(path)
        expect([nobody.status, nobody.headers.get('www-authenticate')?.startsWith('Basic')]).toEqual([401, true])
        expect((await key.get(path)).status).toBe(403)
        expect((await tam.get(path)).status).toBe(403)
        expect((await bich.get(path)).status, path).toBe(200)
      }
    })
  })

  describe('what is refused', () => {
    test.each([
      ['period=2020-Q5', 'no_such_period'],
      ['period=cchc:2020-Q2', 'no_such_period'],
      ['period=cchc:2020-Q4', 'no_such_period'],
      ['period=', 'no_such_period'],
      ['', 'invalid_input'],
      ['from=2020-07-01', 'invalid_input'],
      ['period=2020&from=2020-07-01&to=2020-07-02', 'invalid_input'],
      ['from=2020-02-30&to=2020-03-01', 'invalid_input'],
      ['from=2020-03-02&to=2020-03-01', 'invalid_input'],
      ['from=1990-01-01&to=2020-03-01', 'invalid_input'],
      ['period=2020&by=planet', 'no_such_grouping'],
      ['period=2020&by=level,__proto__', 'no_such_grouping'],
      ['period=2020&segment=khong-co', 'no_such_segment'],
      ["period=2020&segment=';drop table airing;--", 'no_such_segment'],
      ['period=2020&units=later', 'invalid_input'],
      ['period=2020&kind=both', 'invalid_input'],
    ])('%s: %s', async (query, code) => {
      const answer = await reader.get(`${CCHC}.json?${query}`)
      expect([answer.status, answer.body.code]).toEqual([400, code])
    })
    test('an unknown station, figure or page in the listing', async () => {
      expect((await reader.get(`${CCHC}/evidence?period=2020&station=khong-co`)).status).toBe(404)
      expect((await reader.get(`${CCHC}/evidence?period=2020&outcome=lost`)).status).toBe(400)
      expect((await reader.get(`${CCHC}/evidence?period=2020&limit=100000`)).status).toBe(400)
    })
  })

  test('COUNTING 12: an unplanned complete play enters aired when a person accepts it, and is no longer unplanned', async () => {
    const { play, put } = fixture
    const id = station('phu-kiet')
    await put({
      plays: [
        play({ station_id: id, on: '2020-08-03' }),
        play({ station_id: id, on: '2020-08-04', accepted_at: 1, accepted_by: 'Phạm Thu Hà', grade: 'attested' }),
        play({ station_id: id, on: '2020-08-05', complete: 0, accepted_at: 1 }),
      ],
    })
    const { commune } = (await ask('period=2020-08')).totals
    expect(commune).toMatchObject({ aired: 1, unplanned: 1, planned: 0, by_evidence: { player: 0, attested: 1 } })
    expect((await ask('period=2020-08&kind=premiere')).totals.commune).toMatchObject({ aired: 0, unplanned: 0 })
    const behind = await evidence('period=2020-08&outcome=unplanned')
    expect(behind.items).toMatchObject([
      { kind: 'unplanned_play', airing_id: null, actual: { on: '2020-08-03' }, outcome: 'unplanned' },
    ])
  })

  test('COUNTING 14: a total counts inside its period, is unallocated by month, not included outside', async () => {
    const { put, segments, airing } = fixture
    const id = station('quon-long')
    await put({
      totals: [{ station_id: id, segment_id: segments.reform, from_date: '2020-07-01', to_date: '2020-08-31', n: 100 }],
    })
    const quarter = await ask('period=2020-Q3&by=station')
    expect(quarter.totals.commune).toMatchObject({
      aired: 100,
      by_evidence: { player: 0, attested: 0, imported: 0, total: 100 },
    })
    expect(quarter.rows).toMatchObject([{ station: 'quon-long', aired: 100 }])
    expect(quarter.unallocated.n).toBe(0)

    const byMonth = await ask('period=2020-Q3&by=month')
    expect(byMonth.totals.commune.aired).toBe(100)
    expect(byMonth.rows).toEqual([])
    expect(byMonth.unallocated).toMatchObject({
      n: 100,
      totals: [{ station: 'quon-long', from: '2020-07-01', to: '2020-08-31', n: 100 }],
    })

    const august = await ask('period=2020-08')
    expect(august.totals.commune.aired).toBe(0)
    expect(august.not_included).toMatchObject({ n: 100, totals: [{ reason: 'outside_period' }] })
    expect((await ask('period=2020-Q3&segment=thoi-su')).totals.commune.aired).toBe(0)
    expect((await evidence('period=2020-Q3&outcome=aired')).items).toMatchObject([
      { kind: 'total', grade: 'total', total: { n: 100 } },
    ])

    await put({ airings: [airing({ station_id: id, on: '2020-08-11', outcome: 'aired' })] })
    const singles = await ask('period=2020-Q3')
    expect(singles.totals.commune.aired).toBe(1)
    expect(singles.not_included).toMatchObject({ n: 100, totals: [{ reason: 'single_airings' }] })
  })

  test('COUNTING 15: planned on the last day of July and aired in August counts planned there, aired here', async () => {
    const { airing, put } = fixture
    const id = station('song-binh')
    await put({
      airings: [
        airing({
          station_id: id,
          on: '2020-07-31',
          time: '23:55',
          outcome: 'aired',
          aired_on: '2020-08-01' as LocalDate,
        }),
      ],
    })
    expect((await ask('period=2020-07')).totals.commune).toMatchObject({ planned: 1, aired: 0, no_word: 0 })
    expect((await ask('period=2020-08')).totals.commune).toMatchObject({ planned: 0, aired: 1 })
    expect((await evidence('period=2020-Q3')).count).toBe(1)
  })

  test('COUNTING 16: at any hour planned, upcoming, no word, open and partial are what they are then', async () => {
    const { airing, put, world } = fixture
    const id = station('hoa-tinh')
    await put({
      airings: [
        airing({ station_id: id, on: '2020-10-05', time: '05:15' }),
        airing({ station_id: id, on: '2020-10-05', time: '17:15' }),
        airing({ station_id: id, on: '2020-10-04', time: '17:15', outcome: 'open' }),
        airing({ station_id: id, on: '2020-10-05', time: '06:00', state: 'cancelled' }),
        airing({ station_id: id, on: '2020-10-05', time: '06:30', state: 'superseded' }),
      ],
    })
    const commune = async () => (await ask('period=2020-10')).totals.commune
    expect(await commune()).toMatchObject({
      planned: 2,
      upcoming: 1,
      no_word: 1,
      open: 1,
      partial: 0,
      cancelled: 1,
      aired: 0,
    })
    world.clock.set('2020-10-05T17:14:59+07:00')
    expect(await commune()).toMatchObject({ open: 1, partial: 0 })
    world.clock.set('2020-10-05T19:35:00+07:00')
    expect(await commune()).toMatchObject({ planned: 3, upcoming: 0, no_word: 2, open: 0, partial: 1 })
    world.clock.set('2020-12-24T08:00:00+07:00')
    expect(await commune()).toMatchObject({ planned: 3, upcoming: 0, no_word: 2, open: 0, partial: 1, cancelled: 1 })
    expect((await evidence('period=2020-10&outcome=no_word')).count).toBe(2)
    expect((await evidence('period=2020-10&outcome=partial')).items).toMatchObject([
      { outcome: 'partial', actual: { on: '2020-10-04' } },
    ])
  })

  test('COUNTING 17: with units=now merged units add up, and the level stays that of the day', async () => {
    const { airing, put, world } = fixture
    const { q } = world.ctx.db
    const merged = ['trung-hoa', 'hoa-tinh', 'tan-binh-thanh', 'my-tinh-an']
    await put({
      airings: [...merged, 'xuan-dong'].map((code) =>
        airing({ station_id: station(code), on: '2020-08-05', outcome: 'aired' }),
      ),
    })
    const row = {
      code: 'my-tinh-an-2025',
      name: 'Mỹ Tịnh An',
      kind: 'xã',
      parent_id: null,
      valid_from: '2025-07-01' as LocalDate,
      valid_to: null,
      legal_basis: null,
    }
    const { id } = await q.insertInto('unit').values(row).returning('id').executeTakeFirstOrThrow()
    const old = await q.selectFrom('unit').select('id').where('code', 'in', merged).execute()
    const on_date = '2025-07-01' as LocalDate
    await q
      .insertInto('unit_succession')
      .values(
        old.map((unit) => ({
          from_unit_id: unit.id,
          to_unit_id: id,
          on_date,
          kind: 'merge' as const,
          legal_basis: null,
        })),
      )
      .execute()
    await q
      .updateTable('unit')
      .set({ valid_to: '2025-06-30' as LocalDate })
      .where('code', '=', 'xuan-dong')
      .execute()
    world.clock.set('2026-11-23T07:00:00+07:00')
    const now = await ask('period=2020-08&by=unit,level&units=now')
    expect(now.rows.map((r: Row) => [r.unit, r.level, r.aired, r.unit_ended_on])).toEqual([
      ['my-tinh-an-2025', 'commune', 4, null],
      ['xuan-dong', 'commune', 1, '2025-06-30'],
    ])
    expect((await ask('period=2020-08&by=unit')).rows.map((r: Row) => r.aired)).toEqual([1, 1, 1, 1, 1])
    const stations = await ask('period=2020-08&by=station&units=now')
    expect(stations.rows.find((r: Row) => r.station === 'hoa-tinh')).toMatchObject({
      unit: 'my-tinh-an-2025',
      aired: 1,
    })
    expect(now.totals.commune.aired).toBe(5)
    await q.deleteFrom('unit_succession').execute()
    await q.deleteFrom('unit').where('id', '=', id).execute()
  })

  test('COUNTING 18: without a segment the answer is for the reporting segment and says so', async () => {
    const { airing, put, segments } = fixture
    const id = station('thanh-binh')
    await put({
      airings: [
        airing({ station_id: id, on: '2020-08-05', outcome: 'aired', premiere: 1 }),
        airing({ station_id: id, on: '2020-08-05', time: '05:30', outcome: 'aired', segment_id: segments.news }),
      ],
    })
    const own = await ask('period=2020-08')
    expect([own.segment, own.totals.commune.aired]).toEqual([
      { code: 'cai-cach-hanh-chinh', name: 'Cải cách hành chính', reporting: true },
      1,
    ])
    const all = await ask('period=2020-08&segment=all&by=segment')
    expect([all.segment.code, all.totals.commune.aired]).toEqual(['all', 2])
    expect(all.rows.map((r: Row) => [r.segment, r.aired])).toEqual([
      ['cai-cach-hanh-chinh', 1],
      ['thoi-su', 1],
    ])
    expect((await ask('period=2020-08&segment=all&kind=premiere')).totals.commune.aired).toBe(1)
    expect((await ask('period=2020-08&segment=all&kind=repeat')).totals.commune.aired).toBe(1)
  })

  test('COUNTING 3: relayed and live programmes are shown apart and are part of no other number', async () => {
    const { airing, put } = fixture
    const id = station('xuan-dong')
    await put({
      airings: [
        airing({ station_id: id, on: '2020-08-05', outcome: 'aired' }),
        airing({ station_id: id, on: '2020-08-06', outcome: 'aired', grade: 'attested', programme: 'relay' }),
        airing({ station_id: id, on: '2020-08-07', programme: 'live' }),
      ],
    })
    const body = await ask('period=2020-08&by=station')
    expect(body.totals.commune).toMatchObject({ aired: 1, planned: 1 })
    expect(body.rows).toMatchObject([{ aired: 1, planned: 1 }])
    expect(body.apart.relay.commune).toMatchObject({ aired: 1, planned: 1, by_evidence: { attested: 1 } })
    expect(body.apart.live.commune).toMatchObject({ aired: 0, planned: 1, no_word: 1 })
  })

  test('quarantined events are told with a number and count nowhere else', async () => {
    const { airing, put, quarantined, at } = fixture
    const id = station('binh-ninh')
    const planned = airing({ station_id: id, on: '2020-08-05' })
    const { slot_id, on_date, ordinal } = planned
    await put({
      airings: [planned],
      evidence: [
        // Names its airing, but its clock stood in 1970.
        quarantined({ station_id: id, slot_id, on_date, ordinal, at: 1000, reason: 'clock_unknown' }),
        quarantined({ station_id: id, at: at('2020-08-20'), sha256: 'f'.repeat(64) }),
      ],
    })
    const body = await ask('period=2020-08&by=station')
    expect(body.totals.commune).toMatchObject({ quarantined: 2, planned: 1, no_word: 1, aired: 0 })
    expect(body.rows).toMatchObject([{ station: 'binh-ninh', quarantined: 2 }])
    expect((await ask('from=2020-08-05&to=2020-08-05')).totals.commune.quarantined).toBe(1)
    const behind = await evidence('period=2020-08&outcome=quarantined')
    expect(behind.items).toMatchObject([
      { kind: 'quarantined', reason: 'clock_unknown' },
      { kind: 'quarantined', reason: 'unknown_audio' },
    ])
  })
})
