import type { Tx } from '../db/index.ts'
import { type AsRunEvent, parseAiringId } from '../protocol/index.ts'
import { impossibleTimes, type Numbered, runsOf } from './boots.ts'
import { bootBase, type EventTime, type Neighbours, type Sending, timeOfCall, timeOfEvent } from './clock.ts'
import { neighboursInStream, type SeqTime } from './evidence-store.ts'
import { airingsNamed, itemPlayed, itemsByHash, type KnownItem, type NamedAiring } from './item-store.ts'
import type { LedgerStation } from './ledger.ts'
import type { EventBody, ItemBody } from './ledger-body.ts'
import { bootBases } from './stream-store.ts'

/** Where events came from. Without a sending (scripts) nothing is measured. */
export type Source = {
  readonly station: LedgerStation
  readonly receivedAt: number
  readonly deviceId: string
  readonly journalId: string
  /** Items by hash that were asked for already in this transaction; what is found is added. */
  readonly items: Map<string, readonly KnownItem[]>
  readonly sending: { readonly bootId: string; readonly sentAt: string; readonly sentMonoMs: number } | null
}
export type Fresh = { readonly index: number; readonly event: AsRunEvent; readonly contentHash: string }
type Known = { readonly fresh: Fresh; readonly airing: NamedAiring | null }

/** Finds out for each new event when it was, which airing it names and what was played. */
export async function resolveEvents(
  tx: Tx,
  source: Source,
  fresh: readonly Fresh[],
): Promise<{ readonly index: number; readonly body: EventBody }[]> {
  if (fresh.length === 0) return []
  const airings = await airingsNamed(
    tx,
    fresh.flatMap(({ event }) => ownKey(event, source.station.id) ?? []),
  )
  const { items } = source
  const hashes = fresh.flatMap(({ event: { sha256 } }) => (sha256 === undefined || items.has(sha256) ? [] : sha256))
  for (const [hash, known] of await itemsByHash(tx, [...new Set(hashes)])) items.set(hash, known)
  const known = fresh.map((one): Known => ({ fresh: one, airing: airings.get(one.event.airing_id ?? '') ?? null }))
  const times = await timesOf(tx, source, known)
  return known.map((one, i) => {
    const time = times[i] ?? UNKNOWN
    const { sha256 } = one.fresh.event
    const item = itemPlayed(items.get(sha256 ?? ''), sha256, one.airing, time.at)
    return { index: one.fresh.index, body: bodyOf(source, one, item, time) }
  })
}

/** The identity named, if it can be one of this station's. */
const ownKey = (event: AsRunEvent, stationId: number) => {
  const key = event.airing_id === undefined ? null : parseAiringId(event.airing_id)
  return key?.stationId === stationId ? key : null
}

const UNKNOWN: EventTime = { at: null, source: 'unknown' }

async function timesOf(tx: Tx, source: Source, known: readonly Known[]): Promise<EventTime[]> {
  const { sending } = source
  const others = new Set(known.flatMap(({ fresh }) => fresh.event.boot_id ?? []))
  if (sending) others.delete(sending.bootId)
  const bases = await bootBases(tx, source.station.id, source.deviceId, [...others])
  const measure: Sending = {
    receivedAt: source.receivedAt,
    bootId: sending?.bootId ?? '',
    sentMonoMs: sending?.sentMonoMs ?? 0,
    bootBases: bases,
  }
  const timed = ({ fresh: { event }, airing }: Known, neighbours: () => Neighbours): EventTime => {
    const bootId = event.boot_id ?? measure.bootId
    const toldAt = Date.parse(event.at)
    const live = sending ? null : timeOfCall(toldAt, source.receivedAt)
    const monoMs = sending ? event.mono_ms : undefined
    return live ?? timeOfEvent({ bootId, monoMs, toldAt, airing }, measure, neighbours)
  }
  const first = known.map((one) => timed(one, () => ({ before: null, after: null })))
  if (!sending) return first
  const impossible = await ofBootsNotMeasured(tx, source, known, first, measure)
  const second = first.map((time, i) => impossible.get(i) ?? time)
  const isDone = (i: number): boolean => second[i]?.at != null || impossible.has(i)
  return second.every((_, i) => isDone(i)) ? second : byOrder(tx, source, known, second, timed, isDone)
}

const streamOf = ({ station, deviceId, journalId }: Source) => ({ stationId: station.id, deviceId, journalId })

/** What boots that nobody measured tell and what cannot have been then, by the event's index; see boots.ts. */
async function ofBootsNotMeasured(
  tx: Tx,
  source: Source,
  known: readonly Known[],
  first: readonly EventTime[],
  measure: Sending,
): Promise<ReadonlyMap<number, EventTime>> {
  const isOpen = (bootId: string): boolean => bootId !== measure.bootId && !measure.bootBases.has(bootId)
  if (!known.some(({ fresh }) => isOpen(fresh.event.boot_id ?? measure.bootId))) return new Map()
  const index = new Map<Numbered, number>()
  for (const [i, { fresh }] of known.entries()) {
    const { seq, mono_ms: monoMs, boot_id: bootId = measure.bootId, at: told } = fresh.event
    const time = first[i] ?? UNKNOWN
    const isMeasured = time.source === 'measured' || time.source === 'boot'
    if (monoMs === undefined || !(isMeasured || isOpen(bootId))) continue
    index.set({ seq, bootId, monoMs, toldAt: Date.parse(told), at: isMeasured ? time.at : null }, i)
  }
  const runs = runsOf([...index.keys()])
  const edges = runs.flatMap((run) => (run.first.at === null ? [run.first.seq, run.last.seq] : []))
  const kept = await neighboursInStream(tx, streamOf(source), [...new Set(edges)], true)
  const around = (seq: number): Neighbours => {
    const found = kept.get(seq)
    return { before: found?.before?.at ?? null, after: found?.after?.at ?? null }
  }
  const out = new Map<number, EventTime>()
  for (const [event, at] of impossibleTimes(runs, around, bootBase(measure))) {
    const i = index.get(event)
    if (i !== undefined) out.set(i, at === null ? UNKNOWN : { at: Math.round(at), source: 'carried' })
  }
  return out
}

/** The second look at times not yet known, with the stream's nearest other events at hand. */
async function byOrder(
  tx: Tx,
  source: Source,
  known: readonly Known[],
  first: readonly EventTime[],
  timed: (one: Known, neighbours: () => Neighbours) => EventTime,
  isDone: (index: number) => boolean,
): Promise<EventTime[]> {
  const here = known.flatMap(({ fresh }, i): SeqTime[] => {
    const at = first[i]?.at ?? null
    return at === null ? [] : [{ seq: fresh.event.seq, at }]
  })
  const waiting = known.flatMap(({ fresh }, i) => (isDone(i) ? [] : fresh.event.seq))
  const kept = await neighboursInStream(tx, streamOf(source), [...new Set(waiting)])
  return known.map((one, i) => {
    const time = first[i] ?? UNKNOWN
    if (isDone(i)) return time
    const { seq } = one.fresh.event
    const { before, after } = kept.get(seq) ?? { before: null, after: null }
    const lower = [before ?? [], here.filter((row) => row.seq < seq)].flat()
    const higher = [after ?? [], here.filter((row) => row.seq > seq)].flat()
    return timed(one, () => ({
      before: lower.reduce<SeqTime | null>((a, b) => (a && a.seq > b.seq ? a : b), null)?.at ?? null,
      after: higher.reduce<SeqTime | null>((a, b) => (a && a.seq <= b.seq ? a : b), null)?.at ?? null,
    }))
  })
}

/** Why an event waits for a person; null when it counts. */
function quarantineReason({ event }: Fresh, item: ItemBody | null, time: EventTime): string | null {
  if (!item) return event.sha256 === undefined ? 'unknown_airing' : 'unknown_audio'
  return time.at === null ? 'clock_unknown' : null
}

function bodyOf(source: Source, known: Known, item: ItemBody | null, time: EventTime): EventBody {
  const reason = quarantineReason(known.fresh, item, time)
  const { airing } = known
  return {
    event: known.fresh.event,
    content_hash: known.fresh.contentHash,
    device_id: source.deviceId,
    journal_id: source.journalId,
    sent_at: source.sending?.sentAt ?? null,
    sent_mono_ms: source.sending?.sentMonoMs ?? null,
    sent_boot_id: source.sending?.bootId ?? null,
    at: time.at === null ? null : new Date(time.at).toISOString(),
    clock: time.source,
    airing: airing && { airing_id: airing.id, starts_at: new Date(airing.startsAt).toISOString() },
    item,
    state: reason === null ? 'counted' : 'quarantined',
    reason,
  }
}
