import { line, localDate, text, z } from '../http/index.ts'
import { toldOutcome } from '../kernel/open-start.ts'
import { isoUtc } from '../kernel/time.ts'
import { airingId } from '../protocol/index.ts'
import type { Airing } from '../schedule/index.ts'
import { deviceHealth } from './device-health.ts'
import type { DeviceRow } from './device-store.ts'
import type { AiringHistory } from './history.ts'
import type { QuarantinedRow, unplannedPlays } from './history-store.ts'
import { readEntry } from './ledger-body.ts'

const instant = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-25T10:00:00Z' })
const seconds = z.number().min(0).max(86_400)
/** Whole code points: half of a pair has no canonical form, so the ledger could not hold it. */
const note = text(1000).transform((value) => value.toWellFormed())
const reason = line(1000).transform((value) => value.toWellFormed())
const flags = z.array(z.string())

const said = {
  at: instant.nullish(),
  played_seconds: seconds.nullish(),
  note: note.nullish(),
}
export const attestation = z.object({ outcome: z.enum(['aired', 'partial', 'missed']), ...said })
export const attestations = z.object({
  items: z
    .array(attestation.extend({ airing_id: z.string().max(100) }))
    .min(1)
    .max(500),
})
/** `no_word`: nothing is known of it after all; `as_reported`: takes earlier corrections back. */
export const correction = z.object({
  outcome: z.enum(['aired', 'partial', 'missed', 'no_word', 'as_reported']),
  at: instant.nullish(),
  played_seconds: seconds.nullish(),
  reason,
})
export const acceptances = z.object({
  plays: z
    .array(z.object({ station: z.string().max(100), play_key: z.string().max(100) }))
    .min(1)
    .max(500),
  note: note.nullish(),
})
export const settlements = z.object({
  items: z
    .array(
      z.object({
        station: z.string().max(100),
        event_id: z.string().max(100),
        decision: z.enum(['accept', 'discard']),
        at: instant.nullish(),
        airing_id: z.string().max(100).nullish(),
        reason,
      }),
    )
    .min(1)
    .max(200),
})
export const total = z
  .object({
    station: z.string().max(100),
    segment: z.string().max(100),
    from: localDate,
    to: localDate,
    n: z.number().int().min(0).max(1_000_000),
    note: note.nullish(),
  })
  .refine(({ from, to }) => from <= to, {
    path: ['to'],
    params: { vi: 'Ngày cuối phải từ ngày đầu trở đi.', en: 'The end must not be before the start.' },
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 366 * 86_400_000, {
    path: ['to'],
    params: { vi: 'Khoảng ngày quá dài (tối đa một năm).', en: 'The range is too long (at most a year).' },
  })

export const airingShape = z.object({
  airing_id: z.string(),
  station_id: z.number(),
  starts_at: z.string(),
  ends_at: z.string(),
  planned_on: z.string(),
  segment_id: z.number(),
  programme: z.string(),
  premiere: z.boolean(),
  priority: z.string(),
  state: z.string(),
  state_reason: z.string().nullable(),
  episode_id: z.number().nullable(),
  outcome: z.enum(['aired', 'partial', 'missed', 'open']).nullable(),
  outcome_reason: z.string().nullable(),
  grade: z.string().nullable(),
  flags,
  aired_on: z.string().nullable(),
  actual_start: z.string().nullable(),
  played_seconds: z.number().nullable(),
  aired_episode_id: z.number().nullable(),
})
export const airingHistoryShape = airingShape.extend({
  history: z.array(
    z.object({
      position: z.number(),
      kind: z.string(),
      received_at: z.string(),
      hash: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
      body: z.record(z.string(), z.unknown()),
    }),
  ),
})

export const flagList = (stored: string | null): string[] => (stored === null ? [] : stored.split(','))

/** @param now epoch ms: a start without an end is told as what it is by then (COUNTING.md 10) */
export const showAiring = (airing: Airing, now: number): z.output<typeof airingShape> => ({
  airing_id: airingId(airing),
  station_id: airing.stationId,
  starts_at: isoUtc(airing.startsAt),
  ends_at: isoUtc(airing.endsAt),
  planned_on: airing.plannedOn,
  segment_id: airing.segmentId,
  programme: airing.programme,
  premiere: airing.premiere,
  priority: airing.priority,
  state: airing.state,
  state_reason: airing.stateReason,
  episode_id: airing.episodeId,
  outcome: toldOutcome(airing, now).outcome,
  outcome_reason: toldOutcome(airing, now).reason,
  grade: airing.grade,
  flags: flagList(airing.flags),
  aired_on: airing.airedOn,
  actual_start: airing.actualStart === null ? null : isoUtc(airing.actualStart),
  played_seconds: airing.playedSeconds,
  aired_episode_id: airing.airedEpisodeId,
})

export const showHistory = ({ airing, rows }: AiringHistory, now: number): z.output<typeof airingHistoryShape> => ({
  ...showAiring(airing, now),
  history: rows.map(({ position, hash, state, reason, read }) => ({
    position,
    kind: read.entry.kind,
    received_at: new Date(read.receivedAt).toISOString(),
    hash,
    state,
    reason,
    body: { ...read.entry.body },
  })),
})

export const unplannedShape = z.object({
  station: z.string(),
  play_key: z.string(),
  starts_at: z.string(),
  ends_at: z.string(),
  aired_on: z.string(),
  segment: z.string().nullable(),
  episode_id: z.number().nullable(),
  episode_title: z.string().nullable(),
  sha256: z.string().nullable(),
  complete: z.boolean(),
  played_seconds: z.number(),
  flags,
  accepted_at: z.string().nullable(),
  accepted_by: z.string().nullable(),
})

type UnplannedRow = Awaited<ReturnType<typeof unplannedPlays>>[number]
export const showUnplanned = (row: UnplannedRow): z.output<typeof unplannedShape> => ({
  station: row.station,
  play_key: row.play_key,
  starts_at: isoUtc(row.starts_at),
  ends_at: isoUtc(row.ends_at),
  aired_on: row.aired_on,
  segment: row.segment,
  episode_id: row.episode_id,
  episode_title: row.episode_title,
  sha256: row.sha256,
  complete: row.complete === 1,
  played_seconds: row.played_seconds,
  flags: flagList(row.flags),
  accepted_at: row.accepted_at === null ? null : isoUtc(row.accepted_at),
  accepted_by: row.accepted_by,
})

export const quarantinedShape = z.object({
  station: z.string(),
  event_id: z.string(),
  reason: z.string().nullable(),
  received_at: z.string(),
  device_id: z.string(),
  kind: z.string(),
  told_at: z.string(),
  airing_id: z.string().nullable(),
  planned_start: z.string().nullable(),
  sha256: z.string().nullable(),
  segment: z.string().nullable(),
  episode: z.string().nullable(),
  played_seconds: z.number().nullable(),
})

/** A quarantined event in the words of its ledger row; nothing when that row is no event. */
export function showQuarantined(row: QuarantinedRow): z.output<typeof quarantinedShape>[] {
  const { entry } = readEntry(row.text)
  if (entry.kind !== 'event') return []
  const { event, airing, item, device_id } = entry.body
  return [
    {
      station: row.station,
      event_id: row.event_id,
      reason: row.reason,
      received_at: isoUtc(row.received_at),
      device_id,
      kind: event.kind,
      told_at: event.at,
      airing_id: event.airing_id ?? null,
      planned_start: airing?.starts_at ?? null,
      sha256: event.sha256 ?? null,
      segment: item?.segment ?? null,
      episode: item?.episode ?? null,
      played_seconds: event.played_seconds ?? null,
    },
  ]
}

export const deviceShape = z.object({
  station: z.string(),
  device_id: z.string(),
  state: z.enum(['ok', 'late', 'silent']),
  clock_off: z.boolean(),
  disk_low: z.boolean(),
  first_seen_at: z.string(),
  last_seen_at: z.string(),
  player: z.string().nullable(),
  version: z.string().nullable(),
  disk_free: z.number().nullable(),
  waiting: z.number().nullable(),
  clock_offset_ms: z.number().nullable(),
  playing: z.string().nullable(),
})

export const showDevice = (row: DeviceRow & { station_code: string }, now: number): z.output<typeof deviceShape> => ({
  station: row.station_code,
  device_id: row.device_id,
  ...deviceHealth(row, now),
  first_seen_at: isoUtc(row.first_seen_at),
  last_seen_at: isoUtc(row.last_seen_at),
  player: row.player,
  version: row.version,
  disk_free: row.disk_free,
  waiting: row.waiting,
  clock_offset_ms: row.clock_offset_ms,
  playing: row.playing,
})
