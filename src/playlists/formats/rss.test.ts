import { describe, expect, it } from 'vitest'
import { item, options, playlist } from '../../../test/playlists/manifest.ts'
import { rss } from './rss.ts'

const guids = (text: string): string[] => [...text.matchAll(/<guid[^>]*>([^<]*)</g)].map(([, guid]) => guid ?? '')

describe('The podcast of a station', () => {
  it('has each cleared episode once, however often it is played', () => {
    const text = rss.render(playlist(item(), item({ start_unix: 1_795_500_000 })), options)
    expect(guids(text)).toEqual(['urn:x-song-que:episode:1:ab'])
    expect(text).toContain('<pubDate>Thu, 19 Nov 2026 08:00:00 GMT</pubDate>')
    expect(text).toContain('<enclosure url="https://songque.example/audio/ab.mp3" length="4805120" type="audio/mpeg"/>')
    expect(text).toContain('<itunes:duration>00:10:01</itunes:duration>')
    expect(text).toContain('<itunes:episode>47</itunes:episode>')
  })
  it('has another item for another recording, so that the new one is fetched', () => {
    const audio = { ...(item().audio ?? expect.fail()), sha256: 'ef' }
    expect(guids(rss.render(playlist(item({ audio })), options))).toEqual(['urn:x-song-que:episode:1:ef'])
  })
  it('leaves out what has no audio, and begins with the newest clearance', () => {
    const second = item({ episode: { id: 2, number: 48, title: 'Một cửa' } })
    const clearedAt = new Map([
      [1, 1000],
      [2, 2000],
    ])
    const text = rss.render(playlist(item({ audio: null }), item(), second), { ...options, clearedAt })
    expect(guids(text)).toEqual(['urn:x-song-que:episode:2:ab', 'urn:x-song-que:episode:1:ab'])
  })
  it('repeats the token in the enclosure', () => {
    expect(rss.render(playlist(item()), { ...options, token: 'abc' })).toContain('ab.mp3?token=abc"')
  })
})
