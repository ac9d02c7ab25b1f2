import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Tx, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { addDays, daysBetween, type LocalDate } from '../kernel/dates.ts'
import { notFound } from '../kernel/errors.ts'
import { segmentByCode } from '../library/index.ts'
import { playoutErrors } from './errors.ts'
import { appendEntries, lockHead } from './ledger-store.ts'
import { actorBody } from './statements.ts'
import { stationForLedger } from './station-store.ts'
import { putTotal } from './total-store.ts'

/** "Cả quý: 158 lượt": only a sum was told. Days inclusive. */
export type Total = {
  readonly station: string
  readonly segment: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly n: number
  readonly note: string | null
}

/**
 * Keeps a reported total (COUNTING.md 14); it replaces an earlier one for the very same days.
 * @throws DomainError total_not_over, station_not_found, not_found (segment)
 */
export async function reportTotal(ctx: Context, actor: Actor, total: Total): Promise<void> {
  demand(actor, 'total.report')
  await transact(ctx.db, (tx) => recordTotal(tx, ctx, actor, total))
}

/** The same in a transaction of more. @throws DomainError total_not_over, station_not_found, not_found (segment) */
export async function recordTotal(tx: Tx, ctx: Context, actor: Actor, total: Total): Promise<void> {
  const at = ctx.clock.now()
  if (total.to >= ctx.zone.localDate(at)) throw playoutErrors.total_not_over()
  const station = await stationForLedger(tx, total.station, actor)
  const segment = await segmentByCode(tx, total.segment)
  if (!segment) throw notFound('segment', total.segment)
  const head = await lockHead(tx, station.id)
  const { from, to, n, note } = total
  const body = { segment_id: segment.id, segment: segment.name, from, to, n, note, actor: actorBody(actor) }
  await appendEntries(tx, station, head, at, [{ kind: 'total', body }])
  const position = head.position + 1
  await putTotal(tx, { station_id: station.id, position, segment_id: segment.id, from_date: from, to_date: to, n })
  const subject = ['station', station.code] as const
  await audit(tx, { at, actor, action: 'total.report', subject, after: { segment: segment.code, from, to, n, note } })
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, day) => addDays(from, day))
  await tx.emit({ type: 'evidence_changed', stationId: station.id, days })
}
