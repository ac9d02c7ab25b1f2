import type { AsRunEvent } from '../protocol/index.ts'
import type { Cache } from './cache.ts'
import type { TrueClock } from './clock.ts'
import type { Journal } from './journal.ts'
import type { Line } from './line.ts'
import type { Parts } from './parts.ts'
import type { Airing, KeptProgramme } from './programme.ts'
import type { Settings } from './settings.ts'

/** What the parts of a running agent share; each field is written by one of them. */
export type State = {
  readonly parts: Parts
  readonly settings: Settings
  readonly clock: TrueClock
  readonly journal: Journal
  readonly cache: Cache
  readonly line: Line
  /** The playlist; written by the keeper. */
  programme: KeptProgramme
  airings: readonly Airing[]
  /** Airings of which the journal says anything; written by the playout. */
  readonly told: Set<string>
  playing: Airing | null
  /** The last words of each part about what is wrong now; null: all is well. */
  readonly trouble: { line: string | null; key: string | null; disk: string | null; player: string | null }
  /** When the server last answered, by the monotonic clock; null: never. */
  heardMono: number | null
}

type Told = Pick<AsRunEvent, 'kind'> & {
  airing: Airing
  playedSeconds?: number | null
  detail?: string | null
  atMono?: number
}

/** Writes down what happened to an airing. On disk when it returns. */
export async function note(state: State, told: Told): Promise<AsRunEvent> {
  const { clocks } = state.parts
  const mono = told.atMono ?? clocks.mono()
  const now = state.clock.now()
  const at = now === null ? clocks.wall() : now.at + (mono - clocks.mono())
  state.told.add(told.airing.id)
  return state.journal.append({
    boot_id: clocks.bootId,
    kind: told.kind,
    airing_id: told.airing.id,
    ...(told.airing.audio ? { sha256: told.airing.audio.sha256 } : {}),
    at: instantText(at),
    mono_ms: Math.max(0, Math.floor(mono)),
    ...(told.playedSeconds == null
      ? {}
      : { played_seconds: Math.max(0, Math.round(told.playedSeconds * 1000) / 1000) }),
    ...(told.detail == null ? {} : { detail: told.detail.slice(0, 500).toWellFormed() }),
  })
}

/** An instant that the protocol can carry, however wrong the clock. */
export function instantText(at: number): string {
  const bounded = Math.min(Math.max(at, 0), Date.UTC(9999, 0, 1))
  return new Date(bounded).toISOString()
}
