import type { Reader, Tx } from '../db/index.ts'
import type { ReportedTotalTable } from '../db/tables/playout.ts'
import type { LocalDate } from '../kernel/dates.ts'

/** Writes a reported total; an earlier one for the very same days and segment no longer stands. */
export async function putTotal(tx: Tx, total: Omit<ReportedTotalTable, 'state'>): Promise<void> {
  await tx.q
    .updateTable('reported_total')
    .set({ state: 'superseded' })
    .where('station_id', '=', total.station_id)
    .where('segment_id', '=', total.segment_id)
    .where('from_date', '=', total.from_date)
    .where('to_date', '=', total.to_date)
    .execute()
  await tx.q
    .insertInto('reported_total')
    .values({ ...total, state: 'counted' })
    .execute()
}

/** Totals whose days touch the range asked, newest first. */
export async function totalsBetween(reader: Reader, asked: { stationId?: number; from: LocalDate; to: LocalDate }) {
  let query = reader.q
    .selectFrom('reported_total as t')
    .innerJoin('station', 'station.id', 't.station_id')
    .innerJoin('segment', 'segment.id', 't.segment_id')
    .select([
      'station.code as station',
      'segment.code as segment',
      't.from_date',
      't.to_date',
      't.n',
      't.state',
      't.position',
    ])
    .where('t.from_date', '<=', asked.to)
    .where('t.to_date', '>=', asked.from)
  if (asked.stationId !== undefined) query = query.where('t.station_id', '=', asked.stationId)
  return query.orderBy('t.from_date').orderBy('station.code').orderBy('t.position', 'desc').limit(5000).execute()
}
