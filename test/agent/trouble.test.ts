import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EpisodeMade, type Programme2026, tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { openWorld, type World } from '../world.ts'
import { moment, Rig } from './rig.ts'
import { chance } from './virtual.ts'

let world: World
let programme: Programme2026
let episode: EpisodeMade
const HOUR = 3_600_000

beforeEach(async () => {
  world = await openWorld()
  programme = await tellProgramme(world)
  episode = await programme.episode({ number: 12, audio: Buffer.alloc(300_000, 'tiếng nói ') })
})
afterEach(() => world.close())

const plan = async (...at: string[]): Promise<void> => {
  for (const one of at) await programme.airing({ station: TAMS_STATION, at: one, episodeId: episode.id })
}
const outcomes = async (of: World = world): Promise<(string | null)[]> =>
  (await of.ctx.db.q.selectFrom('airing').select(['outcome']).orderBy('starts_at').execute()).map((row) => row.outcome)
const starts = (rig: Rig): number[] => rig.heard.map(({ from }) => from)
/** How many reports the device says that it still holds. */
const told = async () =>
  (await world.ctx.db.q.selectFrom('device').select('waiting').execute()).map((row) => row.waiting)
const evidence = async () => (await world.ctx.db.q.selectFrom('evidence').selectAll().execute()).length

describe('The line', () => {
  it('is down for a week: everything is played from the cache and counted afterwards', async () => {
    const days = [23, 24, 25, 26, 27, 28, 29].map((day) => `2026-11-${day} 17:15`)
    await plan(...days)
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 12:00')
    rig.down = true
    await rig.until('2026-11-30 12:00')
    expect(starts(rig)).toEqual(days.map(moment))
    expect(await evidence()).toBe(0)
    rig.down = false
    rig.meddle = (url) => (url.endsWith('/as-run') ? new TypeError('reset') : null)
    await rig.until('2026-11-30 12:30')
    expect(await told()).toEqual([14])
    rig.meddle = () => null
    await rig.until('2026-11-30 13:00')
    expect(await outcomes()).toEqual(days.map(() => 'aired'))
    expect(await evidence()).toBe(14)
    expect(await told()).toEqual([0])
  })

  it('drops every 20 s during a download of 15 MB: each attempt goes on where the last one stopped', async () => {
    // A line of 100 kB/s that holds for 20 s: 2 MB an attempt.
    const [size, each] = [15_000_000, 2_000_000]
    const long = await programme.episode({ number: 13, audio: Buffer.alloc(size, 'tiếng nói của huyện nhà ') })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 07:15', episodeId: long.id })
    const rig = await Rig.open(world)
    const ranges: (string | null)[] = []
    let lastAt = 0
    rig.meddle = (url, init) => {
      if (url.includes('/audio/')) {
        ranges.push(new Headers(init.headers).get('range'))
        lastAt = rig.time.now
      }
      return null
    }
    rig.answered = (url, response) => (url.includes('/audio/') ? broken(response, each) : response)
    await rig.start()
    await rig.until('2026-11-23 08:00')
    expect(ranges).toEqual([null, 2, 4, 6, 8, 10, 12, 14].map((mb) => mb && `bytes=${mb}000000-`))
    // As it gets on, no attempt waits longer than after a first failure.
    expect(lastAt - moment('2026-11-23 07:00')).toBeLessThan(7 * 5000 + 1000)
    expect(starts(rig)).toEqual([moment('2026-11-23 07:15')])
    expect(await outcomes()).toEqual(['aired'])
  })

  it('loses the answers: what is sent again changes nothing', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15')
    const rig = await Rig.open(world)
    let lost = 0
    rig.answered = (url, response) => {
      if (!url.endsWith('/as-run') || lost >= 4) return response
      lost += 1
      return new TypeError('fetch failed: ECONNRESET')
    }
    await rig.start()
    await rig.until('2026-11-23 19:00')
    expect(lost).toBe(4)
    expect(await evidence()).toBe(4)
    expect(await outcomes()).toEqual(['aired', 'aired'])
  })
})

/** A body that breaks off after so many bytes. */
function broken(response: Response, after: number): Response {
  let left = after
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      controller.enqueue(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) controller.error(new TypeError('terminated'))
    },
  })
  return new Response(response.body?.pipeThrough(cut), { status: response.status, headers: response.headers })
}

describe('The disk', () => {
  it('is full: what is here is played and written down, the rest is fetched when there is room', async () => {
    await plan('2026-11-23 11:00', '2026-11-24 11:00')
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 10:00')
    const other = await programme.episode({ number: 13, audio: Buffer.alloc(200_000, 'b') })
    await programme.airing({ station: TAMS_STATION, at: '2026-11-23 17:15', episodeId: other.id })
    rig.machine.disk.capacity = rig.machine.disk.used + 50
    await rig.until('2026-11-23 12:00')
    expect(rig.written().map(({ kind }) => kind)).toEqual(['started', 'finished'])
    expect(rig.agent?.state.trouble.disk).not.toBeNull()
    rig.machine.disk.capacity = 8e9
    await rig.until('2026-11-24 12:00')
    expect(await outcomes()).toEqual(['aired', 'aired', 'aired'])
  })

  it('spoils a file in the cache: it is found before its time and fetched again', async () => {
    await plan('2026-11-24 05:15')
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 12:00')
    rig.machine.disk.rot(`audio/${episode.sha256}.mp3`, 1234)
    await rig.until('2026-11-24 06:00')
    expect(rig.asked.filter((one) => one.includes('/audio/'))).toHaveLength(2)
    expect(rig.machine.logged.join('\n')).toContain('is damaged and will be fetched again')
    expect(await outcomes()).toEqual(['aired'])
  })

  it('spoils the end of the journal: no number is given twice, nothing is played twice', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15')
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 11:05')
    rig.machine.kill()
    const [path = ''] = rig.machine.disk.names('journal').filter((name) => name.endsWith('ndjson'))
    rig.machine.disk.rot(path, rig.machine.disk.text(path).length - 20)
    await rig.start()
    await rig.until('2026-11-23 19:00')
    expect(starts(rig)).toEqual([moment('2026-11-23 11:00'), moment('2026-11-23 17:15')])
    const journals = rig.agent?.state.journal.streams.map(({ closed, events }) => [
      closed,
      events.map(({ seq }) => seq),
    ])
    expect(journals).toEqual([
      [true, []],
      [false, [1, 2, 3]],
    ])
    expect((await outcomes())[1]).toBe('aired')
    expect(rig.agent?.state.journal.unsent).toBe(0)
  })
})

describe('The clock', () => {
  const wrong: [string, number][] = [
    ['a day ahead', 24 * HOUR],
    ['a day behind', -24 * HOUR],
    ['in 1970 (no battery)', -moment('2026-11-23 07:00')],
    ['in another zone', 7 * HOUR],
  ]
  it.each(wrong)('is %s: with a line all is played and counted at its time', async (_how, error) => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15')
    const rig = await Rig.open(world)
    rig.machine.wallError = error
    await rig.start()
    await rig.until('2026-11-23 19:00')
    expect(starts(rig)).toEqual([moment('2026-11-23 11:00'), moment('2026-11-23 17:15')])
    const rows = await world.ctx.db.q
      .selectFrom('airing')
      .select(['actual_start', 'outcome'])
      .orderBy('starts_at')
      .execute()
    expect(rows).toEqual(starts(rig).map((at) => ({ actual_start: at, outcome: 'aired' })))
  })

  it('jumps back and forth while playing: nobody notices', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 11:30')
    const rig = await Rig.open(world)
    await rig.start()
    rig.time.at(moment('2026-11-23 11:03'), async () => {
      rig.machine.wallError = -3 * HOUR
    })
    rig.time.at(moment('2026-11-23 11:20'), async () => {
      rig.machine.wallError = 400 * 24 * HOUR
    })
    await rig.until('2026-11-23 12:00')
    expect(starts(rig)).toEqual([moment('2026-11-23 11:00'), moment('2026-11-23 11:30')])
    expect(rig.heard.every(({ complete }) => complete)).toBe(true)
    expect(await outcomes()).toEqual(['aired', 'aired'])
  })

  it('is a day behind after a restart without a line: the error known from before is taken off', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15')
    const rig = await Rig.open(world)
    rig.machine.wallError = -24 * HOUR
    await rig.start()
    await rig.until('2026-11-23 12:00')
    rig.down = true
    rig.machine.losePower(chance(1))
    await rig.until('2026-11-23 14:00')
    rig.machine.boot()
    await rig.start()
    await rig.until('2026-11-23 18:00')
    expect(starts(rig)).toEqual([moment('2026-11-23 11:00'), moment('2026-11-23 17:15')])
    rig.down = false
    await rig.until('2026-11-23 20:00')
    expect(await outcomes()).toEqual(['aired', 'aired'])
  })

  it('is put a day ahead while the machine is off, without a line over two starts: each item counts, at its true time', async () => {
    const days = ['2026-11-24 17:15', '2026-11-25 05:15', '2026-11-25 17:15']
    await plan('2026-11-23 17:15', '2026-11-24 05:15', ...days)
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 12:00')
    rig.down = true
    rig.machine.losePower(chance(1))
    rig.machine.wallError = 24 * HOUR
    rig.machine.boot()
    await rig.start()
    await rig.until('2026-11-24 12:00')
    rig.machine.losePower(chance(1))
    rig.machine.boot()
    await rig.start()
    await rig.until('2026-11-24 20:00')
    // It cannot know: tomorrow's items are played today.
    const heard = days.map((day) => moment(day) - 24 * HOUR)
    expect(starts(rig)).toEqual(heard)
    rig.down = false
    await rig.until('2026-11-25 20:00')
    expect(await outcomes()).toEqual(['missed', 'missed', 'aired', 'aired', 'aired'])
    const rows = await world.ctx.db.q.selectFrom('airing').select('actual_start').orderBy('starts_at').execute()
    expect(rows.map((row) => row.actual_start)).toEqual([null, null, ...heard])
  })

  it('is unknown after a restart (1970, no line): nothing is played, and it is told once the time is known', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15', '2026-11-24 05:15')
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 12:00')
    rig.down = true
    rig.machine.losePower(chance(1))
    rig.machine.boot()
    rig.machine.wallError = -rig.time.now
    await rig.start()
    await rig.until('2026-11-23 18:00')
    expect(starts(rig)).toEqual([moment('2026-11-23 11:00')])
    rig.down = false
    await rig.until('2026-11-24 06:00')
    expect(await outcomes()).toEqual(['aired', 'missed', 'aired'])
  })
})

describe('Keys and devices', () => {
  it('two agents with one key are heard twice and counted once', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15')
    const one = await Rig.open(world, { name: 'a' })
    const two = await Rig.open(world, { name: 'b', key: one.key, time: one.time })
    await one.start()
    await two.start()
    await one.until('2026-11-23 19:00')
    expect([one.heard.length, two.heard.length]).toEqual([2, 2])
    expect(await evidence()).toBe(8)
    const { body } = await (await world.as('bich')).get(
      '/api/v1/reports/airings.json?from=2026-11-23&to=2026-11-23&by=level',
    )
    expect(body.totals.commune).toMatchObject({ aired: 2, partial: 0, unplanned: 0, quarantined: 0 })
  })

  it('a key revoked while playing: it plays on from what is here, asks no more, and reports with the new key', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15')
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 11:01')
    const bao = await world.as('bao')
    const { items } = (await bao.get(`/api/v1/stations/${TAMS_STATION}/keys`)).body
    for (const { id } of items) await bao.delete(`/api/v1/stations/${TAMS_STATION}/keys/${id}`)
    const before = rig.asked.length
    await rig.until('2026-11-23 17:00')
    expect(rig.heard[0]?.complete).toBe(true)
    // Six hours: two kinds of work, each about twice an hour.
    expect(rig.asked.length - before).toBeLessThan(40)
    expect(rig.agent?.state.trouble.key).toContain('401')
    rig.key = (await world.station(TAMS_STATION)).key
    await rig.until('2026-11-23 19:00')
    expect(await outcomes()).toEqual(['aired', 'aired'])
  })
})

describe('The playlist', () => {
  const change = async (
    values: { starts_at?: number; ends_at?: number; state?: 'planned' | 'cancelled' },
    at: string,
  ) => {
    const stationId = world.stations[TAMS_STATION] ?? 0
    const day = world.ctx.zone.localDate(moment(at))
    await world.ctx.db.transact(async (tx) => {
      await tx.q.updateTable('airing').set(values).where('starts_at', '=', moment(at)).execute()
      await tx.emit({ type: 'airings_changed', stationIds: [stationId], from: day, to: day })
    })
  }

  it('moves the item that is playing: it goes on to its end and is not played again', async () => {
    await plan('2026-11-23 11:00')
    const rig = await Rig.open(world)
    await rig.start()
    rig.time.at(moment('2026-11-23 11:02'), () =>
      change({ starts_at: moment('2026-11-23 11:30'), ends_at: moment('2026-11-23 11:45') }, '2026-11-23 11:00'),
    )
    await rig.until('2026-11-23 13:00')
    expect(rig.heard.map(({ from, complete }) => [from, complete])).toEqual([[moment('2026-11-23 11:00'), true]])
    expect(await outcomes()).toEqual(['aired'])
  })

  it('shrinks and grows: what is gone is not played, what is new is', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15')
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 10:00')
    await change({ state: 'cancelled' }, '2026-11-23 11:00')
    await plan('2026-11-23 12:00')
    await rig.until('2026-11-23 19:00')
    expect(starts(rig)).toEqual([moment('2026-11-23 12:00'), moment('2026-11-23 17:15')])
    expect(rig.written().map(({ kind }) => kind)).not.toContain('skipped')
  })

  it('withdraws an item after its download: it is not played; while playing, it falls silent', async () => {
    await plan('2026-11-23 11:00', '2026-11-23 17:15')
    const rig = await Rig.open(world)
    await rig.start()
    rig.time.at(moment('2026-11-23 11:01'), () => programme.withdraw(episode.id))
    await rig.until('2026-11-23 19:00')
    expect(rig.heard).toHaveLength(1)
    expect((rig.heard[0]?.until ?? 0) - moment('2026-11-23 11:00')).toBeLessThan(7 * 60_000)
    expect(rig.written().map(({ kind, detail }) => [kind, detail])).toEqual([
      ['started', undefined],
      ['stopped', 'withdrawn'],
      ['skipped', 'no_episode'],
    ])
    expect(await outcomes()).toEqual(['partial', 'missed'])
  })

  it('brings an emergency: it interrupts, and the interrupted goes on where it was cut; both are counted', async () => {
    await plan('2026-11-23 11:00')
    const siren = await programme.episode({ number: 99, seconds: 60, audio: 'Nước lũ đang lên' })
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-23 10:30')
    const urgent = { station: TAMS_STATION, at: '2026-11-23 11:05', seconds: 60, priority: 'emergency' as const }
    await programme.airing({ ...urgent, episodeId: siren.id })
    await rig.until('2026-11-23 13:00')
    const cut = moment('2026-11-23 11:05')
    expect(
      rig.heard.map(({ from, sha256, fromSeconds }) => [from, sha256 === siren.sha256, Math.round(fromSeconds)]),
    ).toEqual([
      [moment('2026-11-23 11:00'), false, 0],
      [cut, true, 0],
      [cut + 60_000, false, 300],
    ])
    expect(await outcomes()).toEqual(['aired', 'aired'])
  })
})

it('A player that cannot play is told as failed, with its reason', async () => {
  await plan('2026-11-23 11:00')
  const rig = await Rig.open(world)
  rig.machine.speaker.broken = 'no sound card'
  await rig.start()
  await rig.until('2026-11-23 12:00')
  expect(rig.written()).toMatchObject([{ seq: 1, kind: 'failed', detail: 'player: no sound card' }])
  expect(await outcomes()).toEqual(['missed'])
})

it('A server restored from an older state is told again what it lost, and nothing is doubled', async () => {
  const other = await openWorld()
  try {
    const twin = await tellProgramme(other)
    const same = await twin.episode({ number: 12, audio: Buffer.alloc(300_000, 'tiếng nói ') })
    const days = ['2026-11-23 11:00', '2026-11-23 17:15', '2026-11-24 05:15', '2026-11-24 17:15']
    await plan(...days)
    for (const at of days) await twin.airing({ station: TAMS_STATION, at, episodeId: same.id })
    const rig = await Rig.open(world)
    const { key } = await other.station(TAMS_STATION)
    // What happens to the server until the evening is also in the backup.
    let copying: Promise<unknown> = Promise.resolve()
    rig.meddle = (url, init) => {
      if (init.method === 'POST' && rig.world === world && rig.time.now < moment('2026-11-23 14:00')) {
        const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${key}` }
        other.clock.set(new Date(rig.time.now).toISOString())
        copying = copying.then(() => other.app.request(url, { ...init, headers }))
      }
      return null
    }
    await rig.start()
    await rig.until('2026-11-24 08:00')
    await copying
    expect(await outcomes()).toEqual(['aired', 'aired', 'aired', null])
    expect(await outcomes(other)).toEqual(['aired', null, null, null])
    other.clock.set(new Date(rig.time.now).toISOString())
    rig.world = other
    rig.key = key
    await rig.until('2026-11-24 20:00')
    expect(await outcomes(other)).toEqual(['aired', 'aired', 'aired', 'aired'])
    expect(await other.ctx.db.q.selectFrom('evidence').select('event_id').execute()).toHaveLength(8)
    expect(rig.machine.logged.join('\n')).toContain('the server knows less than it did')
  } finally {
    await other.close()
  }
})
