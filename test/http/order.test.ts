import { afterAll, beforeAll, expect, it } from 'vitest'
import { TAMS_STATION } from '../story.ts'
import { onBothDatabases, type World } from '../world.ts'

/** What nobody may call. A route that is added to it is open to the world: that is a decision. */
const OPEN = [
  'GET /api/v1/bundle-key',
  'GET /api/v1/openapi.json',
  'POST /api/v1/pairings/x/claims',
  'POST /api/v1/password-resets',
  'POST /api/v1/session',
  'POST /api/v1/setup',
]

onBothDatabases('Who asks is known before what is asked', (open) => {
  let world: World
  beforeAll(async () => {
    world = await open()
  })
  afterAll(() => world.close())

  const routes = (): [string, string][] => {
    const all = world.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/v1/'))
      .map(
        ({ method, path }) =>
          `${method} ${path.replace(/:playlist\{.*\}/, 'playlist.json').replace(/:\w+(\{[^/]*\})?/g, 'x')}`,
      )
    return [...new Set(all)].map((route): [string, string] => {
      const [method = '', path = ''] = route.split(' ')
      return [method, path]
    })
  }

  it('nobody gets 401 on every route of the API but the open ones, whatever the body or the query', async () => {
    expect(routes().length).toBeGreaterThan(90)
    const heard: string[] = []
    for (const [method, path] of routes()) {
      const body = method === 'GET' || method === 'OPTIONS' ? {} : { body: '{"no' }
      const init = { method, headers: { 'content-type': 'application/json' }, ...body }
      const { status } = await world.nobody().request(`${path}?offset=x`, init)
      if (status !== 401) heard.push(`${method} ${path}`)
    }
    expect(heard.sort()).toEqual(OPEN)
  })

  it('nobody is not told which addresses there are', async () => {
    const { status, body } = await world.nobody().get('/api/v1/khong-co')
    expect([status, body.code]).toEqual([401, 'sign_in_required'])
  })

  it('a key has no lists of stations, groups, levels, units and sessions', async () => {
    for (const key of [await world.station(TAMS_STATION), await world.reportKey()]) {
      for (const path of ['stations', 'station-groups', 'levels', 'units', 'units/cho-gao', 'broadcast-sessions'])
        expect([path, (await key.get(`/api/v1/${path}`)).status]).toEqual([path, 403])
      expect((await key.get(`/api/v1/stations/${TAMS_STATION}/sessions`)).status).toBe(403)
    }
  })

  it('who may not see all stations cannot tell a foreign one from one that is not there', async () => {
    const asking = [await world.station(TAMS_STATION), await world.reportKey(), await world.as('tam')]
    const paths = ['', '/sessions', '/devices', '/events', '/playlist.json', '/playlist.m3u', '/operators']
    for (const client of asking) {
      for (const path of paths) {
        const [foreign, unknown] = [
          await client.get(`/api/v1/stations/xuan-dong${path}`),
          await client.get(`/api/v1/stations/khong-co${path}`),
        ]
        expect([path, unknown.status, unknown.body]).toEqual([path, foreign.status, foreign.body])
        expect([path, unknown.status]).toEqual([path, 403])
      }
      const beat = { device_id: 'may', sent_at: '2026-11-23T00:00:00Z' }
      expect((await client.post('/api/v1/stations/khong-co/heartbeat', beat)).status).toBe(403)
      expect((await client.post('/api/v1/pairings', { station: 'khong-co' })).status).toBe(403)
    }
    expect((await (await world.as('ha')).get('/api/v1/stations/khong-co')).status).toBe(404)
    expect((await (await world.as('ha')).get('/api/v1/stations/khong-co/playlist.json')).status).toBe(404)
  })
})
