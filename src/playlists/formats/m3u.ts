import type { PlaylistItem } from '../../protocol/playlist.ts'
import { type PlaylistFormat, type RenderOptions, withToken } from './format.ts'

/**
 * A title as one part of an EXTINF line: one line whatever the title holds (a line end would inject an entry), and every
 * hyphen an en dash, because players split artist from title at the first " - ".
 */
const part = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .replace(/[-\u2010\u2011\u2212\ufe63\uff0d]/g, '–')

const titleOf = ({ episode, title, segment_name }: PlaylistItem): string =>
  part(episode ? `Kỳ ${episode.number}: ${episode.title}` : (title ?? segment_name)) || '?'

function entry(item: PlaylistItem, { token, player }: RenderOptions): string[] {
  if (!item.audio) return []
  const url = withToken(item.audio.url, token)
  const artist = part(item.segment_name) || '?'
  // Liquidsoap turns EXTINF into annotations of its own and some releases stumble over a second set: only annotate.
  if (player === 'liquidsoap') return [`annotate:${annotations(item, artist)}:${url}`]
  return [`#EXTINF:${Math.round(item.audio.duration_seconds)},${artist} - ${titleOf(item)}`, url]
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
const annotations = (item: PlaylistItem, artist: string): string =>
  [
    `airing_id=${quoted(item.airing_id)}`,
    `start_unix=${quoted(String(item.start_unix))}`,
    `artist=${quoted(artist)}`,
    `title=${quoted(titleOf(item))}`,
  ].join(',')

/** M3U in UTF-8 without a byte order mark; items without audio (relay, live, not cleared) have no entry. */
export const m3u: PlaylistFormat = {
  type: 'audio/mpegurl',
  carriesToken: true,
  range: 'day',
  render: ({ items }, options) => `${['#EXTM3U', ...items.flatMap((item) => entry(item, options))].join('\n')}\n`,
}
