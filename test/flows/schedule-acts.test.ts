import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, onBothDatabases, type World } from '../world.ts'

const SEGMENT = 'cai-cach-hanh-chinh'
const slot = (over: Record<string, unknown> = {}) => ({
  segment: SEGMENT,
  target: { kind: 'all' },
  rule: { weekdays: [1, 2, 3, 4, 5, 6], times: ['05:15', '17:15'] },
  from: '2026-11-24',
  duration_seconds: 900,
  ...over,
})

onBothDatabases('what was saved in the schedule', (open) => {
  let world: World
  let ha: Client
  beforeEach(async () => {
    world = await open()
    ha = await world.as('ha')
    const row = { code: SEGMENT, name: 'Cải cách hành chính', kind: 'tiết mục', created_at: world.clock.now() }
    await world.ctx.db.q
      .insertInto('segment')
      .values({ ...row, min_seconds: null, max_seconds: null, fallback_episode_id: null, withdrawn_at: null })
      .execute()
  })
  afterEach(() => world.close())

  const save = async (body: Record<string, unknown>, rest: string | null = null) => {
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot: body })
    return (await ha.post('/api/v1/slots', { ...body, dry_run: run.body.hash, rest })).body.id as number
  }
  const change = async (id: number, body: Record<string, unknown>, rest: string | null = null) => {
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'change', slot_id: id, change: body })
    return ha.post(`/api/v1/slots/${id}/changes`, { ...body, dry_run: run.body.hash, rest })
  }
  const edit = async (id: number, body: Record<string, unknown>) => {
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'edit', slot_id: id, slot: body })
    return ha.patch(`/api/v1/slots/${id}`, { ...body, dry_run: run.body.hash })
  }
  const at = async (date: string, station = 'xuan-dong') => {
    const { body } = await ha.get(`/api/v1/airings?from=${date}&to=${date}&stations=${station}`)
    return body.items.map(
      (a: { starts_at: string; ends_at: string; local_time: string; state: string }) =>
        `${a.local_time} ${(Date.parse(a.ends_at) - Date.parse(a.starts_at)) / 60_000} ${a.state}`,
    )
  }
  const last = async () => (await ha.get('/api/v1/schedule-acts/last')).body.act
  const undo = async () => ha.post(`/api/v1/schedule-acts/${(await last()).id}/reversals`)

  test('one occurrence may be longer than its slot says, also after it is shifted out of a clash', async () => {
    const id = await save(slot())
    await save(slot({ rule: { weekdays: [3], times: ['05:45'] }, until: '2026-11-25', duration_seconds: 600 }))
    const longer = {
      kind: 'move',
      on_date: '2026-11-25',
      station: 'xuan-dong',
      to_date: '2026-11-25',
      to_time: '05:20',
    }
    expect((await change(id, { ...longer, duration_seconds: 1800 }, 'shift')).status).toBe(201)
    expect(await at('2026-11-25')).toEqual(['05:45 10 planned', '05:55 30 planned', '17:15 15 planned'])
    expect(await at('2026-11-25', 'binh-ninh')).toContain('05:15 15 planned')
    expect((await undo()).status).toBe(201)
    expect(await at('2026-11-25')).toEqual(['05:15 15 planned', '05:45 10 planned', '17:15 15 planned'])
  })

  test('undone are also the choices: what gave way to a new slot is back, and the slot is over', async () => {
    await save(slot())
    const id = await save(slot({ rule: { weekdays: [3], times: ['05:20'] }, duration_seconds: 600 }), 'replace')
    expect(await at('2026-11-25')).toEqual(['05:15 15 cancelled', '05:20 10 planned', '17:15 15 planned'])
    expect(await last()).toMatchObject({ kind: 'slot.create', undoable: true, refused: null })
    expect((await undo()).status).toBe(201)
    expect(await at('2026-11-25')).toEqual(['05:15 15 planned', '05:20 10 superseded', '17:15 15 planned'])
    expect((await ha.get(`/api/v1/slots/${id}`)).body.ended).toBe(true)
    const audit = await world.ctx.db.q
      .selectFrom('audit_entry')
      .select('action')
      .orderBy('id', 'desc')
      .executeTakeFirst()
    expect(audit?.action).toBe('schedule.undo')
  })

  test('an edit that begins the slot earlier makes the earlier days too; undone, the slot begins as before', async () => {
    const id = await save(slot({ from: '2026-12-07' }))
    expect((await edit(id, slot({ from: '2026-11-30' }))).status).toBe(200)
    expect(await at('2026-11-30')).toEqual(['05:15 15 planned', '17:15 15 planned'])
    await undo()
    expect(await at('2026-11-30')).toEqual(['05:15 15 superseded', '17:15 15 superseded'])
    expect(await at('2026-12-07')).toEqual(['05:15 15 planned', '17:15 15 planned'])
    expect((await ha.get(`/api/v1/slots/${id}`)).body.from).toBe('2026-12-07')
  })

  test('nothing is undone twice, nor past a newer change, nor once an airing of it has begun', async () => {
    const id = await save(slot())
    const created = (await last()).id
    const move = { kind: 'move', on_date: '2026-11-25', to_date: '2026-11-25', to_time: '06:00' }
    await change(id, move)
    const moved = (await last()).id
    const reverse = async (act: number) => (await ha.post(`/api/v1/schedule-acts/${act}/reversals`)).body.code
    expect(await reverse(created)).toBe('act_not_last')
    // The move begins at 05:15, where the airing was; from then on its time is past.
    world.clock.set('2026-11-25T05:16:00+07:00')
    expect((await last()).refused).toBe('act_begun')
    expect(await reverse(moved)).toBe('act_begun')
    world.clock.set('2026-11-25T05:14:00+07:00')
    expect(await reverse(moved)).toBeUndefined()
    expect(await reverse(moved)).toBe('act_undone')
    expect(await at('2026-11-25')).toEqual(['05:15 15 planned', '17:15 15 planned'])
    const minh = await world.as('minh')
    expect((await minh.post(`/api/v1/schedule-acts/${created}/reversals`)).status).toBe(403)
  })

  test('a closure is undone like everything else', async () => {
    await save(slot())
    await ha.post('/api/v1/closures', { from: '2026-11-25', to: '2026-11-25', reason: 'Cúp điện' })
    expect(await at('2026-11-25')).toEqual(['05:15 15 cancelled', '17:15 15 cancelled'])
    expect((await undo()).status).toBe(201)
    expect(await at('2026-11-25')).toEqual(['05:15 15 planned', '17:15 15 planned'])
  })

  test('a copied week adds what the other lacks, with one choice for its clashes, and goes back as one', async () => {
    await save(slot())
    const extra = { rule: { weekdays: [2, 5], times: ['09:00', '15:00'] }, until: '2026-11-29', origin: 'campaign' }
    await save(slot(extra))
    await save(slot({ rule: { weekdays: [5], times: ['08:55'] }, from: '2026-12-04', until: '2026-12-04' }))
    const copy = { from: '2026-11-25', to: '2026-12-02' }
    const run = await ha.post('/api/v1/week-copies/dry-runs', copy)
    // One rule for all stations and both times: the standing slot is there already.
    expect(run.body.runs).toHaveLength(1)
    expect(run.body.runs[0]).toMatchObject({ counts: { add: 80 }, conflicts: { total: 20 } })
    const unsaid = await ha.post('/api/v1/week-copies', { ...copy, dry_run: run.body.hash })
    expect(unsaid.body.code).toBe('choice_missing')
    const saved = await ha.post('/api/v1/week-copies', { ...copy, dry_run: run.body.hash, rest: 'skip' })
    expect(saved.status).toBe(201)
    const friday = await at('2026-12-04')
    expect(friday).toContain('15:00 15 planned')
    expect(friday).toContain('09:00 15 cancelled')
    expect((await ha.post('/api/v1/week-copies/dry-runs', { from: '2026-11-25', to: '2026-11-24' })).body.code).toBe(
      'same_week',
    )
    await undo()
    expect((await at('2026-12-04')).filter((a: string) => a.endsWith('planned'))).toHaveLength(3)
  })
})
