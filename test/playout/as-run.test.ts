import { afterEach, beforeEach, expect, it } from 'vitest'
import { onBothDatabases, type World } from '../world.ts'
import { at, type Programme2020, planAiring, programme, report } from './fixture.ts'

const STATION = 'dang-hung-phuoc'
const PATH = `/api/v1/stations/${STATION}/as-run`

onBothDatabases('as-run reports', (open) => {
  let world: World
  let show: Programme2020
  beforeEach(async () => {
    world = await open({ now: '2026-11-23T18:00:00+07:00' })
    show = await programme(world)
  })
  afterEach(() => world.close())

  const airing = (id: string) => {
    const [slotId, stationId, , ordinal] = id.split('-').map(Number)
    return world.ctx.db.q
      .selectFrom('airing')
      .selectAll()
      .where('slot_id', '=', slotId ?? 0)
      .where('station_id', '=', stationId ?? 0)
      .where('ordinal', '=', ordinal ?? 0)
      .executeTakeFirstOrThrow()
  }

  it('makes an airing aired, and leaves a row of the ledger that stands alone', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const player = await world.station(STATION)
    const events = [
      { event_id: 'e1', seq: 1, kind: 'started', airing_id: id, sha256: show.sha256, at: at('2026-11-23 17:15:02') },
      {
        event_id: 'e2',
        seq: 2,
        kind: 'finished',
        airing_id: id,
        sha256: show.sha256,
        at: at('2026-11-23 17:25:02'),
        played_seconds: 600,
      },
    ]
    const answer = await player.post(PATH, report(world, events))
    expect(answer.body).toEqual({
      events: [
        { event_id: 'e1', status: 'accepted' },
        { event_id: 'e2', status: 'accepted' },
      ],
      next_seq: 3,
    })
    expect(await airing(id)).toMatchObject({
      outcome: 'aired',
      grade: 'player',
      aired_on: '2026-11-23',
      actual_start: Date.parse(at('2026-11-23 17:15:02')),
      played_seconds: 600,
      aired_episode_id: show.episodeId,
    })
    const rows = await world.ctx.db.q.selectFrom('ledger_row').selectAll().orderBy('position').execute()
    expect(rows.map((row) => [row.position, row.kind])).toEqual([
      [1, 'event'],
      [2, 'event'],
    ])
    expect(rows[0]?.text).toContain('Kỳ 12/2026: Một cửa liên thông')
    expect(rows[0]?.text).toContain('Đài Truyền thanh xã Đăng Hưng Phước')
  })
})
