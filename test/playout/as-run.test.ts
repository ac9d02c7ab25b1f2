import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { verifyLedger } from '../../src/playout/index.ts'
import { onBothDatabases, type World } from '../world.ts'
import { at, type Programme2020, planAiring, programme, report } from './fixture.ts'

const STATION = 'dang-hung-phuoc'
const PATH = `/api/v1/stations/${STATION}/as-run`

onBothDatabases('as-run reports', (open) => {
  let world: World
  let show: Programme2020
  let player: Awaited<ReturnType<World['station']>>
  beforeEach(async () => {
    world = await open({ now: '2026-11-23T18:00:00+07:00' })
    show = await programme(world)
    player = await world.station(STATION)
  })
  afterEach(() => world.close())

  const airing = async (id: string) => (await (await world.as('ha')).get(`/api/v1/airings/${id}`)).body
  const ledger = () => world.ctx.db.q.selectFrom('ledger_row').selectAll().orderBy('position').execute()
  const send = async (events: readonly unknown[], more = {}) => player.post(PATH, report(world, events, more))
  const statuses = (answer: { body: { events: { status: string; code?: string }[] } }) =>
    answer.body.events.map((event) => [event.status, event.code])
  const finished = (event_id: string, seq: number, more: Record<string, unknown> = {}) => ({
    event_id,
    seq,
    kind: 'finished',
    at: at('2026-11-23 17:25:02'),
    played_seconds: 600,
    ...more,
  })

  it('make an airing aired, and leave rows of the ledger that stand alone', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const answer = await send([
      { event_id: 'e1', seq: 1, kind: 'started', airing_id: id, sha256: show.sha256, at: at('2026-11-23 17:15:02') },
      finished('e2', 2, { airing_id: id, sha256: show.sha256 }),
    ])
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      events: [
        { event_id: 'e1', status: 'accepted' },
        { event_id: 'e2', status: 'accepted' },
      ],
      next_seq: 3,
    })
    const found = await airing(id)
    expect(found).toMatchObject({
      outcome: 'aired',
      grade: 'player',
      aired_on: '2026-11-23',
      actual_start: '2026-11-23T10:15:02Z',
      played_seconds: 600,
      aired_episode_id: show.episodeId,
    })
    expect(found.history.map((row: { position: number; kind: string }) => [row.position, row.kind])).toEqual([
      [1, 'event'],
      [2, 'event'],
    ])
    const [first] = await ledger()
    expect(first?.text).toContain('Kỳ 12/2026: Một cửa liên thông')
    expect(first?.text).toContain('Đài Truyền thanh xã Đăng Hưng Phước')
  })

  it('sent again are duplicates and change nothing', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const events = [finished('e1', 1, { airing_id: id }), finished('e1', 1, { airing_id: id })]
    expect(statuses(await send(events))).toEqual([
      ['accepted', undefined],
      ['duplicate', undefined],
    ])
    const before = await ledger()
    // The keys in another order are the same event.
    const turned = Object.fromEntries(Object.entries(events[0] ?? {}).reverse())
    const again = await send([turned])
    expect(statuses(again)).toEqual([['duplicate', undefined]])
    expect(again.body.next_seq).toBe(2)
    expect(await ledger()).toEqual(before)
  })

  it('with a known event_id and other content are in conflict, their text kept once', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    await send([finished('e1', 1, { airing_id: id })])
    const other = finished('e1', 2, { airing_id: id, played_seconds: 10, detail: 'lần hai' })
    for (let i = 0; i < 2; i++) {
      const answer = await send([other])
      expect(statuses(answer)).toEqual([['rejected', 'event_conflict']])
      expect(answer.body.next_seq).toBe(3)
    }
    const rows = await ledger()
    expect(rows.map((row) => row.kind)).toEqual(['event', 'rejected'])
    expect(rows[1]?.text).toContain('lần hai')
    expect(await airing(id)).toMatchObject({ outcome: 'aired', played_seconds: 600 })
  })

  it('a bad event does not hold up the good ones, and is kept as it came', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const answer = await send([
      finished('e1', 1, { airing_id: id, kind: 'exploded', detail: "'; drop table evidence; -- <b>" }),
      { nothing: 'of use' },
      'not even an object',
      finished('e3', 3, { airing_id: undefined }),
      finished('e4', 4, { airing_id: id, at: '2026-02-30T10:00:00Z' }),
      finished('e5', 5, { airing_id: id, detail: '\ud800' }),
      finished('e2', 2, { airing_id: id }),
    ])
    expect(statuses(answer).map(([status]) => status)).toEqual([...Array(6).fill('rejected'), 'accepted'])
    expect(answer.body.events[0]).toMatchObject({ event_id: 'e1', code: 'invalid_event' })
    expect(answer.body.events[1].event_id).toBeNull()
    expect(answer.body.next_seq).toBe(6)
    expect((await ledger())[0]?.text).toContain('drop table evidence')
    expect(await airing(id)).toMatchObject({ outcome: 'aired' })
    // Corrected by a better program, the same event is welcome.
    expect(statuses(await send([finished('e1', 1, { airing_id: id })]))).toEqual([['accepted', undefined]])
  })

  it('nested so deeply that no stack holds it is refused alone, its text kept', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const body = JSON.stringify(report(world, ['DEEP', finished('e2', 2, { airing_id: id })]))
    const text = body.replace('"DEEP"', '['.repeat(20_000) + ']'.repeat(20_000))
    for (const _ of [1, 2]) {
      const headers = { 'content-type': 'application/json' }
      const answer = await player.request(PATH, { method: 'POST', headers, body: text })
      expect(answer.status).toBe(200)
      expect((await answer.json()).events[0]).toMatchObject({ status: 'rejected', code: 'invalid_event' })
    }
    expect((await ledger()).map((row) => [row.kind, row.text.includes('[[[[')])).toEqual([
      ['rejected', true],
      ['event', false],
    ])
    expect(await airing(id)).toMatchObject({ outcome: 'aired' })
  })

  it('late, out of order, with a broken sequence: all legal', async () => {
    const id = await planAiring(world, show, STATION, '2026-08-03 17:15')
    const answer = await send([
      finished('e9', 9, { airing_id: id, at: at('2026-08-03 17:25:02') }),
      { event_id: 'e2', seq: 2, kind: 'started', airing_id: id, at: at('2026-08-03 17:15:02') },
      { event_id: 'e2b', seq: 2, kind: 'started', airing_id: id, at: at('2026-08-03 17:15:02') },
    ])
    expect(statuses(answer).map(([status]) => status)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(answer.body.next_seq).toBe(1)
    expect(await airing(id)).toMatchObject({ outcome: 'aired', aired_on: '2026-08-03' })
  })

  it('of a clock years off are measured by their boot, also by one that was measured before', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const boot = { boot_id: 'boot-1', sent_mono_ms: 3_600_000 }
    const first = await send(
      [finished('e1', 1, { airing_id: id, at: '1970-01-01T00:25:02Z', mono_ms: 3_600_000 - 2_098_000 })],
      boot,
    )
    expect(statuses(first)).toEqual([['accepted', undefined]])
    expect(await airing(id)).toMatchObject({ actual_start: '2026-11-23T10:15:02Z' })
    const next = await planAiring(world, show, STATION, '2026-11-23 17:40')
    world.clock.set('2026-11-24T09:00:00+07:00')
    const old = finished('e2', 2, {
      airing_id: next,
      boot_id: 'boot-1',
      at: '2099-01-01T00:00:00Z',
      mono_ms: 3_600_000 - 600_000,
    })
    expect(statuses(await send([old], { boot_id: 'boot-2' }))).toEqual([['accepted', undefined]])
    expect(await airing(next)).toMatchObject({ outcome: 'aired', actual_start: '2026-11-23T10:40:00Z' })
  })

  it('in 1970 or in the future and never measured wait for a person, and count nowhere', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const answer = await send([
      finished('e1', 1, { airing_id: id, at: '1970-01-01T00:00:10Z' }),
      finished('e2', 2, { airing_id: id, at: '2031-01-01T00:00:00Z' }),
    ])
    expect(statuses(answer)).toEqual([
      ['quarantined', 'clock_unknown'],
      ['quarantined', 'clock_unknown'],
    ])
    expect(await airing(id)).toMatchObject({ outcome: null })
    const desk = (await (await world.as('ha')).get('/api/v1/quarantine')).body
    expect(desk.total).toBe(2)
    expect(desk.items[0]).toMatchObject({
      event_id: 'e1',
      told_at: '1970-01-01T00:00:10Z',
      airing_id: id,
      segment: 'Cải cách hành chính',
    })
  })

  it('without an airing are matched by what was played, and otherwise are unplanned', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const mono = { boot_id: 'b', sent_mono_ms: 7_200_000 }
    await send(
      [
        finished('e1', 1, { sha256: show.sha256, mono_ms: 7_200_000 - 35 * 60_000 }),
        finished('e2', 2, { sha256: show.otherSha256, mono_ms: 7_200_000 - 20 * 60_000 }),
        finished('e3', 3, { sha256: 'f'.repeat(64), mono_ms: 7_200_000 }),
      ],
      mono,
    )
    expect(await airing(id)).toMatchObject({ outcome: 'aired', actual_start: '2026-11-23T10:15:00Z' })
    expect((await airing(id)).history).toHaveLength(1)
    const plays = await (await world.as('ha')).get('/api/v1/unplanned-plays?from=2026-11-23&to=2026-11-23')
    expect(plays.body.items).toMatchObject([
      { segment: 'nong-nghiep', complete: true, starts_at: '2026-11-23T10:30:00Z' },
    ])
    expect((await (await world.as('ha')).get('/api/v1/quarantine')).body.items).toMatchObject([
      { event_id: 'e3', reason: 'unknown_audio' },
    ])
  })

  it('of audio withdrawn by then count and are flagged; played before the withdrawal they are not (rule 9)', async () => {
    const before = await planAiring(world, show, STATION, '2026-11-23 15:15')
    const after = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const withdrawn_at = Date.parse(at('2026-11-23 16:00:00'))
    await world.ctx.db.q.updateTable('episode').set({ withdrawn_at }).where('id', '=', show.episodeId).execute()
    await send([
      finished('e1', 1, { airing_id: before, sha256: show.sha256, at: at('2026-11-23 15:25:00') }),
      finished('e2', 2, { airing_id: after, sha256: show.sha256 }),
      finished('e3', 3, { sha256: show.sha256, at: '1970-01-01T00:00:00Z' }),
    ])
    expect(await airing(before)).toMatchObject({ outcome: 'aired', flags: [] })
    expect(await airing(after)).toMatchObject({ outcome: 'aired', flags: ['withdrawn'] })
    const ha = await world.as('ha')
    const item = {
      station: STATION,
      event_id: 'e3',
      decision: 'accept',
      at: at('2026-11-23 10:10:00'),
      reason: 'gọi đài',
    }
    expect((await ha.post('/api/v1/quarantine/settlements', { items: [item] })).status).toBe(204)
    const plays = (await ha.get('/api/v1/unplanned-plays?from=2026-11-23&to=2026-11-23')).body.items
    expect(plays).toMatchObject([{ play_key: 'e3', complete: true, flags: [] }])
  })

  it('may come as gzip', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const body = gzipSync(JSON.stringify(report(world, [finished('e1', 1, { airing_id: id })])))
    const post = (content: Uint8Array<ArrayBuffer>) =>
      player.request(PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        body: content,
      })
    expect((await post(new Uint8Array(body))).status).toBe(200)
    expect(await (await post(new Uint8Array(body.subarray(0, 40)))).json()).toMatchObject({
      status: 415,
      code: 'bad_encoding',
    })
    const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20))
    expect(await (await post(new Uint8Array(bomb))).json()).toMatchObject({ status: 413, code: 'too_large' })
  })

  it('of 1.001 events are refused whole, of 1.000 taken', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const many = (n: number) => Array.from({ length: n }, (_, i) => finished(`m${i}`, i + 1, { airing_id: id }))
    expect((await send(many(1001))).body).toMatchObject({ status: 413, code: 'too_many_events' })
    expect(await ledger()).toEqual([])
    const answer = await send(many(1000))
    expect(answer.body.next_seq).toBe(1001)
    expect(await ledger()).toHaveLength(1000)
    expect(await airing(id)).toMatchObject({ outcome: 'aired' })
  })

  it('that are not UTF-8, not JSON, or miss a field say so', async () => {
    const post = async (body: BodyInit) =>
      (await player.request(PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()
    expect(await post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).toMatchObject({
      status: 400,
      code: 'not_utf8',
    })
    expect(await post('{"device_id":')).toMatchObject({ status: 400, code: 'not_json' })
    const { journal_id: _, ...without } = report(world, [])
    expect(await post(JSON.stringify(without))).toMatchObject({
      status: 400,
      code: 'invalid_input',
      fields: [{ path: 'journal_id' }],
    })
    expect(await post(JSON.stringify(report(world, [], { sent_at: '2026-02-30T00:00:00Z' })))).toMatchObject({
      code: 'invalid_input',
    })
  })

  it('are taken from the station’s own key alone', async () => {
    const body = report(world, [])
    expect((await world.nobody().post(PATH, body)).status).toBe(401)
    expect((await (await world.station('xuan-dong')).post(PATH, body)).status).toBe(403)
    expect((await (await world.as('ha')).post(PATH, body)).status).toBe(403)
    expect((await player.post('/api/v1/stations/khong-co/as-run', body)).status).toBe(403)
    await world.ctx.db.q.updateTable('station_key').set({ revoked_at: world.clock.now() }).execute()
    const fresh = await world.station('xuan-dong')
    expect((await fresh.post('/api/v1/stations/xuan-dong/as-run', body)).status).toBe(200)
  })

  it('from several devices at once make one chain without a gap', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        send([finished(`p${n}`, 1, { airing_id: id }), finished(`q${n}`, 2, { airing_id: id })], {
          device_id: `may-${n}`,
        }),
      ),
    )
    expect(answers.map((answer) => answer.body.next_seq)).toEqual([3, 3, 3, 3, 3])
    expect(await verifyLedger(world.ctx.db)).toMatchObject([{ rows: 10, fault: null }])
    expect(await airing(id)).toMatchObject({ outcome: 'aired' })
  })

  it('of a script are one line, told apart by the Idempotency-Key', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const ended = { airing_id: id, status: 'ended', at_unix: Date.parse(at('2026-11-23 17:25:00')) / 1000 }
    const first = await player.post(`${PATH}/simple`, ended)
    expect(first.body).toMatchObject({ status: 'accepted' })
    expect((await player.post(`${PATH}/simple`, ended)).body).toEqual({
      event_id: first.body.event_id,
      status: 'duplicate',
    })
    expect(await airing(id)).toMatchObject({ outcome: 'aired', grade: 'player' })
    const key = { 'Idempotency-Key': 'cron-17' }
    expect((await player.post(`${PATH}/simple`, ended, key)).body).toEqual({ event_id: 'cron-17', status: 'accepted' })
    expect((await player.post(`${PATH}/simple`, { ...ended, status: 'missed' }, key)).body).toMatchObject({
      status: 409,
      code: 'event_conflict',
    })
  })

  it('of a script that tells no time are the same when tried again, however late', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:50')
    const began = { airing_id: id, status: 'started' }
    expect((await player.post(`${PATH}/simple`, began)).body).toMatchObject({ status: 'accepted' })
    world.clock.set('2026-11-23T18:07:00+07:00')
    expect((await player.post(`${PATH}/simple`, began)).body).toMatchObject({ status: 'duplicate' })
    expect(await ledger()).toHaveLength(1)
    expect(await airing(id)).toMatchObject({ outcome: 'open', actual_start: '2026-11-23T11:00:00Z' })
  })

  it('of a start alone are open for a day, then partial with its end unknown (rule 10)', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    await send([{ event_id: 'e1', seq: 1, kind: 'started', airing_id: id, at: at('2026-11-23 17:15:02') }])
    expect(await airing(id)).toMatchObject({ outcome: 'open', outcome_reason: null })
    world.clock.set('2026-11-24T17:15:02+07:00')
    expect(await airing(id)).toMatchObject({ outcome: 'partial', outcome_reason: 'end_unknown' })
    const behind = '/api/v1/reports/airings/evidence?period=2026-11'
    expect((await (await world.as('ha')).get(behind)).body.items).toMatchObject([
      { airing_id: id, outcome: 'partial', reason: 'end_unknown' },
    ])
  })

  it('of what has not happened yet wait for a person, however they are told', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 18:10')
    const ahead = finished('e1', 1, { airing_id: id, at: at('2026-11-23 18:25:00') })
    expect(statuses(await send([ahead]))).toEqual([['quarantined', 'clock_unknown']])
    const told = { airing_id: id, status: 'ended', at_unix: Date.parse(at('2026-11-23 18:03:00')) / 1000 }
    expect((await player.post(`${PATH}/simple`, told)).body).toMatchObject({ status: 'quarantined' })
    expect(await airing(id)).toMatchObject({ outcome: null })
  })

  it('a heartbeat tells what the player should know', async () => {
    await send([finished('e1', 1, { sha256: show.sha256 })])
    const beat = {
      device_id: 'may-phat-1',
      sent_at: '2026-11-23T11:02:00Z',
      player: 'mpv',
      version: '1.0',
      disk_free: 1000,
      playing: null,
      waiting: 28,
    }
    const answer = await player.post(`/api/v1/stations/${STATION}/heartbeat`, beat)
    expect(answer.body).toMatchObject({
      next_seq: 2,
      server_time: '2026-11-23T11:00:00Z',
      playlist_version: expect.any(Number),
    })
    expect(answer.body.next_poll_seconds).toBeGreaterThanOrEqual(45)
    expect(answer.body.next_poll_seconds).toBeLessThanOrEqual(75)
    const devices = await (await world.as('phuc')).get(`/api/v1/stations/${STATION}/devices`)
    expect(devices.body.items).toMatchObject([
      {
        device_id: 'may-phat-1',
        state: 'ok',
        clock_off: true,
        clock_offset_ms: 120_000,
        disk_low: true,
        player: 'mpv',
        waiting: 28,
      },
    ])
  })
})
