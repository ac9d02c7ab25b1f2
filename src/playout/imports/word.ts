import { z } from 'zod'
import { END_UNKNOWN } from '../../kernel/open-start.ts'
import { EVENT_KINDS } from '../../protocol/index.ts'
import type { PlannedAiring, PlayerEvent } from '../reconcile/facts.ts'
import { playerWord } from '../reconcile/outcome.ts'
import { playsOf } from '../reconcile/plays.ts'

/** An imported event as it is kept: its time and what was played are told once, when it comes. */
export const importedPlay = z.object({
  event_id: z.string(),
  device_id: z.string(),
  kind: z.enum(EVENT_KINDS),
  airing_id: z.string(),
  segment_id: z.number().int(),
  episode_id: z.number().int().nullable(),
  sha256: z.string().nullable(),
  duration_seconds: z.number(),
  withdrawn: z.boolean(),
  /** Epoch ms. */
  at: z.number().int(),
  played_seconds: z.number().nullable(),
  detail: z.string().nullable(),
})
export type ImportedPlay = z.output<typeof importedPlay>

const playerEvent = (play: ImportedPlay): PlayerEvent => ({
  eventId: play.event_id,
  deviceId: play.device_id,
  kind: play.kind,
  airing: play.airing_id,
  segmentId: play.segment_id,
  episodeId: play.episode_id,
  sha256: play.sha256,
  duration: play.duration_seconds,
  withdrawn: play.withdrawn,
  at: play.at,
  playedSeconds: play.played_seconds,
  detail: play.detail,
})

export type ImportedWord = {
  readonly outcome: 'aired' | 'partial' | 'missed'
  readonly at: number | null
  readonly playedSeconds: number | null
  readonly withdrawn: boolean
  readonly note: string | null
}

/**
 * What all imported events of one airing amount to (COUNTING.md 10), as one statement of it; null when they say nothing.
 * A start without an end: a stick pulled out, a cut of power.
 * The same rules as for a player's events: a file may also hold interruptions and several devices.
 */
export function importedWord(airing: PlannedAiring, plays: readonly ImportedPlay[]): ImportedWord | null {
  const events = plays.map(playerEvent)
  const failure = plays.filter(({ kind }) => kind === 'failed' || kind === 'skipped').at(-1)
  const reason = failure ? (failure.detail ?? failure.kind) : null
  const word = playerWord(playsOf(events, new Map([[airing.key, airing]])), reason)
  if (!word) return null
  return {
    outcome: word.outcome === 'open' ? 'partial' : word.outcome,
    at: word.start,
    playedSeconds: word.seconds,
    withdrawn: word.withdrawn,
    note: word.outcome === 'open' ? END_UNKNOWN : word.reason,
  }
}
