import { afterEach, beforeEach, expect, it } from 'vitest'
import { rebuildStation, repairStation, verifyLedger } from '../../src/playout/index.ts'
import { onBothDatabases, type World } from '../world.ts'
import { at, type Programme2020, planAiring, programme, report } from './fixture.ts'

const STATION = 'dang-hung-phuoc'

onBothDatabases('what people state', (open) => {
  let world: World
  let show: Programme2020
  let id: string
  beforeEach(async () => {
    world = await open({ now: '2026-11-23T18:00:00+07:00' })
    show = await programme(world)
    id = await planAiring(world, show, STATION, '2026-11-23 17:15')
  })
  afterEach(() => world.close())

  const stationId = () => world.stations[STATION] ?? 0
  const rebuilt = async () => (await rebuildStation(world.ctx.db, world.ctx.zone, stationId())).differences
  const played = async (more: Record<string, unknown> = {}) => {
    const event = {
      event_id: 'e1',
      seq: 1,
      kind: 'finished',
      sha256: show.sha256,
      at: at('2026-11-23 17:25:00'),
      played_seconds: 600,
    }
    const player = await world.station(STATION)
    const mono = { boot_id: 'b', sent_mono_ms: 86_400_000 }
    return player.post(`/api/v1/stations/${STATION}/as-run`, report(world, [{ ...event, ...more }], mono))
  }

  it('the operator attests an airing of the own station in one tap, with the audit told', async () => {
    const tam = await world.as('tam')
    const answer = await tam.post(`/api/v1/airings/${id}/attestations`, { outcome: 'aired' })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      outcome: 'aired',
      grade: 'attested',
      aired_on: '2026-11-23',
      played_seconds: 600,
    })
    expect(answer.body.history).toMatchObject([{ kind: 'attestation', body: { actor: { name: 'Võ Văn Tâm' } } }])
    const audit = await world.ctx.db.q
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'airing.attest')
      .execute()
    expect(audit).toMatchObject([{ subject_id: id, actor_name: 'Võ Văn Tâm' }])
    expect(await rebuilt()).toEqual([])
  })

  it('nobody attests for another station, before the time, or of what never was', async () => {
    const other = await planAiring(world, show, 'xuan-dong', '2026-11-23 17:15')
    const later = await planAiring(world, show, STATION, '2026-11-23 19:15')
    const tam = await world.as('tam')
    const attest = async (airing: string, body: Record<string, unknown> = { outcome: 'aired' }) =>
      (await tam.post(`/api/v1/airings/${airing}/attestations`, body)).body
    expect(await attest(other)).toMatchObject({ status: 403 })
    expect(await attest(later)).toMatchObject({ status: 409, code: 'not_yet_aired' })
    expect(await attest(id.replace(/-\d+$/, '-77'))).toMatchObject({ status: 404 })
    expect(await attest('<script>')).toMatchObject({ status: 404 })
    expect(await attest(id, { outcome: 'aired', at: '2026-11-23T12:00:00Z' })).toMatchObject({
      status: 400,
      code: 'time_in_future',
    })
    expect(await attest(id, { outcome: 'open' })).toMatchObject({ status: 400, code: 'invalid_input' })
    expect(
      await (await world.as('lan')).post(`/api/v1/airings/${id}/attestations`, { outcome: 'aired' }),
    ).toMatchObject({ status: 403 })
  })

  it('an attestation stays within 36 hours of the plan; a correction may go further, with its reason', async () => {
    const tam = await world.as('tam')
    const attest = async (local: string) =>
      (await tam.post(`/api/v1/airings/${id}/attestations`, { outcome: 'aired', at: at(local) })).body
    for (const far of ['1970-01-01 07:00:00', '2026-09-30 17:15:00', '2026-11-22 05:14:59']) {
      expect(await attest(far)).toMatchObject({ status: 400, code: 'time_far_from_plan' })
    }
    expect(await attest('2026-11-22 05:15:00')).toMatchObject({ aired_on: '2026-11-22' })
    const body = { outcome: 'aired', at: at('2026-09-30 17:15:00'), reason: 'nhập nhầm quý' }
    const ha = await world.as('ha')
    expect((await ha.post(`/api/v1/airings/${id}/corrections`, body)).body).toMatchObject({ aired_on: '2026-09-30' })
    expect(await rebuilt()).toEqual([])
  })

  it('one moment counts once: who attests it of another airing is told whose it is', async () => {
    const morning = await planAiring(world, show, STATION, '2026-11-23 05:15')
    const noon = await planAiring(world, show, STATION, '2026-11-23 11:30')
    const tam = await world.as('tam')
    const attest = async (airing: string, local: string) =>
      (await tam.post(`/api/v1/airings/${airing}/attestations`, { outcome: 'aired', at: at(local) })).body
    expect(await attest(id, '2026-11-23 17:15:00')).toMatchObject({ outcome: 'aired' })
    expect(await attest(morning, '2026-11-23 17:20:00')).toMatchObject({
      status: 409,
      code: 'same_play',
      airing_id: morning,
      counts_for: id,
      detail: expect.stringContaining('17:15 23/11/2026'),
    })
    const both = [morning, noon].map((airing_id) => ({ airing_id, outcome: 'aired', at: at('2026-11-23 11:30:00') }))
    expect((await tam.post('/api/v1/attestations', { items: both })).body).toMatchObject({ code: 'same_play' })
    expect((await (await world.as('ha')).get(`/api/v1/airings/${noon}`)).body).toMatchObject({
      outcome: null,
      history: [],
    })
    // What the player tells later: it was the morning's after all, and still one airing.
    await played({ airing_id: morning, mono_ms: 86_400_000 - 35 * 60_000 })
    const ha = await world.as('ha')
    expect((await ha.get(`/api/v1/airings/${morning}`)).body).toMatchObject({ outcome: 'aired', grade: 'player' })
    expect((await ha.get(`/api/v1/airings/${id}`)).body).toMatchObject({ outcome: null, outcome_reason: 'same_play' })
    expect(await rebuilt()).toEqual([])
  })

  it('an accepted play that somebody attests as an airing is that airing, and no second one', async () => {
    await played({ mono_ms: 86_400_000 - 2 * 3_600_000 })
    const ha = await world.as('ha')
    const plays = async () => (await ha.get('/api/v1/unplanned-plays?from=2026-11-23&to=2026-11-23')).body.items
    expect(await plays()).toMatchObject([{ play_key: 'e1', starts_at: '2026-11-23T08:50:00Z' }])
    await ha.post('/api/v1/unplanned-plays/acceptances', { plays: [{ station: STATION, play_key: 'e1' }] })
    const said = { outcome: 'aired', at: at('2026-11-23 15:55:00') }
    expect((await ha.post(`/api/v1/airings/${id}/attestations`, said)).body).toMatchObject({
      outcome: 'aired',
      grade: 'player',
      actual_start: '2026-11-23T08:50:00Z',
    })
    expect(await plays()).toEqual([])
    expect(await rebuilt()).toEqual([])
  })

  it('an interrupted and resumed unplanned play is accepted as one', async () => {
    const ago = (minutes: number) => ({ mono_ms: 86_400_000 - minutes * 60_000 })
    await played({ kind: 'stopped', played_seconds: 360, ...ago(120) })
    await played({ event_id: 'e2', seq: 2, played_seconds: 240, ...ago(115) })
    const ha = await world.as('ha')
    const plays = [{ station: STATION, play_key: 'e1' }]
    expect((await ha.post('/api/v1/unplanned-plays/acceptances', { plays })).status).toBe(204)
    const { items } = (await ha.get('/api/v1/unplanned-plays?from=2026-11-23&to=2026-11-23')).body
    expect(items).toMatchObject([{ complete: true, played_seconds: 600, accepted_by: 'Phạm Thu Hà' }])
    expect(await rebuilt()).toEqual([])
  })

  it('a relayed programme is counted by the operator’s word; what a device tells of it is kept', async () => {
    const relay = await planAiring(world, show, STATION, '2026-11-23 11:30', { programme: 'relay' })
    await played({ airing_id: relay, sha256: undefined, at: at('2026-11-23 11:40:00') })
    const ha = await world.as('ha')
    const told = (await ha.get(`/api/v1/airings/${relay}`)).body
    expect(told).toMatchObject({ outcome: null, grade: null })
    expect(told.history).toMatchObject([{ kind: 'event', state: 'counted' }])
    await (await world.as('tam')).post(`/api/v1/airings/${relay}/attestations`, { outcome: 'aired' })
    expect((await ha.get(`/api/v1/airings/${relay}`)).body).toMatchObject({ outcome: 'aired', grade: 'attested' })
    expect(await rebuilt()).toEqual([])
  })

  it('several are attested together, all or none', async () => {
    const second = await planAiring(world, show, 'xuan-dong', '2026-11-23 05:15')
    const ha = await world.as('ha')
    const bad = [
      { airing_id: id, outcome: 'aired' },
      { airing_id: '1-1-20260101-1', outcome: 'aired' },
    ]
    expect((await ha.post('/api/v1/attestations', { items: bad })).status).toBe(404)
    expect(await world.ctx.db.q.selectFrom('ledger_row').selectAll().execute()).toEqual([])
    const good = [
      { airing_id: id, outcome: 'aired' },
      { airing_id: second, outcome: 'missed', note: 'mất điện' },
    ]
    expect((await ha.post('/api/v1/attestations', { items: good })).status).toBe(201)
    expect((await ha.get(`/api/v1/airings/${second}`)).body).toMatchObject({
      outcome: 'missed',
      outcome_reason: 'mất điện',
    })
  })

  it('a correction beats the player, is signed and can be taken back', async () => {
    await played({ airing_id: id })
    const ha = await world.as('ha')
    expect((await ha.post(`/api/v1/airings/${id}/corrections`, { outcome: 'missed' })).status).toBe(400)
    const missed = await ha.post(`/api/v1/airings/${id}/corrections`, {
      outcome: 'missed',
      reason: 'loa hỏng, dân không nghe được',
    })
    expect(missed.body).toMatchObject({
      outcome: 'missed',
      flags: ['corrected'],
      outcome_reason: 'loa hỏng, dân không nghe được',
    })
    const back = await ha.post(`/api/v1/airings/${id}/corrections`, { outcome: 'as_reported', reason: 'nhầm' })
    expect(back.body).toMatchObject({ outcome: 'aired', grade: 'player', flags: [] })
    expect(back.body.history.map((row: { kind: string }) => row.kind)).toEqual(['event', 'correction', 'correction'])
    expect(
      (await (await world.as('tam')).post(`/api/v1/airings/${id}/corrections`, { outcome: 'aired', reason: 'x' }))
        .status,
    ).toBe(403)
    expect(await rebuilt()).toEqual([])
  })

  it('a complete unplanned play is accepted once, a part of one never', async () => {
    await played({ mono_ms: 86_400_000 - 6 * 3_600_000 })
    await played({ event_id: 'e2', seq: 2, played_seconds: 60, mono_ms: 86_400_000 - 9 * 3_600_000 })
    const ha = await world.as('ha')
    const list = async () => (await ha.get('/api/v1/unplanned-plays?from=2026-11-23&to=2026-11-23')).body.items
    expect(await list()).toMatchObject([
      { play_key: 'e2', complete: false },
      { play_key: 'e1', complete: true, accepted_at: null },
    ])
    const accept = (key: string) =>
      ha.post('/api/v1/unplanned-plays/acceptances', { plays: [{ station: STATION, play_key: key }] })
    expect((await accept('e2')).body).toMatchObject({ status: 409, code: 'play_not_complete' })
    expect((await accept('e1')).status).toBe(204)
    expect((await accept('e1')).status).toBe(204)
    expect((await list())[1]).toMatchObject({ accepted_by: 'Phạm Thu Hà' })
    const kinds = await world.ctx.db.q
      .selectFrom('ledger_row')
      .select('kind')
      .where('kind', '=', 'acceptance')
      .execute()
    expect(kinds).toHaveLength(1)
    expect(await rebuilt()).toEqual([])
  })

  it('a quarantined event is settled with a time, or discarded with a reason, once', async () => {
    await played({ airing_id: id, at: '1970-01-01T00:00:00Z' })
    await played({ event_id: 'e2', seq: 2, sha256: 'f'.repeat(64), mono_ms: 86_400_000 - 60_000 })
    const ha = await world.as('ha')
    const settle = async (item: Record<string, unknown>) =>
      ha.post('/api/v1/quarantine/settlements', {
        items: [{ station: STATION, event_id: 'e1', decision: 'accept', reason: 'đã gọi đài', ...item }],
      })
    expect((await settle({})).body).toMatchObject({ code: 'settlement_needs_time' })
    expect((await settle({ event_id: 'e2' })).body).toMatchObject({ code: 'settlement_needs_airing' })
    expect((await settle({ at: '2026-11-23T10:25:00Z' })).status).toBe(204)
    expect((await settle({ at: '2026-11-23T10:25:00Z' })).body).toMatchObject({ status: 409, code: 'not_quarantined' })
    const airing = (await ha.get(`/api/v1/airings/${id}`)).body
    expect(airing).toMatchObject({ outcome: 'aired', actual_start: '2026-11-23T10:15:00Z' })
    expect(airing.history.map((row: { kind: string }) => row.kind)).toEqual(['event', 'settlement'])
    expect((await settle({ event_id: 'e2', decision: 'discard' })).status).toBe(204)
    expect((await ha.get('/api/v1/quarantine')).body).toMatchObject({ total: 0, items: [] })
    expect(await rebuilt()).toEqual([])
  })

  it('a total is kept beside the airings, and a later one for the same days stands', async () => {
    const ha = await world.as('ha')
    const total = { station: STATION, segment: 'cai-cach-hanh-chinh', from: '2026-07-01', to: '2026-09-30', n: 158 }
    expect((await ha.post('/api/v1/totals', total)).status).toBe(204)
    expect((await ha.post('/api/v1/totals', { ...total, n: 157 })).status).toBe(204)
    expect((await ha.post('/api/v1/totals', { ...total, to: '2026-11-23' })).body).toMatchObject({
      code: 'total_not_over',
    })
    expect((await ha.post('/api/v1/totals', { ...total, from: '2026-02-30' })).body).toMatchObject({
      code: 'invalid_input',
    })
    expect((await ha.post('/api/v1/totals', { ...total, from: '2026-10-01' })).body).toMatchObject({
      code: 'invalid_input',
    })
    expect((await ha.get('/api/v1/totals?from=2026-09-01&to=2026-09-30')).body.items).toMatchObject([
      { n: 157, state: 'counted' },
      { n: 158, state: 'superseded' },
    ])
  })

  it('a play without a name finds the airing that is planned for it later', async () => {
    await played({ mono_ms: 86_400_000 - 6 * 3_600_000 })
    const late = await planAiring(world, show, STATION, '2026-11-23 11:45')
    const day = '2026-11-23' as Parameters<typeof world.ctx.zone.toInstant>[0]
    await world.ctx.db.transact((tx) =>
      tx.emit({ type: 'airings_changed', stationIds: [stationId()], from: day, to: day }),
    )
    expect((await (await world.as('ha')).get(`/api/v1/airings/${late}`)).body).toMatchObject({ outcome: 'aired' })
    expect(await rebuilt()).toEqual([])
  })

  it('what people write stays text, in NFC, whatever it looks like', async () => {
    const note = `mâ${String.fromCharCode(0x301)}t điện '); drop table airing; -- <img src=x onerror=alert(1)>`
    const tam = await world.as('tam')
    const answer = await tam.post(`/api/v1/airings/${id}/attestations`, { outcome: 'missed', note })
    expect(answer.body).toMatchObject({ outcome: 'missed', outcome_reason: note.normalize('NFC') })
    expect(note).not.toBe(note.normalize('NFC'))
    const half = await tam.post(`/api/v1/airings/${id}/attestations`, { outcome: 'missed', note: 'mất \ud800' })
    expect(half.body).toMatchObject({ outcome_reason: 'mất \ufffd' })
  })

  it('the operator reads of the own station alone', async () => {
    await planAiring(world, show, 'xuan-dong', '2026-11-23 05:15')
    const tam = await world.as('tam')
    const days = 'from=2026-11-23&to=2026-11-23'
    expect((await tam.get(`/api/v1/unplanned-plays?${days}&station=${STATION}`)).status).toBe(200)
    for (const path of [
      `unplanned-plays?${days}`,
      `unplanned-plays?${days}&station=xuan-dong`,
      'quarantine',
      'devices',
    ]) {
      expect((await tam.get(`/api/v1/${path}`)).status).toBe(403)
    }
    expect((await world.nobody().get('/api/v1/quarantine')).status).toBe(401)
    expect((await (await world.as('ha')).get('/api/v1/unplanned-plays?from=2026-11-24&to=2026-11-23')).status).toBe(400)
  })

  it('nothing is made from a ledger that cannot be read', async () => {
    await played({ airing_id: id })
    await world.ctx.db.q.updateTable('ledger_row').set({ text: '{"body":' }).execute()
    expect((await rebuilt()).map((difference) => difference.kind)).toContain('ledger')
    await world.ctx.db.transact((tx) => repairStation(tx, world.ctx.zone, stationId()))
    expect((await (await world.as('ha')).get('/api/v1/unplanned-plays?from=2026-11-23&to=2026-11-23')).status).toBe(200)
    const row = await world.ctx.db.q.selectFrom('airing').select('outcome').executeTakeFirst()
    expect(row?.outcome).toBe('aired')
  })

  it('the chain names what was tampered with, and outcomes heal from it', async () => {
    await played({ airing_id: id })
    await played({ event_id: 'e2', seq: 2, airing_id: id })
    const { q } = world.ctx.db
    expect(await verifyLedger(world.ctx.db)).toEqual([{ stationId: stationId(), rows: 2, fault: null }])
    await q.updateTable('airing').set({ outcome: 'missed' }).execute()
    expect(await rebuilt()).toMatchObject([{ kind: 'outcome', subject: id }])
    await world.ctx.db.transact((tx) => repairStation(tx, world.ctx.zone, stationId()))
    expect(await rebuilt()).toEqual([])
    const last = await q.selectFrom('ledger_row').selectAll().where('position', '=', 2).executeTakeFirstOrThrow()
    await q.deleteFrom('ledger_row').where('position', '=', 2).execute()
    expect(await verifyLedger(world.ctx.db)).toMatchObject([{ fault: { position: 2, fault: 'head' } }])
    await q.insertInto('ledger_row').values(last).execute()
    await q
      .updateTable('ledger_row')
      .set({ text: last.text.replace('600', '300') })
      .where('position', '=', 2)
      .execute()
    expect(await verifyLedger(world.ctx.db, stationId())).toMatchObject([
      { rows: 1, fault: { position: 2, fault: 'changed' } },
    ])
  })
})
