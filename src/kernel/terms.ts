/** Words of the domain that are stored and travel through every layer (PRODUCT.md's glossary). */

/** Thông tư 39/2020/TT-BTTTT: thông thường, ưu tiên, khẩn cấp. */
export const PRIORITIES = ['normal', 'priority', 'emergency'] as const
export type Priority = (typeof PRIORITIES)[number]

/** What a slot carries: an episode of ours, a relayed programme (tiếp sóng), or a live one. */
export const PROGRAMMES = ['episode', 'relay', 'live'] as const
export type Programme = (typeof PROGRAMMES)[number]

/** Where a slot comes from: the standing week, a single added occurrence, a campaign, or an emergency. */
export type SlotOrigin = 'standing' | 'single' | 'campaign' | 'emergency'

/** The state of an episode's newest script revision. */
export type ScriptState = 'none' | 'draft' | 'submitted' | 'content_approved' | 'approved' | 'returned'

export type RecordingState = 'waiting' | 'working' | 'ready' | 'refused' | 'failed' | 'cancelled'

/**
 * submitted, approved (script), content_approved (reform office, where the second step is on), returned (with comment),
 * cleared (for air: binds script hash and audio hash), clearance_voided (by an edit or a new recording), withdrawn.
 */
export type DecisionKind =
  | 'submitted'
  | 'content_approved'
  | 'approved'
  | 'returned'
  | 'approval_voided'
  | 'cleared'
  | 'clearance_voided'
  | 'withdrawn'

/** Grades of evidence, strongest first (COUNTING.md 13). A reported total is no grade of a single airing. */
export const GRADES = ['player', 'attested', 'imported'] as const
export type Grade = (typeof GRADES)[number]

/**
 * What became of an airing, derived from the ledger. `open` is a start without an end (COUNTING.md 10): from 24 h after
 * its start it is told as partial. No outcome at all is "no word".
 */
export type Outcome = 'aired' | 'partial' | 'missed' | 'open'

/** What a person may state of an airing; the last two only as a correction: "nothing is known", "as was reported". */
export type StatedOutcome = 'aired' | 'partial' | 'missed' | 'no_word' | 'as_reported'

export type LedgerKind =
  | 'event'
  | 'rejected'
  | 'attestation'
  | 'import'
  | 'correction'
  | 'acceptance'
  | 'settlement'
  | 'total'
  | 'epoch'

/** A row of the evidence log: the five kinds of player event, or what a person stated. */
export type EvidenceKind =
  | 'started'
  | 'finished'
  | 'stopped'
  | 'failed'
  | 'skipped'
  | 'rejected'
  | 'attestation'
  | 'import'
  | 'correction'
  | 'acceptance'
  | 'settlement'
  | 'total'
