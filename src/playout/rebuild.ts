import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Reader, Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import { type Airing, airingsOfStation, markEvidenceOfMany } from '../schedule/index.ts'
import { sameOutcome } from './apply.ts'
import { type EvidenceRow, evidenceLog } from './evidence.ts'
import { allEvidence, replaceEvidence } from './evidence-store.ts'
import { factsOf, plannedAiring } from './facts.ts'
import { type ReadEntry, readEntry } from './ledger-body.ts'
import { ledgerPage } from './ledger-store.ts'
import { type AiringOutcome, NO_WORD } from './reconcile/facts.ts'
import { reconcile } from './reconcile/reconcile.ts'
import { allPlays, playRow, replacePlays, type StoredPlay, samePlay, standings } from './unplanned-store.ts'

/**
 * What stands in the tables and is not what the ledger gives. `subject`: position, airing_id or play key. `ledger`: a row
 * whose text can no longer be read; the chain's own check says more.
 */
export type Difference = {
  readonly kind: 'ledger' | 'evidence' | 'outcome' | 'unplanned'
  readonly subject: string
  readonly stored: unknown
  readonly rebuilt: unknown
}
export type Rebuilt = {
  readonly stationId: number
  readonly evidence: readonly EvidenceRow[]
  readonly marks: readonly { readonly key: Airing; readonly evidence: AiringOutcome }[]
  readonly plays: readonly StoredPlay[]
  readonly days: readonly LocalDate[]
  readonly differences: readonly Difference[]
}

const PAGE = 2000
const FOREVER = 8.64e15

/**
 * Works out from a station's ledger and the plan what its evidence log, outcomes and unplanned plays ought to be, and
 * compares. Writes nothing.
 */
export async function rebuildStation(reader: Reader, zone: Zone, stationId: number): Promise<Rebuilt> {
  const entries: ReadEntry[] = []
  const differences: Difference[] = []
  for (let after = 0; ; ) {
    const rows = await ledgerPage(reader, stationId, after, PAGE)
    for (const row of rows) {
      try {
        entries.push(readEntry(row.text))
      } catch {
        differences.push({ kind: 'ledger', subject: String(row.position), stored: row.text, rebuilt: null })
      }
    }
    const last = rows.at(-1)
    if (!last) break
    after = last.position
    await nextTurn()
  }
  const evidence = evidenceLog(entries)
  const airings = await airingsOfStation(reader, stationId, -FOREVER, FOREVER)
  const facts = { ...factsOf(stationId, evidence), airings: airings.map(plannedAiring) }
  const result = reconcile(facts, (instant) => zone.localDate(instant))
  compareEvidence(await allEvidence(reader, stationId), evidence, differences)
  const days = new Set<LocalDate>()
  const marks = airings.flatMap((airing) => {
    const { key } = plannedAiring(airing)
    const outcome = result.outcomes.get(key) ?? NO_WORD
    if (sameOutcome(airing, outcome)) return []
    differences.push({ kind: 'outcome', subject: key, stored: outcomeOf(airing), rebuilt: outcome })
    for (const day of [airing.plannedOn, airing.airedOn, outcome.airedOn]) if (day !== null) days.add(day)
    return [{ key: airing, evidence: outcome }]
  })
  const stored = await allPlays(reader, stationId)
  const standing = result.unplanned.length > 0 ? await standings(reader, stationId) : null
  const plays = result.unplanned.flatMap((play) => (standing ? playRow(stationId, play, standing(play.airedOn)) : []))
  comparePlays(stored, plays, differences, days)
  return { stationId, evidence, marks, plays, days: [...days].sort(), differences }
}

/** Writes what rebuildStation found to differ, and tells of the days. */
export async function repairStation(tx: Tx, zone: Zone, stationId: number): Promise<readonly Difference[]> {
  const rebuilt = await rebuildStation(tx, zone, stationId)
  // Nothing is made from a ledger that cannot be read: that would turn one broken row into lost evidence.
  if (rebuilt.differences.some((difference) => difference.kind === 'ledger')) return rebuilt.differences
  if (rebuilt.differences.length === 0) return []
  if (rebuilt.differences.some((difference) => difference.kind === 'evidence')) {
    await replaceEvidence(tx, stationId, rebuilt.evidence)
  }
  await markEvidenceOfMany(tx, rebuilt.marks)
  await replacePlays(tx, stationId, await allPlays(tx, stationId), rebuilt.plays)
  if (rebuilt.days.length > 0) await tx.emit({ type: 'evidence_changed', stationId, days: rebuilt.days })
  return rebuilt.differences
}

const outcomeOf = (airing: Airing): AiringOutcome => ({
  outcome: airing.outcome,
  outcomeReason: airing.outcomeReason,
  grade: airing.grade,
  flags: airing.flags,
  airedOn: airing.airedOn,
  actualStart: airing.actualStart,
  playedSeconds: airing.playedSeconds,
  airedEpisodeId: airing.airedEpisodeId,
})

const sameRow = (a: EvidenceRow, b: EvidenceRow): boolean =>
  (Object.keys(b) as (keyof EvidenceRow)[]).every((column) => a[column] === b[column])

function compareEvidence(stored: readonly EvidenceRow[], rebuilt: readonly EvidenceRow[], out: Difference[]): void {
  const before = new Map(stored.map((row) => [row.position, row]))
  for (const row of rebuilt) {
    const old = before.get(row.position)
    before.delete(row.position)
    if (!old || !sameRow(old, row)) {
      out.push({ kind: 'evidence', subject: String(row.position), stored: old ?? null, rebuilt: row })
    }
  }
  for (const [position, row] of before)
    out.push({ kind: 'evidence', subject: String(position), stored: row, rebuilt: null })
}

function comparePlays(
  stored: readonly StoredPlay[],
  rebuilt: readonly StoredPlay[],
  out: Difference[],
  days: Set<LocalDate>,
): void {
  const before = new Map(stored.map((play) => [play.play_key, play]))
  for (const play of rebuilt) {
    const old = before.get(play.play_key)
    before.delete(play.play_key)
    if (old && samePlay(old, play)) continue
    days.add(play.aired_on)
    out.push({ kind: 'unplanned', subject: play.play_key, stored: old ?? null, rebuilt: play })
  }
  for (const play of before.values()) {
    days.add(play.aired_on)
    out.push({ kind: 'unplanned', subject: play.play_key, stored: play, rebuilt: null })
  }
}
