import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { playoutErrors } from '../errors.ts'
import { recordStatements } from '../statements.ts'
import { stationForLedger } from '../station-store.ts'
import { decisionsOf, insertDecision, standingTotal, type TotalRow, totalsPage } from './conflict-store.ts'
import { acceptedPlays, singleAirings } from './logs/store.ts'

/** A reported total with what else is known of its days. */
export type TotalSeen = TotalRow & {
  /** Single airings (and accepted plays) in its days: where there are some, only they count (COUNTING.md 14). */
  readonly singles: number
  readonly decision: {
    readonly stands: 'total' | 'singles'
    readonly reason: string
    readonly by: string
    readonly at: number
  } | null
  /** Somebody has to decide which stands. */
  readonly open: boolean
}

/** Totals of stations that this person may read, the newest days first. @throws DomainError forbidden */
export async function seenTotals(
  ctx: Context,
  actor: Actor,
  asked: { readonly stationIds: readonly number[]; readonly offset: number; readonly limit: number },
): Promise<TotalSeen[]> {
  if (asked.stationIds.length === 0) demand(actor, 'as_run.read')
  for (const stationId of asked.stationIds) demand(actor, 'as_run.read', { stationId })
  const rows = await totalsPage(ctx.db, asked)
  const decisions = await decisionsOf(ctx.db, rows)
  const seen: TotalSeen[] = []
  for (const row of rows) {
    const days = { from: row.from_date, to: row.to_date }
    const counted = row.state === 'counted'
    const singles = counted
      ? (await singleAirings(ctx.db, row.station_id, row.segment_id, days)).length +
        (await acceptedPlays(ctx.db, row.station_id, row.segment_id, days))
      : 0
    const last = decisions.get(`${row.station_id} ${row.position}`)
    const decision = last
      ? { stands: last.stands, reason: last.reason, by: last.decided_by_name, at: last.decided_at }
      : null
    seen.push({ ...row, singles, decision, open: singles > 0 && decision?.stands !== 'singles' })
  }
  return seen
}

export type TotalDecision = {
  readonly station: string
  /** The total's row of the ledger. */
  readonly position: number
  readonly stands: 'total' | 'singles'
  readonly reason: string
}

/**
 * A person says which stands where a total and single airings meet (COUNTING.md 14). The total stands: each single
 * airing is corrected to "no word", by name and with the reason, so that the ledger alone tells why it counts no more.
 * The single airings stand: nothing changes, and the question is closed.
 * @throws DomainError forbidden, not_found, total_no_conflict, total_accepted_plays
 */
export async function decideTotal(ctx: Context, actor: Actor, decision: TotalDecision): Promise<void> {
  demand(actor, 'total.report')
  await transact(ctx.db, async (tx) => {
    const station = await stationForLedger(tx, decision.station, actor)
    const total = await standingTotal(tx, station.id, decision.position)
    if (!total) throw notFound('total', decision.position)
    const days = { from: total.from_date, to: total.to_date }
    const airings = await singleAirings(tx, station.id, total.segment_id, days)
    const plays = await acceptedPlays(tx, station.id, total.segment_id, days)
    if (airings.length + plays === 0) throw playoutErrors.total_no_conflict()
    if (decision.stands === 'total') {
      if (plays > 0) throw playoutErrors.total_accepted_plays({ n: plays })
      const sayings = airings.map((airingId) => ({
        airingId,
        outcome: 'no_word' as const,
        at: null,
        playedSeconds: null,
        note: decision.reason,
        source: { source: 'total', file: String(total.position), parts: [] },
      }))
      await recordStatements(tx, ctx, actor, 'correction', sayings)
    }
    const at = ctx.clock.now()
    await insertDecision(tx, {
      station_id: station.id,
      position: total.position,
      stands: decision.stands,
      airings: airings.length + plays,
      reason: decision.reason,
      decided_at: at,
      decided_by: actor.kind === 'account' ? actor.accountId : null,
      decided_by_name: actor.name,
    })
    const after = {
      ...days,
      n: total.n,
      stands: decision.stands,
      airings: airings.length + plays,
      reason: decision.reason,
    }
    await audit(tx, { at, actor, action: 'total.decide', subject: ['station', station.code], after })
  })
}
