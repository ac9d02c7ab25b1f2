import type { Reader, Tx } from '../db/index.ts'
import type { DayPart } from './day-parts.ts'

/** The sessions entered for a station, or for the installation (null); empty when there are none. */
export function enteredParts(reader: Reader, stationId: number | null): Promise<DayPart[]> {
  return reader.q
    .selectFrom('broadcast_session')
    .select(['part', 'starts', 'ends'])
    .where('station_id', stationId === null ? 'is' : '=', stationId)
    .orderBy('starts')
    .execute()
}

export async function replaceParts(tx: Tx, stationId: number | null, parts: readonly DayPart[]): Promise<void> {
  await tx.q
    .deleteFrom('broadcast_session')
    .where('station_id', stationId === null ? 'is' : '=', stationId)
    .execute()
  if (parts.length === 0) return
  const rows = parts.map(({ part, starts, ends }) => ({ station_id: stationId, part, starts, ends }))
  await tx.q.insertInto('broadcast_session').values(rows).execute()
}
