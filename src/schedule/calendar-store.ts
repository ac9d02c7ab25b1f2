import type { Reader } from '../db/index.ts'
import { addDays, type LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import { closuresBetween, inForce, stationsInTime } from '../stations/index.ts'
import type { Airing } from './airing.ts'
import { toAiring } from './airing-store.ts'
import type { Calendar } from './projection.ts'
import type { SlotChange } from './slot.ts'

/** Stations, and the closures that may matter for original dates between two days (an airing may be moved off them). */
export async function loadCalendar(
  reader: Reader,
  zone: Zone,
  from: LocalDate,
  to: LocalDate,
  stationIds?: readonly number[],
): Promise<Calendar> {
  const all = await stationsInTime(reader)
  const only = stationIds && new Set(stationIds)
  const closures = await closuresBetween(reader, addDays(from, -MOVED_DAYS), addDays(to, MOVED_DAYS))
  return { zone, stations: only ? all.filter((s) => only.has(s.id)) : all, closures: closures.map(inForce) }
}
/** An airing is never moved further than this from its original date. */
export const MOVED_DAYS = 60

const STATIONS_AT_ONCE = 400

/** Airings of a slot by original dates between two days, on these stations, in every state. */
export async function airingsOfSlot(
  reader: Reader,
  slotId: number,
  stationIds: readonly number[],
  from: LocalDate,
  to: LocalDate,
): Promise<Airing[]> {
  const found: Airing[] = []
  for (let i = 0; i < stationIds.length; i += STATIONS_AT_ONCE) {
    const rows = await reader.q
      .selectFrom('airing')
      .selectAll()
      .where('slot_id', '=', slotId)
      .where('station_id', 'in', stationIds.slice(i, i + STATIONS_AT_ONCE))
      .where('on_date', '>=', from)
      .where('on_date', '<=', to)
      .execute()
    for (const row of rows) found.push(toAiring(row))
  }
  return found
}

/** Changes by slot. */
export const changesOf = (changes: readonly SlotChange[], slotId: number): SlotChange[] =>
  changes.filter((c) => c.slotId === slotId)
