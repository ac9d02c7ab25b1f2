import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Lang } from '../http/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { canonicalJson, sha256 } from '../kernel/canonical.ts'
import type { AsRunEvent, EventAnswer, EventKind, SimpleReport } from '../protocol/index.ts'
import { deviceSeen } from './device-store.ts'
import { playoutErrors } from './errors.ts'
import type { Source } from './event-entry.ts'
import { takeEvents } from './ingest.ts'
import type { Judged } from './judge.ts'
import type { LedgerStation } from './ledger.ts'
import { takeShared } from './shared-commit.ts'

const KIND: Record<SimpleReport['status'], EventKind> = { started: 'started', ended: 'finished', missed: 'skipped' }
/** Scripts have no journal: all of them are one device, whose events have no order but their times. */
const DEVICE = 'simple'

/**
 * One event from a script. `idempotencyKey` is its event_id, else a hash of the body: the same words again are a retry,
 * however late. Without `at_unix` it was when they first came.
 * @throws DomainError event_conflict when the key was used with another body
 */
export async function reportSimple(
  ctx: Context,
  actor: Actor,
  station: LedgerStation,
  report: SimpleReport,
  idempotencyKey: string | undefined,
  lang: Lang,
): Promise<EventAnswer> {
  demand(actor, 'as_run.report', { stationId: station.id })
  const receivedAt = ctx.clock.now()
  const contentHash = sha256(canonicalJson(report))
  const event: AsRunEvent = {
    event_id: idempotencyKey ?? `simple-${contentHash}`,
    seq: 0,
    kind: KIND[report.status],
    airing_id: report.airing_id,
    at: new Date(report.at_unix === undefined ? receivedAt : report.at_unix * 1000).toISOString(),
    ...(report.played_seconds === undefined ? {} : { played_seconds: report.played_seconds }),
  }
  const source: Omit<Source, 'items'> = { station, receivedAt, deviceId: DEVICE, journalId: DEVICE, sending: null }
  const judged: Judged = { index: 0, eventId: event.event_id, seq: null, contentHash, raw: { ...report }, event }
  const [verdict] = await takeShared(ctx.db, 1, async (tx, { items }) => {
    await deviceSeen(tx, station.id, DEVICE, receivedAt, {})
    return takeEvents(tx, ctx, { ...source, items }, [judged])
  })
  if (!verdict || verdict.code === 'event_conflict') throw playoutErrors.event_conflict()
  return {
    event_id: event.event_id,
    status: verdict.status,
    ...(verdict.code === undefined ? {} : { code: verdict.code }),
    ...(verdict.message === undefined ? {} : { message: verdict.message[lang] }),
  }
}
