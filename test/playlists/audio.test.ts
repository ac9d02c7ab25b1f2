import { type AddressInfo, connect } from 'node:net'
import { serve } from '@hono/node-server'
import { afterEach, describe, expect, it } from 'vitest'
import { TAMS_STATION } from '../story.ts'
import { onBothDatabases, openWorld, type World, type WorldOptions } from '../world.ts'
import { type EpisodeMade, type Programme2026, tellProgramme } from './programme.ts'

const AUDIO = 'Kính thưa quý vị và các bạn, chuyên mục Cải cách hành chính xin bắt đầu.'

onBothDatabases('Audio', (open) => {
  let world: World
  let programme: Programme2026
  let episode: EpisodeMade
  const start = async (options: WorldOptions = {}): Promise<void> => {
    world = await open(options)
    programme = await tellProgramme(world)
    episode = await programme.episode({ number: 47, audio: AUDIO })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
  }
  const url = (): string => `/audio/${episode.sha256}.mp3`
  afterEach(() => world.close())

  it('comes whole, with everything a cache and a resuming player need', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    const whole = await station.request(url())
    expect(whole.status).toBe(200)
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(episode.bytes)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': String(episode.bytes.length),
      'accept-ranges': 'bytes',
      etag: `"${episode.sha256}"`,
      'cache-control': 'private, max-age=31536000, immutable',
    })
    const head = await station.request(url(), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect([...head.headers]).toEqual([...whole.headers])
  })

  it('comes in parts by Range; a part outside is 416; several parts are answered whole', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    const size = episode.bytes.length
    const part = async (range: string, more: Record<string, string> = {}) => {
      const got = await station.request(url(), { headers: { range, ...more } })
      const body = Buffer.from(await got.arrayBuffer())
      if (got.status === 206) expect(got.headers.get('content-length')).toBe(String(body.length))
      return { status: got.status, body, range: got.headers.get('content-range') }
    }
    const slice = (from: number, to: number) => ({
      status: 206,
      body: episode.bytes.subarray(from, to + 1),
      range: `bytes ${from}-${to}/${size}`,
    })
    expect(await part('bytes=0-9')).toEqual(slice(0, 9))
    expect(await part('bytes=10-')).toEqual(slice(10, size - 1))
    expect(await part('bytes=-5')).toEqual(slice(size - 5, size - 1))
    expect(await part('bytes=5-99999')).toEqual(slice(5, size - 1))
    expect(await part(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` })
    expect(await part('bytes=0-1,4-5')).toMatchObject({ status: 200, body: episode.bytes })
    expect(await part('bytes=9-2')).toMatchObject({ status: 200 })
    expect(await part('lines=1-2')).toMatchObject({ status: 200 })
    // A resumed download of other content must begin anew.
    expect(await part('bytes=0-9', { 'if-range': `"${episode.sha256}"` })).toEqual(slice(0, 9))
    expect(await part('bytes=0-9', { 'if-range': '"other"' })).toMatchObject({ status: 200, body: episode.bytes })
  })

  it('is not sent again to whoever has it', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    const again = await station.request(url(), { headers: { 'if-none-match': `"${episode.sha256}"` } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const refused = await world.nobody().request(url(), { headers: { 'if-none-match': `"${episode.sha256}"` } })
    expect(refused.status).toBe(401)
  })

  it('goes to a station only when it is cleared and its airings name it', async () => {
    await start()
    const draft = await programme.episode({ number: 48, cleared: false })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-24 17:15', episodeId: draft.id })
    const unplanned = await programme.episode({ number: 49 })
    const cancelled = await programme.episode({ number: 50 })
    await programme.airing({
      station: TAMS_STATION,
      at: '2026-11-24 05:15',
      episodeId: cancelled.id,
      state: 'cancelled',
    })
    const far = await programme.episode({ number: 51 })
    await programme.airing({ station: TAMS_STATION, at: '2027-11-24 05:15', episodeId: far.id })
    const station = await world.station(TAMS_STATION)
    const other = await world.station('binh-ninh')
    for (const made of [draft, unplanned, cancelled, far]) {
      expect((await station.get(`/audio/${made.sha256}.mp3`)).body.code).toBe('audio_not_planned')
    }
    expect((await station.get(`/audio/${episode.original}.wav`)).body.code).toBe('audio_not_planned')
    expect((await other.get(url())).body.code).toBe('audio_not_planned')
    expect((await (await world.reportKey()).get(url())).body.code).toBe('forbidden')
    // The operator plays from a page: what the station may have, and no more.
    const tam = await world.as('tam')
    expect((await tam.request(url())).status).toBe(200)
    expect((await tam.get(`/audio/${draft.sha256}.mp3`)).body.code).toBe('audio_not_planned')
    // Staff hear everything: somebody must listen before it is cleared.
    const minh = await world.as('minh')
    expect((await minh.request(`/audio/${draft.sha256}.mp3`)).status).toBe(200)
    expect((await minh.request(`/audio/${episode.original}.wav`)).headers.get('content-type')).toBe('audio/wav')
  })

  it('is gone (410) once withdrawn, refused once the clearance is void, and unknown (404) if it never was', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    await programme.unclear(episode.id)
    expect((await station.get(url())).status).toBe(403)
    await programme.withdraw(episode.id)
    expect((await station.get(url())).body.code).toBe('audio_withdrawn')
    for (const name of [
      `${'0'.repeat(64)}.mp3`,
      `${episode.sha256}.opus`,
      `${episode.sha256}.exe`,
      '..%2Fsongque.db',
      'x.mp3',
    ]) {
      expect([name, (await station.get(`/audio/${name}`)).status]).toEqual([name, 404])
    }
  })

  it('is left to the reverse proxy where one is configured and says so with the request', async () => {
    await start({ env: { X_ACCEL_PREFIX: '/_media/' } })
    const station = await world.station(TAMS_STATION)
    // Who asks past the proxy gets the bytes.
    const direct = await station.request(url())
    expect([direct.headers.get('x-accel-redirect'), (await direct.text()).length > 0]).toEqual([null, true])
    const answer = await station.request(url(), { headers: { 'X-Sendfile-Type': 'X-Accel-Redirect' } })
    const { sha256 } = episode
    expect(answer.headers.get('x-accel-redirect')).toBe(`/_media/stored/${sha256.slice(0, 2)}/${sha256}.mp3`)
    expect(await answer.text()).toBe('')
  })
})

describe('Audio through the Node server', () => {
  it('streams at the pace of the listener and closes the file when the listener goes away', async () => {
    const world = await openWorld()
    const programme = await tellProgramme(world)
    const episode = await programme.episode({ number: 47, audio: 'x'.repeat(16_000_000) })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
    const { key } = await world.station(TAMS_STATION)
    const streams: import('node:stream').Readable[] = []
    const { open } = world.ctx.storage
    const watched = {
      open: (...given: Parameters<typeof open>) => {
        const stream = open(...given)
        streams.push(stream)
        return stream
      },
    }
    Object.assign(world.ctx.storage, watched)
    const server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    try {
      const path = `/audio/${episode.sha256}.mp3`
      const whole = await fetch(`http://127.0.0.1:${port}${path}?token=${key}`)
      expect((await whole.arrayBuffer()).byteLength).toBe(16_000_000)
      expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
      const head = await fetch(`http://127.0.0.1:${port}${path}?token=${key}`, { method: 'HEAD' })
      expect([head.status, head.headers.get('content-length')]).toEqual([200, '16000000'])
      expect(streams).toHaveLength(1)

      const socket = connect(port, '127.0.0.1')
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`)
      await new Promise((resolve) => socket.once('data', resolve))
      socket.pause()
      const stream = streams[1]
      expect(stream?.destroyed).toBe(false)
      const closed = new Promise((resolve) => stream?.once('close', resolve))
      socket.destroy()
      await closed
      expect(stream?.destroyed).toBe(true)
    } finally {
      server.close()
      await world.close()
    }
  })
})
