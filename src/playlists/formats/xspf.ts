import type { PlaylistAudio, PlaylistItem } from '../../protocol/playlist.ts'
import { type PlaylistFormat, type RenderOptions, withToken } from './format.ts'
import { artistOf, oneLine, titleOf } from './words.ts'
import { element } from './xml.ts'

/** What has no element in XSPF stands in <meta>, whose rel must be a URI. */
const REL = 'urn:x-song-que'

const track = (item: PlaylistItem, audio: PlaylistAudio, number: number, { token }: RenderOptions): string[] => [
  '<track>',
  element('location', withToken(audio.url, token)),
  element('identifier', `${REL}:airing:${item.airing_id}`),
  element('title', titleOf(item)),
  element('creator', artistOf(item)),
  element('annotation', item.starts_local),
  element('trackNum', number),
  element('duration', Math.round(audio.duration_seconds * 1000)),
  element('meta', item.airing_id, { rel: `${REL}:airing_id` }),
  element('meta', item.start_unix, { rel: `${REL}:start_unix` }),
  '</track>',
]

/** XSPF version 1 (xspf.org/spec): durations in whole milliseconds; items without audio have no track. */
export const xspf: PlaylistFormat = {
  type: 'application/xspf+xml',
  carriesToken: true,
  range: 'day',
  render: (playlist, options) => {
    const playing = playlist.items.flatMap((item) => (item.audio ? [{ item, audio: item.audio }] : []))
    const days = playlist.from === playlist.to ? playlist.from : `${playlist.from} – ${playlist.to}`
    return `${[
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<playlist version="1" xmlns="http://xspf.org/ns/0/">',
      element('title', `${oneLine(playlist.station_name)}, ${days}`),
      '<trackList>',
      ...playing.flatMap(({ item, audio }, i) => track(item, audio, i + 1, options)),
      '</trackList>',
      '</playlist>',
    ].join('\n')}\n`
  },
}
