import type { PlaylistItem } from '../../../../protocol/playlist.ts'

/** What this device knows of its own doings with one airing. */
export type Entry = {
  readonly airingId: string
  /** paused: interrupted, and to go on if there is time; ended: nothing more of it is played here. */
  readonly state: 'playing' | 'paused' | 'ended'
  readonly outcome: 'finished' | 'stopped' | 'failed' | 'skipped' | 'attested' | null
  /** Seconds into the item: where to go on. */
  readonly heard: number
  /** Seconds of those since the last start. */
  readonly since: number
  readonly sha256: string | null
  /** The moment of the last word on it: server time and this boot's clock, both in ms. */
  readonly at: number
  readonly bootId: string
  readonly monoMs: number
}

export type Why = 'interrupted' | 'withdrawn' | 'no_audio' | 'no_file' | 'overlap' | 'no_sound' | 'not_running'
export type Step =
  | { readonly do: 'play'; readonly item: PlaylistItem; readonly from: number }
  /** Stop what is playing: `again` when it goes on after the interruption. */
  | { readonly do: 'stop'; readonly why: Why; readonly again: boolean }
  | { readonly do: 'give_up'; readonly item: PlaylistItem; readonly kind: 'failed' | 'skipped'; readonly why: Why }
  /** Nothing to do before this instant (ms); null: nothing is planned any more. */
  | { readonly do: 'wait'; readonly until: number | null }

export type Facts = {
  /** Server time, ms. */
  readonly now: number
  readonly items: readonly PlaylistItem[]
  readonly entries: ReadonlyMap<string, Entry>
  /** SHA-256 of the files that are here and whole. */
  readonly ready: ReadonlySet<string>
  readonly playing: { readonly airingId: string; readonly emergency: boolean } | null
  /** The browser does not let us play sound yet. */
  readonly blocked: boolean
  /** Since when this device plays for the station: what was before is not its failure. */
  readonly since: number
}

const MINUTE = 60_000
/** How late an item may begin (or go on after its planned end). An emergency matters longer than its minute. */
export const LATE_MS = { normal: 10 * MINUTE, priority: 10 * MINUTE, emergency: 30 * MINUTE } as const
const RANK = { normal: 0, priority: 1, emergency: 2 } as const
/** What is left of an interrupted item must be worth starting for, seconds. */
const REST_SECONDS = 1

export const startOf = (item: PlaylistItem): number => Date.parse(item.starts_at)
export const endOf = (item: PlaylistItem): number => Date.parse(item.ends_at)
const lastStart = (item: PlaylistItem): number => startOf(item) + LATE_MS[item.priority]

/** May be put on air now: its time has come and is not over, its file is here, and it has not had its turn. */
function isDue(item: PlaylistItem, facts: Facts): boolean {
  if (!item.audio || !facts.ready.has(item.audio.sha256) || startOf(item) > facts.now) return false
  const entry = facts.entries.get(item.airing_id)
  if (!entry) return facts.now <= lastStart(item)
  if (entry.state !== 'paused' || entry.sha256 !== item.audio.sha256) return false
  return facts.now <= endOf(item) + LATE_MS[item.priority] && item.audio.duration_seconds - entry.heard > REST_SECONDS
}

/** The more urgent goes ahead; among equals the one planned earlier. */
function mostUrgent(due: readonly PlaylistItem[]): PlaylistItem | undefined {
  return due
    .slice()
    .sort(
      (a, b) => RANK[b.priority] - RANK[a.priority] || startOf(a) - startOf(b) || (a.airing_id < b.airing_id ? -1 : 1),
    )[0]
}

/**
 * The one thing to do next. The whole rule of what is played when: carried out step by step, asked again after each.
 * An item plays at its start, or up to ten minutes late; ordinary items never cut each other off, an emergency cuts off
 * all but an emergency, and what it cut off goes on afterwards from where it was. What has had its turn never plays again.
 */
export function nextStep(facts: Facts): Step {
  const { playing } = facts
  if (playing) {
    const current = facts.items.find((item) => item.airing_id === playing.airingId)
    // A playlist that lost it (cancelled, the day over) lets it end; one that says why it must not be heard does not.
    if (current?.problem) return { do: 'stop', why: 'withdrawn', again: false }
    const urgent = facts.items.some((item) => item.priority === 'emergency' && isDue(item, facts))
    if (urgent && !playing.emergency) return { do: 'stop', why: 'interrupted', again: true }
  } else if (!facts.blocked) {
    const item = mostUrgent(facts.items.filter((one) => isDue(one, facts)))
    if (item) return { do: 'play', item, from: facts.entries.get(item.airing_id)?.heard ?? 0 }
  }
  return givenUp(facts) ?? { do: 'wait', until: nextMoment(facts) }
}

function givenUp(facts: Facts): Step | null {
  for (const item of facts.items) {
    const missed = facts.now > lastStart(item) && startOf(item) >= facts.since && !facts.entries.has(item.airing_id)
    if (!missed || item.programme !== 'episode' || facts.playing?.airingId === item.airing_id) continue
    const why = whyMissed(item, facts)
    return { do: 'give_up', item, kind: why === 'overlap' ? 'skipped' : 'failed', why }
  }
  return null
}

function whyMissed(item: PlaylistItem, facts: Facts): Why {
  if (!item.audio) return 'no_audio'
  if (!facts.ready.has(item.audio.sha256)) return 'no_file'
  if (facts.playing || heardThen(item, facts)) return 'overlap'
  return facts.blocked ? 'no_sound' : 'not_running'
}

/** Whether something else was still being heard when this item could last have begun. */
const heardThen = (item: PlaylistItem, facts: Facts): boolean => {
  for (const entry of facts.entries.values()) {
    if (entry.heard > 0 && entry.at >= lastStart(item) && entry.at - entry.since * 1000 <= lastStart(item)) return true
  }
  return false
}

function nextMoment({ items, now }: Facts): number | null {
  let next: number | null = null
  for (const item of items) {
    for (const moment of [startOf(item), lastStart(item) + 1]) {
      if (moment > now && (next === null || moment < next)) next = moment
    }
  }
  return next
}

/** The item whose start comes next, whether or not it can be played. */
export function upcoming(items: readonly PlaylistItem[], entries: ReadonlyMap<string, Entry>, now: number) {
  return items.find((item) => startOf(item) > now && entries.get(item.airing_id)?.state !== 'ended')
}
