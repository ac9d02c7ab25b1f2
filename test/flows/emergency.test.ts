import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isConfirmed, planEmergency } from '../../src/schedule/emergencies/plan.ts'
import { type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { DISTRICT_STATION, TAMS_STATION } from '../story.ts'
import { type Client, onBothDatabases, type World } from '../world.ts'

const SECONDS = 90

onBothDatabases('an emergency', (open) => {
  let world: World
  let programme: Programme2026
  let episodeId: number
  let sha256: string
  let ha: Client
  beforeEach(async () => {
    world = await open({ now: '2026-11-23T14:20:07+07:00' })
    programme = await tellProgramme(world)
    const made = await programme.episode({ number: 90, title: 'Lũ về gấp', seconds: SECONDS, audio: 'nước lên' })
    episodeId = made.id
    sha256 = made.sha256
    await makeUrgent(episodeId)
    ha = await world.as('ha')
  })
  afterEach(() => world.close())

  const makeUrgent = (id: number) =>
    world.ctx.db.q.updateTable('episode').set({ priority: 'emergency' }).where('id', '=', id).execute()
  const wish = (more: object = {}) => ({ episode_id: episodeId, target: { kind: 'all' }, times: 1, ...more })
  const order = async (client: Client, more: object = {}, confirmation?: string) => {
    const seen = await client.post('/api/v1/emergencies/dry-runs', wish(more))
    expect(seen.status, JSON.stringify(seen.body)).toBe(200)
    const { dry_run, station_count } = seen.body
    return client.post('/api/v1/emergencies', {
      ...wish(more),
      dry_run,
      confirmation: confirmation ?? String(station_count),
    })
  }
  const playlist = async (code: string) => {
    const station = await world.station(code)
    return (await station.get(`/api/v1/stations/${code}/playlist.json`)).body
  }
  const played = async (code: string, airingId: string, at: string) => {
    const station = await world.station(code)
    return station.post(`/api/v1/stations/${code}/as-run`, {
      device_id: 'pi',
      journal_id: 'j',
      boot_id: 'b',
      sent_at: at,
      sent_mono_ms: 1000,
      events: [{ event_id: `e-${airingId}`, seq: 1, kind: 'finished', airing_id: airingId, sha256, at, mono_ms: 1000 }],
    })
  }

  it('is on air a second after it was confirmed, at every station, with its own audio', async () => {
    const before = await playlist(TAMS_STATION)
    const { status, body } = await order(ha)
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'running', station_count: 20, first_starts_at: '2026-11-23T07:20:08Z' })
    expect(body.counts).toMatchObject({ not_yet: 20, played: 0, no_word: 0 })
    const after = await playlist(TAMS_STATION)
    expect(after.version).toBeGreaterThan(before.version)
    const airingId = body.stations.find((one: { station: string }) => one.station === TAMS_STATION).airings[0].airing_id
    expect(after.items).toMatchObject([
      {
        airing_id: airingId,
        starts_at: '2026-11-23T07:20:08Z',
        ends_at: '2026-11-23T07:21:38Z',
        priority: 'emergency',
        premiere: false,
        audio: { sha256 },
      },
    ])
    const told = await world.ctx.db.q.selectFrom('live_event').selectAll().where('kind', '=', 'emergency').execute()
    expect(told).toHaveLength(20)
    expect(JSON.parse(told[0]?.data ?? '')).toMatchObject({ starts_at: '2026-11-23T07:20:08Z' })
    const trail = await (await world.as('bao')).get('/api/v1/audit?kind=emergency')
    expect(trail.body.items[0] ?? trail.body).toMatchObject({ action: 'emergency.order' })
  })

  it('repeats with the pause asked for, also past midnight, and a plan made anew leaves it as it is', async () => {
    world.clock.set('2026-11-23T23:58:30+07:00')
    const { body } = await order(ha, {
      target: { kind: 'stations', stations: [TAMS_STATION] },
      times: 3,
      gap_minutes: 2,
    })
    const starts = () =>
      world.ctx.db.q
        .selectFrom('airing')
        .select(['starts_at', 'planned_on', 'on_date', 'ordinal', 'state'])
        .orderBy('starts_at')
        .execute()
    const expected = ['2026-11-23T16:58:31Z', '2026-11-23T17:02:01Z', '2026-11-23T17:05:31Z'].map((at, i) => ({
      starts_at: Date.parse(at),
      planned_on: i === 0 ? '2026-11-23' : '2026-11-24',
      on_date: '2026-11-23',
      ordinal: i + 1,
      state: 'planned',
    }))
    expect(await starts()).toEqual(expected)
    expect(body.last_ends_at).toBe('2026-11-23T17:07:01Z')
    // A day off that is entered now makes the plan anew: an emergency goes out all the same.
    const closure = { from: '2026-11-23', to: '2026-11-24', reason: 'Nghỉ', target: { kind: 'all' } }
    expect((await ha.post('/api/v1/closures', closure)).status).toBe(201)
    expect(await starts()).toEqual(expected)
  })

  it('tells who has played it, who is still to, and who gives no word', async () => {
    const { body } = await order(ha, { times: 2, gap_minutes: 10 })
    const url = `/api/v1/emergencies/${body.id}`
    const first = (code: string): string =>
      body.stations.find((one: { station: string }) => one.station === code).airings[0].airing_id
    world.clock.advance(1000 + SECONDS * 1000 + 500)
    await played(TAMS_STATION, first(TAMS_STATION), new Date(world.clock.now()).toISOString())
    const now = (await (await world.as('lan')).get(url)).body
    expect(now.counts).toMatchObject({ played: 1, no_word: 19 })
    expect(now.stations.at(-1)).toMatchObject({ station: TAMS_STATION, state: 'played' })
    expect(now.stations.at(-1).airings.map((one: { state: string }) => one.state)).toEqual(['played', 'not_yet'])
    expect((await ha.get('/api/v1/emergencies')).body.items).toMatchObject([{ id: body.id, state: 'running' }])
    world.clock.advance(3_600_000)
    expect((await ha.get(url)).body.state).toBe('over')
  })

  it('goes to the stations chosen, and names those that are off', async () => {
    await world.ctx.db.q
      .updateTable('station')
      .set({ active_to: '2026-01-01' as never })
      .where('code', '=', 'binh-ninh')
      .execute()
    const target = { kind: 'stations', stations: [TAMS_STATION, 'binh-ninh'] }
    const seen = await ha.post('/api/v1/emergencies/dry-runs', wish({ target }))
    expect(seen.body).toMatchObject({ station_count: 1, inactive: [{ code: 'binh-ninh' }], duration_seconds: SECONDS })
    expect((await order(ha, { target })).body.station_count).toBe(1)
    expect((await playlist(DISTRICT_STATION)).items).toEqual([])
    const nobody = await ha.post(
      '/api/v1/emergencies/dry-runs',
      wish({ target: { kind: 'stations', stations: ['binh-ninh'] } }),
    )
    expect(nobody.body.code).toBe('emergency_reaches_nobody')
  })

  it('is ordered once by two who confirm at once: the second sees the first', async () => {
    const minh = await world.as('minh')
    const seen = await ha.post('/api/v1/emergencies/dry-runs', wish())
    const confirmed = { ...wish(), dry_run: seen.body.dry_run, confirmation: '20' }
    const answers = await Promise.all([
      ha.post('/api/v1/emergencies', confirmed),
      minh.post('/api/v1/emergencies', confirmed),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const late = answers.find(({ status }) => status === 409)
    expect(late?.body).toMatchObject({ code: 'stale_emergency', dry_run: { running: [{}], station_count: 20 } })
    expect(await world.ctx.db.q.selectFrom('airing').select('slot_id').execute()).toHaveLength(20)
    // Having seen it, one may still want a second.
    const again = { ...confirmed, dry_run: late?.body.dry_run.dry_run, confirmation: 'Khẩn cấp' }
    expect((await minh.post('/api/v1/emergencies', again)).status).toBe(201)
  })

  it.each(['', '19', 'ok', 'khẩn'])('is not ordered when "%s" is typed', async (typed) => {
    const { status, body } = await order(ha, {}, typed)
    expect([status, body.code]).toEqual([400, 'emergency_not_confirmed'])
    expect(await world.ctx.db.q.selectFrom('airing').select('slot_id').execute()).toEqual([])
  })

  it('is for approvers and schedulers', async () => {
    for (const person of ['lan', 'phuc', 'bich', 'bao', 'tam'] as const) {
      const answer = await (await world.as(person)).post('/api/v1/emergencies/dry-runs', wish())
      expect([person, answer.status]).toEqual([person, 403])
    }
    expect((await world.nobody().post('/api/v1/emergencies/dry-runs', wish())).status).toBe(401)
    expect((await (await world.station(TAMS_STATION)).post('/api/v1/emergencies/dry-runs', wish())).status).toBe(403)
    expect((await (await world.as('minh')).post('/api/v1/emergencies/dry-runs', wish())).status).toBe(200)
    const { body } = await order(ha)
    expect((await (await world.as('lan')).post(`/api/v1/emergencies/${body.id}/cancellations`, {})).status).toBe(403)
    expect((await (await world.as('tam')).get(`/api/v1/emergencies/${body.id}`)).status).toBe(403)
  })

  it('takes only what is cleared and urgent, and stations that are known', async () => {
    const draft = await programme.episode({ number: 91, cleared: false, audio: 'chưa duyệt' })
    const plain = await programme.episode({ number: 92, audio: 'thường' })
    await makeUrgent(draft.id)
    const code = async (more: object) => (await ha.post('/api/v1/emergencies/dry-runs', wish(more))).body.code
    expect(await code({ episode_id: draft.id })).toBe('emergency_not_cleared')
    expect(await code({ episode_id: plain.id })).toBe('emergency_not_urgent')
    expect(await code({ episode_id: 4711 })).toBe('emergency_unknown_episode')
    expect(await code({ target: { kind: 'stations', stations: ['khong-co'] } })).toBe('unknown_station')
    expect(await code({ times: 0 })).toBe('invalid_input')
    expect((await ha.get('/api/v1/emergencies/4711')).status).toBe(404)
  })

  it('does not go out when the clearance falls between preview and confirmation', async () => {
    const seen = await ha.post('/api/v1/emergencies/dry-runs', wish())
    await programme.unclear(episodeId)
    const late = await ha.post('/api/v1/emergencies', { ...wish(), dry_run: seen.body.dry_run, confirmation: '20' })
    expect(late.body.code).toBe('emergency_not_cleared')
  })

  it('stops when its episode is withdrawn: nothing is heard in its place', async () => {
    const fallback = await programme.episode({ number: 1, audio: 'dự phòng' })
    await world.ctx.db.q.updateTable('segment').set({ fallback_episode_id: fallback.id }).execute()
    const { body } = await order(ha, { times: 3, gap_minutes: 1 })
    world.clock.advance(30_000)
    await programme.withdraw(episodeId)
    const now = (await ha.get(`/api/v1/emergencies/${body.id}`)).body
    expect(now).toMatchObject({ state: 'cancelled', cancelled_by: 'schedule', counts: { cancelled: 20 } })
    expect((await playlist(TAMS_STATION)).items).toEqual([])
  })

  it('is cancelled while it lasts: what was played stays played, what is over stays as it is', async () => {
    const { body } = await order(ha, { times: 2, gap_minutes: 10 })
    const url = `/api/v1/emergencies/${body.id}`
    const tams = body.stations.find((one: { station: string }) => one.station === TAMS_STATION)
    world.clock.advance(1000 + SECONDS * 1000 + 500)
    await played(TAMS_STATION, tams.airings[0].airing_id, new Date(world.clock.now()).toISOString())
    const cancelled = await ha.post(`${url}/cancellations`, { reason: 'Nước đã rút' })
    expect(cancelled.status).toBe(201)
    expect(cancelled.body).toMatchObject({ state: 'cancelled', cancel_reason: 'Nước đã rút' })
    expect(cancelled.body.counts).toMatchObject({ played: 1, no_word: 19 })
    const second = await world.ctx.db.q.selectFrom('airing').selectAll().where('ordinal', '=', 2).execute()
    expect(new Set(second.map((row) => `${row.state} ${row.state_reason} ${row.starts_at}`))).toEqual(
      new Set([`cancelled Nước đã rút ${Date.parse(tams.airings[1].starts_at)}`]),
    )
    const again = await ha.post(`${url}/cancellations`, {})
    expect([again.status, again.body.code]).toEqual([409, 'emergency_over'])
  })

  it('is taken off the air in the middle, but not once it is over', async () => {
    const { body } = await order(ha)
    world.clock.advance(20_000)
    const version = (await playlist(TAMS_STATION)).version
    expect((await ha.post(`/api/v1/emergencies/${body.id}/cancellations`, {})).status).toBe(201)
    const now = await playlist(TAMS_STATION)
    expect([now.items, now.version > version]).toEqual([[], true])
    const other = await order(ha)
    world.clock.advance(1000 + SECONDS * 1000)
    const late = await ha.post(`/api/v1/emergencies/${other.body.id}/cancellations`, {})
    expect(late.body.code).toBe('emergency_over')
    expect((await ha.get(`/api/v1/emergencies/${other.body.id}`)).body.counts.no_word).toBe(20)
  })

  it('cannot be moved about as a slot', async () => {
    await order(ha)
    const { id } = await world.ctx.db.q
      .selectFrom('slot')
      .select('id')
      .where('origin', '=', 'emergency')
      .executeTakeFirstOrThrow()
    const change = { kind: 'cancel', on_date: '2026-11-23', ordinal: 1, reason: 'x' }
    const answer = await ha.post('/api/v1/slots/dry-runs', { kind: 'change', slot_id: id, change })
    expect(answer.body.code).toBe('emergency_slot')
  })
})

describe('the plan of an emergency', () => {
  const zone = { localDate: () => '2026-11-23', localMinutes: () => 1439 }
  it('has as many times in its day as there are repeats, also a minute before midnight', () => {
    const facts = { segmentId: 1, episodeId: 2, title: 'Lũ', durationSeconds: 60, gapSeconds: 0, times: 12 }
    const plan = planEmergency({ ...facts, target: { kind: 'all' } }, 0, zone as never)
    const times = plan.slot.versions[0]?.rule.times ?? []
    expect([times.length, times[0], times.at(-1)]).toEqual([12, '23:48', '23:59'])
    expect(plan.moves.map((move) => move.newStartsAt)).toEqual(Array.from({ length: 12 }, (_, i) => 1000 + i * 60_000))
  })

  it.each([
    ['20', 20, true],
    ['3.300', 3300, true],
    ['khẩn cấp', 20, true],
    [' KHAN  CAP ', 20, true],
    ['khẩn', 20, false],
    ['2', 20, false],
    ['', 0, false],
  ])('takes "%s" for %i stations: %s', (typed, count, expected) => {
    expect(isConfirmed(typed, count)).toBe(expected)
  })
})
