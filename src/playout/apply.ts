import type { Reader, Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import { type Airing, markEvidenceOfMany } from '../schedule/index.ts'
import { airingsInWindows, startsOfAirings } from './airing-store.ts'
import type { EvidenceRow } from './evidence.ts'
import { evidenceElsewhereOf, evidenceInWindows } from './evidence-store.ts'
import { type EvidenceFacts, factsOf, plannedAiring } from './facts.ts'
import type { AiringOutcome, Facts, Reconciled } from './reconcile/facts.ts'
import { type Neighbourhood, neighbourhood, type Seeds } from './reconcile/neighbourhood.ts'
import { reconcile } from './reconcile/reconcile.ts'
import { playRow, playsInWindows, replacePlays, type StoredPlay, samePlay, standings } from './unplanned-store.ts'

export type { Seeds } from './reconcile/neighbourhood.ts'

type Window = readonly [from: number, to: number]

const HOUR_MS = 3_600_000
/** What is looked at around a change at once. */
const AROUND_MS = 5 * HOUR_MS
/** Windows nearer than this are read as one. */
const JOIN_MS = 24 * HOUR_MS

/** Counted rows that were just written, with times, at positions from `first` on: they need not be read back. */
export type FreshRows = { readonly first: number; readonly rows: readonly EvidenceRow[] }

/**
 * Works out anew what the changed evidence or airings of a station may touch, and writes what differs: outcomes through
 * schedule, unplanned plays here. The answer is the one that the whole ledger would give, because everything that can
 * have an influence is brought in, chain by chain.
 * @param around moments (epoch ms) of the changed events
 * @param fresh rows of this change, all of them within `around`
 * @returns the statements, by position, whose moment counts for another airing than theirs; what changed was told with
 * `evidence_changed`
 */
export async function applyChanges(
  tx: Tx,
  zone: Zone,
  stationId: number,
  seeds: Seeds,
  around: readonly number[],
  fresh?: FreshRows,
): Promise<Reconciled['absorbed']> {
  const loaded = await loadNeighbourhood(tx, stationId, seeds, around, fresh)
  if (!loaded) return new Map()
  const { near, facts, airings, windows } = loaded
  const result = reconcile(factsNear(near, facts), (instant) => zone.localDate(instant))
  const days = new Set<LocalDate>()
  const marks = changedMarks(result.outcomes, airings, days)
  await markEvidenceOfMany(tx, marks)
  const ids = new Set(near.events.map((event) => event.eventId))
  const stored = (await playsInWindows(tx, stationId, windows)).filter((play) =>
    eventIdsOf(play).some((id) => ids.has(id)),
  )
  const standing = result.unplanned.length > 0 ? await standings(tx, stationId) : null
  const made = result.unplanned.flatMap((play) => (standing ? playRow(stationId, play, standing(play.airedOn)) : []))
  await writePlays(tx, stationId, stored, made, days)
  if (days.size > 0) await tx.emit({ type: 'evidence_changed', stationId, days: [...days].sort() })
  return result.absorbed
}

const factsNear = (near: Neighbourhood, facts: EvidenceFacts): Facts => ({
  airings: near.airings,
  events: near.events,
  statements: near.statements,
  acceptances: facts.acceptances,
})

/** What is known of some airings of a station and of all that has to do with them. Writes nothing. */
export async function reconcileAround(
  reader: Reader,
  zone: Zone,
  stationId: number,
  seeds: Seeds,
  around: readonly number[],
): Promise<Reconciled | null> {
  const loaded = await loadNeighbourhood(reader, stationId, seeds, around)
  return loaded && reconcile(factsNear(loaded.near, loaded.facts), (instant) => zone.localDate(instant))
}

export const eventIdsOf = (play: StoredPlay): string[] => {
  const ids: unknown = JSON.parse(play.event_ids)
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : []
}

async function loadNeighbourhood(
  tx: Reader,
  stationId: number,
  seeds: Seeds,
  around: readonly number[],
  fresh?: FreshRows,
) {
  const starts = await startsOfAirings(tx, [...seeds.airings])
  let windows = joinWindows([...around, ...starts].map(windowAround))
  if (windows.length === 0) return null
  for (;;) {
    const airings = await airingsInWindows(tx, stationId, windows)
    const facts = factsOf(stationId, await evidenceAround(tx, stationId, windows, fresh))
    const near = neighbourhood(facts.events, airings.map(plannedAiring), facts.statements, seeds)
    const more = await outsideOf(tx, near, windows)
    if (more.length === 0) return { near, facts, airings, windows }
    windows = joinWindows([...windows, ...more])
  }
}

const windowAround = (at: number): Window => [at - AROUND_MS, at + AROUND_MS]

function joinWindows(windows: readonly Window[]): Window[] {
  const out: [number, number][] = []
  for (const [from, to] of [...windows].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && from <= last[1] + JOIN_MS) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

async function evidenceAround(
  tx: Reader,
  stationId: number,
  windows: readonly Window[],
  fresh?: FreshRows,
): Promise<Iterable<EvidenceRow>> {
  const byPosition = new Map<number, EvidenceRow>()
  const before = fresh?.first
  for (const row of await evidenceInWindows(tx, stationId, windows, before)) byPosition.set(row.position, row)
  for (const row of await evidenceElsewhereOf(tx, stationId, windows, before)) byPosition.set(row.position, row)
  for (const row of fresh?.rows ?? []) byPosition.set(row.position, row)
  return byPosition.values()
}

/** Where to look further: what the neighbourhood names, and what lies too near to an edge to know what is beyond. */
async function outsideOf(tx: Reader, near: Neighbourhood, windows: readonly Window[]): Promise<Window[]> {
  const missing = await startsOfAirings(tx, near.missing)
  const moments = [
    ...near.events.map((event) => event.at),
    ...near.airings.map((airing) => airing.startsAt),
    ...near.statements.flatMap((statement) => statement.at ?? []),
  ]
  const known = (from: number, to: number): boolean => windows.some((window) => window[0] <= from && to <= window[1])
  return [...missing, ...moments]
    .map((at): Window => [at - near.reach, at + near.reach])
    .filter(([from, to]) => !known(from, to))
}

function changedMarks(outcomes: ReadonlyMap<string, AiringOutcome>, airings: readonly Airing[], days: Set<LocalDate>) {
  const marks: { key: Airing; evidence: AiringOutcome }[] = []
  for (const airing of airings) {
    const evidence = outcomes.get(plannedAiring(airing).key)
    if (!evidence || sameOutcome(airing, evidence)) continue
    marks.push({ key: airing, evidence })
    days.add(airing.plannedOn)
    for (const day of [airing.airedOn, evidence.airedOn]) if (day !== null) days.add(day)
  }
  return marks
}

/** Whether an airing says already what was worked out. */
export const sameOutcome = (airing: AiringOutcome, evidence: AiringOutcome): boolean =>
  (Object.keys(evidence) as (keyof AiringOutcome)[]).every((field) => airing[field] === evidence[field])

async function writePlays(
  tx: Tx,
  stationId: number,
  stored: readonly StoredPlay[],
  made: readonly StoredPlay[],
  days: Set<LocalDate>,
): Promise<void> {
  const before = new Map(stored.map((play) => [play.play_key, play]))
  const kept = new Set<string>()
  const fresh = made.filter((play) => {
    const old = before.get(play.play_key)
    if (!old || !samePlay(old, play)) return true
    kept.add(play.play_key)
    return false
  })
  const gone = stored.filter((play) => !kept.has(play.play_key))
  for (const play of [...gone, ...fresh]) days.add(play.aired_on)
  await replacePlays(tx, stationId, gone, fresh)
}
