import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalDate } from '../../src/kernel/dates.ts'
import { quickly } from '../../src/playlists/index.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { type Programme2026, tellProgramme } from './programme.ts'

const TODAY = '2026-11-23' as LocalDate

describe('A poll of a playlist that did not change', () => {
  let world: World
  let programme: Programme2026
  let server: ReturnType<typeof serve>
  let base: string
  /** How often the application itself was asked. */
  let asked: number

  beforeEach(async () => {
    world = await openWorld()
    programme = await tellProgramme(world)
    const episode = await programme.episode({ number: 47 })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: episode.id })
    asked = 0
    const fetch = quickly(world.ctx, (request, env) => {
      asked += 1
      return world.app.fetch(request, env)
    })
    server = serve({ fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/stations/${TAMS_STATION}/playlist`
  })
  afterEach(async () => {
    server.close()
    await world.close()
  })

  const poll = async (address: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(address, { headers })
    const { date: _, ...told } = Object.fromEntries(answer.headers)
    return { status: answer.status, headers: told, body: await answer.text() }
  }

  it('is answered from memory, in every way exactly as the application answered first', async () => {
    const { key } = await world.station(TAMS_STATION)
    const bearer = { authorization: `Bearer ${key}` }
    const basic = { authorization: `Basic ${Buffer.from(`x:${key}`).toString('base64')}` }
    for (const [address, headers] of [
      [`${base}.json`, bearer],
      [`${base}.m3u`, basic],
      [`${base}.m3u?token=${key}`, {}],
    ] as const) {
      const first = await poll(address, headers)
      const etag = first.headers.etag ?? ''
      const unchanged = await poll(address, { ...headers, 'if-none-match': etag })
      expect([first.status, unchanged.status]).toEqual([200, 304])
      const before = asked
      expect(await poll(address, headers)).toEqual(first)
      expect(await poll(address, { ...headers, 'if-none-match': `"another", W/${etag}` })).toEqual(unchanged)
      expect(asked).toBe(before)
    }
  })

  it('sees a change, a new day, a revoked key, and never serves one station to another', async () => {
    const { key } = await world.station(TAMS_STATION)
    const bearer = { authorization: `Bearer ${key}` }
    const first = await poll(`${base}.json`, bearer)
    await poll(`${base}.json`, bearer)
    expect(asked).toBe(1)

    const other = await world.station('binh-ninh')
    for (let i = 0; i < 2; i++)
      expect((await poll(`${base}.json`, { authorization: `Bearer ${other.key}` })).status).toBe(403)
    expect((await poll(`${base}.json`)).status).toBe(401)
    expect((await poll(`${base}.json`, { authorization: `Bearer ${'A'.repeat(43)}` })).status).toBe(401)

    expect((await poll(`${base}.json`, bearer)).body).toBe(first.body)
    await world.ctx.db.transact((tx) =>
      tx.emit({ type: 'airings_changed', stationIds: [world.stations[TAMS_STATION] ?? 0], from: TODAY, to: TODAY }),
    )
    const changed = await poll(`${base}.json`, bearer)
    expect(JSON.parse(changed.body).version).not.toBe(JSON.parse(first.body).version)
    expect((await poll(`${base}.json`, { ...bearer, 'if-none-match': first.headers.etag ?? '' })).status).toBe(200)

    world.clock.set('2026-11-24T07:00:00+07:00')
    expect(JSON.parse((await poll(`${base}.json`, bearer)).body).from).toBe('2026-11-24')

    const technician = await world.as('bao')
    const keys = await technician.get(`/api/v1/stations/${TAMS_STATION}/keys`)
    await technician.delete(`/api/v1/stations/${TAMS_STATION}/keys/${keys.body.items[0].id}`)
    expect((await poll(`${base}.json`, bearer)).status).toBe(401)
  })
})
