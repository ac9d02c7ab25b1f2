import { readdir, readFile } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, onTestFailed } from 'vitest'
import { lacking } from '../programs.ts'
import { type Answered, openStation, type Player, play, type RealStation } from './station.ts'

const recipe = fileURLToPath(new URL('../../docs/recipes/songque.liq', import.meta.url))
const isPoll = (request: Answered): boolean => request.path.includes('for=liquidsoap') && request.status === 200
const isReport = (request: Answered): boolean => request.path.endsWith('/as-run/simple') && request.status === 200

/** A line to the server that can be cut, and mended at the same address. */
class CutLine {
  readonly #to: number
  readonly #open = new Set<Socket>()
  #server: Server | null = null
  port = 0
  constructor(url: string) {
    this.#to = Number(new URL(url).port)
  }
  /** Connections that something may still be on its way on. */
  get open(): number {
    return this.#open.size
  }
  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.#to, '127.0.0.1')
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(one)
        one.pipe(other)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          this.#open.delete(one)
          other.end()
        })
      }
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    const address = server.address()
    if (address !== null && typeof address === 'object') this.port = address.port
    this.#server = server
  }
  async cut(): Promise<void> {
    const server = this.#server
    this.#server = null
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
    for (const socket of this.#open) socket.destroy()
    await closed
  }
}

describe.skipIf(lacking('liquidsoap', 'ffmpeg'))('Liquidsoap', () => {
  let station: RealStation
  let player: Player | undefined
  let line: CutLine | undefined
  beforeEach(() => onTestFailed(() => console.log(player?.said())))
  afterEach(async () => {
    await player?.stop()
    await line?.cut()
    await station.close()
  })
  const run = (url = station.url): Player =>
    play('liquidsoap', [recipe], station, {
      SONGQUE_URL: url,
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

  it('with the server away: plays what it has, keeps its reports on disk over a kill, and sends them when it is back', {
    timeout: 90_000,
  }, async () => {
    station = await openStation()
    line = new CutLine(station.url)
    await line.mend()
    const url = `http://127.0.0.1:${line.port}`
    const episode = await station.tone(47, 2)
    player = run(url)
    await count('playlist', isPoll, 1)
    const startsAt = inSeconds(8)
    await station.programme.airing({ station: station.code, at: startsAt, episodeId: episode.id, seconds: 2 })
    const [id = ''] = await airingIds()
    await station.saw('the audio', (r) => r.method === 'GET' && r.path.includes(episode.sha256) && r.status === 200)
    // It is here once nothing is on its way any more.
    await expect.poll(() => line?.open, { timeout: 20_000, interval: 20 }).toBe(0)
    await line.cut()
    const spool = async (): Promise<string[]> =>
      (await readdir(join(station.folder, 'reports')).catch(() => [])).map((name) => name.replace(/^\d+-/, '')).sort()
    await expect.poll(spool, { timeout: 30_000 }).toEqual([`${id}-ended.json`, `${id}-started.json`])
    expect(station.answered.filter(isReport)).toEqual([])
    player.child.kill('SIGKILL')
    await player.ended()
    player = run(url)
    await line.mend()
    await count('report', isReport, 2)
    await expect.poll(spool, { timeout: 30_000 }).toEqual([])
    const counted = await airing(id)
    expect(counted).toMatchObject({ outcome: 'aired', grade: 'player' })
    expect(Math.abs(Date.parse(counted.actual_start) - startsAt), player.said()).toBeLessThanOrEqual(1000)
    expect(station.answered.filter(isReport)).toHaveLength(2)
    expect(await begun()).toBe(`${id}\n`)
  })
})
