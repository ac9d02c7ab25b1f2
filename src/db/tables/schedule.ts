import type { Generated } from 'kysely'
import type { LocalDate } from '../../kernel/dates.ts'
import type { Grade, Outcome, Priority, Programme, SlotOrigin } from '../../kernel/terms.ts'

export type SlotTable = {
  id: Generated<number>
  segment_id: number
  programme: Programme
  title: string | null
  target: string
  rule: string
  from_date: LocalDate
  until_date: LocalDate | null
  duration_seconds: number
  premiere: number
  priority: Priority
  episode_mode: 'newest' | 'fixed'
  episode_id: number | null
  origin: SlotOrigin
  revision: Generated<number>
  /** The last local day up to which airings were made; null before the first time. */
  planned_to: LocalDate | null
  created_at: number
  created_by: number | null
  ended_at: number | null
}

/** What a slot says from a date on, until its next version. */
export type SlotVersionTable = {
  slot_id: number
  from_date: LocalDate
  /** Weeks of "every N weeks" are counted from the week of this day. */
  anchor_date: LocalDate
  programme: Programme
  target: string
  rule: string
  duration_seconds: number
  premiere: number
  priority: Priority
  /** The fixed episode; null: the newest cleared one. */
  episode_id: number | null
}

export type SlotChangeTable = {
  id: Generated<number>
  slot_id: number
  station_id: number | null
  on_date: LocalDate
  ordinal: number
  kind: 'cancel' | 'move' | 'replace'
  new_starts_at: number | null
  new_episode_id: number | null
  /** A moved occurrence of another length; null: as long as its slot says. */
  new_duration_seconds: Generated<number | null>
  reason: string | null
  /** Set when the change was a choice in a conflict with that slot. */
  conflict_slot_id: number | null
  created_at: number
  created_by: number | null
  withdrawn_at: number | null
}

export type AiringTable = {
  station_id: number
  starts_at: number
  slot_id: number
  on_date: LocalDate
  ordinal: number
  ends_at: number
  planned_on: LocalDate
  segment_id: number
  programme: Programme
  premiere: number
  priority: Priority
  episode_id: number | null
  /** The episode that slot or change names; null: newest cleared. */
  fixed_episode_id: number | null
  fallback: Generated<number>
  state: 'planned' | 'cancelled' | 'superseded'
  state_reason: string | null
  /** The closure that cancelled it. */
  closure_id: number | null
  level_code: string
  unit_id: number
  outcome: Outcome | null
  outcome_reason: string | null
  grade: Grade | null
  flags: string | null
  aired_on: LocalDate | null
  actual_start: number | null
  played_seconds: number | null
  aired_episode_id: number | null
}

/** What one saving did to the schedule, so that it can be taken back as a whole. */
export type ScheduleActTable = {
  id: Generated<number>
  at: number
  account_id: number | null
  kind: string
  /** JSON: the slots as they were before; null: made by the act. */
  slots: string
  /** JSON: ids of the changes that it made. */
  changes: string
  closure_id: number | null
  from_date: LocalDate
  to_date: LocalDate
  /** The first start, later than `at`, of an airing that it touched; null: it touched none. */
  first_start: number | null
  undone_at: number | null
  undone_by: number | null
}

export type ScheduleTables = {
  schedule_act: ScheduleActTable
  slot: SlotTable
  slot_version: SlotVersionTable
  slot_change: SlotChangeTable
  airing: AiringTable
}
