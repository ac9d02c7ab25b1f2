import { afterEach, expect, it, vi } from 'vitest'
import { liveJobs } from '../../src/playout/live/index.ts'
import { type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { type Client, onBothDatabases, type World, type WorldOptions } from '../world.ts'

const EVENTS = `/api/v1/stations/${TAMS_STATION}/events`

type Told = { readonly id: string; readonly event: string; readonly data: Record<string, unknown> }
type Listener = {
  /** The next event but pings; null when the stream has ended. */
  next(): Promise<Told | null>
  /** The next event, pings included. */
  any(): Promise<Told | null>
  leave(): Promise<void>
}

async function listen(client: Client, headers: Record<string, string> = {}): Promise<Listener> {
  const response = await client.request(EVENTS, { headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new Error('no stream')
  let text = ''
  const any = async (): Promise<Told | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
        if (field('event') !== '') return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) }
        continue
      }
      const { value, done } = await reader.read()
      if (done) return null
      text += value
    }
  }
  const next = async (): Promise<Told | null> => {
    for (;;) {
      const told = await any()
      if (told?.event !== 'ping') return told
    }
  }
  return { any, next, leave: () => reader.cancel() }
}

onBothDatabases('Live events', (open) => {
  let world: World
  let programme: Programme2026
  const start = async (options: WorldOptions = {}): Promise<void> => {
    world = await open(options)
    programme = await tellProgramme(world)
  }
  afterEach(async () => {
    vi.useRealTimers()
    await world.close()
  })
  const plan = (at = '2026-11-23 17:15') => programme.airing({ station: TAMS_STATION, at, episodeId: null })

  it('tell a listener the present version at once, and each new one after its commit', async () => {
    await start()
    const listener = await listen(await world.station(TAMS_STATION))
    expect(await listener.next()).toEqual({ id: '0', event: 'playlist', data: { version: 0 } })
    await plan()
    const told = await listener.next()
    expect(told).toMatchObject({ event: 'playlist' })
    const staff = await world.as('ha')
    const { body } = await staff.get(`/api/v1/stations/${TAMS_STATION}/playlist.json`)
    expect(told?.data).toEqual({ version: body.version })
    await listener.leave()
  })

  it('are those of one’s own station only, and of changes that were committed', async () => {
    await start()
    const listener = await listen(await world.station(TAMS_STATION))
    await listener.next()
    await programme.airing({ station: 'binh-ninh', at: '2026-11-23 17:15', episodeId: null })
    const broken = world.ctx.db.transact(async (tx) => {
      const stationIds = [world.stations[TAMS_STATION] ?? 0]
      await tx.emit({ type: 'airings_changed', stationIds, from: '2026-11-23' as never, to: '2026-11-23' as never })
      throw new Error('thought better of it')
    })
    await expect(broken).rejects.toThrow()
    await programme.airing({ station: TAMS_STATION, at: '2026-11-24 17:15', episodeId: null, priority: 'priority' })
    const { rows } = { rows: await world.ctx.db.q.selectFrom('live_event').selectAll().orderBy('id').execute() }
    expect(rows.map((row) => row.station_id)).toEqual([world.stations['binh-ninh'], world.stations[TAMS_STATION]])
    expect((await listener.next())?.id).toBe(String(rows[1]?.id))
    await listener.leave()
  })

  it('resume after Last-Event-ID with all that was missed, in order', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    const first = await listen(station)
    await first.next()
    await plan('2026-11-23 17:15')
    const seen = await first.next()
    await first.leave()
    await plan('2026-11-24 17:15')
    await plan('2026-11-25 17:15')
    const again = await listen(station, { 'last-event-id': seen?.id ?? '' })
    const missed = [await again.next(), await again.next()]
    await plan('2026-11-26 17:15')
    const versions = [seen, ...missed, await again.next()].map((told) => Number(told?.data.version))
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
    expect(versions).toHaveLength(4)
    await again.leave()
  })

  it('tell the present version to one who was away for longer than a day, for which events are kept', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    await plan('2026-11-23 17:15')
    await plan('2026-11-24 17:15')
    const [oldest] = await world.ctx.db.q.selectFrom('live_event').select('id').orderBy('id').execute()
    world.clock.advance(24 * 3_600_000 + 1)
    await plan('2026-11-27 17:15')
    for (const job of liveJobs) await job.run(world.ctx)
    expect(await world.ctx.db.q.selectFrom('live_event').select('id').execute()).toHaveLength(1)
    const listener = await listen(station, { 'last-event-id': String(oldest?.id) })
    const { body } = await station.get(`/api/v1/stations/${TAMS_STATION}/playlist.json`)
    expect(await listener.next()).toMatchObject({ event: 'playlist', data: { version: body.version } })
    await listener.leave()
  })

  it('name an emergency item that must be played now, once', async () => {
    await start({ now: '2026-11-23T17:14:00+07:00' })
    const listener = await listen(await world.station(TAMS_STATION))
    await listener.next()
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: null, priority: 'emergency' })
    expect((await listener.next())?.event).toBe('playlist')
    const emergency = await listener.next()
    expect(emergency).toMatchObject({ event: 'emergency', data: { starts_at: '2026-11-23T10:15:00Z' } })
    await plan('2026-11-24 17:15')
    expect((await listener.next())?.event).toBe('playlist')
    await plan('2026-11-25 17:15')
    expect((await listener.next())?.event).toBe('playlist')
    await listener.leave()
  })

  it('give a sign of life while nothing happens', async () => {
    await start()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const listener = await listen(await world.station(TAMS_STATION))
    expect((await listener.any())?.event).toBe('playlist')
    expect((await listener.any())?.event).toBe('ping')
    world.clock.advance(20_000)
    vi.advanceTimersByTime(20_000)
    expect(await listener.any()).toMatchObject({ event: 'ping', data: { at: '2026-11-23T00:00:20Z' } })
    await listener.leave()
  })

  it('end when the key is revoked, when the server stops, and leave nothing behind when the listener goes', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    const listener = await listen(station)
    await listener.next()
    expect(world.ctx.hub.size).toBe(1)
    const stationId = world.stations[TAMS_STATION] ?? 0
    const [key] = (await (await world.as('bao')).get(`/api/v1/stations/${TAMS_STATION}/keys`)).body.items
    const revoked = await (await world.as('bao')).delete(`/api/v1/stations/${TAMS_STATION}/keys/${key.id}`)
    expect(revoked.status, `revoking key ${key.id} of station ${stationId}`).toBeLessThan(300)
    expect(await listener.next()).toBeNull()
    expect(world.ctx.hub.size).toBe(0)
    expect((await station.request(EVENTS)).status).toBe(401)

    const other = await listen(await world.station(TAMS_STATION))
    await other.next()
    await other.leave()
    expect(world.ctx.hub.size).toBe(0)

    const last = await listen(await world.as('ha'))
    await last.next()
    world.ctx.hub.close()
    expect(await last.next()).toBeNull()
  })

  it('end when another process revoked the key', async () => {
    await start()
    const listener = await listen(await world.station(TAMS_STATION))
    await listener.next()
    for (const job of liveJobs) await job.run(world.ctx)
    expect(world.ctx.hub.size).toBe(1)
    // A command beside the server writes to the database and cannot tell this process.
    await world.ctx.db.q.updateTable('station_key').set({ revoked_at: world.clock.now() }).execute()
    for (const job of liveJobs) await job.run(world.ctx)
    expect(await listener.next()).toBeNull()
    expect(world.ctx.hub.size).toBe(0)
  })

  it('are for those who may read the playlist, and HEAD leaves no listener', async () => {
    await start()
    expect((await world.nobody().request(EVENTS)).status).toBe(401)
    expect((await (await world.station('binh-ninh')).request(EVENTS)).status).toBe(403)
    expect((await (await world.as('bich')).request(EVENTS)).status).toBe(403)
    const station = await world.station(TAMS_STATION)
    expect((await station.request('/api/v1/stations/khong-co/events')).status).toBe(403)
    expect((await station.request(EVENTS, { method: 'HEAD' })).status).toBe(200)
    expect(world.ctx.hub.size).toBe(0)
  })

  it('end a listener who does not read', async () => {
    await start()
    const station = await world.station(TAMS_STATION)
    const response = await station.request(EVENTS)
    const stationId = world.stations[TAMS_STATION] ?? 0
    await vi.waitFor(() => expect(world.ctx.hub.size).toBe(1))
    const data = JSON.stringify({ version: 'x'.repeat(1000) })
    await vi.waitFor(() => {
      for (let id = 1; id < 100; id++) world.ctx.hub.publish({ id: Date.now() + id, stationId, kind: 'playlist', data })
      expect(world.ctx.hub.size).toBe(0)
    })
    await response.body?.cancel()
  })
})
