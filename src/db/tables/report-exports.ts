import type { Generated } from 'kysely'

/** A long export of a report: what was asked, how far it is, and what became of it. */
export type ReportExportTable = {
  id: Generated<number>
  format: 'docx' | 'xlsx' | 'csv'
  /** JSON of the question. */
  question: string
  /** What it is of, as the person saw it. */
  title: string
  file_name: string
  state: 'waiting' | 'running' | 'done' | 'failed'
  rows_done: number
  rows_total: number
  bytes: number | null
  error: string | null
  /** Who works on it holds it until then (epoch ms); afterwards another may take it. */
  lease_until: number | null
  created_at: number
  created_by: number | null
  created_by_name: string
  finished_at: number | null
}

export type ReportExportsTables = { report_export: ReportExportTable }
