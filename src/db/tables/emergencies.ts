import type { Generated } from 'kysely'

export type EmergencyTable = {
  id: Generated<number>
  slot_id: number
  episode_id: number
  note: string | null
  /** How often it goes on air at each station. */
  times: number
  /** Pause between the end of one airing and the start of the next. */
  gap_seconds: number
  station_count: number
  first_starts_at: number
  last_ends_at: number
  ordered_at: number
  ordered_by: number | null
  ordered_by_name: string
  cancelled_at: number | null
  cancelled_by_name: string | null
  cancel_reason: string | null
}

export type EmergenciesTables = { emergency: EmergencyTable }
