import type { LocalDate } from '../kernel/dates.ts'
import type { Tx } from './db.ts'

/**
 * What a lower slice tells the slices above it, inside its transaction. `app.ts` wires who listens.
 * Days are station-local dates, both ends inclusive.
 */
export type DomainEvent =
  /** An episode was cleared, lost its clearance, was withdrawn, or its dates or priority changed. */
  | { readonly type: 'clearance_changed'; readonly episodeId: number; readonly segmentId: number }
  /** A recording was analysed and encoded and may be cleared. */
  | { readonly type: 'recording_ready'; readonly recordingId: number; readonly episodeId: number }
  /** Stations were added or changed (active dates, level, unit, groups). */
  | { readonly type: 'stations_changed'; readonly stationIds: readonly number[] }
  /** A closure was entered, changed or withdrawn. */
  | { readonly type: 'closures_changed'; readonly from: LocalDate; readonly to: LocalDate }
  /** Airings of these stations between these planned days were made, moved, cancelled, bound or unbound. */
  | {
      readonly type: 'airings_changed'
      readonly stationIds: readonly number[]
      readonly from: LocalDate
      readonly to: LocalDate
    }
  /** Playlists of these stations have a new version. */
  | {
      readonly type: 'playlists_changed'
      readonly versions: readonly { readonly stationId: number; readonly version: number }[]
    }
  /** Evidence changed what is known of a station's days (outcomes, unplanned plays, totals). */
  | { readonly type: 'evidence_changed'; readonly stationId: number; readonly days: readonly LocalDate[] }
  /** A station or API key was revoked: forget it everywhere at once. */
  | { readonly type: 'key_revoked'; readonly keyHash: string }

export type Listener = (tx: Tx, event: DomainEvent) => Promise<void>
