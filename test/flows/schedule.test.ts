import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { type Client, onBothDatabases, type World } from '../world.ts'

const SEGMENT = 'cai-cach-hanh-chinh'
const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7]

/** Hà's usual slot: every station, Monday to Saturday, 05:15 and 17:15, a quarter of an hour. */
const slot = (over: Record<string, unknown> = {}) => ({
  segment: SEGMENT,
  target: { kind: 'all' },
  rule: { weekdays: [1, 2, 3, 4, 5, 6], times: ['05:15', '17:15'] },
  from: '2026-11-24',
  duration_seconds: 900,
  ...over,
})
type Slot = ReturnType<typeof slot>

/** Runs dry, then saves with one choice for every conflict. */
async function save(ha: Client, body: Slot, rest: string | null = null) {
  const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot: body })
  expect(run.status).toBe(200)
  return ha.post('/api/v1/slots', { ...body, dry_run: run.body.hash, rest })
}

async function change(ha: Client, id: number, body: Record<string, unknown>, rest: string | null = null) {
  const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'change', slot_id: id, change: body })
  if (run.status !== 200) return run
  return ha.post(`/api/v1/slots/${id}/changes`, { ...body, dry_run: run.body.hash, rest })
}

onBothDatabases('the schedule', (open) => {
  let world: World
  let ha: Client
  beforeEach(async () => {
    world = await open()
    ha = await world.as('ha')
    await world.ctx.db.q
      .insertInto('segment')
      .values(segmentRow(SEGMENT, 'Cải cách hành chính', world.clock.now()))
      .execute()
  })
  afterEach(() => world.close())

  const airings = async (query: string) => (await ha.get(`/api/v1/airings?${query}`)).body.items
  const at = async (station: string, date: string) =>
    (await airings(`from=${date}&to=${date}&stations=${station}`)).map(
      (a: { local_time: string; state: string }) => `${a.local_time} ${a.state}`,
    )

  test('a saved slot becomes airings on every station up to the horizon', async () => {
    const saved = await save(ha, slot())
    expect(saved.status).toBe(201)
    expect(saved.body.versions).toHaveLength(1)
    expect(await at('xuan-dong', '2026-11-24')).toEqual(['05:15 planned', '17:15 planned'])
    // Sunday is none of its days.
    expect(await at('xuan-dong', '2026-11-29')).toEqual([])
    // The last day of the horizon of 60 days is Friday 22 January 2027, beyond the year's end.
    expect(await at('xuan-dong', '2027-01-22')).toEqual(['05:15 planned', '17:15 planned'])
    expect(await at('xuan-dong', '2027-01-23')).toEqual([])
    const count = await world.ctx.db.q
      .selectFrom('airing')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    expect(Number(count.n)).toBe(20 * 2 * 52)
  })

  test('a slot with an end of its own stops there, both days included', async () => {
    await save(ha, slot({ until: '2026-11-25' as LocalDate }))
    expect(await at('xuan-dong', '2026-11-25')).toHaveLength(2)
    expect(await at('xuan-dong', '2026-11-26')).toHaveLength(0)
  })

  test('a cancelled occurrence keeps its identity and comes back when the change is withdrawn', async () => {
    const { body } = await save(ha, slot())
    const done = await change(ha, body.id, {
      kind: 'cancel',
      on_date: '2026-11-25',
      ordinal: 1,
      station: 'xuan-dong',
      reason: 'Máy phát hỏng',
    })
    expect(done.status).toBe(201)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 cancelled', '17:15 planned'])
    expect(await at('tan-thuan-binh', '2026-11-25')).toEqual(['05:15 planned', '17:15 planned'])
    expect((await ha.delete(`/api/v1/slots/${body.id}/changes/${done.body.change_id}`)).status).toBe(204)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 planned', '17:15 planned'])
  })

  test('a change whose occurrence has begun cannot be taken back, nor one that would lead back into the past', async () => {
    const { body } = await save(ha, slot())
    const cancel = { kind: 'cancel', on_date: '2026-11-25', ordinal: 1, station: 'xuan-dong', reason: 'Máy phát hỏng' }
    const cancelled = await change(ha, body.id, cancel)
    const move = {
      kind: 'move',
      on_date: '2026-11-25',
      ordinal: 1,
      station: 'quon-long',
      to_date: '2026-11-25',
      to_time: '20:00',
    }
    const moved = await change(ha, body.id, move)
    world.clock.set('2026-11-25T12:00:00+07:00')
    for (const { body: done } of [cancelled, moved]) {
      const refused = await ha.delete(`/api/v1/slots/${body.id}/changes/${done.change_id}`)
      expect(refused).toMatchObject({ status: 409, body: { code: 'past_occurrence' } })
    }
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 cancelled', '17:15 planned'])
  })

  test('a moved occurrence keeps its identity on another day', async () => {
    const { body } = await save(ha, slot())
    const move = { kind: 'move', on_date: '2026-11-25', ordinal: 2, to_date: '2026-11-29', to_time: '18:00' }
    expect((await change(ha, body.id, move)).status).toBe(201)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 planned'])
    const [moved] = await airings('from=2026-11-29&to=2026-11-29&stations=xuan-dong')
    expect(moved).toMatchObject({ on_date: '2026-11-25', planned_on: '2026-11-29', ordinal: 2, local_time: '18:00' })
    expect(moved.airing_id).toBe(`${body.id}-${world.stations['xuan-dong']}-20261125-2`)
  })

  test('a single added occurrence is a slot of its own', async () => {
    const { body } = await save(ha, slot())
    const added = await change(ha, body.id, {
      kind: 'add',
      on_date: '2026-11-25',
      time: '11:00',
      target: { kind: 'level', level: 'district' },
    })
    expect(added.status).toBe(201)
    expect(added.body.slot_id).not.toBe(body.id)
    expect(await at('dai-huyen-cho-gao', '2026-11-25')).toEqual(['05:15 planned', '11:00 planned', '17:15 planned'])
    expect(await at('xuan-dong', '2026-11-25')).toHaveLength(2)
  })

  test('an edit from a date on leaves the days before, moves the others and keeps identities', async () => {
    const { body } = await save(ha, slot())
    const edit = { ...slot({ from: '2026-12-01', rule: { weekdays: [1, 2, 3, 4, 5, 6], times: ['05:30', '17:15'] } }) }
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'edit', slot_id: body.id, slot: edit })
    expect(run.body.counts.move).toBe(20 * 46)
    expect((await ha.request(`/api/v1/slots/${body.id}`, patch({ ...edit, dry_run: run.body.hash }))).status).toBe(200)
    expect(await at('xuan-dong', '2026-11-30')).toEqual(['05:15 planned', '17:15 planned'])
    expect(await at('xuan-dong', '2026-12-01')).toEqual(['05:30 planned', '17:15 planned'])
    const [first] = await airings('from=2026-12-01&to=2026-12-01&stations=xuan-dong')
    expect(first.airing_id).toBe(`${body.id}-${world.stations['xuan-dong']}-20261201-1`)
  })

  test('an ended slot leaves no planned airing behind, and deletes none', async () => {
    const { body } = await save(ha, slot())
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'end', slot_id: body.id, last_day: '2026-11-25' })
    const ended = await ha.post(`/api/v1/slots/${body.id}/endings`, { last_day: '2026-11-25', dry_run: run.body.hash })
    expect(ended.body.ended).toBe(true)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 planned', '17:15 planned'])
    expect(await at('xuan-dong', '2026-11-26')).toEqual(['05:15 superseded', '17:15 superseded'])
    expect((await change(ha, body.id, { kind: 'cancel', on_date: '2026-11-25', reason: 'thử' })).body.code).toBe(
      'slot_ended',
    )
  })

  test('an overlap is a conflict with its legal choices; saving without a choice is refused', async () => {
    await save(ha, slot())
    const news = slot({
      rule: { weekdays: [3], times: ['05:20'] },
      until: '2026-11-25',
      duration_seconds: 600,
      target: { kind: 'stations', stations: ['xuan-dong'] },
    })
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot: news })
    expect(run.body.conflicts.total).toBe(1)
    const [conflict] = run.body.conflicts.items
    expect(conflict).toMatchObject({
      station: 'xuan-dong',
      choices: ['keep', 'replace', 'shift', 'skip'],
      shift_to: '2026-11-24T22:30:00Z',
    })
    const unsaid = await ha.post('/api/v1/slots', { ...news, dry_run: run.body.hash })
    expect([unsaid.status, unsaid.body.code]).toEqual([400, 'choice_missing'])
    const chosen = { ...news, dry_run: run.body.hash, choices: [{ conflict: conflict.id, choice: 'shift' }] }
    expect((await ha.post('/api/v1/slots', chosen)).status).toBe(201)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 planned', '05:30 planned', '17:15 planned'])
  })

  test.each([
    ['keep', ['05:15 planned', '05:20 planned', '17:15 planned']],
    ['replace', ['05:15 cancelled', '05:20 planned', '17:15 planned']],
    ['skip', ['05:15 planned', '05:20 cancelled', '17:15 planned']],
  ])('the choice "%s" is carried out', async (choice, expected) => {
    await save(ha, slot())
    const news = slot({ rule: { weekdays: [3], times: ['05:20'] }, until: '2026-11-25', duration_seconds: 600 })
    expect((await save(ha, news, choice)).status).toBe(201)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(expected)
  })

  test('an item of lower priority cannot replace one of higher priority', async () => {
    await save(ha, slot({ priority: 'priority' }))
    const run = await ha.post('/api/v1/slots/dry-runs', {
      kind: 'create',
      slot: slot({ rule: { weekdays: [3], times: ['05:20'] } }),
    })
    expect(run.body.conflicts.items[0].choices).toEqual(['keep', 'shift', 'skip'])
  })

  test('a dry run that is stale is refused with the new one', async () => {
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot: slot() })
    await save(ha, slot())
    const stale = await ha.post('/api/v1/slots', { ...slot(), dry_run: run.body.hash, rest: 'keep' })
    expect([stale.status, stale.body.code]).toEqual([409, 'stale_dry_run'])
    expect(stale.body.dry_run.conflicts.total).toBe(20 * 2 * 52)
    const again = await ha.post('/api/v1/slots', { ...slot(), dry_run: stale.body.dry_run.hash, rest: 'skip' })
    expect(again.status).toBe(201)
  })

  test('of two who save the same time at once, the second is told', async () => {
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot: slot() })
    const body = { ...slot(), dry_run: run.body.hash }
    const both = await Promise.all([ha.post('/api/v1/slots', body), ha.post('/api/v1/slots', body)])
    expect(both.map((answer) => answer.status).sort()).toEqual([201, 409])
  })

  test('a closure cancels what it meets; withdrawn, it gives it back', async () => {
    await save(ha, slot())
    const closure = {
      from: '2026-11-25',
      to: '2026-11-26',
      reason: 'Sửa tháp ăng-ten',
      target: { kind: 'stations', stations: ['xuan-dong'] },
    }
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'closure', closure })
    expect(run.body.counts.cancel).toBe(4)
    const closed = await ha.post('/api/v1/closures', { ...closure, dry_run: run.body.hash })
    expect(closed.status).toBe(201)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 cancelled', '17:15 cancelled'])
    expect(await at('binh-ninh', '2026-11-25')).toEqual(['05:15 planned', '17:15 planned'])
    expect((await ha.delete(`/api/v1/closures/${closed.body.id}`)).status).toBe(204)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 planned', '17:15 planned'])
  })

  test('a closure entered later cancels past airings without evidence only', async () => {
    const { body } = await save(ha, slot())
    world.clock.set('2026-11-26T12:00:00+07:00')
    const station = world.stations['xuan-dong'] ?? 0
    await world.ctx.db.q
      .updateTable('airing')
      .set({ outcome: 'aired', grade: 'player' })
      .where('slot_id', '=', body.id)
      .where('station_id', '=', station)
      .where('on_date', '=', '2026-11-25' as LocalDate)
      .where('ordinal', '=', 1)
      .execute()
    const closure = {
      from: '2026-11-25',
      to: '2026-11-25',
      reason: 'Mất điện',
      target: { kind: 'stations', stations: ['xuan-dong'] },
    }
    const { body: closed } = await ha.post('/api/v1/closures', closure)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 planned', '17:15 cancelled'])
    await ha.delete(`/api/v1/closures/${closed.id}`)
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 planned', '17:15 planned'])
  })

  test('a slot made while a station is closed has no airing there on those days', async () => {
    await ha.post('/api/v1/closures', { from: '2026-11-25', to: '2026-11-25', reason: 'Nghỉ' })
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot: slot() })
    expect(run.body.closed).toHaveLength(20)
    await save(ha, slot())
    expect(await at('xuan-dong', '2026-11-25')).toEqual([])
    expect(await at('xuan-dong', '2026-11-26')).toHaveLength(2)
  })

  test('the past is filled in by an explicit act with a reason: 79 days, 158 airings a station in quarter III/2020', async () => {
    const { body } = await save(ha, slot({ from: '2020-07-01', target: { kind: 'level', level: 'commune' } }))
    expect(await at('xuan-dong', '2020-07-01')).toEqual([])
    const range = { from: '2020-07-01', to: '2020-09-30', reason: 'Nhập số liệu quý III/2020' }
    const filled = await ha.post(`/api/v1/slots/${body.id}/backfills`, range)
    expect([filled.status, filled.body.made]).toEqual([201, 3002])
    expect((await ha.post(`/api/v1/slots/${body.id}/backfills`, range)).body.made).toBe(0)
    const future = await ha.post(`/api/v1/slots/${body.id}/backfills`, {
      ...range,
      to: '2026-11-24',
      from: '2026-11-01',
    })
    expect([future.status, future.body.code]).toEqual([400, 'future_backfill'])
  })

  test('night after night the horizon goes on', async () => {
    const { extendHorizon } = await import('../../src/schedule/index.ts')
    await save(ha, slot())
    world.clock.set('2026-11-25T01:10:00+07:00')
    expect(await extendHorizon(world.ctx)).toBe(20 * 2)
    expect(await extendHorizon(world.ctx)).toBe(0)
    // Saturday 23 and Sunday 24 January: the Sunday has none.
    expect(await at('xuan-dong', '2027-01-23')).toHaveLength(2)
  })

  test('what was chosen between two slots holds for the days that come within the horizon', async () => {
    const { extendHorizon } = await import('../../src/schedule/index.ts')
    await save(ha, slot())
    await save(ha, slot({ rule: { weekdays: ALL_WEEK, times: ['05:20'] }, duration_seconds: 600 }), 'skip')
    world.clock.set('2026-11-25T01:10:00+07:00')
    await extendHorizon(world.ctx)
    expect(await at('xuan-dong', '2027-01-23')).toEqual(['05:15 planned', '05:20 cancelled', '17:15 planned'])
    // On Sunday the two do not meet.
    expect(await at('xuan-dong', '2027-01-24')).toEqual(['05:20 planned'])
  })

  test('an airing that has begun cannot be cancelled, and an edit leaves it', async () => {
    const { body } = await save(ha, slot())
    world.clock.set('2026-11-25T05:15:00+07:00')
    const late = await change(ha, body.id, { kind: 'cancel', on_date: '2026-11-25', ordinal: 1, reason: 'muộn' })
    expect([late.status, late.body.code]).toEqual([409, 'past_occurrence'])
    const edit = slot({ from: '2026-11-25', rule: { weekdays: ALL_WEEK, times: ['06:00', '18:00'] } })
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'edit', slot_id: body.id, slot: edit })
    await ha.patch(`/api/v1/slots/${body.id}`, { ...edit, dry_run: run.body.hash })
    expect(await at('xuan-dong', '2026-11-25')).toEqual(['05:15 planned', '18:00 planned'])
  })

  test('Tết is proposed by the lunar calendar and closes nothing until a person says so', async () => {
    const { body } = await ha.get('/api/v1/closures/holiday-proposals?year=2027')
    expect(body.items.find((day: { name: string }) => day.name === 'Tết Nguyên Đán')).toEqual({
      name: 'Tết Nguyên Đán',
      name_en: expect.any(String),
      from: '2027-02-05',
      to: '2027-02-09',
      entered: false,
    })
    expect((await ha.get('/api/v1/closures?from=2027-01-01&to=2027-12-31')).body.items).toEqual([])
  })

  test('only who plans may plan; an operator sees the own station alone', async () => {
    const lan = await world.as('lan')
    const refused = await lan.post('/api/v1/slots/dry-runs', { kind: 'create', slot: slot() })
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
    expect((await world.nobody().get('/api/v1/slots')).status).toBe(401)
    await save(ha, slot())
    const tam = await world.as('tam')
    const own = await tam.get('/api/v1/airings?from=2026-11-24&to=2026-11-24')
    expect(own.body.items.map((a: { station: string }) => a.station)).toEqual(['dang-hung-phuoc', 'dang-hung-phuoc'])
    expect((await tam.get('/api/v1/airings?from=2026-11-24&to=2026-11-24&stations=xuan-dong')).status).toBe(403)
  })
})

const patch = (body: unknown): RequestInit => ({
  method: 'PATCH',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

const segmentRow = (code: string, name: string, at: number) => ({
  code,
  name,
  kind: 'tiết mục',
  min_seconds: null,
  max_seconds: null,
  fallback_episode_id: null,
  created_at: at,
  withdrawn_at: null,
})
