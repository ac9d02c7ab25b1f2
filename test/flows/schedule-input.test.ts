import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, onBothDatabases, type World } from '../world.ts'

onBothDatabases('what a slot may not say', (open) => {
  let world: World
  let ha: Client
  beforeEach(async () => {
    world = await open()
    ha = await world.as('ha')
    const at = world.clock.now()
    const row = {
      kind: 'tiết mục',
      min_seconds: null,
      max_seconds: null,
      fallback_episode_id: null,
      created_at: at,
      withdrawn_at: null,
    }
    await world.ctx.db.q
      .insertInto('segment')
      .values({ code: 'cai-cach-hanh-chinh', name: 'Cải cách hành chính', ...row })
      .execute()
  })
  afterEach(() => world.close())

  const slot = {
    segment: 'cai-cach-hanh-chinh',
    target: { kind: 'all' },
    rule: { weekdays: [3], times: ['17:00'] },
    from: '2026-11-24',
    duration_seconds: 900,
  }
  const dry = (over: Record<string, unknown>) =>
    ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot: { ...slot, ...over } })
  const rule = (over: Record<string, unknown>) => ({ rule: { ...slot.rule, ...over } })

  test.each([
    ['the date 2026-02-30', { from: '2026-02-30' }, 'slot.from'],
    ['the date 2027-02-29, which is no leap day', { until: '2027-02-29' }, 'slot.until'],
    ['from after until', { from: '2026-12-02', until: '2026-12-01' }, 'slot.until'],
    ['the time 24:00', rule({ times: ['24:00'] }), 'slot.rule.times.0'],
    ['the time 25:00', rule({ times: ['05:15', '25:00'] }), 'slot.rule.times.1'],
    ['the time 5:15 without its zero', rule({ times: ['5:15'] }), 'slot.rule.times.0'],
    ['the same time twice', rule({ times: ['05:15', '05:15'] }), 'slot.rule.times'],
    ['no times', rule({ times: [] }), 'slot.rule.times'],
    ['every 0 weeks', rule({ every_weeks: 0 }), 'slot.rule.every_weeks'],
    ['every 1.5 weeks', rule({ every_weeks: 1.5 }), 'slot.rule.every_weeks'],
    ['empty weekdays', rule({ weekdays: [] }), 'slot.rule.weekdays'],
    ['a weekday 8', rule({ weekdays: [8] }), 'slot.rule.weekdays.0'],
    ['the sixth Monday', rule({ nth: [6] }), 'slot.rule.nth.0'],
    ['weeks and nth of the month together', rule({ every_weeks: 2, nth: [1] }), 'slot.rule.nth'],
    ['no stations', { target: { kind: 'stations', stations: [] } }, 'slot.target.stations'],
    ['a duration of nothing', { duration_seconds: 0 }, 'slot.duration_seconds'],
    ['a missing rule', { rule: undefined }, 'slot.rule'],
    ['an episode on a relay', { programme: 'relay', episode_id: 1 }, 'slot.episode_id'],
  ])('%s is refused beside its field', async (_, over, path) => {
    const { status, body } = await dry(over)
    expect([status, body.code]).toEqual([400, 'invalid_input'])
    expect(body.fields.map((fault: { path: string }) => fault.path)).toContain(path)
  })

  test.each([
    ['an unknown station', { target: { kind: 'stations', stations: ['xuan-dong', 'khong-co'] } }, 'unknown_station'],
    ['an unknown level', { target: { kind: 'level', level: 'ap' } }, 'unknown_level'],
    ['an unknown group', { target: { kind: 'group', group: 'khong-co' } }, 'unknown_group'],
    ['an unknown segment', { segment: 'khong-co' }, 'unknown_segment'],
    ['an unknown episode', { episode_id: 99_999 }, 'unknown_episode'],
    ['an unbounded rule for a campaign', { origin: 'campaign' }, 'unbounded_rule'],
  ])('%s is refused', async (_, over, code) => {
    const { status, body } = await dry(over)
    expect([status, body.code]).toEqual([400, code])
    expect(body.detail).not.toMatch(/\{\w+\}/)
  })

  test('a station that is closed for the whole time of a slot is named and refused', async () => {
    const closure = {
      from: '2026-11-24',
      to: '2027-05-31',
      reason: 'Đài ngừng phát',
      target: { kind: 'stations', stations: ['xuan-dong'] },
    }
    expect((await ha.post('/api/v1/closures', closure)).status).toBe(201)
    const { status, body } = await dry({ target: { kind: 'stations', stations: ['xuan-dong', 'binh-ninh'] } })
    expect([status, body.code]).toEqual([400, 'station_closed'])
    expect(body.detail).toContain('Xuân Đông')
    // Not named but meant: it is told, and the others are planned.
    const all = await dry({})
    expect(all.body.closed).toEqual([{ station: 'xuan-dong', count: 9, reason: 'Đài ngừng phát' }])
    expect(all.body.counts.add).toBe(19 * 9)
  })

  test('a station that no longer broadcasts is refused', async () => {
    await world.ctx.db.q
      .updateTable('station')
      .set({ active_to: '2026-10-31' as never })
      .where('code', '=', 'xuan-dong')
      .execute()
    const { status, body } = await dry({ target: { kind: 'stations', stations: ['xuan-dong'] } })
    expect([status, body.code]).toEqual([400, 'station_closed'])
  })

  test('a station that ends next week gets airings until then, and the rest is told', async () => {
    await world.ctx.db.q
      .updateTable('station')
      .set({ active_to: '2026-12-01' as never })
      .where('code', '=', 'xuan-dong')
      .execute()
    const { status, body } = await dry({ target: { kind: 'stations', stations: ['xuan-dong'] } })
    expect([status, body.counts.add]).toEqual([200, 1])
    expect(body.closed).toEqual([{ station: 'xuan-dong', count: 8, reason: null }])
  })

  test('saving without the hash, with a made-up hash or with an illegal choice is refused', async () => {
    expect((await ha.post('/api/v1/slots', slot)).body.code).toBe('invalid_input')
    expect((await ha.post('/api/v1/slots', { ...slot, dry_run: '0'.repeat(64) })).body.code).toBe('stale_dry_run')
    const first = await dry({})
    expect((await ha.post('/api/v1/slots', { ...slot, dry_run: first.body.hash })).status).toBe(201)
    const urgent = await dry({ priority: 'normal' })
    await world.ctx.db.q.updateTable('airing').set({ priority: 'emergency' }).execute()
    const second = await dry({})
    expect(second.body.hash).not.toBe(urgent.body.hash)
    const illegal = await ha.post('/api/v1/slots', { ...slot, dry_run: second.body.hash, rest: 'replace' })
    expect([illegal.status, illegal.body.code]).toEqual([400, 'choice_not_legal'])
  })

  test('nothing is written by a dry run', async () => {
    await dry({})
    expect(await world.ctx.db.q.selectFrom('slot').selectAll().execute()).toEqual([])
    expect(await world.ctx.db.q.selectFrom('airing').selectAll().execute()).toEqual([])
  })

  test('a backfill and a list without an end are refused, as are dates turned round', async () => {
    const first = await dry({})
    const { body } = await ha.post('/api/v1/slots', { ...slot, dry_run: first.body.hash })
    const fill = (over: Record<string, unknown>) =>
      ha.post(`/api/v1/slots/${body.id}/backfills`, { from: '2020-07-01', to: '2020-09-30', reason: 'Nhập', ...over })
    expect((await fill({ to: undefined })).body.code).toBe('invalid_input')
    expect((await fill({ to: '2020-06-30' })).body.code).toBe('invalid_input')
    expect((await fill({ reason: '  ' })).body.code).toBe('invalid_input')
    expect((await fill({ to: '2021-12-31' })).body.code).toBe('expansion_too_long')
    expect((await ha.get('/api/v1/airings?from=2026-11-24')).body.code).toBe('invalid_input')
    expect((await ha.get('/api/v1/airings?from=2026-11-24&to=2026-02-30')).body.code).toBe('invalid_input')
    expect(
      (await ha.post(`/api/v1/slots/999/backfills`, { from: '2020-07-01', to: '2020-07-02', reason: 'Nhập' })).status,
    ).toBe(404)
  })

  test('a change to an occurrence that is none is refused', async () => {
    const first = await dry({})
    const { body } = await ha.post('/api/v1/slots', { ...slot, dry_run: first.body.hash })
    const change = (over: Record<string, unknown>) =>
      ha.post('/api/v1/slots/dry-runs', {
        kind: 'change',
        slot_id: body.id,
        change: { kind: 'cancel', on_date: '2026-11-25', reason: 'thử', ...over },
      })
    expect((await change({ on_date: '2026-11-26' })).body.code).toBe('no_such_occurrence')
    expect((await change({ ordinal: 2 })).body.code).toBe('no_such_occurrence')
    expect((await change({ station: 'khong-co' })).body.code).toBe('unknown_station')
    expect((await change({ kind: 'move', to_date: '2026-11-20', to_time: '05:00' })).body.code).toBe('past_occurrence')
    expect((await change({ kind: 'move', to_date: '2027-11-20', to_time: '05:00' })).body.code).toBe('moved_too_far')
    expect((await change({ kind: 'move', to_date: '2026-11-26', to_time: '24:00' })).body.code).toBe('invalid_input')
    expect((await change({})).status).toBe(200)
  })

  test('SQL and HTML in a reason are kept as text', async () => {
    const reason = `<script>alert(1)</script>'; drop table airing; --`
    const { body } = await ha.post('/api/v1/closures', { from: '2026-12-01', to: '2026-12-01', reason })
    const { body: list } = await ha.get('/api/v1/closures?from=2026-12-01&to=2026-12-01')
    expect(list.items).toEqual([expect.objectContaining({ id: body.id, reason })])
  })
})
