import { describe, expect, it } from 'vitest'
import { item, options, playlist } from '../../../test/playlists/manifest.ts'
import { pls } from './pls.ts'
import { xspf } from './xspf.ts'

const silent = item({ audio: null, programme: 'live', episode: null })

describe('PLS', () => {
  it('numbers what has audio from 1 and says how many there are', () => {
    expect(pls.render(playlist(item(), silent, item()), { ...options, token: 'abc' })).toBe(
      `[playlist]
File1=https://songque.example/audio/ab.mp3?token=abc
Title1=Cải cách hành chính - Kỳ 47: Tiếp nhận hồ sơ
Length1=601
File2=https://songque.example/audio/ab.mp3?token=abc
Title2=Cải cách hành chính - Kỳ 47: Tiếp nhận hồ sơ
Length2=601
NumberOfEntries=2
Version=2
`,
    )
  })
})

describe('XSPF', () => {
  it('has a track for each item with audio, its length in whole milliseconds', () => {
    const text = xspf.render(playlist(silent, item()), { ...options, token: 'abc' })
    expect(text).toContain('<title>Đài Truyền thanh xã Tân Thuận Bình, 2026-11-23</title>')
    expect(text.split('<track>')[1]).toBe(`
<location>https://songque.example/audio/ab.mp3?token=abc</location>
<identifier>urn:x-song-que:airing:12-7-20261123-1</identifier>
<title>Kỳ 47: Tiếp nhận hồ sơ</title>
<creator>Cải cách hành chính</creator>
<annotation>2026-11-23T17:15:00+07:00</annotation>
<trackNum>1</trackNum>
<duration>600600</duration>
<meta rel="urn:x-song-que:airing_id">12-7-20261123-1</meta>
<meta rel="urn:x-song-que:start_unix">1795428900</meta>
</track>
</trackList>
</playlist>
`)
  })
})
