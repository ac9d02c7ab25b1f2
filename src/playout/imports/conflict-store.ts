import type { Insertable, Selectable } from 'kysely'
import type { Reader, Tx } from '../../db/index.ts'
import type { TotalDecisionTable } from '../../db/tables/logs.ts'
import type { ReportedTotalTable } from '../../db/tables/playout.ts'

export type TotalRow = Selectable<ReportedTotalTable> & {
  readonly station: string
  readonly station_name: string
  readonly segment: string
}

/** Reported totals of some stations, the newest days first, after the first `offset` of them: many are of the same days. */
export async function totalsPage(
  reader: Reader,
  asked: { readonly stationIds: readonly number[]; readonly offset: number; readonly limit: number },
): Promise<TotalRow[]> {
  return reader.q
    .selectFrom('reported_total as t')
    .innerJoin('station as s', 's.id', 't.station_id')
    .innerJoin('segment as g', 'g.id', 't.segment_id')
    .selectAll('t')
    .select(['s.code as station', 's.name as station_name', 'g.name as segment'])
    .where('t.station_id', 'in', asked.stationIds.length > 0 ? [...asked.stationIds] : [-1])
    .orderBy('t.from_date', 'desc')
    .orderBy('t.to_date', 'desc')
    .orderBy('s.name')
    .orderBy('t.station_id')
    .orderBy('t.position', 'desc')
    .limit(asked.limit)
    .offset(asked.offset)
    .execute()
}

export const standingTotal = (
  reader: Reader,
  stationId: number,
  position: number,
): Promise<Selectable<ReportedTotalTable> | undefined> =>
  reader.q
    .selectFrom('reported_total')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('position', '=', position)
    .where('state', '=', 'counted')
    .executeTakeFirst()

export async function insertDecision(tx: Tx, row: Insertable<TotalDecisionTable>): Promise<void> {
  await tx.q.insertInto('total_decision').values(row).execute()
}

/** The last decision on each of some totals, by "station position". */
export async function decisionsOf(
  reader: Reader,
  totals: readonly Pick<TotalRow, 'station_id' | 'position'>[],
): Promise<Map<string, Selectable<TotalDecisionTable>>> {
  if (totals.length === 0) return new Map()
  const stationIds = [...new Set(totals.map((total) => total.station_id))]
  const rows = await reader.q
    .selectFrom('total_decision')
    .selectAll()
    .where('station_id', 'in', stationIds)
    .orderBy('id')
    .execute()
  return new Map(rows.map((row) => [`${row.station_id} ${row.position}`, row]))
}
