import type { Generated } from 'kysely'
import type { LocalDate, LocalTime } from '../../kernel/dates.ts'

export type LevelTable = {
  code: string
  name: string
  name_en: string
  station_name: string
  station_name_en: string
  rank: number
}

export type UnitTable = {
  id: Generated<number>
  code: string
  name: string
  kind: string
  parent_id: number | null
  valid_from: LocalDate | null
  valid_to: LocalDate | null
  legal_basis: string | null
}

export type UnitSuccessionTable = {
  from_unit_id: number
  to_unit_id: number
  on_date: LocalDate
  kind: 'merge' | 'split' | 'rename' | 'parent'
  legal_basis: string | null
}

export type StationTable = {
  id: Generated<number>
  code: string
  name: string
  frequency: string | null
  contact_name: string | null
  contact_phone: string | null
  active_from: LocalDate | null
  active_to: LocalDate | null
  created_at: number
}

export type StationAssignmentTable = {
  station_id: number
  from_date: LocalDate
  level_code: string
  unit_id: number
}

export type StationGroupTable = {
  id: Generated<number>
  code: string
  name: string
}

export type StationGroupMemberTable = {
  group_id: number
  station_id: number
}

export type BroadcastSessionTable = {
  id: Generated<number>
  station_id: number | null
  part: 'morning' | 'noon' | 'afternoon' | 'evening'
  starts: LocalTime
  ends: LocalTime
}

export type ClosureTable = {
  id: Generated<number>
  from_date: LocalDate
  to_date: LocalDate
  target: string
  reason: string
  created_at: number
  created_by: number | null
  withdrawn_at: number | null
  withdrawn_by: number | null
}

export type StationKeyTable = {
  id: Generated<number>
  station_id: number
  name: string
  key_hash: string
  created_at: number
  created_by: number | null
  last_used_at: number | null
  revoked_at: number | null
  revoked_by: number | null
  /** The device took it by a pairing code. */
  paired: Generated<number>
}

export type DeviceTable = {
  station_id: number
  device_id: string
  first_seen_at: number
  last_seen_at: number
  player: string | null
  version: string | null
  disk_free: number | null
  /** Reports that it still held after its last attempt to send; null: it never told. */
  waiting: Generated<number | null>
  clock_offset_ms: number | null
  playing: string | null
}

export type StationsTables = {
  level: LevelTable
  unit: UnitTable
  unit_succession: UnitSuccessionTable
  station: StationTable
  station_assignment: StationAssignmentTable
  station_group: StationGroupTable
  station_group_member: StationGroupMemberTable
  broadcast_session: BroadcastSessionTable
  closure: ClosureTable
  station_key: StationKeyTable
  device: DeviceTable
}
