import type { PlaylistItem } from '../../protocol/playlist.ts'
import { type PlaylistFormat, type RenderOptions, withToken } from './format.ts'
import { playerArtist, playerTitle } from './words.ts'

function entry(item: PlaylistItem, { token, player }: RenderOptions): string[] {
  if (!item.audio) return []
  const url = withToken(item.audio.url, token)
  // Liquidsoap turns EXTINF into annotations of its own and some releases stumble over a second set: only annotate.
  if (player === 'liquidsoap') return [`annotate:${annotations(item)}:${url}`]
  return [`#EXTINF:${Math.round(item.audio.duration_seconds)},${playerArtist(item)} - ${playerTitle(item)}`, url]
}

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
const annotations = (item: PlaylistItem): string =>
  [
    `airing_id=${quoted(item.airing_id)}`,
    `start_unix=${quoted(String(item.start_unix))}`,
    `artist=${quoted(playerArtist(item))}`,
    `title=${quoted(playerTitle(item))}`,
  ].join(',')

/** M3U in UTF-8 without a byte order mark; items without audio (relay, live, not cleared) have no entry. */
export const m3u: PlaylistFormat = {
  type: 'audio/mpegurl',
  carriesToken: true,
  range: 'day',
  render: ({ items }, options) => `${['#EXTM3U', ...items.flatMap((item) => entry(item, options))].join('\n')}\n`,
}
