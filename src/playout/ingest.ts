import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import type { Lang } from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import type { AsRunAnswer, AsRunEnvelope, EventAnswer } from '../protocol/index.ts'
import { MAX_EVENTS } from '../protocol/index.ts'
import { applyChanges } from './apply.ts'
import { bootBase } from './clock.ts'
import { countEvents } from './counts.ts'
import { deviceReported } from './device-store.ts'
import { playoutErrors } from './errors.ts'
import { type Fresh, resolveEvents, type Source } from './event-entry.ts'
import type { EvidenceRow } from './evidence.ts'
import { knownEvents, knownRejections } from './evidence-store.ts'
import { type Judged, judgeEvents, rawText } from './judge.ts'
import type { LedgerStation } from './ledger.ts'
import type { LedgerEntry } from './ledger-body.ts'
import { appendEntries, lockHead } from './ledger-store.ts'
import { takeShared } from './shared-commit.ts'
import { advance } from './stream.ts'
import { readStream, writeBootBase, writeStream } from './stream-store.ts'

/** What becomes of one event, before it is said in a language. */
type Verdict = {
  readonly status: EventAnswer['status']
  readonly code?: string
  readonly message?: { vi: string; en: string }
}

/**
 * Takes a device's report: every event is on disk, as a ledger row of its own, before the answer is given. Everything is
 * one transaction; what the events change in the outcomes is in it.
 * @throws DomainError too_many_events, forbidden
 */
export async function reportAsRun(
  ctx: Context,
  actor: Actor,
  station: LedgerStation,
  report: AsRunEnvelope,
  lang: Lang,
): Promise<AsRunAnswer> {
  demand(actor, 'as_run.report', { stationId: station.id })
  if (report.events.length > MAX_EVENTS) throw playoutErrors.too_many_events({ count: report.events.length })
  const judged = judgeEvents(report.events)
  const receivedAt = ctx.clock.now()
  const source: Omit<Source, 'items'> = {
    station,
    receivedAt,
    deviceId: report.device_id,
    journalId: report.journal_id,
    sending: { bootId: report.boot_id, sentAt: report.sent_at, sentMonoMs: report.sent_mono_ms },
  }
  const answer = await takeShared(ctx.db, judged.length, async (tx, { items }) => {
    const verdicts = await takeEvents(tx, ctx, { ...source, items }, judged)
    const stream = { stationId: station.id, deviceId: report.device_id, journalId: report.journal_id }
    const before = await readStream(tx, stream)
    const seqs = judged.flatMap((one) => one.seq ?? [])
    const again = new Set(
      judged.flatMap((one) => (verdicts[one.index]?.status === 'duplicate' && one.seq !== null ? one.seq : [])),
    )
    const after = advance(before, seqs, again)
    await writeStream(tx, stream, after, receivedAt)
    const boot = { stationId: station.id, deviceId: report.device_id, bootId: report.boot_id }
    await writeBootBase(tx, boot, bootBase({ receivedAt, sentMonoMs: report.sent_mono_ms }), receivedAt)
    const offset = Date.parse(report.sent_at) - receivedAt
    await deviceReported(tx, { stationId: station.id, deviceId: report.device_id, at: receivedAt, offset })
    return { events: judged.map((one) => answerLine(one, verdicts[one.index], lang)), next_seq: after.nextSeq }
  })
  countEvents(ctx.db, answer.events)
  return answer
}

const answerLine = (one: Judged, verdict: Verdict | undefined, lang: Lang): EventAnswer => ({
  event_id: one.eventId,
  status: verdict?.status ?? 'rejected',
  ...(verdict?.code === undefined ? {} : { code: verdict.code }),
  ...(verdict?.message === undefined ? {} : { message: verdict.message[lang] }),
})

/** Appends what is new of the events to the station's ledger and applies it. @returns one verdict for each, by index */
export async function takeEvents(
  tx: Tx,
  ctx: Pick<Context, 'zone'>,
  source: Source,
  judged: readonly Judged[],
): Promise<Verdict[]> {
  const { station, receivedAt } = source
  const head = await lockHead(tx, station.id)
  const { verdicts, fresh, refused } = await sift(tx, station, judged)
  const resolved = await resolveEvents(tx, source, fresh)
  for (const { index, body } of resolved)
    verdicts[index] = body.reason === null ? { status: 'accepted' } : quarantined(body.reason)
  const rejected = await newlyRejected(tx, station.id, refused)
  const entries: { readonly index: number; readonly entry: LedgerEntry }[] = [
    ...resolved.map(({ index, body }) => ({ index, entry: { kind: 'event' as const, body } })),
    ...rejected.map((one) => ({ index: one.index, entry: rejectedEntry(source, one) })),
  ]
  entries.sort((a, b) => a.index - b.index)
  const rows = await appendEntries(
    tx,
    station,
    head,
    receivedAt,
    entries.map(({ entry }) => entry),
  )
  await applyEvents(tx, ctx, station, rows, head.position + 1)
  return verdicts
}

type Refused = Judged & { readonly code: 'invalid_event' | 'event_conflict' }
/** What is new, what is known, what is refused. */
async function sift(tx: Tx, station: LedgerStation, judged: readonly Judged[]) {
  const verdicts: Verdict[] = []
  const fresh: Fresh[] = []
  const refused: Refused[] = []
  const ids = judged.flatMap((one) => (one.event ? one.event.event_id : []))
  const known = new Map([...(await knownEvents(tx, station.id, ids))].map(([id, row]) => [id, row.contentHash]))
  for (const one of judged) {
    if (!one.event) {
      verdicts[one.index] = { status: 'rejected', code: 'invalid_event', message: invalid(one.fault) }
      refused.push({ ...one, code: 'invalid_event' })
      continue
    }
    const hash = known.get(one.event.event_id)
    if (hash === undefined) {
      known.set(one.event.event_id, one.contentHash)
      fresh.push({ index: one.index, event: one.event, contentHash: one.contentHash })
    } else if (hash === one.contentHash) verdicts[one.index] = { status: 'duplicate' }
    else {
      const { code, vi, en } = playoutErrors.event_conflict()
      verdicts[one.index] = { status: 'rejected', code, message: { vi, en } }
      refused.push({ ...one, code: 'event_conflict' })
    }
  }
  return { verdicts, fresh, refused }
}

const invalid = (fault: { vi: string; en: string }): { vi: string; en: string } => ({
  vi: playoutErrors.invalid_event({ why: fault.vi }).vi,
  en: playoutErrors.invalid_event({ why: fault.en }).en,
})

function quarantined(reason: string): Verdict {
  const error =
    reason === 'unknown_audio' || reason === 'unknown_airing' || reason === 'clock_unknown'
      ? playoutErrors[reason]()
      : null
  return { status: 'quarantined', code: reason, ...(error ? { message: { vi: error.vi, en: error.en } } : {}) }
}

/** A refused content is kept once, however often it is sent. */
async function newlyRejected(tx: Tx, stationId: number, refused: readonly Refused[]): Promise<Refused[]> {
  const known = await knownRejections(
    tx,
    stationId,
    refused.map((one) => one.contentHash),
  )
  return refused.filter((one) => !known.has(one.contentHash) && known.add(one.contentHash))
}

const rejectedEntry = (source: Source, one: Refused): LedgerEntry => ({
  kind: 'rejected',
  body: {
    event_id: one.eventId,
    seq: one.seq,
    code: one.code,
    content_hash: one.contentHash,
    ...rawText(one.raw),
    device_id: source.deviceId,
    journal_id: source.journalId,
  },
})

/** Works the new counted rows into the outcomes. */
async function applyEvents(
  tx: Tx,
  ctx: Pick<Context, 'zone'>,
  station: LedgerStation,
  rows: readonly EvidenceRow[],
  first: number,
): Promise<void> {
  const counted = rows.filter((row) => row.state === 'counted' && row.at !== null)
  if (counted.length === 0) return
  const seeds = { eventIds: new Set(counted.flatMap((row) => row.event_id ?? [])), airings: new Set<string>() }
  await applyChanges(
    tx,
    ctx.zone,
    station.id,
    seeds,
    counted.flatMap((row) => row.at ?? []),
    { first, rows: counted },
  )
}
