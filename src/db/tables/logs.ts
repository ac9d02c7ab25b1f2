import type { Generated } from 'kysely'

/** A file of a station's log: kept with the media under its hash; imported once somebody has confirmed it. */
export type LogImportTable = {
  id: Generated<number>
  kind: 'airings' | 'totals'
  /** Null: a column of the file names the station. */
  station_id: number | null
  segment_id: number
  sha256: string
  extension: string
  file_name: string
  bytes: number
  /** Which column is which, as JSON. */
  mapping: string
  state: 'open' | 'done' | 'dropped'
  imported: Generated<number>
  duplicates: Generated<number>
  bad: Generated<number>
  /** The rows that were not taken, with their reasons, as JSON; set when it is confirmed. */
  findings: string | null
  created_at: number
  created_by: number | null
  created_by_name: string
  decided_at: number | null
  decided_by_name: string | null
}

/** A row of a file that is in the ledger. `sheet` counts from 0, `line` from 1 as in Excel. */
export type LogImportRowTable = {
  import_id: number
  sheet: number
  line: number
  station_id: number
  airing_id: string
}

/** The columns of a station's files as last confirmed. `owner`: kind and station id, "airings 7"; "airings 0": many. */
export type LogColumnsTable = { owner: string; mapping: string; updated_at: number }

export type LogPhotoTable = {
  id: Generated<number>
  station_id: number
  /** Of what is kept, and of what was brought: they differ where something was taken out. */
  sha256: string
  original_sha256: string
  extension: string
  type: string
  bytes: number
  file_name: string
  /** What it told of where it was taken: none, removed, or that nobody looked (PDF). */
  place: 'none' | 'removed' | 'unknown'
  created_at: number
  created_by: number | null
  created_by_name: string
  /** When its file was removed, and by which rule; the hashes stay. */
  removed_at: number | null
  removed_reason: string | null
  /** When its bytes were erased: a day after it was let go. */
  erased_at: number | null
}

export type LogPhotoAiringTable = { airing_id: string; photo_id: number }

/** Which stands where a total and single airings meet (COUNTING.md 14). `position`: the total's row of the ledger. */
export type TotalDecisionTable = {
  id: Generated<number>
  station_id: number
  position: number
  stands: 'total' | 'singles'
  /** Single airings that were there. */
  airings: number
  reason: string
  decided_at: number
  decided_by: number | null
  decided_by_name: string
}

export type LogsTables = {
  log_import: LogImportTable
  log_import_row: LogImportRowTable
  log_columns: LogColumnsTable
  log_photo: LogPhotoTable
  log_photo_airing: LogPhotoAiringTable
  total_decision: TotalDecisionTable
}
