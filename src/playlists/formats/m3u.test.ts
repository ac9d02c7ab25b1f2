import { describe, expect, it } from 'vitest'
import { item, options, playlist } from '../../../test/playlists/manifest.ts'
import { m3u } from './m3u.ts'

const titled = (title: string, segment_name = 'Cải cách hành chính'): string => {
  const text = m3u.render(playlist(item({ segment_name, episode: { id: 1, number: 47, title } })), options)
  return text.split('\n')[1] ?? ''
}

describe('M3U', () => {
  it('is #EXTM3U, then EXTINF in whole seconds and the address for each item, with LF and no byte order mark', () => {
    expect(m3u.render(playlist(item()), options)).toBe(
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
    expect(m3u.render(playlist(silent), options)).toBe('#EXTM3U\n')
  })
  it('repeats the token in every address', () => {
    const text = m3u.render(playlist(item(), item()), { ...options, token: 'abc_-1' })
    expect(text.match(/ab\.mp3\?token=abc_-1$/gm)).toHaveLength(2)
  })
  it('writes annotate: entries for Liquidsoap, with quotes and backslashes escaped', () => {
    const text = m3u.render(playlist(item({ episode: { id: 1, number: 47, title: 'Một cửa "điện tử" \\' } })), {
      ...options,
      player: 'liquidsoap',
    })
    expect(text.split('\n')[1]).toBe(
      'annotate:airing_id="12-7-20261123-1",start_unix="1795428900",artist="Cải cách hành chính",' +
        'title="Kỳ 47: Một cửa \\"điện tử\\" \\\\":https://songque.example/audio/ab.mp3',
    )
  })
})
