import { afterEach, expect, it } from 'vitest'
import { tellProgramme } from '../playlists/programme.ts'
import { TAMS_STATION } from '../story.ts'
import { onBothDatabases, type World } from '../world.ts'
import { moment, Rig } from './rig.ts'

onBothDatabases('The agent on a good day', (open) => {
  let world: World
  afterEach(() => world.close())

  it('pulls, downloads, plays at the second, writes down, reports: played is counted', async () => {
    world = await open()
    const programme = await tellProgramme(world)
    const { id, sha256 } = await programme.episode({ number: 12 })
    for (const at of ['2026-11-23 11:00', '2026-11-23 17:15', '2026-11-24 05:15'])
      await programme.airing({ station: TAMS_STATION, at, episodeId: id })
    const rig = await Rig.open(world)
    await rig.start()
    await rig.until('2026-11-24 08:00')

    expect(rig.heard.map(({ from, complete, sha256: played }) => [from, complete, played])).toEqual([
      [moment('2026-11-23 11:00'), true, sha256],
      [moment('2026-11-23 17:15'), true, sha256],
      [moment('2026-11-24 05:15'), true, sha256],
    ])
    expect(rig.written().map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'started'],
      [2, 'finished'],
      [3, 'started'],
      [4, 'finished'],
      [5, 'started'],
      [6, 'finished'],
    ])
    const bich = await world.as('bich')
    const { body } = await bich.get('/api/v1/reports/airings.json?from=2026-11-23&to=2026-11-24&by=level')
    expect(body.totals.commune).toMatchObject({ aired: 3, partial: 0, no_word: 0, unplanned: 0, quarantined: 0 })
    expect(body.totals.commune.by_evidence.player).toBe(3)
    expect((await bich.get('/api/v1/ledger/verify')).body).toMatchObject({ ok: true })
    expect(rig.agent?.state.journal.unsent).toBe(0)
  })
})
