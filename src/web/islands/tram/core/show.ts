import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import { type Entry, endOf, startOf } from './plan.ts'

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

/** "4:05", "1:04:05"; whole seconds, rounded up, so that zero is the moment itself. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

/** The station's wall clock as the playlist writes it: "05:15" and "2026-11-23". */
export const timeOf = (item: PlaylistItem): string => item.starts_local.slice(11, 16)
export const dayOf = (item: PlaylistItem): string => item.starts_local.slice(0, 10)

/** Wall time "05:15:09" of an instant, by the offset that the playlist writes ("+07:00"). */
export function wallClock(instant: number, items: readonly PlaylistItem[]): { day: string; time: string } {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(items[0]?.starts_local ?? '') ?? []
  const offset = sign
    ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
    : -new Date(instant).getTimezoneOffset()
  const text = new Date(instant + offset * 60_000).toISOString()
  return { day: text.slice(0, 10), time: text.slice(11, 19) }
}

export type RowState =
  | 'playing'
  | 'finished'
  | 'stopped'
  | 'failed'
  | 'skipped'
  | 'attested'
  | 'waiting_pin'
  | 'paused'
  | 'problem'
  | 'missing'
  | 'ready'
  | 'elsewhere'
  | 'past'
  | 'reported_aired'
  | 'reported_partial'
  | 'reported_missed'

/** What the centre counts an airing as. */
export type ReportedOutcome = 'aired' | 'partial' | 'missed'

/** How an airing stands: as this device heard it; else as the centre heard of it from elsewhere. */
export function rowState(
  item: PlaylistItem,
  facts: {
    entry: Entry | undefined
    wanted: boolean
    ready: ReadonlySet<string>
    now: number
    reported?: ReportedOutcome | undefined
  },
): RowState {
  const { entry, wanted, ready, now, reported } = facts
  if (wanted) return 'waiting_pin'
  if (entry?.outcome) return entry.outcome
  if (entry?.state === 'playing') return 'playing'
  if (entry?.state === 'paused' && endOf(item) > now) return 'paused'
  if (entry) return 'stopped'
  if (reported) return `reported_${reported}`
  if (startOf(item) <= now && endOf(item) <= now) return 'past'
  if (item.programme !== 'episode') return 'elsewhere'
  if (!item.audio) return 'problem'
  return ready.has(item.audio.sha256) ? 'ready' : 'missing'
}

/** Whether a person may still say something of it: its time has come, and nothing says that it was heard whole. */
export const mayTell = (item: PlaylistItem, state: RowState, now: number): boolean =>
  startOf(item) <= now && !['finished', 'attested', 'waiting_pin', 'reported_aired'].includes(state)

/** The SHA-256s of what is to be kept, the soonest first. */
export function filesNeeded(
  items: readonly PlaylistItem[],
  now: number,
): { sha256: string; bytes: number; url: string }[] {
  const out = new Map<string, { sha256: string; bytes: number; url: string }>()
  const soonest = items.slice().sort((a, b) => Number(b.priority === 'emergency') - Number(a.priority === 'emergency'))
  for (const { audio, ends_at } of soonest) {
    if (!audio || Date.parse(ends_at) < now - 3_600_000 || out.has(audio.sha256)) continue
    out.set(audio.sha256, { sha256: audio.sha256, bytes: audio.bytes, url: audio.url })
  }
  return Array.from(out.values())
}
