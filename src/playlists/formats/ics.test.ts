import { describe, expect, it } from 'vitest'
import { item, options, playlist } from '../../../test/playlists/manifest.ts'
import { openZone } from '../../kernel/time.ts'
import { ics } from './ics.ts'

const unfolded = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n')
const lines = (text: string, name: string): string[] =>
  unfolded(text).filter((line) => line.startsWith(name) && line !== 'DTSTART:19700101T000000')

describe('The calendar of a station', () => {
  it('has an event for each airing, on the station’s clock', () => {
    const text = ics.render(playlist(item()), options)
    const from = unfolded(text).indexOf('BEGIN:VEVENT')
    expect(unfolded(text).slice(from)).toEqual([
      'BEGIN:VEVENT',
      'UID:12-7-20261123-1@tan-thuan-binh.song-que',
      'DTSTAMP:20261120T010203Z',
      'DTSTART;TZID=Asia/Ho_Chi_Minh:20261123T171500',
      'DTEND;TZID=Asia/Ho_Chi_Minh:20261123T173000',
      'SUMMARY:Cải cách hành chính – Kỳ 47: Tiếp nhận hồ sơ',
      'DESCRIPTION:Phát lần đầu / premiere\\n12-7-20261123-1',
      'LOCATION:Đài Truyền thanh xã Tân Thuận Bình',
      'CATEGORIES:Cải cách hành chính',
      'PRIORITY:5',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ])
  })
  it('shows what has no audio too, with the reason', () => {
    const problem = { code: 'not_cleared', detail: 'Kỳ này chưa được duyệt phát.', detail_en: 'Not cleared.' } as const
    const relay = { programme: 'relay', title: 'Tiếp sóng VOV1', episode: null, audio: null, premiere: false } as const
    const text = ics.render(playlist(item({ audio: null, problem }), item(relay)), options)
    expect(lines(text, 'DESCRIPTION')[0]).toContain('Kỳ này chưa được duyệt phát. / Not cleared.')
    expect(lines(text, 'DESCRIPTION')[1]).toContain('Phát lại / repeat\\nTiếp sóng / relay')
    expect(lines(text, 'SUMMARY')[1]).toBe('SUMMARY:Cải cách hành chính – Tiếp sóng VOV1')
  })
  it('tells an hour that the clock shows twice in UTC the second time', () => {
    // Berlin puts its clock back from 03:00 to 02:00 at 01:00 UTC on 25 October 2026.
    const zone = openZone('Europe/Berlin')
    const starting = (starts_at: string) =>
      lines(ics.render({ ...playlist(item({ starts_at })), from: '2026-10-25' }, { ...options, zone }), 'DTSTART').at(
        -1,
      )
    expect(starting('2026-10-25T00:30:00Z')).toBe('DTSTART;TZID=Europe/Berlin:20261025T023000')
    expect(starting('2026-10-25T01:30:00Z')).toBe('DTSTART:20261025T013000Z')
    expect(starting('2026-10-25T02:30:00Z')).toBe('DTSTART;TZID=Europe/Berlin:20261025T033000')
  })
  it('puts emergencies first', () => {
    const text = ics.render(playlist(item({ priority: 'emergency' }), item({ priority: 'priority' })), options)
    expect(lines(text, 'PRIORITY')).toEqual(['PRIORITY:1', 'PRIORITY:3'])
  })
})
