import type { PlaylistAudio, PlaylistItem } from '../../protocol/playlist.ts'
import { type PlaylistFormat, type RenderOptions, withToken } from './format.ts'
import { artistOf, oneLine, titleOf } from './words.ts'
import { element, empty } from './xml.ts'

type Published = { readonly item: PlaylistItem; readonly audio: PlaylistAudio; readonly at: number }

/** Each cleared episode once, however often it is played, the newest clearance first. */
function published(items: readonly PlaylistItem[], { clearedAt }: RenderOptions): Published[] {
  const found = new Map<string, Published>()
  for (const item of items) {
    const { audio, episode } = item
    if (!audio || !episode || found.has(guidOf(item, audio))) continue
    found.set(guidOf(item, audio), { item, audio, at: clearedAt.get(episode.id) ?? 0 })
  }
  return [...found.values()].sort((a, b) => b.at - a.at || (b.item.episode?.id ?? 0) - (a.item.episode?.id ?? 0))
}

/** Another recording of an episode is another item: whoever has the old one must fetch the new one. */
const guidOf = ({ episode }: PlaylistItem, audio: PlaylistAudio): string =>
  `urn:x-song-que:episode:${episode?.id}:${audio.sha256}`

const clock = (seconds: number): string => {
  const whole = Math.round(seconds)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

const entry = ({ item, audio, at }: Published, { token }: RenderOptions): string[] => [
  '<item>',
  element('title', titleOf(item)),
  element('description', `${artistOf(item)}. ${titleOf(item)}`),
  element('category', artistOf(item)),
  element('guid', guidOf(item, audio), { isPermaLink: 'false' }),
  element('pubDate', new Date(at).toUTCString()),
  empty('enclosure', { url: withToken(audio.url, token), length: audio.bytes, type: audio.type }),
  element('itunes:duration', clock(audio.duration_seconds)),
  element('itunes:episode', item.episode?.number ?? 0),
  '</item>',
]

/**
 * RSS 2.0 as podcast players read it: the cleared episodes that the station is to play. An item's date is that of its
 * clearance: a day still to come would hide it in most players.
 */
export const rss: PlaylistFormat = {
  type: 'application/rss+xml; charset=utf-8',
  carriesToken: true,
  range: 'horizon',
  render: (playlist, options) => {
    const name = oneLine(playlist.station_name)
    return `${[
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">',
      '<channel>',
      element('title', name),
      element('link', `${options.base}/`),
      element('description', `Các kỳ đã duyệt phát của ${name}`),
      element('language', 'vi'),
      ...published(playlist.items, options).flatMap((one) => entry(one, options)),
      '</channel>',
      '</rss>',
    ].join('\n')}\n`
  },
}
