import type { PlaylistItem } from '../../protocol/playlist.ts'

/** A text as one line whatever it holds: control and format characters and every kind of line end become one space. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()

/** "Kỳ 47: Tiếp nhận hồ sơ", else the name of the slot, else that of the segment. One line, never empty. */
export const titleOf = ({ episode, title, segment_name }: PlaylistItem): string =>
  oneLine(episode ? `Kỳ ${episode.number}: ${episode.title}` : (title ?? segment_name)) || '?'

/** The segment, which players show as the artist. One line, never empty. */
export const artistOf = ({ segment_name }: PlaylistItem): string => oneLine(segment_name) || '?'

/** Every hyphen an en dash, because players split artist from title at the first " - ". */
const unhyphened = (text: string): string => text.replace(/[-\u2010\u2011\u2212\ufe63\uff0d]/g, '–')

export const playerArtist = (item: PlaylistItem): string => unhyphened(artistOf(item))
export const playerTitle = (item: PlaylistItem): string => unhyphened(titleOf(item))
