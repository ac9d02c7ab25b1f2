import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EpisodeMade } from '../playlists/programme.ts'
import { lacking } from '../programs.ts'
import { openStation, play, type RealStation } from './station.ts'

const noSound = lacking('ffmpeg')
let station: RealStation
let first: EpisodeMade
let second: EpisodeMade

beforeAll(async () => {
  if (noSound) return
  station = await openStation()
  first = await station.tone(47, 1)
  second = await station.tone(48, 1, 660)
  const now = Date.now()
  await station.programme.airing({ station: station.code, at: now + 60_000, episodeId: first.id, seconds: 1 })
  await station.programme.airing({ station: station.code, at: now + 120_000, episodeId: second.id, seconds: 1 })
})
afterAll(() => station?.close())

/** Both files were sent, in the order of the playlist, to a player that calls itself this. */
async function expectPlayed(agent: RegExp, since: number): Promise<void> {
  const asked = (file: EpisodeMade) => (request: RealStation['answered'][number]) =>
    station.answered.indexOf(request) >= since &&
    agent.test(request.agent) &&
    request.method === 'GET' &&
    request.path === `/audio/${file.sha256}.mp3?token=${station.key}` &&
    [200, 206].includes(request.status)
  const one = await station.saw(`the first file (${agent})`, asked(first))
  const two = await station.saw(`the second file (${agent})`, asked(second))
  expect(station.answered.indexOf(one)).toBeLessThan(station.answered.indexOf(two))
}

describe.skipIf(lacking('mpv') || noSound)('mpv', () => {
  it.each(['m3u8', 'm3u', 'pls'])('plays the whole playlist.%s', async (form) => {
    const since = station.answered.length
    const options = ['--no-config', '--no-video', '--ao=null', '--ao-null-untimed', '--user-agent=mpv']
    const { code, said } = await play('mpv', [...options, station.playlist(form)], station).ended()
    expect(said).toContain('AO: [null]')
    expect(code, said).toBe(0)
    await expectPlayed(/^mpv/, since)
  })
})

describe.skipIf(lacking('cvlc') || noSound)('VLC', () => {
  it.each(['m3u8', 'xspf', 'pls'])('plays the whole playlist.%s', async (form) => {
    const since = station.answered.length
    const options = ['--no-video', '--aout=adummy', '--play-and-exit', '--no-plugins-cache']
    const { code, said } = await play('cvlc', [...options, station.playlist(form)], station).ended()
    expect(code, said).toBe(0)
    await expectPlayed(/VLC/, since)
  })
})

describe.skipIf(lacking('mpd') || noSound)('MPD', () => {
  /** Says commands to MPD, one after another. @returns all it answered */
  const tell = (socketPath: string, ...commands: string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      let text = ''
      const socket = connect(socketPath, () => socket.write(`${commands.join('\n')}\nclose\n`))
      socket.on('data', (chunk) => {
        text += chunk.toString()
      })
      socket.once('close', () => resolve(text))
      socket.once('error', reject)
    })

  it.each(['m3u8', 'pls', 'xspf'])('plays the whole playlist.%s', async (form) => {
    const since = station.answered.length
    const socket = join(station.folder, `mpd-${form}`)
    const config = await station.put(
      `mpd-${form}.conf`,
      `bind_to_address "${socket}"\naudio_output {\n  type "null"\n  name "khong loa"\n  sync "no"\n}\n`,
    )
    const player = play('mpd', ['--no-daemon', '--stderr', config], station)
    try {
      await expect.poll(() => tell(socket, 'ping').catch(() => ''), { timeout: 10_000 }).toContain('OK MPD')
      // ACK is how MPD says no.
      expect(await tell(socket, `load "${station.playlist(form)}"`, 'play')).not.toContain('ACK')
      expect(await tell(socket, 'playlistinfo')).toContain(second.sha256)
      await expectPlayed(/Music Player Daemon/, since)
      await expect.poll(() => tell(socket, 'status'), { timeout: 10_000 }).toContain('state: stop')
      expect(await tell(socket, 'status')).not.toContain('error:')
    } finally {
      await player.stop()
    }
  })
})

describe.skipIf(noSound)('ffmpeg', () => {
  it('decodes the audio from the server to its end', async () => {
    const url = `${station.url}/audio/${first.sha256}.mp3?token=${station.key}`
    const { code, said } = await play(
      'ffmpeg',
      ['-nostdin', '-hide_banner', '-i', url, '-f', 'null', '-'],
      station,
    ).ended()
    expect(code, said).toBe(0)
    expect(said).toMatch(/Audio: mp3.*44100 Hz/)
    expect(Number(/.*time=00:00:(\d\d\.\d\d)/s.exec(said)?.[1])).toBeCloseTo(1, 0)
    await station.saw('the audio', (r) => /^Lavf/.test(r.agent) && r.path.includes(first.sha256))
  })
})
