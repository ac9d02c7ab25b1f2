import { createHash } from 'node:crypto'
import type { Reader } from '../db/index.ts'
import { canonicalJson, type Json } from '../kernel/canonical.ts'
import { addDays, DAY_MS, type LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import type { ClosureInForce } from '../stations/index.ts'
import { type Airing, keyText } from './airing.ts'
import { airingsBetween } from './airing-store.ts'
import { loadBindings } from './binding-store.ts'
import { changesOf, loadCalendar } from './calendar-store.ts'
import { changesBetween } from './change-store.ts'
import { type Conflict, findConflicts } from './conflicts.ts'
import type { Act, Effect, Step } from './difference.ts'
import { scheduleErrors } from './errors.ts'
import { slotSteps, type Today } from './materialise.ts'
import { type Calendar, countTurns, projectSlot } from './projection.ts'
import type { Slot, SlotChange } from './slot.ts'

/** The schedule as it would be: slots in their new form (id 0: a new one), with one more change or closure. */
export type Draft = {
  /** What the person asked for, in full: the hash binds to it too. */
  readonly asked: Json
  readonly slots: readonly Slot[]
  readonly change: Omit<SlotChange, 'id'> | null
  readonly closure: Omit<ClosureInForce, 'id'> | null
  readonly from: LocalDate
  readonly to: LocalDate
  readonly act: Act
}

/** Occurrences on a station that do not take place because it is closed or inactive. */
export type Silence = {
  readonly stationId: number
  readonly count: number
  /** The reason of the closure; null: the station is inactive. */
  readonly reason: string | null
  /** Named by the slot, and never on the air with it. */
  readonly wholly: boolean
}

export type DryRun = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly steps: readonly Step[]
  readonly conflicts: readonly Conflict[]
  readonly silences: readonly Silence[]
  readonly hash: string
}

/** More than this is not projected at once. */
const MAX_STEPS = 1_000_000
const DRAFT_ID = Number.MAX_SAFE_INTEGER

/**
 * What a draft would do: every airing it projects, every overlap with its legal choices, where it stays silent, and a
 * hash over all of it. Writes nothing.
 * @throws DomainError too_many_airings
 */
export async function assess(reader: Reader, today: Today, draft: Draft): Promise<DryRun> {
  const { from, to, slots } = draft
  const loaded = await loadCalendar(reader, today.zone, from, to)
  const extra = draft.closure ? [{ ...draft.closure, id: DRAFT_ID }] : []
  const calendar = { ...loaded, closures: [...loaded.closures, ...extra] }
  const saved = await changesBetween(
    reader,
    slots.map((slot) => slot.id),
    from,
    to,
  )
  const changes = draft.change ? [...saved, { ...draft.change, id: DRAFT_ID }] : saved
  const steps: Step[] = []
  const silences: Silence[] = []
  for (const slot of slots) {
    if (countTurns(slot, today.zone, from, to) * calendar.stations.length > MAX_STEPS * 4) throw tooMany()
    const bindings = await loadBindings(reader, today.zone, slot.segmentId, from)
    const own = changesOf(changes, slot.id)
    for (const step of await slotSteps(reader, today, draft, slot, own, calendar, bindings)) steps.push(step)
    if (steps.length > MAX_STEPS) throw tooMany()
    if (!draft.closure) silences.push(...silencesOf(slot, own, calendar, draft))
  }
  const conflicts = await conflictsOf(reader, today, steps)
  return { from, to, steps, conflicts, silences, hash: hashOf(draft, steps, conflicts) }
}
const tooMany = () => scheduleErrors.too_many_airings({ max: MAX_STEPS })

/** The effects that put something on the air where it was not before. */
const FRESH: readonly Effect[] = ['add', 'move', 'restore']

async function conflictsOf(reader: Reader, today: Today, steps: readonly Step[]): Promise<Conflict[]> {
  const fresh = steps.filter((s) => FRESH.includes(s.effect) && s.airing.state === 'planned').map((s) => s.airing)
  if (fresh.length === 0) return []
  let [from, to] = [Number.POSITIVE_INFINITY, 0]
  for (const airing of fresh) {
    from = Math.min(from, airing.startsAt)
    to = Math.max(to, airing.endsAt)
  }
  const stationIds = [...new Set(fresh.map((airing) => airing.stationId))]
  // An airing of the day before may reach past midnight.
  const planned = await airingsBetween(reader, { stationIds, from: from - DAY_MS, to, states: ['planned'] })
  const stepped = new Set(steps.map((step) => keyText(step.airing)))
  const unchanged = steps.filter((s) => !FRESH.includes(s.effect) && s.airing.state === 'planned').map((s) => s.airing)
  const others = [...planned.filter((airing) => !stepped.has(keyText(airing))), ...unchanged]
  return findConflicts(fresh, others, today.now, (instant) => endOfDay(today.zone, instant))
}

const endOfDay = (zone: Zone, instant: number): number => zone.toInstant(addDays(zone.localDate(instant), 1), 0)

/** Where and how often a slot stays silent: stations named or meant that are closed, or named ones that are inactive. */
function silencesOf(slot: Slot, changes: readonly SlotChange[], calendar: Calendar, draft: Draft): Silence[] {
  const turns = countTurns(slot, calendar.zone, draft.from, draft.to)
  const found = new Map<number, { count: number; reason: string | null; heard: number }>()
  for (const plan of projectSlot(slot, changes, calendar, draft.from, draft.to)) {
    const here = found.get(plan.stationId) ?? { count: 0, reason: null, heard: 0 }
    found.set(plan.stationId, here)
    if (plan.closureId === null) here.heard++
    else {
      here.count++
      here.reason = plan.stateReason
    }
  }
  const target = slot.versions.at(-1)?.target
  const named = target?.kind === 'stations' ? target.ids : []
  for (const id of named) {
    const here = found.get(id) ?? { count: 0, reason: null, heard: 0 }
    found.set(id, { ...here, count: Math.max(here.count, turns - here.heard) })
  }
  return [...found]
    .filter(([, { count }]) => count > 0)
    .map(([stationId, { count, reason, heard }]) => ({
      stationId,
      count,
      reason,
      wholly: heard === 0 && named.includes(stationId),
    }))
}

/** SHA-256 over what was asked, the canonical projection and the conflicts with their choices; row by row. */
function hashOf(draft: Draft, steps: readonly Step[], conflicts: readonly Conflict[]): string {
  const hash = createHash('sha256')
  const line = (value: Json) => hash.update(`${canonicalJson(value)}\n`)
  line({ asked: draft.asked, from: draft.from, to: draft.to })
  for (const { effect, airing } of steps) line([effect, keyText(airing), airing.state, airing.startsAt, airing.endsAt])
  for (const c of conflicts) line([c.id, overlap(c.other), [...c.choices], c.shiftTo])
  return hash.digest('hex')
}
const overlap = ({ startsAt, endsAt, priority }: Airing): Json => [startsAt, endsAt, priority]
