import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { type Client, onBothDatabases, type World } from '../world.ts'

onBothDatabases('the episode of an airing', (open) => {
  let world: World
  let ha: Client
  let segmentId: number
  beforeEach(async () => {
    world = await open()
    ha = await world.as('ha')
    const row = {
      kind: 'tiết mục',
      min_seconds: null,
      max_seconds: null,
      fallback_episode_id: null,
      created_at: 0,
      withdrawn_at: null,
    }
    const segment = { code: 'cai-cach-hanh-chinh', name: 'Cải cách hành chính', ...row }
    segmentId = (await world.ctx.db.q.insertInto('segment').values(segment).returning('id').executeTakeFirstOrThrow())
      .id
  })
  afterEach(() => world.close())

  /** An episode that is cleared already: how it came to that is the library's matter. */
  async function cleared(number: number, airDate: string | null): Promise<number> {
    const { id } = await world.ctx.db.q
      .insertInto('episode')
      .values({
        segment_id: segmentId,
        number,
        year: 2026,
        title: `Kỳ ${number}`,
        title_sort: `ky ${number}`,
        field: null,
        air_date: airDate as LocalDate | null,
        priority: 'normal',
        tags: '[]',
        legal_references: '[]',
        created_at: 0,
        created_by: null,
        withdrawn_at: null,
        withdrawn_reason: null,
        script_revision_id: null,
        recording_id: null,
        script_state: 'approved',
        cleared_decision_id: 1,
        cleared_at: 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tell(id)
    return id
  }
  const tell = (episodeId: number) =>
    world.ctx.db.transact((tx) => tx.emit({ type: 'clearance_changed', episodeId, segmentId }))
  const setCleared = async (id: number, decision: number | null) => {
    await world.ctx.db.q.updateTable('episode').set({ cleared_decision_id: decision }).where('id', '=', id).execute()
    await tell(id)
  }

  async function plan(over: Record<string, unknown>): Promise<number> {
    const slot = { segment: 'cai-cach-hanh-chinh', from: '2026-11-24', duration_seconds: 900, ...over }
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'create', slot })
    return (await ha.post('/api/v1/slots', { ...slot, dry_run: run.body.hash, rest: 'keep' })).body.id
  }
  /** The district's first airing on Wednesday at 17:00; the communes repeat every morning and evening. */
  const premiere = () =>
    plan({ premiere: true, target: { kind: 'level', level: 'district' }, rule: { weekdays: [3], times: ['17:00'] } })
  const repeats = (over = {}) =>
    plan({
      target: { kind: 'stations', stations: ['xuan-dong'] },
      rule: { weekdays: [1, 2, 3, 4, 5, 6, 7], times: ['05:15', '17:15'] },
      ...over,
    })

  const episodes = async (date: string, station = 'xuan-dong') =>
    (await ha.get(`/api/v1/airings?from=${date}&to=${date}&stations=${station}`)).body.items.map(
      (a: { episode_id: number | null }) => a.episode_id,
    )

  test('the newest cleared one airs from its premiere on, whatever was planned or cleared first', async () => {
    await premiere()
    await repeats()
    expect(await episodes('2026-11-26')).toEqual([null, null])
    const last = await cleared(46, '2026-11-18')
    expect(await episodes('2026-11-26')).toEqual([last, last])
    const fresh = await cleared(47, '2026-11-25')
    expect(await episodes('2026-11-25')).toEqual([last, fresh])
    expect(await episodes('2026-11-25', 'dai-huyen-cho-gao')).toEqual([fresh])
    expect(await episodes('2026-11-26')).toEqual([fresh, fresh])
  })

  test('a premiere that comes later into the schedule dates its episode anew', async () => {
    const last = await cleared(46, '2026-11-18')
    const fresh = await cleared(47, '2026-11-25')
    await repeats()
    expect(await episodes('2026-11-25')).toEqual([fresh, fresh])
    await premiere()
    expect(await episodes('2026-11-25')).toEqual([last, fresh])
  })

  test('a clearance that is lost takes the episode off what has not begun, and off nothing else', async () => {
    await repeats()
    const only = await cleared(46, '2026-11-18')
    world.clock.set('2026-11-26T06:00:00+07:00')
    await setCleared(only, null)
    expect(await episodes('2026-11-26')).toEqual([only, null])
    await setCleared(only, 2)
    expect(await episodes('2026-11-26')).toEqual([only, only])
  })

  test('the fallback stands in, and says so', async () => {
    const fallback = await cleared(1, null)
    await world.ctx.db.q.updateTable('segment').set({ fallback_episode_id: fallback }).execute()
    await repeats()
    const { body } = await ha.get('/api/v1/airings?from=2026-11-26&to=2026-11-26&stations=xuan-dong')
    expect(body.items[0]).toMatchObject({ episode_id: fallback, fallback: true })
    const fresh = await cleared(47, '2026-11-25')
    expect(await episodes('2026-11-26')).toEqual([fresh, fresh])
  })

  test('a fixed episode airs when cleared; replaced for one day, that day alone changes', async () => {
    const fixed = await cleared(40, '2026-10-07')
    const other = await cleared(41, '2026-10-14')
    const id = await repeats({ episode_id: fixed })
    expect(await episodes('2026-11-26')).toEqual([fixed, fixed])
    const change = { kind: 'replace', on_date: '2026-11-26', ordinal: 2, episode_id: other }
    const run = await ha.post('/api/v1/slots/dry-runs', { kind: 'change', slot_id: id, change })
    expect((await ha.post(`/api/v1/slots/${id}/changes`, { ...change, dry_run: run.body.hash })).status).toBe(201)
    expect(await episodes('2026-11-26')).toEqual([fixed, other])
    await setCleared(fixed, null)
    expect(await episodes('2026-11-26')).toEqual([null, other])
    expect(await episodes('2026-11-27')).toEqual([null, null])
  })

  test('a relay has no episode', async () => {
    await cleared(46, '2026-11-18')
    await repeats({ programme: 'relay' })
    expect(await episodes('2026-11-26')).toEqual([null, null])
  })

  test('a station that changes is planned anew: its end takes airings off, its level puts others on', async () => {
    await repeats()
    await plan({ target: { kind: 'level', level: 'district' }, rule: { weekdays: [4], times: ['11:00'] } })
    const id = world.stations['xuan-dong'] ?? 0
    const touch = () => world.ctx.db.transact((tx) => tx.emit({ type: 'stations_changed', stationIds: [id] }))
    await world.ctx.db.q
      .updateTable('station_assignment')
      .set({ level_code: 'district' })
      .where('station_id', '=', id)
      .execute()
    await touch()
    expect(await episodes('2026-11-26')).toHaveLength(3)
    await world.ctx.db.q
      .updateTable('station')
      .set({ active_to: '2026-11-25' as LocalDate })
      .where('id', '=', id)
      .execute()
    await touch()
    const { body } = await ha.get('/api/v1/airings?from=2026-11-26&to=2026-11-26&stations=xuan-dong')
    expect(body.items.map((a: { state: string }) => a.state)).toEqual(['superseded', 'superseded', 'superseded'])
  })
})
