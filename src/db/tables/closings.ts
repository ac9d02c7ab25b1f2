import type { Generated } from 'kysely'
import type { LocalDate } from '../../kernel/dates.ts'

/** Figures of a period, frozen. Only the members of a reopening are ever written again. */
export type ClosingTable = {
  id: Generated<number>
  period_key: string
  from_date: LocalDate
  to_date: LocalDate
  segment_code: string
  /** Null: all segments. */
  segment_id: number | null
  kind: 'premiere' | 'repeat' | 'all'
  rules: number
  closed_at: number
  closed_by: number | null
  closed_by_name: string
  row_count: number
  /** The snapshot without its rows, RFC 8785. */
  head: string
  /** SHA-256 of the whole snapshot's RFC 8785 text, its rows included. */
  hash: string
  reopened_at: number | null
  reopened_by: number | null
  reopened_by_name: string | null
  reopen_reason: string | null
}

/** A counted row as it stood when the period was closed. */
export type ClosingRowTable = {
  closing_id: number
  /** From 1, in the order of the snapshot: by station, then by subject. */
  number: number
  station_id: number
  level_code: string
  text: string
}

/** What was committed after the closing, or after the supplement before: signed differences, frozen as well. */
export type SupplementTable = {
  closing_id: number
  /** From 1 for each closing. */
  number: number
  issued_at: number
  issued_by: number | null
  issued_by_name: string
  note: string | null
  row_count: number
  head: string
  hash: string
}

export type SupplementRowTable = {
  closing_id: number
  supplement_number: number
  number: number
  station_id: number
  text: string
}

export type ClosingsTables = {
  closing: ClosingTable
  closing_row: ClosingRowTable
  supplement: SupplementTable
  supplement_row: SupplementRowTable
}
