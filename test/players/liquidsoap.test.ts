import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { lacking } from '../programs.ts'
import { type Answered, openStation, type Player, play, type RealStation } from './station.ts'

const recipe = fileURLToPath(new URL('../../docs/recipes/songque.liq', import.meta.url))
const isPoll = (request: Answered): boolean => request.path.includes('for=liquidsoap') && request.status === 200
const isReport = (request: Answered): boolean => request.path.endsWith('/as-run/simple') && request.status === 200

describe.skipIf(lacking('liquidsoap', 'ffmpeg'))('Liquidsoap', () => {
  let station: RealStation
  let player: Player | undefined
  beforeEach(() => onTestFailed(() => console.log(player?.said())))
  afterEach(async () => {
    await player?.stop()
    await station.close()
  })
  const run = (): Player =>
    play('liquidsoap', [recipe], station, {
      SONGQUE_URL: station.url,
      SONGQUE_STATION: station.code,
      SONGQUE_KEY: station.key,
      SONGQUE_DIR: station.folder,
      SONGQUE_OUTPUT: 'dummy',
      SONGQUE_POLL: '1',
    })
  /** Waits until so many requests of a kind were answered. */
  const count = (what: string, fits: (request: Answered) => boolean, times: number): Promise<unknown> =>
    station.saw(`${what}, ${times} times`, () => station.answered.filter(fits).length >= times)
  const polledAgain = (): Promise<unknown> => count('playlist', isPoll, station.answered.filter(isPoll).length + 2)
  const airingIds = async (): Promise<string[]> => {
    const { items } = (await station.get(`/api/v1/stations/${station.code}/playlist.json`)) as {
      items: { airing_id: string }[]
    }
    return items.map((item) => item.airing_id)
  }
  type Told = {
    outcome: string | null
    grade: string
    actual_start: string
    history: { body: { event: { kind: string } } }[]
  }
  const airing = async (id: string): Promise<Told> => (await station.get(`/api/v1/airings/${id}`)) as Told
  const begun = async (): Promise<string> => readFile(join(station.folder, 'begun'), 'utf8').catch(() => '')
  const inSeconds = (seconds: number): number => (Math.floor(Date.now() / 1000) + seconds) * 1000

  it('plays by our recipe at the second, not what was cancelled meanwhile, and is counted', {
    timeout: 90_000,
  }, async () => {
    station = await openStation()
    const episode = await station.tone(47, 2)
    const doomed = await station.tone(48, 2, 660)
    player = run()
    await count('playlist', isPoll, 1)
    const startsAt = inSeconds(6)
    const told = { station: station.code, seconds: 2 }
    await station.programme.airing({ ...told, at: startsAt, episodeId: episode.id })
    await station.programme.airing({ ...told, at: startsAt + 1000, episodeId: doomed.id })
    const [id = ''] = await airingIds()
    for (const { sha256 } of [episode, doomed])
      await station.saw('the audio', (r) => r.method === 'GET' && r.path.includes(sha256) && r.status === 200)
    await station.programme.cancel(startsAt + 1000)
    await count('report', isReport, 2)
    const counted = await airing(id)
    expect(counted).toMatchObject({ outcome: 'aired', grade: 'player' })
    expect(Math.abs(Date.parse(counted.actual_start) - startsAt), player.said()).toBeLessThanOrEqual(1000)
    await polledAgain()
    expect(await begun(), player.said()).toBe(`${id}\n`)
    expect(station.answered.filter(isReport)).toHaveLength(2)
  })

  it('killed while playing, does not begin the same item again', { timeout: 90_000 }, async () => {
    station = await openStation()
    const episode = await station.tone(47, 20)
    player = run()
    await count('playlist', isPoll, 1)
    await station.programme.airing({ station: station.code, at: inSeconds(3), episodeId: episode.id, seconds: 20 })
    const [id = ''] = await airingIds()
    await count('report', isReport, 1)
    player.child.kill('SIGKILL')
    await player.ended()
    expect(await begun()).toBe(`${id}\n`)
    player = run()
    await polledAgain()
    expect(await begun()).toBe(`${id}\n`)
    const told = await airing(id)
    expect(told.history.map(({ body }) => body.event.kind)).toEqual(['started'])
    expect(told.outcome).not.toBe('aired')
  })
})
