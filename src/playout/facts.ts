import { airingId } from '../protocol/index.ts'
import type { Airing } from '../schedule/index.ts'
import type { EvidenceRow } from './evidence.ts'
import type { Acceptance, PlannedAiring, PlayerEvent, Statement } from './reconcile/facts.ts'

const named = (stationId: number, row: EvidenceRow): string | null =>
  row.slot_id === null || row.on_date === null || row.ordinal === null
    ? null
    : airingId({ slotId: row.slot_id, stationId, onDate: row.on_date, ordinal: row.ordinal })

/** A counted player event whose time and item are known; null for every other row. */
function playerEvent(stationId: number, row: EvidenceRow): PlayerEvent | null {
  const { kind } = row
  if (kind !== 'started' && kind !== 'finished' && kind !== 'stopped' && kind !== 'failed' && kind !== 'skipped') {
    return null
  }
  if (row.state !== 'counted' || row.event_id === null || row.at === null || row.segment_id === null) return null
  return {
    eventId: row.event_id,
    deviceId: row.device_id ?? '',
    kind,
    airing: named(stationId, row),
    segmentId: row.segment_id,
    episodeId: row.episode_id,
    sha256: row.sha256,
    duration: row.duration_seconds ?? 0,
    withdrawn: row.withdrawn === 1,
    at: row.at,
    playedSeconds: row.played_seconds,
    detail: row.detail,
  }
}

function statement(stationId: number, row: EvidenceRow): Statement | null {
  const airing = named(stationId, row)
  if (row.kind !== 'attestation' && row.kind !== 'import' && row.kind !== 'correction') return null
  if (row.state !== 'counted' || airing === null || row.outcome === null || row.segment_id === null) return null
  return {
    position: row.position,
    kind: row.kind,
    airing,
    segmentId: row.segment_id,
    outcome: row.outcome,
    at: row.at,
    playedSeconds: row.played_seconds,
    duration: row.duration_seconds,
    episodeId: row.episode_id,
    withdrawn: row.withdrawn === 1,
    note: row.reason,
  }
}

function acceptance(row: EvidenceRow): Acceptance | null {
  if (row.kind !== 'acceptance' || row.detail === null) return null
  const ids: unknown = JSON.parse(row.detail)
  const eventIds = Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : []
  return { position: row.position, eventIds, at: row.received_at, by: row.actor_name ?? '' }
}

export type EvidenceFacts = {
  readonly events: readonly PlayerEvent[]
  readonly statements: readonly Statement[]
  readonly acceptances: readonly Acceptance[]
}

/** What evidence rows of one station say, as reconciliation takes it. */
export function factsOf(stationId: number, rows: Iterable<EvidenceRow>): EvidenceFacts {
  const events: PlayerEvent[] = []
  const statements: Statement[] = []
  const acceptances: Acceptance[] = []
  for (const row of rows) {
    const event = playerEvent(stationId, row)
    if (event) {
      events.push(event)
      continue
    }
    const said = statement(stationId, row)
    if (said) statements.push(said)
    const taken = acceptance(row)
    if (taken) acceptances.push(taken)
  }
  return { events, statements, acceptances }
}

export const plannedAiring = (airing: Airing): PlannedAiring => ({
  key: airingId(airing),
  startsAt: airing.startsAt,
  endsAt: airing.endsAt,
  plannedOn: airing.plannedOn,
  segmentId: airing.segmentId,
  programme: airing.programme,
  state: airing.state,
})
