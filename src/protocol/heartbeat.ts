import { z } from 'zod'
import { instant, token } from './as-run.ts'

const word = z.string().max(100)

/**
 * "I am here": a player's state. `disk_free` in bytes; `playing` the airing_id or the sha256 on air; `journal_id` asks for
 * its next_seq; `waiting`: how many reports it still held after its last attempt to send them.
 */
export const heartbeat = z.object({
  device_id: token,
  journal_id: token.optional(),
  sent_at: instant,
  player: word.optional(),
  version: word.optional(),
  disk_free: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
  playing: z.string().max(100).nullish(),
  waiting: z.number().int().min(0).max(1_000_000_000).optional(),
})
export type Heartbeat = z.output<typeof heartbeat>

/** `next_seq` of the journal asked for, else of the device's last one; 1 when nothing of it is known here. */
export const heartbeatAnswer = z.object({
  next_seq: z.number().int(),
  /** As `version` in the JSON playlist: fetch the playlist when it is greater than the one at hand. */
  playlist_version: z.number().int(),
  server_time: z.string(),
  server_unix_ms: z.number().int(),
  next_poll_seconds: z.number().int(),
})
export type HeartbeatAnswer = z.output<typeof heartbeatAnswer>
