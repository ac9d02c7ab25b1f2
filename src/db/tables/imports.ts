import type { Generated } from 'kysely'

export type ImportFileTable = {
  id: Generated<number>
  station_id: number
  /** Where it comes from: "bundle:ID". */
  source: string
  sha256: string
  body: string
  received_at: number
  received_by_name: string
}

export type ImportedEventTable = {
  station_id: number
  event_id: string
  content_hash: string
  airing_id: string
  /** The event as JSON. */
  body: string
  file_id: number
}

export type ImportsTables = { import_file: ImportFileTable; imported_event: ImportedEventTable }
