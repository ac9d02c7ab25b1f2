import { afterEach, expect, test } from 'vitest'
import { onBothDatabases, type World } from '../world.ts'
import { at, planAiring, programme, report } from './fixture.ts'

const STATION = 'dang-hung-phuoc'
const DAY_MS = 86_400_000

onBothDatabases('rule 17: level and unit are those of the day, whenever they were entered', (open) => {
  let world: World
  afterEach(() => world.close())

  test('a reform entered late moves the days since, planned and unplanned, and nothing else differs', async () => {
    world = await open({ now: '2026-11-23T20:00:00+07:00' })
    const show = await programme(world)
    await planAiring(world, show, STATION, '2026-11-02 17:15')
    await planAiring(world, show, STATION, '2026-11-10 17:15')
    const booted = 30 * DAY_MS
    const finished = (n: number, local: string) => ({
      event_id: `e${n}`,
      seq: n,
      kind: 'finished',
      sha256: show.sha256,
      at: at(local),
      mono_ms: booted - (world.clock.now() - Date.parse(at(local))),
      played_seconds: 600,
    })
    const plays = [finished(1, '2026-11-02 17:25'), finished(2, '2026-11-10 17:25'), finished(3, '2026-11-12 17:25')]
    const sent = report(world, plays, { boot_id: 'b', sent_mono_ms: booted })
    expect((await (await world.station(STATION)).post(`/api/v1/stations/${STATION}/as-run`, sent)).status).toBe(200)
    const bao = await world.as('bao')
    const counted = async () => (await bao.get('/api/v1/reports/airings.json?period=2026-11')).body.totals

    expect((await counted()).commune).toMatchObject({ aired: 2, unplanned: 1 })
    await bao.put(`/api/v1/stations/${STATION}/assignments/2026-11-05`, { level: 'district', unit: 'cho-gao' })
    expect(await counted()).toMatchObject({ commune: { aired: 1, unplanned: 0 }, district: { aired: 1, unplanned: 1 } })
    expect((await bao.get('/api/v1/ledger/verify')).body).toMatchObject({ ok: true, differences: [] })

    await bao.delete(`/api/v1/stations/${STATION}/assignments/2026-11-05`)
    expect((await counted()).commune).toMatchObject({ aired: 2, unplanned: 1 })
    expect((await bao.get('/api/v1/ledger/verify')).body).toMatchObject({ ok: true, differences: [] })
  })
})
