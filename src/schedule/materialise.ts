import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import type { StationInTime } from '../stations/index.ts'
import { type Bindings, bind } from './binding.ts'
import { loadBindings, rebindSegment } from './binding-store.ts'
import { airingsOfSlot, changesOf, loadCalendar } from './calendar-store.ts'
import { changesBetween } from './change-store.ts'
import { type Act, difference, type Step } from './difference.ts'
import { lockSchedule } from './lock-store.ts'
import { type Calendar, projectSlot } from './projection.ts'
import { MAX_DAYS } from './recurrence.ts'
import type { Slot, SlotChange } from './slot.ts'
import { markPlannedTo, slotsTouching } from './slot-store.ts'
import { upsertAirings } from './upsert-store.ts'

/** The clock's instant, the zone, and how many days ahead airings are made. */
export type Today = { readonly now: number; readonly zone: Zone; readonly horizonDays: number }

export const todayOf = (ctx: Context): Today => ({
  now: ctx.clock.now(),
  zone: ctx.zone,
  horizonDays: ctx.config.horizonDays,
})

/** The last day up to which airings are made now. */
export const horizonOf = ({ now, zone, horizonDays }: Today): LocalDate =>
  addDays(zone.localDate(now), Math.min(horizonDays, MAX_DAYS - 2))

export type Scope = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly act: Act
  /** All slots when left out. */
  readonly slotIds?: readonly number[]
  /** All stations when left out. */
  readonly stationIds?: readonly number[]
}

// Bounds memory: 200 stations with 400 days of three airings are some 240.000 rows at most.
const STATIONS_AT_ONCE = 200

/** Which stations and planned days were touched: what `airings_changed` tells. */
class Touched {
  readonly stations = new Set<number>()
  #from: LocalDate | undefined
  #to: LocalDate | undefined
  count = 0

  add(stationId: number, plannedOn: LocalDate): void {
    this.stations.add(stationId)
    if (this.#from === undefined || plannedOn < this.#from) this.#from = plannedOn
    if (this.#to === undefined || plannedOn > this.#to) this.#to = plannedOn
  }

  async emit(tx: Tx): Promise<void> {
    if (this.#from === undefined || this.#to === undefined) return
    await tx.emit({ type: 'airings_changed', stationIds: [...this.stations], from: this.#from, to: this.#to })
  }
}

/**
 * Slot × calendar − closures ± changes → rows of airings, for original dates [from, to] (at most 400 days). Running it
 * again changes nothing. Airings are made, moved, cancelled, superseded and planned again, never deleted; what has begun
 * or has evidence stays as it is, but for what the act allows. Binds episodes, and tells `airings_changed`.
 * @returns how many airings were written
 */
export async function materialise(tx: Tx, today: Today, scope: Scope): Promise<number> {
  await lockSchedule(tx)
  const { from, to, slotIds, stationIds } = scope
  const slots = (await slotsTouching(tx, from, to)).filter((slot) => !slotIds || slotIds.includes(slot.id))
  const calendar = await loadCalendar(tx, today.zone, from, to, stationIds)
  const changes = await changesBetween(
    tx,
    slots.map((slot) => slot.id),
    from,
    to,
  )
  const touched = new Touched()
  const premieres = new Set<number>()
  for (const slot of premieresFirst(slots)) {
    const bindings = await loadBindings(tx, today.zone, slot.segmentId, from)
    const steps = await writeSlot(tx, today, scope, slot, changesOf(changes, slot.id), calendar, bindings, touched)
    if (steps.some((step) => step.airing.premiere || step.before?.premiere)) premieres.add(slot.segmentId)
    if (!stationIds) await markPlannedTo(tx, slot.id, to)
  }
  // A premiere that came, went or moved decides from when on its episode is the newest.
  for (const segmentId of premieres) await rebindInto(tx, today, segmentId, touched)
  await touched.emit(tx)
  return touched.count
}

/** Premieres date the episodes that repeats are then bound to. */
const premieresFirst = (slots: readonly Slot[]): Slot[] =>
  [...slots].sort(
    (a, b) =>
      Number(b.versions.at(-1)?.premiere ?? false) - Number(a.versions.at(-1)?.premiere ?? false) || a.id - b.id,
  )

async function writeSlot(
  tx: Tx,
  today: Today,
  scope: Scope,
  slot: Slot,
  changes: readonly SlotChange[],
  calendar: Calendar,
  bindings: Bindings,
  touched: Touched,
): Promise<Step[]> {
  const written: Step[] = []
  for (let i = 0; i < calendar.stations.length; i += STATIONS_AT_ONCE) {
    const stations = calendar.stations.slice(i, i + STATIONS_AT_ONCE)
    const steps = (await slotSteps(tx, today, scope, slot, changes, { ...calendar, stations }, bindings)).filter(
      (s) => s.effect !== 'same',
    )
    await upsertAirings(
      tx,
      steps.map((step) => step.airing),
    )
    for (const { airing, before } of steps) {
      touched.add(airing.stationId, airing.plannedOn)
      if (before) touched.add(before.stationId, before.plannedOn)
    }
    touched.count += steps.length
    // Only premieres are looked at again; keeping every step of thousands of stations would cost memory for nothing.
    written.push(...steps.filter((step) => step.airing.premiere || step.before?.premiere).slice(0, 1))
  }
  return written
}

/** What becomes of a slot's airings on these stations; reads only. Shared by the dry run and the real one. */
export async function slotSteps(
  reader: Parameters<typeof airingsOfSlot>[0],
  today: Today,
  { from, to, act }: Pick<Scope, 'from' | 'to' | 'act'>,
  slot: Slot,
  changes: readonly SlotChange[],
  calendar: Calendar,
  bindings: Bindings,
): Promise<Step[]> {
  const ids = calendar.stations.map((station: StationInTime) => station.id)
  const existing = slot.id === 0 ? [] : await airingsOfSlot(reader, slot.id, ids, from, to)
  const wanted = projectSlot(slot, changes, calendar, from, to)
  return difference({ wanted, existing, now: today.now, act, bind: (plan) => bind(plan, bindings) })
}

async function rebindInto(tx: Tx, today: Today, segmentId: number, touched: Touched): Promise<void> {
  const bindings = await loadBindings(tx, today.zone, segmentId, today.zone.localDate(today.now))
  for (const row of await rebindSegment(tx, segmentId, bindings, today.now)) touched.add(row.station_id, row.planned_on)
}

/** Binds the airings of a segment that have not begun anew, after a clearance came or went. */
export async function rebindAirings(tx: Tx, today: Today, segmentId: number): Promise<void> {
  const touched = new Touched()
  await rebindInto(tx, today, segmentId, touched)
  await touched.emit(tx)
}
