import { afterEach, beforeEach, expect, it } from 'vitest'
import { neighboursInStream } from '../../src/playout/evidence-store.ts'
import { rebuildStation } from '../../src/playout/index.ts'
import { onBothDatabases, type World } from '../world.ts'
import { at, type Programme2020, planAiring, programme, report } from './fixture.ts'

const STATION = 'dang-hung-phuoc'

onBothDatabases('the order of a stream', (open) => {
  let world: World
  let show: Programme2020
  beforeEach(async () => {
    world = await open({ now: '2026-11-23T20:00:00+07:00' })
    show = await programme(world)
  })
  afterEach(() => world.close())

  const send = async (events: readonly unknown[]) => {
    const player = await world.station(STATION)
    const body = report(world, events, { boot_id: 'b', sent_mono_ms: 86_400_000 })
    return (await player.post(`/api/v1/stations/${STATION}/as-run`, body)).body.events
  }
  const measured = (seq: number, local: string) => ({
    event_id: `m${seq}`,
    seq,
    kind: 'finished',
    sha256: show.otherSha256,
    at: at(local),
    mono_ms: 86_400_000 - (world.clock.now() - Date.parse(at(local))),
  })
  const guessed = (seq: number, airing_id: string, local: string) => ({
    event_id: `g${seq}`,
    seq,
    kind: 'finished',
    airing_id,
    at: at(local),
  })

  it('dates what was never measured by its neighbours, those kept and those of the same report', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    await send([measured(1, '2026-11-23 17:00:00'), measured(9, '2026-11-23 19:00:00')])
    const answer = await send([
      guessed(4, id, '2026-11-23 18:30:00'),
      guessed(6, id, '2026-11-23 18:20:00'),
      measured(5, '2026-11-23 18:40:00'),
      guessed(10, id, '2026-11-23 18:50:00'),
    ])
    expect(answer.map((line: { status: string }) => line.status)).toEqual([
      'accepted',
      'quarantined',
      'accepted',
      'quarantined',
    ])
  })

  it('a boot that nobody measured did not play after the next one began, whatever its clock said', async () => {
    const id = await planAiring(world, show, STATION, '2026-11-23 17:15')
    const earlier = await planAiring(world, show, STATION, '2026-11-23 11:15')
    const old = (event_id: string, seq: number, airing_id: string, local: string) => ({
      ...{ event_id, seq, airing_id, boot_id: 'a', kind: 'finished', sha256: show.sha256, played_seconds: 600 },
      ...{ at: at(local), mono_ms: Date.parse(at(local)) - Date.parse(at('2026-11-23 05:00:00')) },
    })
    const player = await world.station(STATION)
    // The machine was switched on again at 15:00: what says 17:25 was earlier, and 11:25 hangs together with it.
    const sending = { boot_id: 'b', sent_mono_ms: 5 * 3_600_000 }
    const told = [old('e1', 1, earlier, '2026-11-23 11:25:00'), old('e2', 2, id, '2026-11-23 17:25:00')]
    const post = (events: readonly unknown[]) =>
      player.post(`/api/v1/stations/${STATION}/as-run`, report(world, events, sending))
    const statuses = (answer: Awaited<ReturnType<typeof post>>) =>
      answer.body.events.map((line: { status: string }) => line.status)
    expect(statuses(await post(told))).toEqual(['quarantined', 'quarantined'])
    // Another one says the same of a day before, and its next boot was measured to be six hours ahead.
    const played = { ...old('e4', 4, id, '2026-11-23 22:00:00'), boot_id: 'b', mono_ms: 3_600_000 }
    const again = [{ ...old('e3', 3, id, '2026-11-23 17:25:00'), boot_id: 'c' }, played]
    expect(statuses(await post(again))).toEqual(['accepted', 'accepted'])
    const rows = await world.ctx.db.q.selectFrom('evidence').select(['event_id', 'at']).orderBy('position').execute()
    expect(rows.map((row) => [row.event_id, row.at])).toEqual([
      ['e1', null],
      ['e2', null],
      ['e3', Date.parse(at('2026-11-23 11:25:00'))],
      ['e4', Date.parse(at('2026-11-23 16:00:00'))],
    ])
    expect((await rebuildStation(world.ctx.db, world.ctx.zone, world.stations[STATION] ?? 0)).differences).toEqual([])
    const stream = { stationId: world.stations[STATION] ?? 0, deviceId: 'may-phat-1', journalId: 'so-1' }
    const near = await neighboursInStream(world.ctx.db, stream, [4, 5], true)
    expect([...near].map(([seq, { before }]) => [seq, before?.seq ?? null])).toEqual([
      [4, null],
      [5, 4],
    ])
  })

  it('is asked for the nearest on each side alone', async () => {
    await send([3, 5, 9].map((seq) => measured(seq, `2026-11-23 1${seq}:00:00`)))
    const stream = { stationId: world.stations[STATION] ?? 0, deviceId: 'may-phat-1', journalId: 'so-1' }
    const near = await neighboursInStream(world.ctx.db, stream, [1, 5, 7, 20])
    expect(
      [...near]
        .sort(([a], [b]) => a - b)
        .map(([seq, { before, after }]) => [seq, before?.seq ?? null, after?.seq ?? null]),
    ).toEqual([
      [1, null, 3],
      [5, 3, 9],
      [7, 5, 9],
      [20, 9, null],
    ])
    expect(near.get(7)?.before?.at).toBe(Date.parse(at('2026-11-23 15:00:00')))
    expect(await neighboursInStream(world.ctx.db, { ...stream, journalId: 'so-2' }, [5])).toEqual(
      new Map([[5, { before: null, after: null }]]),
    )
  })
})
