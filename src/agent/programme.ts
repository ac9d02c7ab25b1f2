import { z } from 'zod'
import { DAY_MS } from '../kernel/dates.ts'
import type { Priority } from '../kernel/terms.ts'
import { type Playlist, playlistItemSchema } from '../protocol/playlist.ts'

/** One thing to play, as the agent thinks of it. Instants in epoch ms. */
export type Airing = {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly priority: Priority
  readonly title: string
  readonly audio: Audio | null
  /** Why there is no audio; null for relayed and live programmes, which the station takes from elsewhere. */
  readonly problem: string | null
  /** When the agent first knew of it at this time. */
  readonly seenAt: number
}
export type Audio = {
  readonly url: string
  readonly bytes: number
  readonly seconds: number
  readonly sha256: string
  readonly gainDb: number
  /** "mp3" */
  readonly extension: string
}

const keptItem = playlistItemSchema.extend({ seen_at: z.number() })
/** The playlist as it is kept on disk. */
export const keptProgramme = z.object({
  version: z.number(),
  etag: z.string().nullable(),
  items: z.array(keptItem),
})
export type KeptProgramme = z.output<typeof keptProgramme>
export const NO_PROGRAMME: KeptProgramme = { version: -1, etag: null, items: [] }

/** Items of past days stay so long, so that a machine that was off can still say what it did not play. */
const PAST_MS = 8 * DAY_MS

/**
 * The new playlist in place of the old one. Days before the new one's first day are kept from the old: at midnight an
 * item that began before it is still playing.
 */
export function merge(old: KeptProgramme, playlist: Playlist, etag: string | null, now: number): KeptProgramme {
  const before = new Map(old.items.map((item) => [item.airing_id, item]))
  const listed = new Set(playlist.items.map((item) => item.airing_id))
  const past = old.items.filter(
    (item) =>
      !listed.has(item.airing_id) &&
      item.starts_local.slice(0, 10) < playlist.from &&
      item.start_unix * 1000 > now - PAST_MS,
  )
  const items = playlist.items.map((item) => {
    const known = before.get(item.airing_id)
    const same = known !== undefined && known.start_unix === item.start_unix
    return { ...item, seen_at: same ? known.seen_at : now }
  })
  return { version: playlist.version, etag, items: [...past, ...items] }
}

export function airingsOf(kept: KeptProgramme): Airing[] {
  return kept.items.map((item) => ({
    id: item.airing_id,
    start: item.start_unix * 1000,
    end: Date.parse(item.ends_at),
    priority: item.priority,
    title: item.episode?.title ?? item.title ?? item.segment_name,
    audio: item.audio && {
      url: item.audio.url,
      bytes: item.audio.bytes,
      seconds: item.audio.duration_seconds,
      sha256: item.audio.sha256,
      gainDb: item.audio.gain_db,
      extension: /\.([a-z0-9]{1,8})$/.exec(new URL(item.audio.url).pathname)?.[1] ?? 'mp3',
    },
    problem: item.problem?.code ?? null,
    seenAt: item.seen_at,
  }))
}
