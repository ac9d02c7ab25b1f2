import type { LocalDate } from '../kernel/dates.ts'

/** From a day on, a station is of this level and stands in this unit. */
export type Assignment = {
  readonly from: LocalDate
  readonly levelCode: string
  readonly unitId: number
  readonly unitCode: string
}

export type Station = {
  readonly id: number
  /** A slug; never changes, since players have it in their addresses. */
  readonly code: string
  readonly name: string
  readonly frequency: string | null
  readonly contactName: string | null
  readonly contactPhone: string | null
  /** First and last day of broadcasting, both inclusive; null is open. */
  readonly activeFrom: LocalDate | null
  readonly activeTo: LocalDate | null
  /** At least one, oldest first. */
  readonly assignments: readonly [Assignment, ...Assignment[]]
  /** Codes of its groups. */
  readonly groups: readonly string[]
  readonly groupIds: readonly number[]
}

/** The level and unit of a station on a day. Before its first assignment, that one. */
export function assignmentOn(station: Pick<Station, 'assignments'>, date: LocalDate): Assignment {
  return station.assignments.findLast((assignment) => assignment.from <= date) ?? station.assignments[0]
}

/** Whether a station broadcasts on a day, closures apart. */
export const isActiveOn = (station: Pick<Station, 'activeFrom' | 'activeTo'>, date: LocalDate): boolean =>
  (station.activeFrom === null || station.activeFrom <= date) && (station.activeTo === null || date <= station.activeTo)
