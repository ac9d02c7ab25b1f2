import { openZone } from '../../src/kernel/time.ts'
import type { RenderOptions } from '../../src/playlists/formats/index.ts'
import type { Playlist, PlaylistItem } from '../../src/protocol/playlist.ts'

/** An item of a manifest as the story has it, for tests of what is written from it. */
export const item = (over: Partial<PlaylistItem> = {}): PlaylistItem => ({
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
    bytes: 4_805_120,
    duration_seconds: 600.6,
    sha256: 'ab',
    md5: 'cd',
    gain_db: 0,
  },
  fallback: false,
  problem: null,
  ...over,
})

export const playlist = (...items: PlaylistItem[]): Playlist => ({
  station: 'tan-thuan-binh',
  station_name: 'Đài Truyền thanh xã Tân Thuận Bình',
  version: Date.parse('2026-11-20T01:02:03.456Z'),
  from: '2026-11-23',
  to: '2026-11-23',
  time_zone: 'Asia/Ho_Chi_Minh',
  items,
})

/** Nothing is cleared here but what playlist() names by episode 1. */
export const options: RenderOptions = {
  token: null,
  player: null,
  base: 'https://songque.example',
  zone: openZone('Asia/Ho_Chi_Minh'),
  clearedAt: new Map([[1, Date.parse('2026-11-19T08:00:00Z')]]),
}
