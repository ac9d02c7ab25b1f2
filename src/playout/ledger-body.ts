import { z } from 'zod'
import { asRunEvent } from '../protocol/index.ts'

/**
 * The bodies of the ledger's rows. Each copies the titles it needs, and all that the outcome is worked out from but the
 * plan: from these rows alone the log of evidence is made again (evidence.ts).
 */
const time = z.iso.datetime()
const seconds = z.number().nullable()

/** What was put on air, or was to be, as it was called on the day. */
export const itemBody = z.object({
  segment_id: z.number().int(),
  segment: z.string(),
  episode_id: z.number().int().nullable(),
  episode: z.string().nullable(),
  duration_seconds: seconds,
  withdrawn: z.boolean(),
})
export type ItemBody = z.output<typeof itemBody>

/** The airing of this station that a row names; its planned start as of the time of the row. */
export const airingBody = z.object({ airing_id: z.string(), starts_at: time })
export type AiringBody = z.output<typeof airingBody>

const actorBody = z.object({ kind: z.string(), id: z.number().int().nullable(), name: z.string() })
export type ActorBody = z.output<typeof actorBody>

export const eventBody = z.object({
  event: asRunEvent,
  content_hash: z.string(),
  device_id: z.string(),
  journal_id: z.string(),
  sent_at: z.string().nullable(),
  sent_mono_ms: z.number().nullable(),
  sent_boot_id: z.string().nullable(),
  at: time.nullable(),
  clock: z.enum(['measured', 'boot', 'told', 'carried', 'order', 'unknown']),
  airing: airingBody.nullable(),
  item: itemBody.nullable(),
  state: z.enum(['counted', 'quarantined']),
  reason: z.string().nullable(),
})
export type EventBody = z.output<typeof eventBody>

export const rejectedBody = z.object({
  event_id: z.string().nullable(),
  seq: z.number().int().nullable(),
  code: z.string(),
  content_hash: z.string(),
  raw: z.string(),
  raw_bytes: z.number().int(),
  device_id: z.string(),
  journal_id: z.string(),
})
export type RejectedBody = z.output<typeof rejectedBody>

export const statementBody = z.object({
  airing: airingBody,
  item: itemBody,
  outcome: z.enum(['aired', 'partial', 'missed', 'no_word', 'as_reported']),
  at: time.nullable(),
  played_seconds: seconds,
  note: z.string().nullable(),
  actor: actorBody,
  /** The file that it was taken from, and what in it. */
  source: z.object({ source: z.string(), file: z.string(), event_ids: z.array(z.string()) }).optional(),
})
export type StatementBody = z.output<typeof statementBody>

export const settlementBody = z.object({
  event_id: z.string(),
  decision: z.enum(['accept', 'discard']),
  at: time.nullable(),
  airing: airingBody.nullable(),
  item: itemBody.nullable(),
  note: z.string(),
  actor: actorBody,
})
export type SettlementBody = z.output<typeof settlementBody>

export const acceptanceBody = z.object({
  event_ids: z.array(z.string()),
  starts_at: time,
  item: itemBody,
  note: z.string().nullable(),
  actor: actorBody,
})
export type AcceptanceBody = z.output<typeof acceptanceBody>

export const totalBody = z.object({
  segment_id: z.number().int(),
  segment: z.string(),
  from: z.string(),
  to: z.string(),
  n: z.number().int(),
  note: z.string().nullable(),
  actor: actorBody,
})
export type TotalBody = z.output<typeof totalBody>

/** After a restore: the last head that was published before. */
export const epochBody = z.object({
  published_position: z.number().int(),
  published_hash: z.string(),
  note: z.string(),
})
export type EpochBody = z.output<typeof epochBody>

export const ledgerEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), body: eventBody }),
  z.object({ kind: z.literal('rejected'), body: rejectedBody }),
  z.object({ kind: z.literal('attestation'), body: statementBody }),
  z.object({ kind: z.literal('import'), body: statementBody }),
  z.object({ kind: z.literal('correction'), body: statementBody }),
  z.object({ kind: z.literal('settlement'), body: settlementBody }),
  z.object({ kind: z.literal('acceptance'), body: acceptanceBody }),
  z.object({ kind: z.literal('total'), body: totalBody }),
  z.object({ kind: z.literal('epoch'), body: epochBody }),
])
/** A row before it is chained: its kind and its body. */
export type LedgerEntry = z.output<typeof ledgerEntry>

const rowText = z.object({
  kind: z.string(),
  position: z.number().int(),
  received_at: time,
  station: z.object({ id: z.number().int(), code: z.string(), name: z.string() }),
  body: z.unknown(),
})

/** A ledger row read back: position, time of receipt (epoch ms) and its typed body. */
export type ReadEntry = { readonly position: number; readonly receivedAt: number; readonly entry: LedgerEntry }

/**
 * Reads a row's text.
 * @throws z.ZodError or SyntaxError when it is not such a text
 */
export function readEntry(text: string): ReadEntry {
  const row = rowText.parse(JSON.parse(text))
  return { position: row.position, receivedAt: Date.parse(row.received_at), entry: ledgerEntry.parse(row) }
}
