import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer, onBothDatabases, type World } from '../world.ts'

const CODE = 'dang-hung-phuoc'

onBothDatabases('Characters that no name has', (open) => {
  let world: World
  beforeAll(async () => {
    world = await open()
  })
  afterAll(() => world.close())

  const told = ({ status, body }: Answer) => [status, body.code, body.fields?.[0]?.path]

  it('in a path name nothing, whatever the route', async () => {
    const paths = new Set(
      world.app.routes
        .filter(({ method, path }) => method === 'GET' && path.includes(':'))
        .map(({ path }) => path.replace(/:\w+(\{[^/]*\})?/g, 'x%00y')),
    )
    expect(paths.size).toBeGreaterThan(20)
    const bao = await world.as('bao')
    for (const path of paths) expect([path, (await bao.get(path)).status]).toEqual([path, 404])
    expect((await bao.get('/ky/%07')).body).toContain('<html')
  })

  it('in a query are refused and the parameter is named, on every route', async () => {
    const bao = await world.as('bao')
    const { body: document } = await bao.get('/api/v1/openapi.json')
    type Operation = { parameters?: { name: string; in: string }[] }
    const asked = Object.entries<{ get?: Operation }>(document.paths).flatMap(([path, { get }]) =>
      (get?.parameters ?? []).filter((p) => p.in === 'query').map((p) => [path.replace(/\{\w+\}/g, '1'), p.name]),
    )
    expect(asked.length).toBeGreaterThan(30)
    for (const [path, name] of asked) {
      expect([path, ...told(await bao.get(`${path}?${name}=a%00b`))]).toEqual([path, 400, 'invalid_input', name])
    }
    expect((await bao.get('/ky?q=%00')).status).toBe(400)
  })

  it('leave tabs and line ends of a pasted search alone', async () => {
    expect((await (await world.as('lan')).get('/api/v1/search?q=c%E1%BA%A3i%09c%C3%A1ch%0A')).status).toBe(200)
  })

  it('in JSON are refused and the member is named', async () => {
    const [bao, ha] = [await world.as('bao'), await world.as('ha')]
    const plays = [
      { station: CODE, play_key: 'x' },
      { station: 'a\u0000b', play_key: 'x' },
    ]
    expect(told(await ha.post('/api/v1/unplanned-plays/acceptances', { plays }))).toEqual([
      400,
      'invalid_input',
      'plays.1.station',
    ])
    expect(told(await bao.post(`/api/v1/stations/${CODE}/keys`, { name: 'a\u0000b' }))).toEqual([
      400,
      'invalid_input',
      'name',
    ])
    expect((await bao.post(`/api/v1/stations/${CODE}/keys`, { name: 'a\\u0000b' })).status).toBe(201)
    expect((await world.nobody().post('/api/v1/session', { username: '\u0000', password: 'x' })).status).toBe(400)
  })

  it('in a form are refused', async () => {
    const body = new URLSearchParams({ username: 'a\u0000b', password: 'x' })
    expect((await world.nobody().request('/dang-nhap', { method: 'POST', body })).status).toBe(400)
  })

  it('cost a player only the event that holds them', async () => {
    const player = await world.station(CODE)
    const at = '2026-11-22T17:15:00Z'
    const event = { seq: 1, kind: 'finished', sha256: 'a'.repeat(64), at, played_seconds: 600 }
    const report = {
      ...{ device_id: 'may', journal_id: 'j', boot_id: 'b', sent_at: '2026-11-23T00:00:00Z', sent_mono_ms: 1 },
      events: [
        { ...event, event_id: 'e\u00001' },
        { ...event, seq: 2, event_id: 'e2', detail: 'a\u0000b' },
        { ...event, seq: 3, event_id: 'e3', sha256: `a\u0000${'a'.repeat(62)}` },
        { ...event, seq: 4, event_id: 'e4' },
      ],
    }
    const { status, body } = await player.post(`/api/v1/stations/${CODE}/as-run`, report)
    expect([status, body.events?.map((e: { status: string }) => e.status)]).toEqual([
      200,
      ['rejected', 'quarantined', 'rejected', 'quarantined'],
    ])
    const beat = { device_id: 'may', sent_at: at, player: 'm\u0000pv', version: '\ud800', playing: 'a\u0000' }
    expect((await player.post(`/api/v1/stations/${CODE}/heartbeat`, beat)).status).toBe(200)
    const simple = { airing_id: 'a\u0000b', status: 'ended' }
    expect((await player.post(`/api/v1/stations/${CODE}/as-run/simple`, simple)).status).toBe(400)
  })

  it('half a surrogate pair becomes a mark of what cannot be read, wherever it comes in', async () => {
    const bao = await world.as('bao')
    const made = await bao.post(`/api/v1/stations/${CODE}/keys`, { name: 'Máy\ud800phát \ud83d\ude00' })
    expect([made.status, made.body.name]).toEqual([201, 'Máy\ufffdphát \ud83d\ude00'])
    const fields = { code: 'nhom-moi', name: '\udc00', stations: ['\ud800'] }
    expect((await bao.post('/api/v1/station-groups', fields)).body.code).toBe('station_not_found')
    expect((await bao.post('/api/v1/station-groups', { ...fields, stations: [] })).body.name).toBe('\ufffd')
    const total = { station: '\ud800', segment: 'a', from: '2026-11-01', to: '2026-11-02', n: 1, note: '\ud800' }
    expect((await (await world.as('ha')).post('/api/v1/totals', total)).status).toBe(404)
    expect((await bao.get('/api/v1/audit')).status).toBe(200)
  })
})
