import { sql } from 'kysely'
import type { Reader } from '../db/index.ts'
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
