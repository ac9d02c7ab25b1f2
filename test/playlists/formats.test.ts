import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ICAL from 'ical.js'
import ical, { type VEvent } from 'node-ical'
import RssParser from 'rss-parser'
import { afterEach, describe, expect, it } from 'vitest'
import { formats } from '../../src/playlists/formats/index.ts'
import { lacking } from '../programs.ts'
import { TAMS_STATION } from '../story.ts'
import { type Client, onBothDatabases, type World, type WorldOptions } from '../world.ts'
import { type EpisodeMade, type Programme2026, tellProgramme } from './programme.ts'

const PLAYLIST = `/api/v1/stations/${TAMS_STATION}/playlist`

onBothDatabases('Forms of a playlist', (open) => {
  let world: World
  let programme: Programme2026
  let episode: EpisodeMade
  let station: Client & { readonly key: string }
  /** Today 17:15 with audio, tomorrow 05:15 the same episode again, in ten days something not cleared. */
  const start = async (options: WorldOptions = {}): Promise<void> => {
    world = await open(options)
    programme = await tellProgramme(world)
    episode = await programme.episode({ number: 47, title: 'Cấp thẻ <CCCD>; "một cửa", đợt 2 - phần 1' })
    const draft = await programme.episode({ number: 48, cleared: false })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-24 05:15', episodeId: episode.id })
    await programme.airing({ station: TAMS_STATION, at: '2026-12-03 17:15', episodeId: draft.id })
    station = await world.station(TAMS_STATION)
  }
  const events = (text: string): VEvent[] =>
    Object.values(ical.sync.parseICS(text)).flatMap((found) => (found?.type === 'VEVENT' ? [found] : []))
  afterEach(() => world.close())

  it('come with their own types, and are all in the API document', async () => {
    await start()
    const types: Record<string, string> = {}
    for (const form of formats.keys()) {
      const answer = await station.get(`${PLAYLIST}.${form}`)
      expect([form, answer.status]).toEqual([form, 200])
      types[form] = answer.headers.get('content-type') ?? ''
    }
    expect(types).toEqual({
      json: 'application/json',
      m3u: 'audio/mpegurl',
      m3u8: 'audio/mpegurl',
      xspf: 'application/xspf+xml',
      pls: 'audio/x-scpls',
      ics: 'text/calendar; charset=utf-8',
      rss: 'application/rss+xml; charset=utf-8',
    })
    const { paths } = (await world.nobody().get('/api/v1/openapi.json')).body
    const described = paths['/api/v1/stations/{code}/playlist.{format}'].get
    expect(Object.keys(described.responses[200].content)).toEqual([...new Set(Object.values(types))])
    const format = described.parameters.find(({ name }: { name: string }) => name === 'format')
    expect(format.schema.enum).toEqual([...formats.keys()])
  })

  it('keep their tag while nothing changes, whatever the time of asking, and get another when something does', async () => {
    await start()
    for (const form of formats.keys()) {
      const path = `${PLAYLIST}.${form}?date=2026-11-23&days=2`
      const before = await station.request(path)
      const tag = before.headers.get('etag') ?? ''
      world.clock.advance(60_000)
      const again = await station.request(path, { headers: { 'if-none-match': tag } })
      expect([form, again.status, await again.text()]).toEqual([form, 304, ''])
      // Past midnight everything is rendered anew, and is still the same.
      world.clock.advance(86_400_000)
      expect([form, (await station.request(path)).headers.get('etag')]).toEqual([form, tag])
      world.clock.advance(-86_460_000)
    }
    const tags = async (): Promise<(string | null)[]> =>
      Promise.all(
        [...formats.keys()].map(async (form) => (await station.request(`${PLAYLIST}.${form}`)).headers.get('etag')),
      )
    const before = await tags()
    await programme.unclear(episode.id)
    const after = await tags()
    for (const [i, tag] of after.entries()) expect(tag).not.toBe(before[i])
  })

  it('repeat the token in every address, and only when the request carried one', async () => {
    await start()
    for (const form of ['m3u', 'm3u8', 'xspf', 'pls', 'rss']) {
      const plain = (await station.get(`${PLAYLIST}.${form}`)).body
      expect(plain).toContain(`/audio/${episode.sha256}.mp3`)
      expect(plain).not.toContain('token')
      const open = (await world.nobody().get(`${PLAYLIST}.${form}?token=${station.key}`)).body
      expect(open).toContain(`/audio/${episode.sha256}.mp3?token=${station.key}`)
    }
    expect((await world.nobody().get(`${PLAYLIST}.ics?token=${station.key}`)).body).not.toContain(station.key)
  })

  it('ics and rss show the whole horizon unless a day is asked for', async () => {
    await start()
    const count = async (query: string) => events((await station.get(`${PLAYLIST}.ics${query}`)).body).length
    expect(await count('')).toBe(3)
    expect(await count('?date=2026-11-24')).toBe(1)
    expect(await count('?days=2')).toBe(2)
    const feed = async (query: string) =>
      (await new RssParser().parseString((await station.get(`${PLAYLIST}.rss${query}`)).body)).items.length
    expect(await feed('')).toBe(1)
    expect(await feed('?date=2026-11-25')).toBe(0)
  })

  it('ics is read by ical.js and node-ical: the same moments, the same words', async () => {
    await start()
    const text: string = (await station.get(`${PLAYLIST}.ics`)).body
    const calendar = new ICAL.Component(ICAL.parse(text))
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
    const first = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
    expect(first.map((event) => event.startDate.toJSDate().toISOString())).toEqual([
      '2026-11-23T10:15:00.000Z',
      '2026-11-23T22:15:00.000Z',
      '2026-12-03T10:15:00.000Z',
    ])
    expect(first[0]?.startDate.zone.tzid).toBe('Asia/Ho_Chi_Minh')
    expect(first[0]?.endDate.toJSDate().toISOString()).toBe('2026-11-23T10:30:00.000Z')
    const summary = 'Cải cách hành chính – Kỳ 47: Cấp thẻ <CCCD>; "một cửa", đợt 2 - phần 1'
    expect(first[0]?.summary).toBe(summary)
    const second = events(text)
    expect(second.map(({ start }) => start.toISOString())).toEqual(
      first.map((e) => e.startDate.toJSDate().toISOString()),
    )
    expect(second[0]?.summary).toBe(summary)
    expect(new Set(second.map(({ uid }) => uid)).size).toBe(3)
    expect(second[0]?.dtstamp.getTime()).toBeLessThanOrEqual(world.clock.now() + 1000)
  })

  it.skipIf(lacking('calcurse'))('ics is imported by calcurse, event for event', async () => {
    await start()
    const folder = mkdtempSync(join(tmpdir(), 'songque-ics-'))
    try {
      const file = join(folder, 'lich.ics')
      writeFileSync(file, (await station.get(`${PLAYLIST}.ics`)).body)
      const env = { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8', TZ: 'Asia/Ho_Chi_Minh' }
      const calcurse = (...options: string[]): string =>
        execFileSync('calcurse', ['-D', folder, '-C', folder, ...options], { env, stdio: 'pipe' }).toString()
      expect(calcurse('-q', '-i', file)).not.toMatch(/error|skipped [1-9]/i)
      const shown = calcurse('-G')
      expect(shown.split('\n').filter((line) => /^\d\d\/\d\d\/\d{4}/.test(line))).toHaveLength(3)
      expect(shown).toContain('11/23/2026 @ 17:15 -> 11/23/2026 @ 17:30')
      expect(shown).toContain('Cấp thẻ <CCCD>; "một cửa", đợt 2 - phần 1')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('rss is read by rss-parser: each cleared episode with its file', async () => {
    await start()
    const text: string = (await station.get(`${PLAYLIST}.rss`)).body
    const feed = await new RssParser().parseString(text)
    expect(feed).toMatchObject({ title: 'Đài Truyền thanh xã Đăng Hưng Phước', link: 'http://localhost/' })
    expect(feed.items).toHaveLength(1)
    expect(feed.items[0]).toMatchObject({
      title: 'Kỳ 47: Cấp thẻ <CCCD>; "một cửa", đợt 2 - phần 1',
      guid: `urn:x-song-que:episode:${episode.id}:${episode.sha256}`,
      isoDate: '2026-11-23T00:00:00.000Z',
      enclosure: {
        url: `http://localhost/audio/${episode.sha256}.mp3`,
        length: String(episode.bytes.length),
        type: 'audio/mpeg',
      },
    })
    const file = await station.request(new URL(feed.items[0]?.enclosure?.url ?? '').pathname)
    expect(Buffer.from(await file.arrayBuffer())).toEqual(episode.bytes)
  })

  describe('with a window', () => {
    it('list only what starts soon, and the tag changes when something comes in or goes out', async () => {
      await start({ now: '2026-11-23T17:00:00+07:00' })
      for (const form of ['m3u', 'xspf', 'pls', 'rss', 'json', 'ics']) {
        const name = form === 'ics' ? 'Kỳ 47' : episode.sha256
        const look = async (at: string, tag?: string) => {
          world.clock.set(`2026-11-23T${at}+07:00`)
          const headers: Record<string, string> = tag === undefined ? {} : { 'if-none-match': tag }
          const answer = await station.request(`${PLAYLIST}.${form}?window=10`, { headers })
          const text = await answer.text()
          return { status: answer.status, tag: answer.headers.get('etag') ?? '', shown: text.includes(name) }
        }
        const before = await look('17:04:59.999')
        expect([form, before.shown]).toEqual([form, false])
        const within = await look('17:05:00', before.tag)
        expect([form, within]).toMatchObject([form, { status: 200, shown: true }])
        expect((await look('17:20:00', within.tag)).status).toBe(304)
        const after = await look('17:20:00.001', within.tag)
        expect([form, after]).toMatchObject([form, { status: 200, shown: false, tag: before.tag }])
      }
    })

    it('reach over midnight', async () => {
      await start({ now: '2026-11-23T23:58:00+07:00' })
      await programme.airing({ station: TAMS_STATION, at: '2026-11-24 00:05', episodeId: episode.id })
      const tracks = async () => (await station.get(`${PLAYLIST}.pls?window=10`)).body.match(/^File/gm)?.length ?? 0
      expect(await tracks()).toBe(1)
      world.clock.set('2026-11-24T00:09:59+07:00')
      expect(await tracks()).toBe(1)
      world.clock.set('2026-11-24T00:10:01+07:00')
      expect(await tracks()).toBe(0)
    })
  })
})
