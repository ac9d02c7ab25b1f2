import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '../src/kernel/canonical.ts'
import type { LocalDate } from '../src/kernel/dates.ts'
import { airingId } from '../src/protocol/airing-id.ts'
import { type Ledgerless, reportsFixture } from './reports-fixture.ts'
import { type Client, onBothDatabases } from './world.ts'

const PATH = '/api/v1/reports/closings'
const CODES = ['hoa-tinh', 'quon-long'] as const
/** October 2026: airings on three days at two commune stations; the first two days were reported by the players. */
const DAYS = ['2026-10-05', '2026-10-06', '2026-10-30'] as const

onBothDatabases('A closed period', (open) => {
  let fixture: Ledgerless
  let bich: Client
  let ha: Client
  let bao: Client
  let players: Record<string, Client>
  const ids = new Map<string, string>()
  const id = (code: string, day: string): string => ids.get(`${code} ${day}`) ?? ''

  beforeEach(async () => {
    fixture = await reportsFixture(await open({ now: '2026-11-02T08:00:00+07:00' }))
    const { world, airing, put } = fixture
    ;[bich, ha, bao] = [await world.as('bich'), await world.as('ha'), await world.as('bao')]
    players = {}
    for (const code of CODES) {
      const plan = DAYS.map((on) => airing({ station_id: world.stations[code] ?? 0, on }))
      await put({ airings: plan })
      players[code] = await world.station(code)
      for (const row of plan) {
        const key = { slotId: row.slot_id, stationId: row.station_id, onDate: row.on_date, ordinal: row.ordinal }
        ids.set(`${code} ${row.on_date}`, airingId(key))
      }
      for (const day of DAYS.slice(0, 2)) await report(code, day)
    }
  })
  afterEach(() => fixture.world.close())

  /** The player says that an airing was played whole. */
  async function report(code: string, day: string): Promise<void> {
    const at_unix = fixture.at(day, '17:35') / 1000
    const body = { airing_id: id(code, day), status: 'ended', at_unix }
    const answer = await players[code]?.post(`/api/v1/stations/${code}/as-run/simple`, body)
    expect([answer?.status, answer?.body.status]).toEqual([200, 'accepted'])
  }
  async function correct(code: string, day: string, outcome: string): Promise<void> {
    const body = { outcome, reason: 'Sổ trực ghi rõ' }
    expect((await ha.post(`/api/v1/airings/${id(code, day)}/corrections`, body)).status).toBe(201)
  }
  const close = async (body: Record<string, unknown> = { period: '2026-10' }) => {
    const answer = await bich.post(PATH, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }
  const ask = async (query = 'period=2026-10') => {
    const answer = await bich.get(`/api/v1/reports/airings.json?${query}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body
  }
  const pending = async (closing: number, query = '') => (await bich.get(`${PATH}/${closing}/supplement${query}`)).body
  const verify = async () => (await bich.get('/api/v1/ledger/verify')).body
  const refusal = (answer: { status: number; body: { code: string } }) => [answer.status, answer.body.code]

  test('is closed by the reform office alone, two hours after its end, and once', async () => {
    const { world } = fixture
    for (const person of ['lan', 'minh', 'phuc', 'ha', 'tam', 'bao'] as const)
      expect((await (await world.as(person)).post(PATH, { period: '2026-10' })).status, person).toBe(403)
    expect((await world.nobody().post(PATH, { period: '2026-10' })).status).toBe(401)
    world.clock.set('2026-11-01T01:59:59+07:00')
    const early = await bich.post(PATH, { period: '2026-10' })
    expect(refusal(early)).toEqual([409, 'period_not_over'])
    expect(early.body.detail ?? JSON.stringify(early.body)).toContain('02:00 01/11/2026')
    world.clock.set('2026-11-01T02:00:00+07:00')
    expect(await close()).toMatchObject({
      period: { key: '2026-10' },
      row_count: 6,
      closed_by: { name: 'Đặng Ngọc Bích' },
    })
    expect(refusal(await bich.post(PATH, { from: '2026-10-01', to: '2026-10-31' }))).toEqual([409, 'already_closed'])
    expect(refusal(await bich.post(PATH, { period: 'cchc:2026-Q2' }))).toEqual([400, 'no_such_period'])
  })

  test('two who close at once make one closing', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => bich.post(PATH, { period: '2026-10' })))
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409])
    expect((await bich.get(PATH)).body.items).toHaveLength(1)
    expect((await verify()).ok).toBe(true)
  })

  test('holds every counted row with its place in the ledger, and its hash is that of the bytes that anyone can fetch', async () => {
    const { id: closing, hash } = await close()
    const { body } = await bich.get(`${PATH}/${closing}`)
    expect(body.snapshot).toMatchObject({
      rules: 1,
      closed_by: { name: 'Đặng Ngọc Bích' },
      totals: { commune: { planned: 6, aired: 4, no_word: 2 }, district: { planned: 0 } },
      row_count: 6,
    })
    const ends = body.snapshot.stations.map((s: { station: string; position: number; rows: number }) => [
      s.station,
      s.position,
      s.rows,
    ])
    expect(ends.sort()).toEqual(CODES.map((code) => [code, 2, 3]))
    const rows = (await bich.get(`${PATH}/${closing}/rows?station=hoa-tinh`)).body.items
    expect(rows.map((r: Record<string, unknown>) => [r.airing_id, r.outcome, r.grade, r.ledger, r.counts])).toEqual(
      [
        [id('hoa-tinh', DAYS[0]), 'aired', 'player', [1], { planned: 1, player: 1 }],
        [id('hoa-tinh', DAYS[1]), 'aired', 'player', [2], { planned: 1, player: 1 }],
        [id('hoa-tinh', DAYS[2]), 'no_word', null, [], { planned: 1, no_word: 1 }],
      ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    )
    const bytes = await (await bich.request(`${PATH}/${closing}/snapshot.json`)).text()
    expect(sha256(bytes)).toBe(hash)
    expect(JSON.parse(bytes).rows).toHaveLength(6)
    const page = await bich.get(`${PATH}/${closing}/rows?limit=4`)
    expect([page.body.items.length, page.body.next]).toEqual([4, 4])
    expect(page.body.items).toEqual(JSON.parse(bytes).rows.slice(0, 4))
  })

  test('answers with its frozen figures, split as asked, and with what is counted now beside them', async () => {
    const open_ = await ask('period=2026-10&by=level,station,week,episode,month,segment,unit')
    expect([open_.closing, 'current' in open_]).toEqual([null, false])
    const closing = await close()
    await report('hoa-tinh', DAYS[2])
    for (const by of ['level', 'station', 'level,month', 'segment,unit', 'week', 'episode', 'week,station,episode']) {
      const body = await ask(`period=2026-10&by=${by}`)
      expect(body.totals.commune, by).toMatchObject({ planned: 6, aired: 4, no_word: 2 })
      expect(body.current.totals.commune, by).toMatchObject({ planned: 6, aired: 5, no_word: 1 })
      const sum = (rows: { aired: number }[]) => rows.reduce((n, row) => n + row.aired, 0)
      expect([sum(body.rows), sum(body.current.rows)], by).toEqual([4, 5])
    }
    const frozen = await ask('period=2026-10&by=level,station,week,episode,month,segment,unit')
    // Minutes on air are no part of a closing.
    expect(frozen.rows).toEqual(open_.rows.map((row: object) => ({ ...row, seconds_on_air: null })))
    expect(frozen.closing).toMatchObject({ id: closing.id, hash: closing.hash, supplements: [] })
    expect(frozen.as_of).toBe(closing.closed_at)
    // The same days by another name are closed; other days, another segment or kind are not.
    expect((await ask('from=2026-10-01&to=2026-10-31')).closing).toMatchObject({ id: closing.id })
    for (const query of ['period=2026-Q4', 'period=2026-10&segment=all', 'period=2026-10&kind=repeat'])
      expect((await ask(query)).closing, query).toBeNull()
    const csv = await (await bich.request('/api/v1/reports/airings.csv?period=2026-10')).text()
    expect(csv).toContain(',6,4,')
  })

  test('late reports and corrections change no closed figure; they are the supplement, with sign', async () => {
    const { id: closing } = await close()
    expect(await pending(closing)).toMatchObject({ count: 0, items: [], differences: { totals: {} } })
    expect(refusal(await bich.post(`${PATH}/${closing}/supplements`, {}))).toEqual([409, 'nothing_to_supplement'])

    await report('hoa-tinh', DAYS[2])
    await correct('quon-long', DAYS[0], 'missed')
    const waiting = await pending(closing)
    expect(waiting.differences.totals.commune).toMatchObject({ planned: 0, aired: 0, missed: 1, no_word: -1 })
    const stations = waiting.differences.stations.map((s: { station: string; figures: { aired: number } }) => [
      s.station,
      s.figures.aired,
    ])
    expect(stations.sort()).toEqual([
      ['hoa-tinh', 1],
      ['quon-long', -1],
    ])
    expect(
      waiting.items.map((c: Record<string, { airing_id: string; outcome: string; ledger: number[] }>) => [
        c.after?.airing_id,
        c.before?.outcome,
        c.after?.outcome,
        c.after?.ledger,
      ]),
    ).toEqual([
      [id('hoa-tinh', DAYS[2]), 'no_word', 'aired', [3]],
      [id('quon-long', DAYS[0]), 'aired', 'missed', [1, 3]],
    ])
    expect((await ask()).totals.commune).toMatchObject({ aired: 4, missed: 0, no_word: 2 })

    const first = await bich.post(`${PATH}/${closing}/supplements`, { note: 'Đài báo muộn' })
    expect([first.status, first.body.number, first.body.row_count]).toEqual([201, 1, 2])
    expect(await pending(closing)).toMatchObject({ count: 0 })

    await correct('quon-long', DAYS[2], 'aired')
    const second = (await bich.post(`${PATH}/${closing}/supplements`, {})).body
    expect([second.number, second.snapshot.previous_hash]).toEqual([2, first.body.hash])
    expect(second.snapshot.differences.totals.commune).toMatchObject({ aired: 1, no_word: -1, missed: 0 })
    const text = await (await bich.request(`${PATH}/${closing}/supplements/2/snapshot.json`)).text()
    expect(sha256(text)).toBe(second.hash)

    const body = await ask()
    expect(body.totals.commune.aired).toBe(4)
    expect(body.current.totals.commune.aired).toBe(5)
    expect(
      body.closing.supplements.map((s: { totals: { commune: { aired: number } } }) => s.totals.commune.aired),
    ).toEqual([0, 1])
    expect((await bich.get(`${PATH}/${closing}/supplements/1`)).body).toMatchObject({
      hash: first.body.hash,
      note: 'Đài báo muộn',
    })
    expect(await verify()).toMatchObject({ ok: true, closings: 1 })
  })

  test('an airing made up for or cancelled in the past, and a total, go to the supplement', async () => {
    const { world, airing, put } = fixture
    const { id: closing } = await close()
    const station_id = world.stations['thanh-binh'] ?? 0
    await put({ airings: [airing({ station_id, on: '2026-10-07', outcome: 'aired' })] })
    await world.ctx.db.transact(async (tx) => {
      const stationId = world.stations['quon-long'] ?? 0
      const on = DAYS[2] as LocalDate
      await tx.q
        .updateTable('airing')
        .set({ state: 'cancelled', state_reason: 'Mất điện' })
        .where('station_id', '=', stationId)
        .where('planned_on', '=', on)
        .execute()
      await tx.emit({ type: 'airings_changed', stationIds: [stationId], from: on, to: on })
    })
    const total = { station: 'binh-ninh', segment: 'cai-cach-hanh-chinh', from: '2026-10-01', to: '2026-10-31', n: 9 }
    expect((await ha.post('/api/v1/totals', { ...total, note: null })).status).toBeLessThan(300)
    const { differences, count } = await pending(closing)
    expect(count).toBe(3)
    expect(differences.totals.commune).toMatchObject({
      planned: 0,
      aired: 10,
      no_word: -1,
      cancelled: 1,
      by_evidence: { player: 1, total: 9 },
    })
    expect((await bich.post(`${PATH}/${closing}/supplements`, {})).status).toBe(201)
    const body = await ask('period=2026-10&by=month')
    expect([body.totals.commune.aired, body.current.totals.commune.aired]).toEqual([4, 14])
  })

  test('a withdrawn episode and a merged unit change no closed figure', async () => {
    const { world, segments } = fixture
    const kept = { segment_id: segments.reform, number: 46, year: 2026, title: 'Một cửa', title_sort: 'Một cửa' }
    const more = {
      priority: 'normal' as const,
      tags: '[]',
      legal_references: '[]',
      created_at: 0,
      script_state: 'approved' as const,
    }
    const { q } = world.ctx.db
    const episode = await q
      .insertInto('episode')
      .values({ ...kept, ...more })
      .returning('id')
      .executeTakeFirstOrThrow()
    await q.updateTable('airing').set({ episode_id: episode.id }).execute()
    const closing = await close()
    const minh = await world.as('minh')
    const withdrawn = await minh.post(`/api/v1/episodes/${episode.id}/decisions`, {
      kind: 'withdrawn',
      comment: 'Sai số liệu',
    })
    expect(withdrawn.status, JSON.stringify(withdrawn.body)).toBeLessThan(300)
    const united = await bao.post('/api/v1/unit-successions', {
      kind: 'merge',
      on_date: '2026-10-15',
      from: ['hoa-tinh'],
      to: ['quon-long'],
    })
    expect(united.status, JSON.stringify(united.body)).toBe(204)
    const moved = await bao.put('/api/v1/stations/hoa-tinh/assignments/2026-10-15', {
      level: 'commune',
      unit: 'quon-long',
    })
    expect(moved.status, JSON.stringify(moved.body)).toBeLessThan(300)
    const body = await ask('period=2026-10&by=unit')
    expect(body.totals).toEqual((await bich.get(`${PATH}/${closing.id}`)).body.snapshot.totals)
    const unitsOf = (rows: { unit: string; planned: number }[]) => rows.map((row) => [row.unit, row.planned]).sort()
    expect(unitsOf(body.rows)).toEqual([
      ['hoa-tinh', 3],
      ['quon-long', 3],
    ])
    expect(unitsOf((await ask('period=2026-10&by=unit&units=now')).rows)).toEqual([['quon-long', 6]])
    const { differences } = await pending(closing.id)
    const signed = Object.values(differences.totals as Record<string, { aired: number; planned: number }>)
    expect(signed.every(({ aired, planned }) => aired === 0 && planned === 0)).toBe(true)
    await correct('hoa-tinh', DAYS[2], 'aired')
    expect((await pending(closing.id)).differences.totals.commune.aired).toBe(1)
    expect((await verify()).ok).toBe(true)
  })

  test('is reopened by an administrator with a reason; the old closing stays, and a new one names it', async () => {
    const old = await close()
    const reason = 'Thiếu số liệu của một đài'
    expect((await bich.post(`${PATH}/${old.id}/reopenings`, { reason })).status).toBe(403)
    expect(refusal(await bao.post(`${PATH}/${old.id}/reopenings`, { reason: ' ' }))).toEqual([400, 'invalid_input'])
    const reopened = await bao.post(`${PATH}/${old.id}/reopenings`, { reason })
    expect(reopened.body).toMatchObject({ hash: old.hash, reopened: { reason, by: { name: 'Huỳnh Quốc Bảo' } } })
    expect(refusal(await bao.post(`${PATH}/${old.id}/reopenings`, { reason }))).toEqual([409, 'closing_reopened'])
    expect((await ask()).closing).toBeNull()
    await report('hoa-tinh', DAYS[2])
    expect(refusal(await bich.post(`${PATH}/${old.id}/supplements`, {}))).toEqual([409, 'closing_reopened'])
    const anew = await close()
    const { snapshot } = (await bich.get(`${PATH}/${anew.id}`)).body
    expect(snapshot.replaces).toEqual({ closing: old.id, hash: old.hash, reason })
    expect([snapshot.totals.commune.aired, (await ask()).totals.commune.aired]).toEqual([5, 5])
    const { items } = (await bich.get(PATH)).body
    expect(items.map((item: { id: number }) => item.id)).toEqual([anew.id, old.id])
    expect((await bich.get(`${PATH}/${old.id}`)).body.snapshot.totals.commune.aired).toBe(4)
    expect((await verify()).ok).toBe(true)
  })

  test('overlapping closings know nothing of each other', async () => {
    const october = await close()
    await report('hoa-tinh', DAYS[2])
    const days = await close({ from: '2026-10-05', to: '2026-10-30' })
    const all = await close({ period: '2026-10', segment: 'all' })
    expect((await ask('from=2026-10-05&to=2026-10-30')).totals.commune.aired).toBe(5)
    expect((await ask()).totals.commune.aired).toBe(4)
    expect([(await pending(october.id)).count, (await pending(days.id)).count, (await pending(all.id)).count]).toEqual([
      1, 0, 0,
    ])
  })

  describe('what was tampered with is named:', () => {
    const faults = async () =>
      (await verify()).differences.map((d: Record<string, string>) => [d.part, d.station, d.where, d.what])

    test('a frozen row', async () => {
      const { id: closing } = await close()
      const { q } = fixture.world.ctx.db
      const row = await q.selectFrom('closing_row').selectAll().where('number', '=', 2).executeTakeFirstOrThrow()
      const text = row.text.replace('"planned":1', '"planned":2')
      await q.updateTable('closing_row').set({ text }).where('number', '=', 2).execute()
      const what = 'the frozen rows of this station are not what was hashed'
      expect(await faults()).toEqual([['closings', 'hoa-tinh', `closing ${closing}`, what]])
    })

    test('the sums of a snapshot, and its days', async () => {
      const { id: closing } = await close()
      const { q } = fixture.world.ctx.db
      const { head } = await q.selectFrom('closing').select('head').executeTakeFirstOrThrow()
      await q
        .updateTable('closing')
        .set({ head: head.replace('"aired":4', '"aired":40') })
        .execute()
      expect(await faults()).toEqual([['closings', null, `closing ${closing}`, 'the snapshot is not what was hashed']])
      await q
        .updateTable('closing')
        .set({ head, to_date: '2026-10-30' as LocalDate })
        .execute()
      const filed = 'it stands under other days, segment or kind than its snapshot says'
      expect(await faults()).toEqual([['closings', null, `closing ${closing}`, filed]])
    })

    test('a row taken out of a supplement, and a supplement taken away', async () => {
      const { id: closing } = await close()
      for (const code of CODES) {
        await report(code, DAYS[2])
        expect((await bich.post(`${PATH}/${closing}/supplements`, {})).status).toBe(201)
      }
      const { q } = fixture.world.ctx.db
      await q.deleteFrom('supplement_row').where('supplement_number', '=', 1).execute()
      const what = 'the frozen rows of this station are not what was hashed'
      expect(await faults()).toEqual([['closings', 'hoa-tinh', `closing ${closing} supplement 1`, what]])
      await q.deleteFrom('supplement').where('number', '=', 1).execute()
      const lost = 'it does not follow from the closing or supplement before'
      expect(await faults()).toEqual([['closings', null, `closing ${closing} supplement 2`, lost]])
    })

    test('a ledger row that was counted, and a roll-up', async () => {
      const { id: closing } = await close()
      const { ctx, stations } = fixture.world
      const stationId = stations['quon-long'] ?? 0
      await ctx.db.q
        .updateTable('tally')
        .set({ player: 99 })
        .where('station_id', '=', stationId)
        .where('bucket', '=', '2026-10-01' as LocalDate)
        .execute()
      expect((await faults()).map(([part, station]: string[]) => [part, station])).toEqual([['roll_ups', 'quon-long']])
      await ctx.db.q.deleteFrom('ledger_row').where('station_id', '=', stationId).where('position', '=', 2).execute()
      const found = await faults()
      expect(found.map(([part, station]: string[]) => [part, station])).toEqual([
        ['ledger', 'quon-long'],
        ['roll_ups', 'quon-long'],
        ['closings', 'quon-long'],
        ['closings', 'quon-long'],
      ])
      expect(found[3]).toEqual([
        'closings',
        'quon-long',
        `closing ${closing}`,
        'row 2 of the ledger, which was counted, is gone',
      ])
    })
  })
})
