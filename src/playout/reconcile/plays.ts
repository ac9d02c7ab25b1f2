import { type Interval, union } from '../../kernel/intervals.ts'
import { COMPLETE, PAUSE_MS, type PlannedAiring, type PlayerEvent } from './facts.ts'

/** One stretch of sound of one item, as one device told it. */
export type Stretch = Interval & {
  /** The airing named, if it is to count for it. */
  readonly airing: string | null
  /** It named an airing of another segment: it is matched to none (COUNTING.md 9). */
  readonly stray: boolean
  /** `finished` without seconds: played to the end (COUNTING.md 10). */
  readonly full: boolean
  /** Started, and no word of its end. */
  readonly open: boolean
  readonly events: readonly PlayerEvent[]
}

/** Stretches of one item that overlap, from whatever device: one play (COUNTING.md 11). */
export type Play = Interval & {
  readonly item: string
  readonly segmentId: number
  readonly stretches: readonly Stretch[]
  readonly airings: ReadonlySet<string>
  readonly stray: boolean
  readonly seconds: number
  readonly duration: number
  readonly complete: boolean
}

/** The same episode in whatever format is one item; a relayed or live programme is its segment's. */
export const itemOf = (event: PlayerEvent): string =>
  event.episodeId === null ? `s${event.segmentId}` : `e${event.episodeId}`

const KIND_ORDER = { finished: 0, stopped: 1, failed: 2, skipped: 3, started: 4 } as const
/** In time; at the same moment an end comes before the next start. */
export const inTime = (a: PlayerEvent, b: PlayerEvent): number =>
  a.at - b.at || KIND_ORDER[a.kind] - KIND_ORDER[b.kind] || (a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0)

const group = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** Every play that the events tell of. `airings` by key; a name that is not among them names nothing. */
export function playsOf(events: readonly PlayerEvent[], airings: ReadonlyMap<string, PlannedAiring>): Play[] {
  const byTeller = group(events, (event) => `${event.deviceId}\n${event.airing ?? ''}\n${itemOf(event)}`)
  const stretches = [...byTeller.values()].flatMap((told) => stretchesOf(told.sort(inTime), airings))
  const byItem = group(stretches, (stretch) => itemOf(firstEvent(stretch)))
  return [...byItem].flatMap(([item, own]) => cluster(own).map((part) => playOf(item, part)))
}

export const firstEvent = (stretch: Stretch): PlayerEvent => {
  const [first] = stretch.events
  if (!first) throw new Error('a stretch without events')
  return first
}

/** Pairs starts and ends of one item that one device told under one name, in order of time. */
function stretchesOf(told: readonly PlayerEvent[], airings: ReadonlyMap<string, PlannedAiring>): Stretch[] {
  const out: Stretch[] = []
  let open: PlayerEvent | null = null
  const push = (start: number, end: number, full: boolean, events: readonly PlayerEvent[], isOpen = false): void => {
    const [first] = events
    if (!first) return
    const named = first.airing === null ? undefined : airings.get(first.airing)
    const stray = named !== undefined && named.segmentId !== first.segmentId
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

const byStart = (a: Stretch, b: Stretch): number =>
  a.start - b.start || a.end - b.end || (firstEvent(a).eventId < firstEvent(b).eventId ? -1 : 1)

function cluster(stretches: Stretch[]): Stretch[][] {
  const parts: Stretch[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const stretch of stretches.sort(byStart)) {
    const last = parts.at(-1)
    if (last && stretch.start < end) last.push(stretch)
    else parts.push([stretch])
    end = Math.max(end, stretch.end)
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

function playOf(item: string, stretches: readonly Stretch[]): Play {
  return {
    item,
    start: stretches.reduce((min, stretch) => Math.min(min, stretch.start), Number.POSITIVE_INFINITY),
    end: stretches.reduce((max, stretch) => Math.max(max, stretch.end), Number.NEGATIVE_INFINITY),
    segmentId: stretches.map(firstEvent)[0]?.segmentId ?? 0,
    stretches,
    airings: new Set(stretches.flatMap((stretch) => stretch.airing ?? [])),
    stray: stretches.every((stretch) => stretch.stray),
    seconds: secondsOf(stretches),
    duration: durationOf(stretches),
    complete: isComplete(stretches),
  }
}
