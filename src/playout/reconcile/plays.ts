import { type Interval, overlaps, union } from '../../kernel/intervals.ts'
import { COMPLETE, PAUSE_MS, type PlannedAiring, type PlayerEvent, type Statement } from './facts.ts'

/** One stretch of sound of one item, as one device told it. */
export type Stretch = Interval & {
  /** The airing named, if it is to count for it. */
  readonly airing: string | null
  /** It named an airing of another segment, relayed or live: it is matched to none (COUNTING.md 3, 9). */
  readonly stray: boolean
  /** `finished` without seconds: played to the end (COUNTING.md 10). */
  readonly full: boolean
  /** Started, and no word of its end. */
  readonly open: boolean
  readonly events: readonly PlayerEvent[]
}

/** A moment that a person stated, as a stretch of its item. */
export type Said = Interval & { readonly statement: Statement }

/**
 * Stretches of one item that overlap, from whatever device or person: one play (COUNTING.md 11). Its time, seconds and
 * completeness are those that devices told; where none did, the time is what people said.
 */
export type Play = Interval & {
  readonly item: string
  readonly segmentId: number
  readonly stretches: readonly Stretch[]
  readonly said: readonly Statement[]
  /** Named by events. */
  readonly airings: ReadonlySet<string>
  readonly stray: boolean
  readonly seconds: number
  readonly duration: number
  readonly complete: boolean
}

/** The same episode in whatever format is one item; a relayed or live programme is its segment's. */
export const itemOf = (told: { readonly episodeId: number | null; readonly segmentId: number }): string =>
  told.episodeId === null ? `s${told.segmentId}` : `e${told.episodeId}`

const KIND_ORDER = { finished: 0, stopped: 1, failed: 2, skipped: 3, started: 4 } as const
/** In time; at the same moment an end comes before the next start. */
export const inTime = (a: PlayerEvent, b: PlayerEvent): number =>
  a.at - b.at || KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0)

export const group = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return groups
}

type Airings = ReadonlyMap<string, PlannedAiring>

/**
 * Every play that the events, and people's statements of a time, tell of. `airings` by key; a name that is not among
 * them names nothing.
 */
export function playsOf(events: readonly PlayerEvent[], airings: Airings, stated: readonly Statement[] = []): Play[] {
  const heard = events.filter((event) => !isBareName(event, airings))
  const byTeller = group(heard, (event) => `${event.deviceId}\n${event.airing ?? ''}\n${itemOf(event)}`)
  const stretches = [...byTeller.values()].flatMap((told) => stretchesOf(told.sort(inTime), airings))
  const bySegment = group<Told>([...stretches, ...stated.map(saidOf)], (told) => String(sourceOf(told).segmentId))
  return [...bySegment.values()].flatMap(cluster).flatMap((part) => {
    const byItem = group(part, (told) => ('events' in told ? itemOf(firstEvent(told)) : itemSaid(told, part, airings)))
    return [...byItem].flatMap(([item, own]) => cluster(own).map((one) => playOf(item, one)))
  })
}

/** It names a relayed or live programme and no audio: evidence, but of no play that a device can know (COUNTING.md 3). */
const isBareName = (event: PlayerEvent, airings: Airings): boolean =>
  event.sha256 === null && event.airing !== null && (airings.get(event.airing)?.programme ?? 'episode') !== 'episode'

type Told = Stretch | Said
const sourceOf = (told: Told): PlayerEvent | Statement => ('events' in told ? firstEvent(told) : told.statement)

/** At least a millisecond: partly played for an unknown time is a moment. */
function saidOf(statement: Statement): Said {
  const { at, duration } = statement
  const seconds = statement.playedSeconds ?? (statement.outcome === 'aired' ? duration : null) ?? 0
  const start = at ?? 0
  return { start, end: start + Math.max(1, Math.min(seconds, duration ?? seconds) * 1000), statement }
}

/**
 * A person speaks of the airing, a device of the audio: a statement means what a device played of the segment at that
 * moment, when that was not the episode planned; and where no episode was planned, what others state to have been it.
 */
function itemSaid(said: Said, part: readonly Told[], airings: Airings): string {
  const own = itemOf(said.statement)
  if (airings.get(said.statement.airing)?.programme !== 'episode') return own
  const beside = part.filter((told) => told !== said && overlaps(told, said)).sort(byStart)
  const played = beside.flatMap((told) => ('events' in told ? itemOf(firstEvent(told)) : []))
  if (played.includes(own)) return own
  const others = said.statement.episodeId === null ? beside.map((told) => itemOf(sourceOf(told))) : []
  return played[0] ?? others.find((item) => item.startsWith('e')) ?? own
}

export const firstEvent = (stretch: Stretch): PlayerEvent => {
  const [first] = stretch.events
  if (!first) throw new Error('a stretch without events')
  return first
}

/** Pairs starts and ends of one item that one device told under one name, in order of time. */
function stretchesOf(told: readonly PlayerEvent[], airings: Airings): Stretch[] {
  const out: Stretch[] = []
  let open: PlayerEvent | null = null
  const push = (start: number, end: number, full: boolean, events: readonly PlayerEvent[], isOpen = false): void => {
    const [first] = events
    if (!first) return
    const named = first.airing === null ? undefined : airings.get(first.airing)
    const stray = named !== undefined && (named.segmentId !== first.segmentId || named.programme !== 'episode')
    // An instant still is something: one millisecond, so that it overlaps what it lies in.
    const last = Math.max(end, start + 1)
    out.push({ start, end: last, airing: named && !stray ? named.key : null, stray, full, open: isOpen, events })
  }
  const leaveOpen = (): void => {
    if (open) push(open.at, open.at, false, [open], true)
    open = null
  }
  for (const event of told) {
    if (event.kind === 'started') {
      leaveOpen()
      open = event
      continue
    }
    const start = startBefore(open, event)
    if (event.kind === 'failed' || event.kind === 'skipped') {
      // Alone it is a failure (failures.ts); after a start, or with seconds, something was heard.
      if (!start && !event.playedSeconds) continue
    }
    if (open && !start) leaveOpen()
    const told = event.playedSeconds === null ? null : Math.min(event.playedSeconds, event.duration) * 1000
    const full = event.kind === 'finished' && told === null
    const length = told ?? (full ? event.duration * 1000 : 0)
    const begin = start ? (told === null ? start.at : Math.max(start.at, event.at - told)) : event.at - length
    push(begin, event.at, full, start ? [start, event] : [event])
    if (start) open = null
  }
  leaveOpen()
  return out
}

/** The start that an end belongs to: not further back than the item is long, and a pause. */
const startBefore = (open: PlayerEvent | null, end: PlayerEvent): PlayerEvent | null =>
  open && end.at - open.at <= end.duration * 1000 + PAUSE_MS ? open : null

const nameOf = (told: Told): string => ('events' in told ? firstEvent(told).eventId : `~${told.statement.airing}`)
const byStart = (a: Told, b: Told): number => a.start - b.start || a.end - b.end || (nameOf(a) < nameOf(b) ? -1 : 1)

/** What overlaps, directly or through others, stands together. */
function cluster(all: Told[]): Told[][] {
  const parts: Told[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const told of all.sort(byStart)) {
    const last = parts.at(-1)
    if (last && told.start < end) last.push(told)
    else parts.push([told])
    end = Math.max(end, told.end)
  }
  return parts
}

const lengthSeconds = (intervals: readonly Interval[]): number =>
  union(intervals).reduce((sum, part) => sum + (part.end - part.start), 0) / 1000

/** Seconds heard: the union of what was told; starts without an end give none. */
export const secondsOf = (stretches: readonly Stretch[]): number =>
  Math.round(lengthSeconds(stretches.filter((stretch) => !stretch.open && stretch.end - stretch.start > 1)) * 1000) /
  1000

export const durationOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((max, stretch) => Math.max(max, firstEvent(stretch).duration), 0)

/** COUNTING.md 10, over the stretches of one item. */
export function isComplete(stretches: readonly Stretch[]): boolean {
  if (stretches.some((stretch) => stretch.full)) return true
  const duration = durationOf(stretches)
  return duration > 0 && secondsOf(stretches) >= COMPLETE * duration
}

function playOf(item: string, told: readonly Told[]): Play {
  const stretches = told.filter((one) => 'events' in one)
  const said = told.flatMap((one) => ('events' in one ? [] : one.statement))
  const timed: readonly Interval[] = stretches.length > 0 ? stretches : told
  return {
    item,
    start: timed.reduce((min, one) => Math.min(min, one.start), Number.POSITIVE_INFINITY),
    end: timed.reduce((max, one) => Math.max(max, one.end), Number.NEGATIVE_INFINITY),
    segmentId: told.map(sourceOf)[0]?.segmentId ?? 0,
    said,
    ...heardOf(stretches),
  }
}

const heardOf = (stretches: readonly Stretch[]) => ({
  stretches,
  airings: new Set(stretches.flatMap((stretch) => stretch.airing ?? [])),
  stray: stretches.length > 0 && stretches.every((stretch) => stretch.stray),
  seconds: secondsOf(stretches),
  duration: durationOf(stretches),
  complete: isComplete(stretches),
})

/** Parts of one item as one play: interruption and resumption add up (COUNTING.md 10). */
export const joined = (a: Play, b: Play): Play => ({
  ...a,
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
  said: [...a.said, ...b.said],
  ...heardOf([...a.stretches, ...b.stretches]),
})
