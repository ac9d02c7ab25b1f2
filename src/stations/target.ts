import { z } from 'zod'
import { dayOf, type LocalDate } from '../kernel/dates.ts'

/** Which stations a slot or a closure means, as it is stored. Who belongs to it is told anew for every date. */
export const storedTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('level'), code: z.string() }),
  z.object({ kind: z.literal('group'), id: z.number().int() }),
  z.object({ kind: z.literal('stations'), ids: z.array(z.number().int()).min(1) }),
])
export type Target = z.output<typeof storedTarget>

/** A station with all that decides whether a target means it on a date. Dates are inclusive; null is open. */
export type StationInTime = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly activeFrom: LocalDate | null
  readonly activeTo: LocalDate | null
  /** In order of `from`; each holds until the next, the first one also before its beginning. */
  readonly assignments: readonly { readonly from: LocalDate; readonly levelCode: string; readonly unitId: number }[]
  readonly groupIds: readonly number[]
}

/** Days (numbers, both inclusive) on which a station is active and meant, with its level and unit then. */
export type Presence = {
  readonly from: number
  readonly to: number
  readonly levelCode: string
  readonly unitId: number
}

/**
 * When a target means a station: stretches in order that do not overlap, within [from, to] (day numbers).
 * Levels are told by date from the assignments; groups and named stations hold as they are now.
 */
export function presenceOf(station: StationInTime, target: Target, from: number, to: number): Presence[] {
  if (target.kind === 'group' && !station.groupIds.includes(target.id)) return []
  if (target.kind === 'stations' && !target.ids.includes(station.id)) return []
  const first = Math.max(from, station.activeFrom === null ? from : dayOf(station.activeFrom))
  const last = Math.min(to, station.activeTo === null ? to : dayOf(station.activeTo))
  const found: Presence[] = []
  station.assignments.forEach(({ from: since, levelCode, unitId }, i) => {
    const next = station.assignments[i + 1]
    const start = i === 0 ? first : Math.max(first, dayOf(since))
    const end = next ? Math.min(last, dayOf(next.from) - 1) : last
    if (start <= end && (target.kind !== 'level' || target.code === levelCode)) {
      found.push({ from: start, to: end, levelCode, unitId })
    }
  })
  return found
}

/** A closure in force (not withdrawn). Days are numbers, both inclusive. */
export type ClosureInForce = {
  readonly id: number
  readonly from: number
  readonly to: number
  readonly target: Target
  readonly reason: string
}

/** The stretches of days on which one station is closed, with the closure that says so. */
export type Closed = { readonly from: number; readonly to: number; readonly closureId: number; readonly reason: string }

export const closedOf = (
  station: StationInTime,
  closures: readonly ClosureInForce[],
  from: number,
  to: number,
): Closed[] =>
  closures.flatMap((closure) =>
    presenceOf(station, closure.target, Math.max(from, closure.from), Math.min(to, closure.to)).map((p) => ({
      from: p.from,
      to: p.to,
      closureId: closure.id,
      reason: closure.reason,
    })),
  )
