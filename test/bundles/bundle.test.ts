import { createPublicKey, verify } from 'node:crypto'
import { afterEach, expect, it } from 'vitest'
import { reportMac } from '../../src/bundles/report.ts'
import { sha256 } from '../../src/kernel/canonical.ts'
import { type EpisodeMade, type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { type Client, onBothDatabases, type World } from '../world.ts'
import { unzip } from './unzip.ts'

const ZIP = `/api/v1/stations/${TAMS_STATION}/bundle.zip`
const REPORT = `/api/v1/stations/${TAMS_STATION}/bundle-report`
// biome-ignore lint/suspicious/noExplicitAny: JSON of the bundle; expect() is its type check
type Loose = any

onBothDatabases('a USB bundle', (open) => {
  let world: World
  let programme: Programme2026
  let one: EpisodeMade
  let two: EpisodeMade
  afterEach(() => world.close())

  const start = async () => {
    world = await open({ now: '2026-11-23T07:00:00+07:00' })
    programme = await tellProgramme(world)
    one = await programme.episode({ number: 47, title: 'Một cửa </script><b>', seconds: 600 })
    two = await programme.episode({ number: 48, title: 'Phòng mặn', seconds: 300, audio: 'nước mặn' })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: one.id })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-24 05:15', episodeId: one.id })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-24 17:15', episodeId: two.id })
    await programme.airing({ station: 'binh-ninh', at: '2026-11-23 17:15', episodeId: one.id })
    return world.station(TAMS_STATION)
  }
  const fetchBundle = async (client: Client, query = '?days=7') => {
    const response = await client.request(`${ZIP}${query}`)
    expect(response.status).toBe(200)
    const bytes = Buffer.from(await response.arrayBuffer())
    return { response, bytes, files: await unzip(bytes) }
  }
  const jsonOf = (files: Map<string, Buffer>, name: string): Loose => JSON.parse(files.get(name)?.toString() ?? '')
  const insideOf = (files: Map<string, Buffer>): Loose =>
    JSON.parse(/id="bundle">(.*)<\/script>/.exec(files.get('PHAT.html')?.toString() ?? '')?.[1] ?? '')

  /** What the page writes, by hand. */
  const reportOf = async (client: Client, events: Loose[], change: Loose = {}) => {
    const inside = insideOf((await fetchBundle(client)).files)
    const report: Loose = {
      format: 'songque-bundle-report/1',
      bundle_id: inside.bundle_id,
      station: TAMS_STATION,
      device_id: 'usb-1',
      journal_id: 'j-1',
      written_at: '2026-11-24T12:00:00Z',
      events,
    }
    return { ...report, hmac: reportMac(inside.key, report), ...change }
  }
  const items = async (client: Client): Promise<Loose[]> =>
    jsonOf((await fetchBundle(client)).files, 'playlist.json').items
  const event = (id: string, seq: number, kind: string, item: Loose, at: string, more: Loose = {}) => ({
    event_id: id,
    seq,
    kind,
    airing_id: item.airing_id,
    sha256: item.audio.sha256,
    at,
    ...more,
  })
  const airing = async (id: string): Promise<Loose> => (await (await world.as('ha')).get(`/api/v1/airings/${id}`)).body

  it('holds playlist, audio, page and a signed manifest with the hash of every file', async () => {
    const station = await start()
    const { response, bytes, files } = await fetchBundle(station)
    expect(response.headers.get('content-type')).toBe('application/zip')
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length)
    expect(response.headers.get('content-disposition')).toContain(`songque-${TAMS_STATION}-2026-11-23.zip`)
    const audio = [one, two].map(({ sha256: hash }) => `audio/${hash}.mp3`)
    expect([...files.keys()].sort()).toEqual(
      ['PHAT.html', 'playlist.json', 'playlist.m3u8', 'manifest.json', 'manifest.sig', ...audio].sort(),
    )
    expect(files.get(`audio/${one.sha256}.mp3`)).toEqual(one.bytes)
    const manifest = jsonOf(files, 'manifest.json')
    expect(manifest).toMatchObject({
      format: 'songque-bundle/1',
      station: TAMS_STATION,
      from: '2026-11-23',
      to: '2026-11-29',
    })
    const others = [...files].filter(([path]) => !path.startsWith('manifest.'))
    const told = others.map(([path, content]) => ({ path, bytes: content.length, sha256: sha256(content) }))
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1)
    expect(manifest.files.sort(byPath)).toEqual(told.sort(byPath))
    expect(jsonOf(files, 'playlist.json').items.map((item: Loose) => item.audio.url)).toEqual([
      audio[0],
      audio[0],
      audio[1],
    ])
    const m3u = files.get('playlist.m3u8')?.toString() ?? ''
    expect(m3u.split('\n').filter((line) => line.startsWith('audio/'))).toEqual([audio[0], audio[0], audio[1]])
    expect(m3u).not.toMatch(/token|http/)

    const key = (await world.nobody().get('/api/v1/bundle-key')).body
    expect(key.key_id).toBe(manifest.key_id)
    const signed = (content: Buffer) =>
      verify(null, content, createPublicKey(key.public_key), files.get('manifest.sig') ?? Buffer.alloc(0))
    const text = files.get('manifest.json') ?? Buffer.alloc(0)
    expect(signed(text)).toBe(true)
    expect(signed(Buffer.from(text.toString().replace('"bytes":', '"bytes": ')))).toBe(false)
  })

  it('has a page that loads nothing from outside and out of which no title breaks', async () => {
    const { files } = await fetchBundle(await start())
    const html = files.get('PHAT.html')?.toString() ?? ''
    expect(html).not.toMatch(/https?:\/\//)
    expect(html).toContain("default-src 'none'")
    expect(html.match(/<script/g)).toHaveLength(2)
    expect(insideOf(files).playlist.items[0].episode.title).toBe('Một cửa </script><b>')
  })

  it('is the same bundle until the plan changes, and answers HEAD and If-None-Match without making it', async () => {
    const station = await start()
    const first = await fetchBundle(station)
    const etag = first.response.headers.get('etag') ?? ''
    expect((await fetchBundle(station)).bytes.equals(first.bytes)).toBe(true)
    expect((await station.request(`${ZIP}?days=7`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const head = await station.request(`${ZIP}?days=7`, { method: 'HEAD' })
    expect([head.status, head.headers.get('etag'), head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      etag,
      String(first.bytes.length),
      '',
    ])
    await programme.airing({ station: TAMS_STATION, at: '2026-11-25 17:15', episodeId: two.id })
    const after = await fetchBundle(station)
    expect(after.response.headers.get('etag')).not.toBe(etag)
    expect(insideOf(after.files).bundle_id).not.toBe(insideOf(first.files).bundle_id)
  })

  it('lists the days asked for, and never what is not cleared', async () => {
    const station = await start()
    // Past the events, so that the airing keeps naming the episode.
    await world.ctx.db.q.updateTable('episode').set({ cleared_decision_id: null }).where('id', '=', two.id).execute()
    const { files } = await fetchBundle(station, '?from=2026-11-24&days=1')
    const list = jsonOf(files, 'playlist.json').items
    expect(list.map((item: Loose) => [item.starts_local.slice(0, 16), item.audio !== null])).toEqual([
      ['2026-11-24T05:15', true],
      ['2026-11-24T17:15', false],
    ])
    expect([...files.keys()].filter((path) => path.startsWith('audio/'))).toEqual([`audio/${one.sha256}.mp3`])
    expect((await station.get(`${ZIP}?days=32`)).status).toBe(400)
    expect((await station.get(`${ZIP}?from=2026-02-30`)).status).toBe(400)
  })

  it('says so when a file is no longer on the server', async () => {
    const station = await start()
    await world.ctx.storage.remove({ sha256: two.sha256, extension: 'mp3' })
    const list = jsonOf((await fetchBundle(station)).files, 'playlist.json').items
    expect(list.map((item: Loose) => item.problem?.code ?? null)).toEqual([null, null, 'audio_missing'])
  })

  it('is for the station itself, its operator and the centre', async () => {
    await start()
    expect((await world.nobody().get(ZIP)).status).toBe(401)
    expect((await (await world.station('binh-ninh')).get(ZIP)).status).toBe(403)
    expect((await (await world.as('bich')).get(ZIP)).status).toBe(403)
    expect((await (await world.as('tam')).request(ZIP)).status).toBe(200)
    expect((await (await world.as('tam')).get(ZIP.replace(TAMS_STATION, 'binh-ninh'))).status).toBe(403)
    expect((await (await world.as('phuc')).request(ZIP)).status).toBe(200)
    expect((await (await world.as('phuc')).get('/api/v1/stations/khong-co/bundle.zip')).status).toBe(404)
  })

  it('counts what its page reports, as imported, and once however often it is sent', async () => {
    const station = await start()
    const [first, second] = await items(station)
    const events = [
      event('a1', 1, 'started', first, '2026-11-23T10:15:00.200Z'),
      event('a2', 2, 'finished', first, '2026-11-23T10:25:00.200Z', { played_seconds: 599.9 }),
      event('b1', 3, 'started', second, '2026-11-23T22:15:00.100Z'),
      event('b2', 4, 'stopped', second, '2026-11-23T22:18:00.100Z', { played_seconds: 180 }),
    ]
    const report = await reportOf(station, events)
    world.clock.set('2026-11-24T12:00:00+07:00')
    const answer = await station.post(REPORT, report)
    expect(answer.body).toEqual({
      events: ['a1', 'a2', 'b1', 'b2'].map((id) => ({ event_id: id, status: 'accepted' })),
      airings: [
        { airing_id: first.airing_id, outcome: 'aired' },
        { airing_id: second.airing_id, outcome: 'partial' },
      ],
    })
    expect(await airing(first.airing_id)).toMatchObject({
      outcome: 'aired',
      grade: 'imported',
      aired_on: '2026-11-23',
      actual_start: '2026-11-23T10:15:00Z',
    })
    const rows = async () => (await world.ctx.db.q.selectFrom('ledger_row').select('kind').execute()).map((r) => r.kind)
    expect(await rows()).toEqual(['import', 'import'])
    const total = async () =>
      (await (await world.as('bich')).get('/api/v1/reports/airings.json?from=2026-11-23&to=2026-11-24')).body.totals
        .commune
    world.clock.set('2026-11-25T12:00:00+07:00')
    const counted = await total()
    expect(counted).toMatchObject({ aired: 1, partial: 1, by_evidence: { player: 0, attested: 0, imported: 1 } })

    const again = await station.post(REPORT, report)
    expect(again.body.events.map((line: Loose) => line.status)).toEqual(Array(4).fill('duplicate'))
    expect(again.body.airings).toEqual([])
    expect([await rows(), await total()]).toEqual([['import', 'import'], counted])
    expect(await world.ctx.db.q.selectFrom('import_file').select('source').execute()).toEqual([
      { source: `bundle:${report.bundle_id}` },
    ])
    expect((await (await world.as('lan')).get('/api/v1/ledger/verify')).body).toMatchObject({ ok: true })
  })

  it('adds a later file of the same stick to the earlier one', async () => {
    const station = await start()
    const [, , third] = await items(station)
    const begun = event('c1', 1, 'started', third, '2026-11-24T10:15:00Z')
    const early = await reportOf(station, [begun])
    const late = await reportOf(station, [begun, event('c2', 2, 'finished', third, '2026-11-24T10:20:00Z')])
    world.clock.set('2026-11-24T17:16:00+07:00')
    expect((await station.post(REPORT, early)).body.airings).toMatchObject([{ outcome: 'partial' }])
    expect(await airing(third.airing_id)).toMatchObject({ outcome: 'partial', outcome_reason: 'end_unknown' })
    world.clock.set('2026-11-24T17:30:00+07:00')
    const answer = await station.post(REPORT, late)
    expect(answer.body.events.map((line: Loose) => line.status)).toEqual(['duplicate', 'accepted'])
    expect(await airing(third.airing_id)).toMatchObject({ outcome: 'aired', grade: 'imported' })
  })

  it('stands behind what a player reported, and before "missed" (COUNTING.md 13)', async () => {
    const station = await start()
    const [first, second] = await items(station)
    const events = [
      event('a1', 1, 'finished', first, '2026-11-23T10:25:00Z'),
      event('b1', 2, 'finished', second, '2026-11-23T22:25:00Z'),
    ]
    const report = await reportOf(station, events)
    world.clock.set('2026-11-24T12:00:00+07:00')
    const heard = { device_id: 'pi', journal_id: 'j', boot_id: 'b', sent_at: '2026-11-24T05:00:00Z', sent_mono_ms: 1 }
    await station.post(`/api/v1/stations/${TAMS_STATION}/as-run`, {
      ...heard,
      events: [
        event('p1', 1, 'finished', first, '2026-11-23T10:25:01Z'),
        event('p2', 2, 'failed', second, '2026-11-23T22:15:00Z'),
      ],
    })
    await station.post(REPORT, report)
    expect(await airing(first.airing_id)).toMatchObject({ outcome: 'aired', grade: 'player' })
    expect(await airing(second.airing_id)).toMatchObject({ outcome: 'aired', grade: 'imported' })
  })

  it('counts and flags what was withdrawn before it was played', async () => {
    const station = await start()
    const [first] = await items(station)
    const report = await reportOf(station, [event('a1', 1, 'finished', first, '2026-11-23T10:25:00Z')])
    await programme.withdraw(one.id)
    world.clock.set('2026-11-24T12:00:00+07:00')
    await station.post(REPORT, report)
    const row = await world.ctx.db.q.selectFrom('airing').selectAll().where('outcome', '=', 'aired').execute()
    expect(row).toMatchObject([{ grade: 'imported', flags: 'withdrawn', aired_episode_id: one.id }])
  })

  it('refuses a file in which anything was changed, and takes nothing from it', async () => {
    const station = await start()
    const [first, second] = await items(station)
    const good = event('a1', 1, 'finished', first, '2026-11-23T10:25:00Z')
    const report = await reportOf(station, [good])
    world.clock.set('2026-11-24T12:00:00+07:00')
    const changes: Record<string, Loose> = {
      'an event added': { events: [good, event('x', 2, 'finished', second, '2026-11-23T22:25:00Z')] },
      'an event taken away': { events: [] },
      'a time': { events: [{ ...good, at: '2026-11-23T10:26:00Z' }] },
      'the seconds': { events: [{ ...good, played_seconds: 600 }] },
      'the airing': { events: [{ ...good, airing_id: second.airing_id }] },
      'the hash of the audio': { events: [{ ...good, sha256: two.sha256 }] },
      'the device': { device_id: 'usb-2' },
      'the journal': { journal_id: 'j-2' },
      'the day of writing': { written_at: '2026-11-25T12:00:00Z' },
      'the bundle': { bundle_id: '0'.repeat(32) },
      'a member added': { note: 'thêm' },
      'the signature': { hmac: '0'.repeat(64) },
    }
    for (const [what, change] of Object.entries(changes)) {
      const { status, body } = await station.post(REPORT, { ...report, ...change })
      expect([what, status, body.code]).toEqual([what, 422, 'bundle_report_changed'])
      expect(body.detail ?? body.title).toContain(change.bundle_id ?? report.bundle_id)
    }
    expect(await world.ctx.db.q.selectFrom('ledger_row').select('kind').execute()).toEqual([])
    expect(await world.ctx.db.q.selectFrom('import_file').select('id').execute()).toEqual([])
    // Layout is no change: some editors save a file anew without touching anything.
    const response = await station.request(REPORT, { method: 'POST', body: JSON.stringify(report, null, 4) })
    expect(response.status).toBe(200)
  })

  it('is told from that of another station, and from other files', async () => {
    const station = await start()
    const report = await reportOf(station, [])
    const other = await world.station('binh-ninh')
    const answer = await other.post(REPORT.replace(TAMS_STATION, 'binh-ninh'), report)
    expect([answer.status, answer.body.code]).toEqual([409, 'bundle_other_station'])
    // Renaming the station inside does not make it that station's.
    const renamed = await other.post(REPORT.replace(TAMS_STATION, 'binh-ninh'), { ...report, station: 'binh-ninh' })
    expect(renamed.body.code).toBe('bundle_report_changed')
    expect((await other.post(REPORT, report)).status).toBe(403)
    expect((await world.nobody().post(REPORT, report)).status).toBe(401)
    expect((await (await world.as('lan')).post(REPORT, report)).status).toBe(403)
    expect((await (await world.as('tam')).post(REPORT, report)).status).toBe(200)
    for (const body of [[], {}, { format: 'x' }, [1]]) {
      expect((await station.post(REPORT, body)).body.code).toBe('bundle_report_unreadable')
    }
    expect((await station.request(REPORT, { method: 'POST', body: 'không phải JSON' })).status).toBe(400)
  })

  it('names each event that cannot be taken, and takes the others', async () => {
    const station = await start()
    const [first, second] = await items(station)
    const foreign = await world.ctx.db.q
      .selectFrom('airing')
      .select(['slot_id', 'ordinal'])
      .where('station_id', '=', world.stations['binh-ninh'] ?? 0)
      .executeTakeFirstOrThrow()
    const theirs = `${foreign.slot_id}-${world.stations['binh-ninh']}-20261123-${foreign.ordinal}`
    const good = event('a1', 1, 'finished', first, '2026-11-23T10:25:00Z')
    const events = [
      good,
      { ...good, event_id: 'e2', airing_id: theirs },
      { ...good, event_id: 'e3', sha256: 'f'.repeat(64) },
      event('e4', 4, 'finished', second, '2016-01-01T00:00:00Z'),
      { event_id: 'e5', kind: 'sung' },
      { ...good, played_seconds: 3 },
    ]
    const report = await reportOf(station, events)
    world.clock.set('2026-11-24T12:00:00+07:00')
    const { body } = await station.post(REPORT, report)
    expect(body.events.map((line: Loose) => line.code ?? line.status)).toEqual([
      'accepted',
      'import_unknown_airing',
      'import_unknown_audio',
      'import_clock_unknown',
      'invalid_event',
      'event_conflict',
    ])
    expect(body.airings).toEqual([{ airing_id: first.airing_id, outcome: 'aired' }])
  })
})
