import { afterEach, describe, expect, it } from 'vitest'
import { lacking } from '../programs.ts'
import { openStation, play, type RealStation } from './station.ts'

describe.skipIf(lacking('liquidsoap', 'ffmpeg'))('Liquidsoap without a recipe', () => {
  let station: RealStation
  afterEach(() => station.close())

  it('plays a plain playlist from its address', { timeout: 90_000 }, async () => {
    station = await openStation()
    const first = await station.tone(47, 1)
    const second = await station.tone(48, 1, 660)
    for (const [i, { id }] of [first, second].entries())
      await station.programme.airing({
        station: station.code,
        at: Date.now() + 60_000 * (i + 1),
        episodeId: id,
        seconds: 1,
      })
    const script = `settings.log.stdout.set(true)
      list = playlist(mode="normal", loop=false, "${station.playlist('m3u8')}")
      def told(m) = print("NOW " ^ m["artist"] ^ " / " ^ m["title"]) end
      output.dummy(fallible=true, on_stop=shutdown, source.on_track(list, told))`
    const player = play('liquidsoap', [script], station)
    const { code, said } = await player.ended()
    expect(said.match(/^NOW .*/gm), said).toEqual([
      'NOW Cải cách hành chính / Kỳ 47: Tiếp nhận hồ sơ một cửa',
      'NOW Cải cách hành chính / Kỳ 48: Tiếp nhận hồ sơ một cửa',
    ])
    expect(code, said).toBe(0)
    for (const { sha256 } of [first, second])
      await station.saw('the audio', (r) => r.method === 'GET' && r.path.includes(sha256) && r.status === 200)
  })
})
