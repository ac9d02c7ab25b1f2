import { MINUTE_MS } from '../kernel/dates.ts'

/** How an event's time was found. `carried`: by the offset of the next boot. `unknown`: it waits for a person. */
export type TimeSource = 'measured' | 'boot' | 'told' | 'carried' | 'order' | 'unknown'
export type EventTime =
  | { readonly at: number; readonly source: Exclude<TimeSource, 'unknown'> }
  | { readonly at: null; readonly source: 'unknown' }

/** The sending as it was received. `bootBases`: other boots of the device, wall time minus monotonic time as last measured. */
export type Sending = {
  readonly receivedAt: number
  readonly bootId: string
  readonly sentMonoMs: number
  readonly bootBases: ReadonlyMap<string, number>
}
/** Times in epoch ms. `airing`: the airing that the event names, when it is this station's. */
export type TimedEvent = {
  readonly bootId: string
  readonly monoMs: number | undefined
  readonly toldAt: number
  readonly airing: { readonly startsAt: number; readonly endsAt: number } | null
}
/** The known times of the events just before and after in the stream, where there are such. */
export type Neighbours = { readonly before: number | null; readonly after: number | null }

/** As told, when within this of the named airing's start. */
export const TOLD_WITHIN_MS = 30 * MINUTE_MS
/** A clock that nobody measured may be ahead by this much: told later than that, it has not happened yet. */
export const AHEAD_MS = 2 * MINUTE_MS

/** Wall time at which the sending boot's monotonic clock stood at 0. */
export const bootBase = (sending: Pick<Sending, 'receivedAt' | 'sentMonoMs'>): number =>
  sending.receivedAt - sending.sentMonoMs

/**
 * COUNTING.md 7. Same boot as the sending: received − (sent_mono − mono). Another boot: by its last measured offset.
 * Neither: as told, when within 30 min of its named airing's start, or, when that airing is past, if the told time
 * lies after that start and between the stream's neighbours. Else unknown. Age never matters. Nothing is later than its
 * receipt: a told time a little ahead is the receipt's, one further ahead is unknown. What a boot that nobody measured
 * tells is looked at as a whole before: boots.ts.
 */
export function timeOfEvent(event: TimedEvent, sending: Sending, neighbours: () => Neighbours): EventTime {
  const measured = measuredTime(event, sending)
  if (measured) return measured
  const { airing } = event
  if (airing && event.toldAt <= sending.receivedAt + AHEAD_MS) {
    const toldAt = Math.min(event.toldAt, sending.receivedAt)
    if (Math.abs(toldAt - airing.startsAt) <= TOLD_WITHIN_MS) return { at: toldAt, source: 'told' }
    const past = airing.endsAt <= sending.receivedAt
    if (past && toldAt >= airing.startsAt && inOrder(toldAt, neighbours())) {
      return { at: toldAt, source: 'order' }
    }
  }
  return { at: null, source: 'unknown' }
}

function measuredTime(event: TimedEvent, sending: Sending): EventTime | null {
  if (event.monoMs === undefined) return null
  if (event.bootId === sending.bootId) {
    // Later than its own sending: that monotonic clock is not to be believed.
    if (event.monoMs > sending.sentMonoMs) return null
    return { at: Math.round(sending.receivedAt - (sending.sentMonoMs - event.monoMs)), source: 'measured' }
  }
  const base = sending.bootBases.get(event.bootId)
  if (base === undefined) return null
  const at = Math.round(base + event.monoMs)
  return at <= sending.receivedAt ? { at, source: 'boot' } : null
}

/** Plausible by order needs something to compare with: a device that only ever guessed proves nothing. */
const inOrder = (at: number, { before, after }: Neighbours): boolean =>
  (before !== null || after !== null) && (before === null || at >= before) && (after === null || at <= after)

/** A script's call counts as made at the event itself when its clock is at most this far behind ours. */
const LIVE_WITHIN_MS = 5 * MINUTE_MS

/**
 * A script without a monotonic clock calls as it plays: when what it tells is the time of its call, its clock is
 * measured by that. Null when it tells of another time; then timeOfEvent decides.
 */
export const timeOfCall = (toldAt: number, receivedAt: number): EventTime | null =>
  toldAt >= receivedAt - LIVE_WITHIN_MS && toldAt <= receivedAt + AHEAD_MS
    ? { at: Math.min(toldAt, receivedAt), source: 'measured' }
    : null
