import type { Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'

/** From `from` until the day before `until` (null: for good) a station is of this level and stands in this unit. */
export type Stretch = {
  readonly from: LocalDate
  readonly until: LocalDate | null
  readonly levelCode: string
  readonly unitId: number
}

/**
 * Gives a station's airings of a stretch its level and unit: a reform is often entered weeks after its day.
 * @returns the days whose counts this touches
 */
export async function assignAirings(tx: Tx, stationId: number, stretch: Stretch): Promise<LocalDate[]> {
  const { from, until, levelCode, unitId } = stretch
  const changed = await tx.q
    .updateTable('airing')
    .set({ level_code: levelCode, unit_id: unitId })
    .where('station_id', '=', stationId)
    .where('planned_on', '>=', from)
    .$if(until !== null, (q) => q.where('planned_on', '<', until ?? from))
    .where((e) => e.or([e('level_code', '!=', levelCode), e('unit_id', '!=', unitId)]))
    .returning(['planned_on', 'aired_on'])
    .execute()
  return changed.flatMap((row) => (row.aired_on === null ? [row.planned_on] : [row.planned_on, row.aired_on]))
}
