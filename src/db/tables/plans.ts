import type { Generated } from 'kysely'
import type { LocalDate } from '../../kernel/dates.ts'

/** How many airings a level or one station is to reach in a stretch of days; exactly one of the two is set. */
export type PlanTargetTable = {
  id: Generated<number>
  from_date: LocalDate
  to_date: LocalDate
  /** Null: of all segments together. */
  segment_id: number | null
  level_code: string | null
  station_id: number | null
  target: number
  note: string | null
  created_at: number
  created_by: number | null
  created_by_name: string
  changed_at: number
  changed_by_name: string
}

export type PlansTables = { plan_target: PlanTargetTable }
