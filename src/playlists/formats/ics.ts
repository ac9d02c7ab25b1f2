import { DAY_MS, MINUTE_MS } from '../../kernel/dates.ts'
import { isoUtc, type Zone } from '../../kernel/time.ts'
import type { Playlist, PlaylistItem } from '../../protocol/playlist.ts'
import type { PlaylistFormat } from './format.ts'
import { icsLine, icsText } from './ics-text.ts'
import { vtimezone } from './vtimezone.ts'
import { artistOf, oneLine, titleOf } from './words.ts'

const basic = (text: string): string => text.replaceAll('-', '').replaceAll(':', '')
/** 1 is the highest, 9 the lowest (RFC 5545, 3.8.1.9). */
const PRIORITY = { emergency: 1, priority: 3, normal: 5 } as const

/** A local time with its zone; in UTC where the clock shows this time twice and a reader would take the first. */
function moment(name: string, iso: string, zone: Zone): string {
  const instant = Date.parse(iso)
  const minute = Math.floor(instant / MINUTE_MS) * MINUTE_MS
  const plain = zone.toInstant(zone.localDate(instant), zone.localMinutes(instant)) === minute
  return plain ? `${name};TZID=${zone.name}:${basic(zone.isoLocal(instant).slice(0, 19))}` : `${name}:${basic(iso)}`
}

const KIND = { episode: null, relay: 'Tiếp sóng / relay', live: 'Trực tiếp / live' } as const

function description(item: PlaylistItem): string {
  const { problem } = item
  return [
    item.premiere ? 'Phát lần đầu / premiere' : 'Phát lại / repeat',
    KIND[item.programme],
    item.fallback ? 'Kỳ dự phòng / fallback' : null,
    problem && `${problem.detail} / ${problem.detail_en}`,
    item.airing_id,
  ]
    .filter((line) => line !== null)
    .join('\n')
}

const event = (item: PlaylistItem, playlist: Playlist, stamp: string, zone: Zone): string[] => [
  'BEGIN:VEVENT',
  `UID:${icsText(`${item.airing_id}@${playlist.station}.song-que`)}`,
  `DTSTAMP:${stamp}`,
  moment('DTSTART', item.starts_at, zone),
  moment('DTEND', item.ends_at, zone),
  `SUMMARY:${icsText(`${artistOf(item)} – ${titleOf(item)}`)}`,
  `DESCRIPTION:${icsText(description(item))}`,
  `LOCATION:${icsText(oneLine(playlist.station_name))}`,
  `CATEGORIES:${icsText(artistOf(item))}`,
  `PRIORITY:${PRIORITY[item.priority]}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
]

/**
 * iCalendar (RFC 5545) for people: every airing, also those without audio, each with its reason. DTSTAMP is when the
 * station's playlists last changed (their version is that time), never the time of asking.
 */
export const ics: PlaylistFormat = {
  type: 'text/calendar; charset=utf-8',
  carriesToken: false,
  range: 'horizon',
  render: (playlist, { zone }) => {
    const stamp = basic(isoUtc(playlist.version))
    const first = Date.parse(`${playlist.from}T00:00:00Z`) - DAY_MS
    const last = Math.max(...playlist.items.map((item) => Date.parse(item.ends_at)), first)
    return [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Song Que//Playlist 1//VI',
      'CALSCALE:GREGORIAN',
      `X-WR-CALNAME:${icsText(oneLine(playlist.station_name))}`,
      ...vtimezone(zone, first, last + 2 * DAY_MS),
      ...playlist.items.flatMap((item) => event(item, playlist, stamp, zone)),
      'END:VCALENDAR',
    ]
      .map(icsLine)
      .join('')
  },
}
