import type { Listener, Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { assignAirings, type Stretch } from '../schedule/index.ts'
import { type Assignment, stationsAll } from '../stations/index.ts'
import { assignPlays } from './unplanned-store.ts'

const BEFORE_ALL = '0000-01-01' as LocalDate

/** The stretches of a station's assignments; the first one holds for the time before it, too. */
export const stretches = (assignments: readonly Assignment[]): Stretch[] =>
  assignments.map((assignment, n) => ({
    from: n === 0 ? BEFORE_ALL : assignment.from,
    until: assignments[n + 1]?.from ?? null,
    levelCode: assignment.levelCode,
    unitId: assignment.unitId,
  }))

/**
 * The level and unit of an airing are those of its day (COUNTING.md 17), also when they were entered later: what is
 * kept beside airings and plays follows, and the touched days are counted anew.
 */
export function listenToAssignments(): Listener {
  return async (tx, event) => {
    if (event.type !== 'stations_changed' || event.stationIds.length === 0) return
    const changed = new Set(event.stationIds)
    for (const station of await stationsAll(tx)) {
      if (changed.has(station.id)) await follow(tx, station.id, station.assignments)
    }
  }
}

async function follow(tx: Tx, stationId: number, assignments: readonly Assignment[]): Promise<void> {
  const days = new Set<LocalDate>()
  for (const stretch of stretches(assignments)) {
    for (const day of await assignAirings(tx, stationId, stretch)) days.add(day)
    for (const day of await assignPlays(tx, stationId, stretch)) days.add(day)
  }
  if (days.size > 0) await tx.emit({ type: 'evidence_changed', stationId, days: [...days].sort() })
}
