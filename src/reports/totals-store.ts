import { sql } from 'kysely'
import { z } from 'zod'
import { jsonColumn, type Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Scope } from './facts-store.ts'
import type { ReportedTotal } from './rules.ts'

/** Reported totals whose range meets the scope's days, with whether single airings are known in their range. */
export async function reportedTotals(
  reader: Reader,
  { from, to, segmentId, stationIds }: Scope,
): Promise<ReportedTotal[]> {
  const { rows } = await sql<{
    station_id: number
    position: number
    segment_id: number
    from_date: LocalDate
    to_date: LocalDate
    n: number
    singles: number
  }>`
    select t.station_id, t.position, t.segment_id, t.from_date, t.to_date, t.n,
      case when exists (
        select 1 from airing a where a.station_id = t.station_id and a.segment_id = t.segment_id
          and a.outcome in ('aired', 'partial', 'open')
          and coalesce(a.aired_on, a.planned_on) between t.from_date and t.to_date
      ) or exists (
        select 1 from unplanned_play p where p.station_id = t.station_id and p.segment_id = t.segment_id
          and p.complete = 1 and p.accepted_at is not null and p.aired_on between t.from_date and t.to_date
      ) then 1 else 0 end as singles
    from reported_total t
    where t.state = 'counted' and t.from_date <= ${to} and t.to_date >= ${from}
      ${segmentId === undefined ? sql`` : sql`and t.segment_id = ${segmentId}`}
      ${stationIds === undefined ? sql`` : sql`and t.station_id in (${sql.join(stationIds.length > 0 ? stationIds : [-1])})`}
    order by t.station_id, t.position`.execute(reader.q)
  return rows.map((row) => ({
    stationId: row.station_id,
    position: row.position,
    segmentId: row.segment_id,
    from: row.from_date,
    to: row.to_date,
    n: row.n,
    singles: row.singles === 1,
  }))
}

/** Sums as a station's ledger states them, and as they stand; each as text, in order, for comparing. */
export async function totalsOfLedger(
  reader: Reader,
  stationId: number,
): Promise<{ readonly stored: string[]; readonly ledger: string[] }> {
  const kept = await reader.q.selectFrom('reported_total').selectAll().where('station_id', '=', stationId).execute()
  const stated = await reader.q
    .selectFrom('ledger_row')
    .select(['position', 'text'])
    .where('station_id', '=', stationId)
    .where('kind', '=', 'total')
    .orderBy('position')
    .execute()
  const standing = new Map<string, string>()
  const ledger = new Map<number, string>()
  for (const { position, text } of stated) {
    const { segment_id, from, to, n } = jsonColumn(totalText, text).body
    const words = `${position}: segment ${segment_id}, ${from} to ${to}, n ${n}`
    const range = `${segment_id} ${from} ${to}`
    const before = standing.get(range)
    // An earlier one for the very same days no longer stands.
    if (before !== undefined) ledger.set(Number.parseInt(before, 10), `${before}, superseded`)
    standing.set(range, words)
    ledger.set(position, `${words}, counted`)
  }
  const stored = kept.map(
    (row) => `${row.position}: segment ${row.segment_id}, ${row.from_date} to ${row.to_date}, n ${row.n}, ${row.state}`,
  )
  return { stored, ledger: [...ledger.values()] }
}

const totalText = z.object({
  body: z.object({ segment_id: z.number(), from: z.string(), to: z.string(), n: z.number() }),
})
