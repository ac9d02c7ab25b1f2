import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { verifyLedger } from '../../src/playout/index.ts'
import { onBothDatabases, openWorld, type World } from '../world.ts'
import { at, type Programme2020, planAiring, programme, report } from './fixture.ts'

const NOW = '2026-11-23T18:00:00+07:00'
const STATIONS = ['dang-hung-phuoc', 'my-tinh-an', 'xuan-dong', 'tan-binh-thanh'] as const
type Player = { send: (id: string, seq: number) => Promise<{ status: number; body: { next_seq: number } }> }

/** A player of a station, whose every report is one play of its airing at 17:15. */
async function playerOf(world: World, show: Programme2020, code: string): Promise<Player> {
  const airing_id = await planAiring(world, show, code, '2026-11-23 17:15')
  const client = await world.station(code)
  return {
    send: (event_id, seq) => {
      const played = { kind: 'finished', airing_id, sha256: show.sha256, at: at('2026-11-23 17:25:02') }
      const event = { event_id, seq, ...played, played_seconds: 600 }
      return client.post(`/api/v1/stations/${code}/as-run`, report(world, [event]))
    },
  }
}

onBothDatabases('reports that come at the same moment', (open) => {
  let world: World
  let players: Player[]
  beforeEach(async () => {
    world = await open({ now: NOW })
    const show = await programme(world)
    players = []
    for (const code of STATIONS) players.push(await playerOf(world, show, code))
  })
  afterEach(() => world.close())
  const counted = async () => {
    const rows = await world.ctx.db.q.selectFrom('evidence').select('station_id').execute()
    const aired = await world.ctx.db.q
      .selectFrom('airing')
      .select('station_id')
      .where('outcome', '=', 'aired')
      .execute()
    const tally = await world.ctx.db.q.selectFrom('tally').select('player').where('player', '>', 0).execute()
    return [rows.length, aired.length, tally.length]
  }
  const whole = async () => (await verifyLedger(world.ctx.db)).every(({ fault }) => fault === null)

  it('are each taken once and counted; one that fails fails alone and leaves nothing, and may come again', async () => {
    const poisoned = world.stations[STATIONS[1]]
    let poison = true
    world.ctx.db.listen(async (_tx, event) => {
      if (poison && event.type === 'evidence_changed' && event.stationId === poisoned)
        throw new Error('a poisoned report')
    })
    const first = await Promise.all(players.map((player, i) => player.send(`e${i}`, 1)))
    expect(first.map(({ status }) => status)).toEqual([200, 500, 200, 200])
    expect(await counted()).toEqual([3, 3, 3])
    poison = false
    const again = await Promise.all(players.map((player, i) => player.send(`e${i}`, 1)))
    expect(again.map(({ body }) => body)).toMatchObject(
      ['duplicate', 'accepted', 'duplicate', 'duplicate'].map((status) => ({ events: [{ status }], next_seq: 2 })),
    )
    expect(await counted()).toEqual([4, 4, 4])
    expect(await whole()).toBe(true)
  })

  it('of one station stand in one chain, and none is lost', async () => {
    const [player] = players
    const answers = await Promise.all([1, 2, 3, 4, 5].map((seq) => player?.send(`e${seq}`, seq)))
    expect(answers.map((answer) => answer?.status)).toEqual([200, 200, 200, 200, 200])
    expect(Math.max(...answers.map((answer) => answer?.body.next_seq ?? 0))).toBe(6)
    expect(await whole()).toBe(true)
    expect(await counted()).toEqual([5, 1, 1])
  })
})

describe('reports that share a commit on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'songque-shared-'))
  const sqliteFile = join(folder, 'songque.db')
  let world: World
  afterEach(async () => {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('are few transactions, in order of arrival, and none is answered before it is on disk', async () => {
    world = await openWorld({ now: NOW, sqliteFile })
    const show = await programme(world)
    const player = await playerOf(world, show, STATIONS[0])
    await player.send('e1', 1)
    // What another connection sees is committed: it would survive the end of this process.
    const other = new Sqlite(sqliteFile, { readonly: true })
    const seen = other.prepare('select count(*) from evidence where event_id = ?').pluck()
    const transact = vi.spyOn(world.ctx.db, 'transact')
    const seqs = Array.from({ length: 12 }, (_, i) => i + 2)
    const kept = await Promise.all(
      seqs.map(async (seq) => {
        const { body } = await player.send(`e${seq}`, seq)
        return [seen.get(`e${seq}`), body.next_seq]
      }),
    )
    other.close()
    expect(kept).toEqual(seqs.map((seq) => [1, seq + 1]))
    expect(transact.mock.calls.length).toBeLessThan(seqs.length / 2)
  })
})
