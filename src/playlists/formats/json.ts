import type { PlaylistFormat } from './format.ts'

export const json: PlaylistFormat = {
  type: 'application/json',
  carriesToken: false,
  range: 'day',
  render: (playlist) => JSON.stringify(playlist),
}
