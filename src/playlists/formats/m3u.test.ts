import { describe, expect, it } from 'vitest'
import type { Playlist, PlaylistItem } from '../../protocol/playlist.ts'
import { m3u } from './m3u.ts'

const item = (over: Partial<PlaylistItem> = {}): PlaylistItem => ({
  airing_id: '12-7-20261123-1',
  starts_at: '2026-11-23T10:15:00Z',
  start_unix: 1_795_428_900,
  ends_at: '2026-11-23T10:30:00Z',
  starts_local: '2026-11-23T17:15:00+07:00',
  priority: 'normal',
  premiere: true,
  segment: 'cai-cach-hanh-chinh',
  segment_name: 'Cải cách hành chính',
  programme: 'episode',
  title: null,
  episode: { id: 1, number: 47, title: 'Tiếp nhận hồ sơ' },
  audio: {
    url: 'https://songque.example/audio/ab.mp3',
    type: 'audio/mpeg',
    bytes: 1,
    duration_seconds: 600.6,
    sha256: 'ab',
    md5: 'cd',
    gain_db: 0,
  },
  fallback: false,
  problem: null,
  ...over,
})
const playlist = (...items: PlaylistItem[]): Playlist => ({
  station: 'tan-thuan-binh',
  station_name: 'Đài',
  version: 1,
  from: '2026-11-23',
  to: '2026-11-23',
  time_zone: 'Asia/Ho_Chi_Minh',
  items,
})
const titled = (title: string, segment_name = 'Cải cách hành chính'): string => {
  const text = m3u.render(playlist(item({ segment_name, episode: { id: 1, number: 47, title } })), {
    token: null,
    player: null,
  })
  return text.split('\n')[1] ?? ''
}

describe('M3U', () => {
  it('is #EXTM3U, then EXTINF in whole seconds and the address for each item, with LF and no byte order mark', () => {
    expect(m3u.render(playlist(item()), { token: null, player: null })).toBe(
      '#EXTM3U\n#EXTINF:601,Cải cách hành chính - Kỳ 47: Tiếp nhận hồ sơ\nhttps://songque.example/audio/ab.mp3\n',
    )
  })
  it('has exactly one " - ": every other hyphen is an en dash', () => {
    expect(titled('Kế hoạch 424/KH-UBND - phần 1', 'Thời sự - tổng hợp')).toBe(
      '#EXTINF:601,Thời sự – tổng hợp - Kỳ 47: Kế hoạch 424/KH–UBND – phần 1',
    )
    expect(titled('‐a‑b−c－')).toBe('#EXTINF:601,Cải cách hành chính - Kỳ 47: –a–b–c–')
  })
  it('lets no title begin a line of its own', () => {
    for (const end of ['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', '\0']) {
      expect(titled(`A${end}http://xau.example/x.mp3`)).toBe(
        '#EXTINF:601,Cải cách hành chính - Kỳ 47: A http://xau.example/x.mp3',
      )
    }
    expect(titled('\ufeff\u202eA')).toBe('#EXTINF:601,Cải cách hành chính - Kỳ 47: A')
  })
  it('leaves out what has no audio', () => {
    const silent = item({ audio: null, programme: 'live', episode: null })
    expect(m3u.render(playlist(silent), { token: null, player: null })).toBe('#EXTM3U\n')
  })
  it('repeats the token in every address', () => {
    const text = m3u.render(playlist(item(), item()), { token: 'abc_-1', player: null })
    expect(text.match(/ab\.mp3\?token=abc_-1$/gm)).toHaveLength(2)
  })
  it('writes annotate: entries for Liquidsoap, with quotes and backslashes escaped', () => {
    const text = m3u.render(playlist(item({ episode: { id: 1, number: 47, title: 'Một cửa "điện tử" \\' } })), {
      token: null,
      player: 'liquidsoap',
    })
    expect(text.split('\n')[1]).toBe(
      'annotate:airing_id="12-7-20261123-1",start_unix="1795428900",artist="Cải cách hành chính",' +
        'title="Kỳ 47: Một cửa \\"điện tử\\" \\\\":https://songque.example/audio/ab.mp3',
    )
  })
})
