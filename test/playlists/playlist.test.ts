import { afterEach, describe, expect, it } from 'vitest'
import { playlistVersion } from '../../src/playlists/index.ts'
import { DISTRICT_STATION, TAMS_STATION } from '../story.ts'
import { onBothDatabases, type World, type WorldOptions } from '../world.ts'
import { type Programme2026, tellProgramme } from './programme.ts'

const PLAYLIST = `/api/v1/stations/${TAMS_STATION}/playlist`

onBothDatabases('Playlists', (open) => {
  let world: World
  let programme: Programme2026
  const start = async (options: WorldOptions = {}): Promise<void> => {
    world = await open(options)
    programme = await tellProgramme(world)
  }
  afterEach(() => world.close())

  it('lists today’s airings with the cleared audio, as the protocol says', async () => {
    await start()
    const episode = await programme.episode({ number: 47, title: 'Tiếp nhận hồ sơ một cửa' })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-24 05:15', episodeId: episode.id })
    const station = await world.station(TAMS_STATION)
    const { status, body, headers } = await station.get(`${PLAYLIST}.json`)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('private, no-cache')
    expect(body).toMatchObject({ station: TAMS_STATION, from: '2026-11-23', to: '2026-11-23' })
    expect(body.items).toEqual([
      {
        airing_id: `${programme.slotId}-${world.stations[TAMS_STATION]}-20261123-1`,
        starts_at: '2026-11-23T10:15:00Z',
        start_unix: Date.parse('2026-11-23T10:15:00Z') / 1000,
        ends_at: '2026-11-23T10:30:00Z',
        starts_local: '2026-11-23T17:15:00+07:00',
        priority: 'normal',
        premiere: true,
        segment: 'cai-cach-hanh-chinh',
        segment_name: 'Cải cách hành chính',
        programme: 'episode',
        title: null,
        episode: { id: episode.id, number: 47, title: 'Tiếp nhận hồ sơ một cửa' },
        audio: {
          url: `http://localhost/audio/${episode.sha256}.mp3`,
          type: 'audio/mpeg',
          bytes: episode.bytes.length,
          duration_seconds: 600.432,
          sha256: episode.sha256,
          md5: 'd41d8cd98f00b204e9800998ecf8427e',
          gain_db: 0.2,
        },
        fallback: false,
        problem: null,
      },
    ])
    expect((await station.get(`${PLAYLIST}.json?days=2`)).body.items).toHaveLength(2)
    expect((await station.get(`${PLAYLIST}.json?date=2026-11-24`)).body.items).toHaveLength(1)
    expect((await station.get(`${PLAYLIST}.json?date=2026-11-25`)).body.items).toEqual([])
  })

  it('never shows audio that is not cleared, and says why there is none', async () => {
    await start()
    const draft = await programme.episode({ number: 1, cleared: false })
    const other = await programme.episode({ number: 2, clearedHash: 'f'.repeat(64) })
    const withdrawn = await programme.episode({ number: 3 })
    await programme.withdraw(withdrawn.id)
    const relay = await programme.relaySlot('Tiếp sóng VOV1', 'relay')
    for (const [i, episodeId] of [draft.id, other.id, withdrawn.id, null].entries()) {
      await programme.airing({ station: TAMS_STATION, at: `2026-11-23 1${i}:00`, episodeId })
    }
    await programme.airing({
      station: TAMS_STATION,
      at: '2026-11-23 18:00',
      episodeId: null,
      slotId: relay,
      programme: 'relay',
    })
    const station = await world.station(TAMS_STATION)
    const { items } = (await station.get(`${PLAYLIST}.json`)).body
    expect(items.map((item: { audio: unknown }) => item.audio)).toEqual([null, null, null, null, null])
    expect(items.map((item: { problem: { code: string } | null }) => item.problem?.code ?? null)).toEqual([
      'not_cleared',
      'audio_missing',
      'withdrawn',
      'no_episode',
      null,
    ])
    expect(items[4]).toMatchObject({ programme: 'relay', title: 'Tiếp sóng VOV1', episode: null })
    expect((await station.get(`${PLAYLIST}.m3u`)).body).toBe('#EXTM3U\n')
  })

  it('drops an item from the playlist as soon as its clearance is gone, with a new tag and a new version', async () => {
    await start()
    const episode = await programme.episode({ number: 47 })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
    const station = await world.station(TAMS_STATION)
    const stationId = world.stations[TAMS_STATION] ?? 0
    const before = await station.get(`${PLAYLIST}.json`)
    expect(before.body.version).toBe(await playlistVersion(world.ctx, stationId))
    await programme.unclear(episode.id)
    const after = await station.get(`${PLAYLIST}.json`)
    expect(after.body.items[0].audio).toBeNull()
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    expect(after.body.version).toBeGreaterThan(before.body.version)
    expect(await playlistVersion(world.ctx, stationId)).toBe(after.body.version)
    expect(await playlistVersion(world.ctx, world.stations[DISTRICT_STATION] ?? 0)).toBe(0)
  })

  it('keeps the version when a change is rolled back', async () => {
    await start()
    const episode = await programme.episode({ number: 47 })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
    const station = await world.station(TAMS_STATION)
    const before = await station.get(`${PLAYLIST}.json`)
    const broken = world.ctx.db.transact(async (tx) => {
      await tx.q.updateTable('episode').set({ cleared_decision_id: null }).where('id', '=', episode.id).execute()
      await tx.emit({ type: 'clearance_changed', episodeId: episode.id, segmentId: programme.segmentId })
      throw new Error('the disk is full')
    })
    await expect(broken).rejects.toThrow('the disk is full')
    expect((await station.get(`${PLAYLIST}.json`)).body).toEqual(before.body)
  })

  describe('asked again', () => {
    it('answers 304 without a query to the database, to every form of If-None-Match', async () => {
      await start()
      const episode = await programme.episode({ number: 47 })
      await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
      const station = await world.station(TAMS_STATION)
      const etag = (await station.get(`${PLAYLIST}.m3u`)).headers.get('etag') ?? ''
      expect(etag).toMatch(/^"[\w-]{43}"$/)
      // A closed door to the database: what is answered now comes from memory.
      const transact = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(world.ctx.db), 'q')
      let queries = 0
      Object.defineProperty(world.ctx.db, 'q', {
        configurable: true,
        get() {
          queries += 1
          return transact?.get?.call(world.ctx.db)
        },
      })
      for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await station.request(`${PLAYLIST}.m3u`, { headers: { 'if-none-match': tags } })
        expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
      }
      const other = await station.request(`${PLAYLIST}.m3u`, { headers: { 'if-none-match': '"other"' } })
      expect(other.status).toBe(200)
      expect(queries).toBe(0)
    })

    it('HEAD is GET less the body', async () => {
      await start()
      const station = await world.station(TAMS_STATION)
      for (const form of ['json', 'm3u', 'm3u8', 'xspf', 'pls', 'ics', 'rss']) {
        const got = await station.request(`${PLAYLIST}.${form}`)
        const head = await station.request(`${PLAYLIST}.${form}`, { method: 'HEAD' })
        expect(head.status).toBe(200)
        expect(await head.text()).toBe('')
        expect([...head.headers]).toEqual([...got.headers])
        expect(head.headers.get('content-length')).toBe(String((await got.arrayBuffer()).byteLength))
      }
    })

    it('moves on to the next day at local midnight, by itself', async () => {
      await start({ now: '2026-11-23T23:59:59+07:00' })
      const station = await world.station(TAMS_STATION)
      expect((await station.get(`${PLAYLIST}.json`)).body.from).toBe('2026-11-23')
      world.clock.advance(1000)
      expect((await station.get(`${PLAYLIST}.json`)).body.from).toBe('2026-11-24')
    })

    it('a window lists what starts within it, both ends included, and moves on with the clock', async () => {
      await start({ now: '2026-11-23T17:00:00+07:00' })
      const episode = await programme.episode({ number: 47 })
      await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
      const station = await world.station(TAMS_STATION)
      const count = async (): Promise<number> => (await station.get(`${PLAYLIST}.json?window=10`)).body.items.length
      expect(await count()).toBe(0)
      world.clock.set('2026-11-23T17:05:00+07:00')
      expect(await count()).toBe(1)
      world.clock.set('2026-11-23T17:20:00+07:00')
      expect(await count()).toBe(1)
      world.clock.advance(1)
      expect(await count()).toBe(0)
    })

    it('a window reaches over midnight', async () => {
      await start({ now: '2026-11-23T23:58:00+07:00' })
      const episode = await programme.episode({ number: 47 })
      await programme.airing({ station: TAMS_STATION, at: '2026-11-24 00:05', episodeId: episode.id })
      const station = await world.station(TAMS_STATION)
      expect((await station.get(`${PLAYLIST}.json?window=10`)).body).toMatchObject({ to: '2026-11-24', items: [{}] })
    })
  })

  describe('who may ask', () => {
    it('a station sees only itself; staff see all; nobody is asked for a key before anything else', async () => {
      await start()
      const key = await world.station(TAMS_STATION)
      expect((await key.get('/api/v1/stations/dai-huyen-cho-gao/playlist.json')).body.code).toBe('forbidden')
      expect((await key.get('/api/v1/stations/khong-co/playlist.json')).status).toBe(403)
      const report = await world.reportKey()
      expect((await report.get(`${PLAYLIST}.json`)).status).toBe(403)
      expect((await (await world.as('ha')).get(`${PLAYLIST}.json`)).status).toBe(200)
      expect((await (await world.as('tam')).get(`${PLAYLIST}.json`)).status).toBe(200)
      expect((await (await world.as('tam')).get('/api/v1/stations/dai-huyen-cho-gao/playlist.json')).status).toBe(403)
      const etag = (await key.get(`${PLAYLIST}.json`)).headers.get('etag') ?? ''
      for (const path of [
        `${PLAYLIST}.json`,
        `${PLAYLIST}.json?date=2026-02-30`,
        '/api/v1/stations/khong-co/playlist.json',
      ]) {
        const refused = await world.nobody().request(path, { headers: { 'if-none-match': etag } })
        expect(refused.status).toBe(401)
        expect(refused.headers.get('www-authenticate')).toMatch(/^Basic /)
      }
    })

    it('takes the key as Bearer, as Basic password and as ?token=, and repeats only the token in addresses', async () => {
      await start()
      const episode = await programme.episode({ number: 47 })
      await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
      const { key, request } = await world.station(TAMS_STATION)
      const nobody = world.nobody()
      const plain = await (await request(`${PLAYLIST}.m3u`)).text()
      const basic = { authorization: `Basic ${Buffer.from(`dai:${key}`).toString('base64')}` }
      expect(await (await nobody.request(`${PLAYLIST}.m3u`, { headers: basic })).text()).toBe(plain)
      expect(plain.endsWith(`\nhttp://localhost/audio/${episode.sha256}.mp3\n`)).toBe(true)
      const withToken = await nobody.get(`${PLAYLIST}.m3u?token=${key}`)
      expect(withToken.body.endsWith(`\nhttp://localhost/audio/${episode.sha256}.mp3?token=${key}\n`)).toBe(true)
      const asJson = await nobody.get(`${PLAYLIST}.json?token=${key}`)
      expect(asJson.body.items[0].audio.url).toBe(`http://localhost/audio/${episode.sha256}.mp3`)
    })
  })

  it('refuses what it cannot read with a problem document', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    for (const query of [
      'date=2026-02-30',
      'date=hôm nay',
      'days=0',
      'days=32',
      'days=1.5',
      'window=0',
      'window=x',
      'for=winamp',
    ]) {
      const refused = await station.get(`${PLAYLIST}.json?${query}`)
      expect([query, refused.status, refused.body.code]).toEqual([query, 400, 'invalid_input'])
      expect(refused.body.fields[0].path).toBe(query.split('=')[0])
    }
    const unknown = await station.get(`${PLAYLIST}.docx`)
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown_playlist_format'])
    expect(unknown.headers.get('content-type')).toBe('application/problem+json')
  })
})
