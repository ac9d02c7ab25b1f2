import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LocalDate } from '../src/kernel/dates.ts'
import { airingId } from '../src/protocol/airing-id.ts'
import { reportCommand, verifyCommand } from '../src/reports/index.ts'
import { type Ledgerless, reportsFixture } from './reports-fixture.ts'
import { type Client, onBothDatabases } from './world.ts'

/** Two communes plan one airing a day for a week and report them through the station protocol. */
onBothDatabases('The proof of ledger, outcomes and roll-ups', (open) => {
  let fixture: Ledgerless
  let reader: Client
  const days = ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14']

  beforeEach(async () => {
    fixture = await reportsFixture(await open({ now: '2026-11-23T07:00:00+07:00' }))
    const { world, airing, put, at } = fixture
    reader = await world.reportKey()
    for (const code of ['hoa-tinh', 'quon-long']) {
      const plan = days.map((on) => airing({ station_id: world.stations[code] ?? 0, on }))
      await put({ airings: plan })
      const player = await world.station(code)
      for (const [i, row] of plan.entries()) {
        const key = { slotId: row.slot_id, stationId: row.station_id, onDate: row.on_date, ordinal: row.ordinal }
        const at_unix = at(days[i] ?? '') / 1000
        const body = { airing_id: airingId(key), status: i === 5 ? 'missed' : 'ended', at_unix }
        const answer = await player.post(`/api/v1/stations/${code}/as-run/simple`, body)
        expect([answer.status, answer.body.status]).toEqual([200, 'accepted'])
      }
    }
  })
  afterEach(() => fixture.world.close())

  const verify = async () => {
    const answer = await reader.get('/api/v1/ledger/verify')
    expect(answer.status).toBe(200)
    return answer.body
  }

  test('nothing differs on what was reported, and the counts are those of the reports', async () => {
    expect(await verify()).toEqual({
      ok: true,
      stations: 20,
      rows: { ledger: 12, evidence: 12, roll_ups: 2 },
      closings: 0,
      published_heads: 0,
      differing: 0,
      differences: [],
    })
    const { body } = await reader.get('/api/v1/reports/airings.json?period=2026-11&by=station')
    expect(body.totals.commune).toMatchObject({
      planned: 12,
      aired: 10,
      missed: 2,
      no_word: 0,
      by_evidence: { player: 10 },
    })
    const behind = (await reader.get('/api/v1/reports/airings/evidence?period=2026-11&outcome=aired&station=quon-long'))
      .body
    expect(behind.items.map((item: { ledger: number[] }) => item.ledger)).toEqual([[1], [2], [3], [4], [5]])
  })

  test('a play that named no airing is found behind the number by its place in the ledger; so is an accepted unplanned one', async () => {
    const { world, airing, put, at, segments } = fixture
    const { q } = world.ctx.db
    const sha256 = 'ab'.repeat(32)
    const file = { sha256, md5: '0'.repeat(32), bytes: 1, extension: 'mp3', type: 'audio/mpeg', created_at: 0 }
    await q.insertInto('media_file').values(file).execute()
    const kept = {
      segment_id: segments.reform,
      number: 46,
      year: 2026,
      title: 'Một cửa',
      title_sort: 'Một cửa',
      priority: 'normal' as const,
      tags: '[]',
      legal_references: '[]',
      created_at: 0,
      script_state: 'approved' as const,
    }
    const episode = await q.insertInto('episode').values(kept).returning('id').executeTakeFirstOrThrow()
    const made = { episode_id: episode.id, file_name: 'ky46.wav', bytes: 1, state: 'ready' as const, created_at: 0 }
    const recording = await q.insertInto('recording').values(made).returning('id').executeTakeFirstOrThrow()
    const sound = {
      format: 'mp3' as const,
      sha256,
      bytes: 1,
      duration_seconds: 600,
      integrated_lufs: -16,
      true_peak_dbtp: -2,
      loudness_range_lu: 5,
      gain_db: 0,
      limited: 0,
      bitrate_kbps: 64,
    }
    await q
      .insertInto('rendition')
      .values({ recording_id: recording.id, ...sound })
      .execute()

    const code = 'thanh-binh'
    await put({ airings: [airing({ station_id: world.stations[code] ?? 0, on: '2026-11-16' })] })
    const player = await world.station(code)
    const booted = at('2026-11-16', '05:00')
    const iso = (instant: number) => new Date(instant).toISOString()
    const event = (seq: number, ended: number) => ({
      event_id: `play-${seq}`,
      seq,
      kind: 'finished',
      sha256,
      at: iso(ended),
      mono_ms: ended - booted,
      played_seconds: 600,
    })
    const now = world.clock.now()
    const sent = {
      device_id: 'box-1',
      journal_id: 'journal-1',
      boot_id: 'boot-1',
      sent_at: iso(now),
      sent_mono_ms: now - booted,
      events: [event(1, at('2026-11-16', '17:26')), event(2, at('2026-11-17', '09:10'))],
    }
    const answer = await player.post(`/api/v1/stations/${code}/as-run`, sent)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body.events.map((e: { status: string }) => e.status)).toEqual(['accepted', 'accepted'])

    const ask = async (query: string) =>
      (await reader.get(`/api/v1/reports/airings/evidence?period=2026-11&station=${code}${query}`)).body
    expect((await ask('&outcome=aired')).items).toMatchObject([
      { kind: 'airing', grade: 'player', ledger: [1], episode: { number: 46 } },
    ])
    const [unplanned] = (await ask('&outcome=unplanned')).items
    expect(unplanned).toMatchObject({ kind: 'unplanned_play', ledger: [2], actual: { on: '2026-11-17' } })

    const ha = await world.as('ha')
    const [play] = (await ha.get('/api/v1/unplanned-plays?from=2026-11-17&to=2026-11-17')).body.items
    const accepted = await ha.post('/api/v1/unplanned-plays/acceptances', {
      plays: [{ station: code, play_key: play.play_key }],
      note: 'Phát lại theo yêu cầu',
    })
    expect(accepted.status, JSON.stringify(accepted.body)).toBeLessThan(300)
    expect((await ask('&outcome=aired&grade=player')).items).toMatchObject([
      { kind: 'airing' },
      { kind: 'unplanned_play', ledger: [2, 3] },
    ])
    const bich = await world.as('bich')
    const closed = await bich.post('/api/v1/reports/closings', { from: '2026-11-16', to: '2026-11-17' })
    const rows = (await bich.get(`/api/v1/reports/closings/${closed.body.id}/rows?station=${code}`)).body.items
    expect(rows.map((row: { kind: string; ledger: number[] }) => [row.kind, row.ledger])).toEqual([
      ['airing', [1]],
      ['unplanned_play', [2, 3]],
    ])
    expect(await verify()).toMatchObject({ ok: true, rows: { ledger: 15 } })
  })

  test('a changed word in the ledger is named with station and position', async () => {
    const { ctx, stations } = fixture.world
    await ctx.db.q
      .updateTable('ledger_row')
      .set({ text: '{}' })
      .where('station_id', '=', stations['quon-long'] ?? 0)
      .where('position', '=', 2)
      .execute()
    const { ok, differences } = await verify()
    expect(ok).toBe(false)
    expect(differences).toMatchObject([
      { part: 'ledger', station: 'quon-long', where: '2', what: 'the text of this row is not what was hashed' },
    ])
  })

  test('an outcome written past the ledger is found, with the roll-up that it no longer fits', async () => {
    const { ctx, stations } = fixture.world
    const on = '2026-11-14' as LocalDate
    await ctx.db.q
      .updateTable('airing')
      .set({ outcome: 'aired', grade: 'player', aired_on: on })
      .where('station_id', '=', stations['quon-long'] ?? 0)
      .where('planned_on', '=', on)
      .execute()
    const { differences } = await verify()
    expect(differences.map((d: { part: string; station: string }) => `${d.part} ${d.station}`)).toEqual([
      'outcomes quon-long',
      'roll_ups quon-long',
    ])
  })

  test('a total that stands in no ledger is found', async () => {
    const { put, segments, world } = fixture
    const station_id = world.stations['thanh-binh'] ?? 0
    await put({
      totals: [{ station_id, segment_id: segments.reform, from_date: '2026-10-01', to_date: '2026-10-31', n: 54 }],
    })
    expect((await verify()).differences).toMatchObject([
      { part: 'outcomes', station: 'thanh-binh', where: expect.stringMatching(/^total \d+$/) },
    ])
  })

  test('a total reported by the scheduler counts and proves itself, also once it is corrected', async () => {
    const ha = await fixture.world.as('ha')
    const total = {
      station: 'thanh-binh',
      segment: 'cai-cach-hanh-chinh',
      from: '2026-10-01',
      to: '2026-10-31',
      n: 54,
      note: null,
    }
    expect((await ha.post('/api/v1/totals', total)).status).toBeLessThan(300)
    expect((await ha.post('/api/v1/totals', { ...total, n: 53 })).status).toBeLessThan(300)
    expect((await reader.get('/api/v1/reports/airings.json?period=2026-10')).body.totals.commune.aired).toBe(53)
    expect(await verify()).toMatchObject({ ok: true, rows: { ledger: 14 } })
  })

  test('the commands say the same', async () => {
    const { ctx } = fixture.world
    expect(await verifyCommand(ctx)).toBe(
      '20 stations; rows: ledger 12, evidence 12, roll-ups 2; closings 0; published heads 0\nok: nothing differs',
    )
    const table = await reportCommand(ctx, ['2026-11', '--by', 'level,station'])
    expect(table.split('\n')[0]).toBe('Tháng 11/2026 (01/11/2026 – 30/11/2026) · Cải cách hành chính')
    expect(table).toMatch(/hoa-tinh +Đài Truyền thanh xã Hòa Tịnh +xã Hòa Tịnh +6 +5 /)
    expect(JSON.parse(await reportCommand(ctx, ['2026-11-01..2026-11-10', '--json'])).totals.commune.aired).toBe(4)
    await expect(reportCommand(ctx, ['2026-13'])).rejects.toMatchObject({ code: 'no_such_period' })
  })

  test('the command ends with exit code 1 when something differs', async () => {
    const { ctx, stations } = fixture.world
    await ctx.db.q
      .deleteFrom('ledger_row')
      .where('station_id', '=', stations['quon-long'] ?? 0)
      .where('position', '=', 6)
      .execute()
    const before = process.exitCode
    const said = await verifyCommand(ctx)
    const after = process.exitCode
    process.exitCode = before
    expect(said).toMatch(/DIFFERS ledger station \d+ 6: the chain ends elsewhere than its head says/)
    expect(after).toBe(1)
  })
})
