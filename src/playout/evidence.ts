import type { EvidenceTable } from '../db/tables/playout.ts'
import { normaliseText } from '../kernel/text.ts'
import { parseAiringId } from '../protocol/index.ts'
import type { AiringBody, ItemBody, LedgerEntry, ReadEntry, SettlementBody, StatementBody } from './ledger-body.ts'

/** A row of the evidence log, all but its station: wholly derived from the ledger row at the same position. */
export type EvidenceRow = Omit<EvidenceTable, 'station_id'>

const ms = (text: string | null): number | null => (text === null ? null : Date.parse(text))

const ofAiring = (airing: AiringBody | null): Pick<EvidenceRow, 'slot_id' | 'on_date' | 'ordinal'> => {
  const key = airing && parseAiringId(airing.airing_id)
  return { slot_id: key?.slotId ?? null, on_date: key?.onDate ?? null, ordinal: key?.ordinal ?? null }
}
const ofItem = (
  item: ItemBody | null,
): Pick<EvidenceRow, 'segment_id' | 'episode_id' | 'duration_seconds' | 'withdrawn'> => ({
  segment_id: item?.segment_id ?? null,
  episode_id: item?.episode_id ?? null,
  duration_seconds: item?.duration_seconds ?? null,
  withdrawn: item?.withdrawn ? 1 : 0,
})

const blank = (position: number, receivedAt: number, kind: EvidenceRow['kind']): EvidenceRow => ({
  position,
  kind,
  event_id: null,
  content_hash: null,
  device_id: null,
  journal_id: null,
  boot_id: null,
  seq: null,
  slot_id: null,
  on_date: null,
  ordinal: null,
  sha256: null,
  segment_id: null,
  episode_id: null,
  duration_seconds: null,
  withdrawn: 0,
  at: null,
  played_seconds: null,
  outcome: null,
  received_at: receivedAt,
  state: 'counted',
  reason: null,
  actor_id: null,
  actor_name: null,
  detail: null,
})

/** The evidence that a ledger row gives; null for rows that give none (epochs). */
export function evidenceOf(position: number, receivedAt: number, entry: LedgerEntry): EvidenceRow | null {
  switch (entry.kind) {
    case 'event':
      return eventEvidence(position, receivedAt, entry.body)
    case 'rejected': {
      const { body } = entry
      const row = blank(position, receivedAt, 'rejected')
      const own = { content_hash: body.content_hash, device_id: body.device_id, journal_id: body.journal_id }
      return { ...row, ...own, seq: body.seq, state: 'rejected', reason: body.code }
    }
    case 'attestation':
    case 'import':
    case 'correction':
      return statementEvidence(position, receivedAt, entry.kind, entry.body)
    case 'settlement': {
      const { body } = entry
      const row = { ...blank(position, receivedAt, 'settlement'), ...ofAiring(body.airing), ...ofItem(body.item) }
      const said = { at: ms(body.at), reason: body.decision, detail: body.event_id }
      return { ...row, ...said, actor_id: body.actor.id, actor_name: body.actor.name }
    }
    case 'acceptance': {
      const { body } = entry
      const row = { ...blank(position, receivedAt, 'acceptance'), ...ofItem(body.item), at: ms(body.starts_at) }
      const said = { reason: body.note, detail: JSON.stringify(body.event_ids) }
      return { ...row, ...said, actor_id: body.actor.id, actor_name: body.actor.name }
    }
    case 'total': {
      const { body } = entry
      const row = { ...blank(position, receivedAt, 'total'), segment_id: body.segment_id }
      return { ...row, reason: body.note, actor_id: body.actor.id, actor_name: body.actor.name }
    }
    case 'epoch':
      return null
  }
}

function eventEvidence(
  position: number,
  receivedAt: number,
  body: Extract<LedgerEntry, { kind: 'event' }>['body'],
): EvidenceRow {
  const { event } = body
  const key = ofAiring(body.airing)
  const item = ofItem(body.item)
  return {
    position,
    kind: event.kind,
    event_id: event.event_id,
    content_hash: body.content_hash,
    device_id: body.device_id,
    journal_id: body.journal_id,
    boot_id: event.boot_id ?? body.sent_boot_id,
    seq: event.seq,
    slot_id: key.slot_id,
    on_date: key.on_date,
    ordinal: key.ordinal,
    sha256: event.sha256 ?? null,
    segment_id: item.segment_id,
    episode_id: item.episode_id,
    duration_seconds: item.duration_seconds,
    withdrawn: item.withdrawn,
    at: ms(body.at),
    played_seconds: event.played_seconds ?? null,
    outcome: null,
    received_at: receivedAt,
    state: body.state,
    reason: body.reason,
    actor_id: null,
    actor_name: null,
    detail: event.detail === undefined ? null : normaliseText(event.detail),
  }
}

function statementEvidence(
  position: number,
  receivedAt: number,
  kind: 'attestation' | 'import' | 'correction',
  body: StatementBody,
): EvidenceRow {
  return {
    ...blank(position, receivedAt, kind),
    ...ofAiring(body.airing),
    ...ofItem(body.item),
    at: ms(body.at),
    played_seconds: body.played_seconds,
    outcome: body.outcome,
    reason: body.note,
    actor_id: body.actor.id,
    actor_name: body.actor.name,
  }
}

/** What a settlement makes of the quarantined event that it names. */
export type SettledFields = Partial<
  Pick<
    EvidenceRow,
    'state' | 'at' | 'slot_id' | 'on_date' | 'ordinal' | 'segment_id' | 'episode_id' | 'duration_seconds' | 'withdrawn'
  >
>

/** The quarantined event after a person's decision; where the settlement is silent, what the event said stays. */
export function settledFields(body: SettlementBody): SettledFields {
  if (body.decision === 'discard') return { state: 'discarded' }
  return {
    state: 'counted',
    ...(body.at === null ? {} : { at: ms(body.at) }),
    ...(body.airing ? ofAiring(body.airing) : {}),
    ...(body.item ? ofItem(body.item) : {}),
  }
}

/** The whole evidence log that a station's ledger gives, settlements applied, in order of position. */
export function evidenceLog(entries: Iterable<ReadEntry>): EvidenceRow[] {
  const rows: EvidenceRow[] = []
  const byEvent = new Map<string, number>()
  for (const { position, receivedAt, entry } of entries) {
    const row = evidenceOf(position, receivedAt, entry)
    if (!row) continue
    if (row.event_id !== null) byEvent.set(row.event_id, rows.length)
    rows.push(row)
    if (entry.kind !== 'settlement') continue
    const index = byEvent.get(entry.body.event_id)
    const settled = index === undefined ? undefined : rows[index]
    if (index !== undefined && settled) rows[index] = { ...settled, ...settledFields(entry.body) }
  }
  return rows
}
