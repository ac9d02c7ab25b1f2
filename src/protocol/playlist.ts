import { z } from 'zod'
import { PRIORITIES, PROGRAMMES } from '../kernel/terms.ts'

/** Why an airing has no audio; the code is stable. */
export const playlistProblemSchema = z.object({
  code: z.enum(['no_episode', 'not_cleared', 'withdrawn', 'audio_missing']),
  detail: z.string(),
  detail_en: z.string(),
})

export const playlistAudioSchema = z.object({
  /** Absolute, ends in the file's extension, needs the same key as the playlist. */
  url: z.string(),
  type: z.string(),
  bytes: z.number().int(),
  duration_seconds: z.number(),
  sha256: z.string(),
  md5: z.string(),
  /** What a player may add to this file to reach the house loudness without passing the house ceiling. */
  gain_db: z.number(),
})

export const playlistItemSchema = z.object({
  /** Identity of the airing, safe as a file name; reported back with as-run events. */
  airing_id: z.string(),
  starts_at: z.string(),
  start_unix: z.number().int(),
  ends_at: z.string(),
  /** The start on the station's wall clock with its offset. */
  starts_local: z.string(),
  priority: z.enum(PRIORITIES),
  premiere: z.boolean(),
  /** Code of the segment. */
  segment: z.string(),
  segment_name: z.string(),
  /** relay and live have neither audio nor a problem: the station takes the programme from elsewhere. */
  programme: z.enum(PROGRAMMES),
  /** What the slot is called, where it has a name of its own. */
  title: z.string().nullable(),
  episode: z.object({ id: z.number().int(), number: z.number().int(), title: z.string() }).nullable(),
  audio: playlistAudioSchema.nullable(),
  /** The segment's stand-in plays because no new episode was cleared in time. */
  fallback: z.boolean(),
  problem: playlistProblemSchema.nullable(),
})

export const playlistSchema = z.object({
  station: z.string(),
  station_name: z.string(),
  /** Grows with every change of this station's playlists; the answer to a heartbeat carries the newest. */
  version: z.number().int(),
  from: z.string(),
  to: z.string(),
  time_zone: z.string(),
  items: z.array(playlistItemSchema),
})

export type PlaylistProblem = z.output<typeof playlistProblemSchema>
export type PlaylistAudio = z.output<typeof playlistAudioSchema>
export type PlaylistItem = z.output<typeof playlistItemSchema>
export type Playlist = z.output<typeof playlistSchema>
