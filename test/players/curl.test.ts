import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EpisodeMade } from '../playlists/programme.ts'
import { lacking } from '../programs.ts'
import { openStation, play, type RealStation } from './station.ts'

describe.skipIf(lacking('curl'))('curl', () => {
  let station: RealStation
  let episode: EpisodeMade
  const curl = async (...options: string[]): Promise<string> => {
    const { code, said } = await play('curl', ['-sS', '--fail', ...options], station).ended()
    expect(code, said).toBe(0)
    return said
  }
  beforeAll(async () => {
    station = await openStation()
    episode = await station.programme.episode({ number: 47, audio: Buffer.alloc(3_000_000, 'cải cách hành chính ') })
    await station.programme.airing({ station: station.code, at: Date.now() + 60_000, episodeId: episode.id })
  })
  afterAll(() => station.close())

  it('goes on where a broken download ended (-C -), and has the very file', async () => {
    const url = `${station.url}/audio/${episode.sha256}.mp3`
    const file = await station.put('half.mp3', episode.bytes.subarray(0, 1_234_567))
    const said = await curl(
      '-u',
      `dai:${station.key}`,
      '-C',
      '-',
      '-o',
      file,
      '-w',
      '%{http_code} %{size_download}',
      url,
    )
    expect(said).toBe(`206 ${3_000_000 - 1_234_567}`)
    expect((await readFile(file)).equals(episode.bytes)).toBe(true)
    await station.saw('the rest', (r) => r.range === 'bytes=1234567-' && r.status === 206)
  })

  it('does not fetch a playlist again that has not changed (--etag-compare), and fetches it when it has', async () => {
    for (const form of ['json', 'm3u8', 'xspf', 'pls', 'ics', 'rss']) {
      const tag = await station.put(`${form}.etag`, '')
      const file = join(station.folder, `list.${form}`)
      const fetch = () =>
        curl('--etag-compare', tag, '--etag-save', tag, '-o', file, '-w', '%{http_code}', station.playlist(form))
      expect(await fetch(), form).toBe('200')
      const { size } = await stat(file)
      expect(size).toBeGreaterThan(30)
      expect(await fetch(), form).toBe('304')
      expect((await stat(file)).size).toBe(size)
    }
    await station.programme.unclear(episode.id)
    const tag = join(station.folder, 'm3u8.etag')
    expect(await curl('--etag-compare', tag, '-w', '%{http_code}', station.playlist('m3u8'))).toBe('#EXTM3U\n200')
  })

  it('is told by HEAD (-I) what GET would send', async () => {
    const head = await curl('-I', station.playlist('rss'))
    const got = await curl('-o', '/dev/null', '-D', '-', station.playlist('rss'))
    const lines = (text: string) => text.split('\r\n').filter((line) => !/^(date|keep-alive|connection):/i.test(line))
    expect(lines(head)).toEqual(lines(got))
    expect(head).toMatch(/content-type: application\/rss\+xml/i)
  })
})
