import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { normaliseLine } from '../kernel/text.ts'
import { isoUtc } from '../kernel/time.ts'
import type { Heartbeat, HeartbeatAnswer } from '../protocol/index.ts'
import { deviceSeen } from './device-store.ts'
import type { LedgerStation } from './ledger.ts'
import { nextSeqOf } from './stream-store.ts'

/** The version of a station's playlist, as the slice that makes playlists tells it. */
export type PlaylistVersion = (stationId: number) => Promise<number>

const POLL_SECONDS = 60
const JITTER_SECONDS = 30

/** Seconds until the next call: spread, so that thousands of players do not call at :00. @param random 0 ≤ r < 1 */
export const nextPollSeconds = (random: number): number =>
  POLL_SECONDS - JITTER_SECONDS / 2 + Math.floor(random * (JITTER_SECONDS + 1))

const line = (value: string | null | undefined): string | null | undefined =>
  typeof value === 'string' ? normaliseLine(value) : value

/** A player is there: notes its state and tells it what it should know. */
export async function takeHeartbeat(
  ctx: Context,
  actor: Actor,
  station: LedgerStation,
  beat: Heartbeat,
  playlistVersion: PlaylistVersion,
): Promise<HeartbeatAnswer> {
  demand(actor, 'as_run.report', { stationId: station.id })
  const now = ctx.clock.now()
  const news = {
    player: line(beat.player),
    version: line(beat.version),
    disk_free: beat.disk_free,
    playing: line(beat.playing) ?? null,
    waiting: beat.waiting,
  }
  const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== undefined))
  await transact(ctx.db, (tx) =>
    deviceSeen(tx, station.id, beat.device_id, now, { ...given, clock_offset_ms: Date.parse(beat.sent_at) - now }),
  )
  return {
    next_seq: await nextSeqOf(ctx.db, station.id, beat.device_id, beat.journal_id),
    playlist_version: await playlistVersion(station.id),
    server_time: isoUtc(now),
    server_unix_ms: now,
    next_poll_seconds: nextPollSeconds(Math.random()),
  }
}
