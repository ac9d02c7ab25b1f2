import type { LocalDate } from '../kernel/dates.ts'

/**
 * merge, split, rename: what was `from` is `to` from `on` on. parent: the unit `from` itself goes on, under the parent `to`.
 */
export const SUCCESSION_KINDS = ['merge', 'split', 'rename', 'parent'] as const
export type SuccessionKind = (typeof SUCCESSION_KINDS)[number]
export type Succession = {
  readonly from: number
  readonly to: number
  readonly on: LocalDate
  readonly kind: SuccessionKind
}

/** What became of a unit by the end of `until`: the units that took its place, directly or through others. */
export function heirs(successions: readonly Succession[], unit: number, until: LocalDate): number[] {
  const steps = successions.filter((s) => s.kind !== 'parent' && s.on <= until)
  // Steps only go forward in time, and none is taken twice: a name given back on the same day is no endless walk.
  const follow = (of: number, path: readonly Succession[]): number[] => {
    const since = path.at(-1)?.on
    const next = steps.filter((s) => s.from === of && (since === undefined || s.on >= since) && !path.includes(s))
    return next.length === 0 ? [of] : next.flatMap((s) => follow(s.to, [...path, s]))
  }
  return [...new Set(follow(unit, []))]
}

/**
 * The unit that stands today (or at the end of `until`) where `unit` stood then (COUNTING.md 17): mergers and renamings
 * are followed; after a split the station's present unit decides; a unit dissolved without successor stays itself.
 * @param present the unit of the station at `until`, which decides between the parts of a split unit
 */
export function unitThenToNow(
  successions: readonly Succession[],
  unit: number,
  until: LocalDate,
  present?: number,
): number {
  const ends = heirs(successions, unit, until)
  if (ends.length === 1) return ends[0] ?? unit
  return present !== undefined && ends.includes(present) ? present : unit
}

/** The parent of a unit on a day: the one it was entered with, unless it was moved under another since. */
export function parentOn(
  successions: readonly Succession[],
  unit: { id: number; parentId: number | null },
  date: LocalDate,
): number | null {
  const moves = successions.filter((s) => s.kind === 'parent' && s.from === unit.id && s.on <= date)
  const last = moves.sort((a, b) => (a.on < b.on ? -1 : 1)).at(-1)
  return last?.to ?? unit.parentId
}
