import { DAY_MS, MINUTE_MS } from '../kernel/dates.ts'
import { PRIORITIES } from '../kernel/terms.ts'
import type { Airing } from './programme.ts'

/** Something interrupted by an emergency that may go on where it was cut. */
export type Resume = { readonly airing: Airing; readonly fromSeconds: number; readonly until: number }

export type Facts = {
  /** Epoch ms. `sure`: by the server's clock. */
  readonly now: number
  readonly sure: boolean
  /** Since when this process runs, epoch ms. */
  readonly since: number
  readonly airings: readonly Airing[]
  /** Airings of which the journal says anything: they are never started again. */
  readonly told: ReadonlySet<string>
  readonly playing: Airing | null
  readonly resume: Resume | null
  /** SHA-256 of what is on disk and whole. */
  readonly ready: ReadonlySet<string>
  /** SHA-256 of what the server says must not be played. */
  readonly withdrawn: ReadonlySet<string>
  /** How long after its time an item may still be started, ms. */
  readonly lateMs: number
}
export type Skip = { readonly airing: Airing; readonly kind: 'failed' | 'skipped'; readonly detail: string }
export type Decision = {
  /** Why what is playing must end now. */
  readonly stop: 'emergency' | 'withdrawn' | null
  readonly start: { readonly airing: Airing; readonly fromSeconds: number } | null
  /** To be made ready: it starts in a few seconds. */
  readonly prepare: Airing | null
  /** What was not played and will not be. */
  readonly skip: readonly Skip[]
  /** When there may be something to do, epoch ms; null: only when something changes. */
  readonly wakeAt: number | null
}

/** A start is written down so long before its time, that the sound comes at its time. */
export const LEAD_MS = 150
/** The player is made ready so long before. */
export const PREPARE_MS = 6000
/** An emergency item is played at least so long after its time, if it could not be before. */
const EMERGENCY_LATE_MS = 30 * MINUTE_MS
/** What happened longer ago is not told any more as not played. */
const TELL_WITHIN_MS = 7 * DAY_MS
/** Problems for which something that is playing must fall silent. */
const FORBIDDEN: ReadonlySet<string | null> = new Set(['withdrawn', 'not_cleared'])

const rank = (airing: Airing): number => PRIORITIES.indexOf(airing.priority)
const isUrgent = (airing: Airing): boolean => airing.priority === 'emergency'
const order = (a: Airing, b: Airing): number => rank(b) - rank(a) || a.start - b.start || (a.id < b.id ? -1 : 1)

/** Until when an item may be started, epoch ms. */
export const lastStart = (airing: Airing, lateMs: number): number =>
  isUrgent(airing)
    ? Math.max(airing.end, airing.start + EMERGENCY_LATE_MS)
    : Math.min(airing.end, airing.start + lateMs)

/** What is to be done now. Emergency interrupts all else; of what is due together the more urgent goes first. */
export function decide(facts: Facts): Decision {
  const { now, told, ready, withdrawn, playing, lateMs } = facts
  const open = facts.airings.filter((airing) => !told.has(airing.id))
  const canPlay = ({ audio }: Airing): boolean =>
    audio !== null && ready.has(audio.sha256) && !withdrawn.has(audio.sha256)
  const due = open.filter((airing) => airing.start - LEAD_MS <= now && now <= lastStart(airing, lateMs))
  const best = due.filter(canPlay).sort(order)[0] ?? null

  const forbidden = playing !== null && isForbidden(playing, facts)
  const interrupted = playing !== null && best !== null && isUrgent(best) && !isUrgent(playing)
  const stop = forbidden ? 'withdrawn' : interrupted ? 'emergency' : null
  const free = playing === null || stop !== null
  const skip = facts.sure ? open.flatMap((airing) => notPlayed(airing, facts) ?? []) : []
  const start = free ? (best ? { airing: best, fromSeconds: 0 } : resumed(facts, stop)) : null
  const prepare = open.filter((airing) => canPlay(airing) && airing.start > now && airing.start - now <= PREPARE_MS)
  return {
    stop,
    start,
    // One player at a time: a sound card may let in no second one.
    prepare: start || playing ? null : (prepare.sort((a, b) => a.start - b.start || order(a, b))[0] ?? null),
    skip,
    wakeAt: nextMoment(open, facts),
  }
}

function isForbidden(playing: Airing, { airings, withdrawn }: Facts): boolean {
  if (playing.audio && withdrawn.has(playing.audio.sha256)) return true
  const listed = airings.find(({ id }) => id === playing.id)
  return listed !== undefined && listed.audio === null && FORBIDDEN.has(listed.problem)
}

function resumed({ now, resume, airings, withdrawn }: Facts, stop: Decision['stop']): Decision['start'] {
  if (stop !== null || !resume || now > resume.until) return null
  const { audio } = resume.airing
  if (!audio || withdrawn.has(audio.sha256)) return null
  const listed = airings.find(({ id }) => id === resume.airing.id)
  if (listed && listed.audio?.sha256 !== audio.sha256) return null
  return { airing: resume.airing, fromSeconds: resume.fromSeconds }
}

/** An airing whose time is over and that was known before: why it was not played. Null: still to come, or not ours to tell. */
function notPlayed(airing: Airing, { now, since, lateMs, ready, withdrawn, playing }: Facts): Skip | null {
  const last = lastStart(airing, lateMs)
  if (now <= last || airing.seenAt > last || now - airing.start > TELL_WITHIN_MS || airing.id === playing?.id)
    return null
  const skip = (kind: Skip['kind'], detail: string): Skip => ({ airing, kind, detail })
  if (!airing.audio) return airing.problem === null ? null : skip('skipped', airing.problem)
  if (since > last) return skip('skipped', 'device_off')
  if (withdrawn.has(airing.audio.sha256)) return skip('skipped', 'withdrawn')
  return ready.has(airing.audio.sha256) ? skip('skipped', 'player_busy') : skip('failed', 'audio_not_here')
}

function nextMoment(open: readonly Airing[], { now, lateMs }: Facts): number | null {
  let next = Number.POSITIVE_INFINITY
  for (const airing of open) {
    const { start } = airing
    for (const moment of [start - PREPARE_MS, start - LEAD_MS, lastStart(airing, lateMs) + 1])
      if (moment > now && moment < next) next = moment
  }
  return next === Number.POSITIVE_INFINITY ? null : next
}
