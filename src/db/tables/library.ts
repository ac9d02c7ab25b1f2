import type { Generated } from 'kysely'
import type { LocalDate } from '../../kernel/dates.ts'
import type { DecisionKind, Priority, RecordingState, ScriptState } from '../../kernel/terms.ts'

export type SegmentTable = {
  id: Generated<number>
  code: string
  name: string
  kind: string
  min_seconds: number | null
  max_seconds: number | null
  speech: Generated<number>
  fallback_episode_id: number | null
  created_at: number
  withdrawn_at: number | null
}

export type EpisodeTable = {
  id: Generated<number>
  segment_id: number
  number: number
  year: number
  title: string
  /** Orders titles by the Vietnamese alphabet in either database (library/sort-key.ts). */
  title_sort: string
  field: string | null
  air_date: LocalDate | null
  priority: Priority
  tags: string
  legal_references: string
  created_at: number
  created_by: number | null
  withdrawn_at: number | null
  withdrawn_reason: string | null
  script_revision_id: number | null
  recording_id: number | null
  script_state: ScriptState
  cleared_decision_id: number | null
  cleared_at: number | null
}

export type ScriptRevisionTable = {
  id: Generated<number>
  episode_id: number
  revision: number
  body: string
  hash: string
  words: number
  source: 'typed' | 'docx' | 'text'
  created_at: number
  created_by: number | null
}

export type DecisionTable = {
  id: Generated<number>
  episode_id: number
  kind: DecisionKind
  script_revision_id: number | null
  script_hash: string | null
  recording_id: number | null
  audio_hash: string | null
  comment: string | null
  actor_id: number | null
  actor_name: string
  at: number
}

export type MediaFileTable = {
  sha256: string
  md5: string
  bytes: number
  extension: string
  type: string
  created_at: number
  removed_at: number | null
  /** "refused", or "retention:" and the rule. */
  removed_reason: string | null
  /** When its bytes were erased, a day after a rule of retention let it go. */
  erased_at: number | null
}

export type RecordingTable = {
  id: Generated<number>
  episode_id: number
  upload_id: string | null
  file_name: string
  original_sha256: string | null
  bytes: number
  state: RecordingState
  step: string | null
  progress: Generated<number>
  attempts: Generated<number>
  lease_owner: string | null
  lease_until: number | null
  cancel_requested: Generated<number>
  error_code: string | null
  error_detail: string | null
  duration_seconds: number | null
  analysis: string | null
  findings: string | null
  peaks_sha256: string | null
  /** Seconds of the original between which it is broadcast; null: its start, its end. */
  trim_from: number | null
  trim_to: number | null
  created_at: number
  created_by: number | null
  finished_at: number | null
}

export type RenditionTable = {
  id: Generated<number>
  recording_id: number
  format: 'mp3' | 'opus'
  sha256: string
  bytes: number
  duration_seconds: number
  integrated_lufs: number
  true_peak_dbtp: number
  loudness_range_lu: number
  gain_db: number
  limited: number
  bitrate_kbps: number
}

export type LibraryTables = {
  segment: SegmentTable
  episode: EpisodeTable
  script_revision: ScriptRevisionTable
  decision: DecisionTable
  media_file: MediaFileTable
  recording: RecordingTable
  rendition: RenditionTable
}
