import type { Reader } from '../db/index.ts'

/** The rows of a station's ledger that mark a restored copy, in order. */
export async function epochRows(
  reader: Reader,
  stationId: number,
): Promise<{ readonly position: number; readonly text: string }[]> {
  return reader.q
    .selectFrom('ledger_row')
    .select(['position', 'text'])
    .where('station_id', '=', stationId)
    .where('kind', '=', 'epoch')
    .orderBy('position')
    .execute()
}
