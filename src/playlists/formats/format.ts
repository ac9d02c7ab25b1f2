import type { Zone } from '../../kernel/time.ts'
import type { Playlist } from '../../protocol/playlist.ts'

export type RenderOptions = {
  /** The key to repeat in every address, when the request itself carried it as `?token=`. */
  readonly token: string | null
  /** The player it is written for (`?for=`). */
  readonly player: 'liquidsoap' | null
  /** Origin of this installation, without a slash at the end. */
  readonly base: string
  readonly zone: Zone
  /** When each playable episode was cleared for air, epoch milliseconds by episode id. */
  readonly clearedAt: ReadonlyMap<number, number>
}

/** One form of a playlist: one small file each, listed in index.ts. */
export type PlaylistFormat = {
  readonly type: string
  /** Whether addresses inside carry the request's token, so that what is kept must be kept per token. */
  readonly carriesToken: boolean
  /** Forms for calendars and podcasts show the whole horizon unless a date is given. */
  readonly range: 'day' | 'horizon'
  render(playlist: Playlist, options: RenderOptions): string
}

/** An address with the token as its query, when there is one. */
export const withToken = (url: string, token: string | null): string =>
  token === null ? url : `${url}?token=${encodeURIComponent(token)}`
