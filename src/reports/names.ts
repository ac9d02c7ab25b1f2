import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { allSegments, type SegmentBrief } from '../library/index.ts'
import { assignmentOn } from '../stations/index.ts'
import { type Level, levels, type SuccessionRow, successions, type Unit, unitThenToNow } from '../units/index.ts'
import { type NamedStation, namedStations, namedUnits } from './names-store.ts'

/** What numbers are labelled with; read once for an answer. */
export type Names = {
  readonly levels: ReadonlyMap<string, Level>
  readonly units: ReadonlyMap<number, Unit>
  readonly stations: ReadonlyMap<number, NamedStation>
  readonly segments: ReadonlyMap<number, SegmentBrief>
  readonly successions: readonly SuccessionRow[]
}

/** @param stationIds only these stations and their units: an answer by level names none of thousands */
export async function readNames(reader: Reader, stationIds?: readonly number[]): Promise<Names> {
  const ranks = await levels(reader)
  const stations = await namedStations(reader, stationIds)
  const own = [...stations.values()].flatMap(({ assignments }) => assignments.map(({ unitId }) => unitId))
  return {
    levels: new Map(ranks.map((level) => [level.code, level])),
    units: await namedUnits(reader, stationIds && [...new Set(own)]),
    stations,
    segments: new Map((await allSegments(reader)).map((segment) => [segment.id, segment])),
    successions: stationIds ? [] : await successions(reader),
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
