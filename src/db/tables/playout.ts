import type { LocalDate } from '../../kernel/dates.ts'
import type { EvidenceKind, Grade, LedgerKind, Programme, StatedOutcome } from '../../kernel/terms.ts'

export type LedgerHeadTable = {
  station_id: number
  position: number
  hash: string
}

export type LedgerRowTable = {
  station_id: number
  position: number
  previous_hash: string
  hash: string
  kind: LedgerKind
  text: string
}

export type ReportStreamTable = {
  station_id: number
  device_id: string
  journal_id: string
  next_seq: number
  /** Sequence numbers known beyond next_seq, as JSON ranges [[from, to], …]. */
  ahead: string
  last_sent_at: number
}

export type BootOffsetTable = {
  station_id: number
  device_id: string
  boot_id: string
  base_ms: number
  measured_at: number
}

export type EvidenceTable = {
  station_id: number
  position: number
  kind: EvidenceKind
  event_id: string | null
  content_hash: string | null
  device_id: string | null
  journal_id: string | null
  boot_id: string | null
  seq: number | null
  slot_id: number | null
  on_date: LocalDate | null
  ordinal: number | null
  sha256: string | null
  /** What was played (or attested), as known when the row was written. */
  segment_id: number | null
  episode_id: number | null
  duration_seconds: number | null
  withdrawn: number
  /** When it happened, corrected by COUNTING.md 7; null while unknown, or when a person stated no time. */
  at: number | null
  played_seconds: number | null
  /** What a person stated. */
  outcome: StatedOutcome | null
  received_at: number
  state: 'counted' | 'quarantined' | 'rejected' | 'discarded'
  reason: string | null
  actor_id: number | null
  actor_name: string | null
  detail: string | null
}

export type UnplannedPlayTable = {
  station_id: number
  play_key: string
  starts_at: number
  ends_at: number
  aired_on: LocalDate
  segment_id: number | null
  episode_id: number | null
  sha256: string | null
  complete: number
  played_seconds: number
  grade: Grade
  flags: string | null
  /** The events that make the play, as a JSON list. */
  event_ids: string
  level_code: string
  unit_id: number
  accepted_at: number | null
  accepted_by: string | null
}

export type ReportedTotalTable = {
  station_id: number
  position: number
  segment_id: number
  from_date: LocalDate
  to_date: LocalDate
  n: number
  state: 'counted' | 'superseded'
}

/** Time-free counts of a half-month, read once it is wholly past. Made by reports alone. */
export type TallyTable = {
  bucket: LocalDate
  station_id: number
  /** 0: an unplanned play of an unknown segment. */
  segment_id: number
  programme: Programme
  premiere: number
  level_code: string
  unit_id: number
  planned: number
  no_word: number
  missed: number
  cancelled: number
  /** Open ones included: they are partial once 24 h have passed. */
  partial: number
  player: number
  attested: number
  imported: number
  unplanned: number
  /** On air, of what aired. */
  seconds: number
}

/** The same by level, summed over a block of 64 neighbouring stations (`station_id / 64`). Made by reports alone. */
export type TallyLevelTable = Omit<TallyTable, 'station_id' | 'unit_id'> & { block: number }

/** The same as `tally` over a longer span (`reports/spans.ts`), summed from it. Made by reports alone. */
export type TallySpanTable = Omit<TallyTable, 'bucket'> & { span: string }
/** A span whose sums are kept. Null: they are being made, and are not read yet. Epoch ms. */
export type TallySpanStateTable = { span: string; made_at: number | null }

export type PlayoutTables = {
  ledger_head: LedgerHeadTable
  ledger_row: LedgerRowTable
  report_stream: ReportStreamTable
  boot_offset: BootOffsetTable
  evidence: EvidenceTable
  unplanned_play: UnplannedPlayTable
  reported_total: ReportedTotalTable
  tally: TallyTable
  tally_level: TallyLevelTable
  tally_span: TallySpanTable
  tally_span_state: TallySpanStateTable
}
