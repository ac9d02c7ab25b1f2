import { type PlaylistFormat, withToken } from './format.ts'
import { playerArtist, playerTitle } from './words.ts'

/**
 * PLS, version 2, in UTF-8: numbered from 1, whole seconds. A value ends with its line, so titles are one line each;
 * items without audio have no entry.
 */
export const pls: PlaylistFormat = {
  type: 'audio/x-scpls',
  carriesToken: true,
  range: 'day',
  render: ({ items }, { token }) => {
    const entries = items.flatMap((item) => (item.audio ? [{ item, audio: item.audio }] : []))
    const lines = entries.flatMap(({ item, audio }, i) => [
      `File${i + 1}=${withToken(audio.url, token)}`,
      `Title${i + 1}=${playerArtist(item)} - ${playerTitle(item)}`,
      `Length${i + 1}=${Math.round(audio.duration_seconds)}`,
    ])
    return `${['[playlist]', ...lines, `NumberOfEntries=${entries.length}`, 'Version=2'].join('\n')}\n`
  },
}
