import { afterEach, expect, it } from 'vitest'
import { tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { onBothDatabases, type World } from '../world.ts'
import { moment, Rig } from './rig.ts'

onBothDatabases('An emergency that repeats', (open) => {
  let world: World
  let rig: Rig
  afterEach(async () => {
    await rig.agent?.stop()
    await world.close()
  })

  it('is told once, as the playlist that holds every repeat: a listener plays them all, line or no line', async () => {
    world = await open({ now: '2026-11-23T14:20:07+07:00' })
    const programme = await tellProgramme(world)
    const { id, sha256 } = await programme.episode({ number: 90, seconds: 60, audio: 'nước lên' })
    await world.ctx.db.q.updateTable('episode').set({ priority: 'emergency' }).where('id', '=', id).execute()
    // It polls once in a day: what it knows it has heard.
    rig = await Rig.open(world, { listen: true, pollAtLeastSeconds: 86_400 })
    await rig.start()
    await rig.time.run(1000)
    await expect.poll(() => rig.agent?.listener?.connected, { timeout: 20_000 }).toBe(true)

    const ha = await world.as('ha')
    const wish = { episode_id: id, target: { kind: 'stations', stations: [TAMS_STATION] }, times: 3, gap_minutes: 20 }
    const { body } = await ha.post('/api/v1/emergencies/dry-runs', wish)
    const ordered = await ha.post('/api/v1/emergencies', { ...wish, dry_run: body.dry_run, confirmation: '1' })
    expect(ordered.status).toBe(201)
    const told = await world.ctx.db.q.selectFrom('live_event').select(['kind', 'data']).orderBy('kind').execute()
    expect(told.map(({ kind }) => kind)).toEqual(['emergency', 'playlist'])
    // Only the first is to be played now; "emergency" says nothing of the others.
    expect(told[0]?.data).toContain('2026-11-23T07:20:09Z')

    const known = async (): Promise<number> => {
      await rig.time.run(10)
      return (
        rig.agent?.state.airings.filter(({ audio }) => audio && rig.agent?.state.cache.ready.has(sha256)).length ?? 0
      )
    }
    await expect.poll(known, { timeout: 20_000, interval: 5 }).toBe(3)
    rig.down = true
    const first = Date.parse(ordered.body.first_starts_at)
    await rig.time.runUntil(first + 60 * 60_000)
    const gap = 60_000 + 20 * 60_000
    expect(rig.heard.map(({ from, complete }) => [from, complete])).toEqual(
      [first, first + gap, first + 2 * gap].map((at) => [at, true]),
    )
    rig.down = false
    await rig.time.run(60 * 60_000)
    const rows = await world.ctx.db.q.selectFrom('airing').select('outcome').execute()
    expect(rows.map(({ outcome }) => outcome)).toEqual(['aired', 'aired', 'aired'])
    expect(rig.time.now).toBeGreaterThan(moment('2026-11-23 16:20'))
  })
})
