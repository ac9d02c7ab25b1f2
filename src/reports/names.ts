import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { allSegments, type SegmentBrief } from '../library/index.ts'
import { assignmentOn, type Station, stationsAll } from '../stations/index.ts'
import { type Level, levels, type SuccessionRow, successions, type Unit, units, unitThenToNow } from '../units/index.ts'

/** What numbers are labelled with; read once for an answer. */
export type Names = {
  readonly levels: ReadonlyMap<string, Level>
  readonly units: ReadonlyMap<number, Unit>
  readonly stations: ReadonlyMap<number, Station>
  readonly segments: ReadonlyMap<number, SegmentBrief>
  readonly successions: readonly SuccessionRow[]
}

const byId = <T extends { readonly id: number }>(rows: readonly T[]): Map<number, T> =>
  new Map(rows.map((row) => [row.id, row]))

export async function readNames(reader: Reader): Promise<Names> {
  const ranks = await levels(reader)
  return {
    levels: new Map(ranks.map((level) => [level.code, level])),
    units: byId(await units(reader)),
    stations: byId(await stationsAll(reader)),
    segments: byId(await allSegments(reader)),
    successions: await successions(reader),
  }
}

/** Level and unit of a station on a day; undefined for a station that is none of ours. */
export const placeOn = (names: Names, stationId: number, day: LocalDate) => {
  const station = names.stations.get(stationId)
  return station && assignmentOn(station, day)
}

/**
 * COUNTING.md 17, `units=now`: the unit that stands today for the unit of the day.
 * @returns a function that remembers its answers: histories are followed once for each pair
 */
export function presentUnits(names: Names, today: LocalDate): (unitId: number, stationId: number) => number {
  const known = new Map<string, number>()
  return (unitId, stationId) => {
    const key = `${unitId}|${stationId}`
    const kept = known.get(key)
    if (kept !== undefined) return kept
    const present = placeOn(names, stationId, today)?.unitId
    const unit = unitThenToNow(names.successions, unitId, today, present)
    known.set(key, unit)
    return unit
  }
}
