import { z } from 'zod'
import { jsonColumn, type Reader, type Tx } from '../db/index.ts'
import { epochRows } from './epoch-store.ts'
import { type EpochBody, epochBody } from './ledger-body.ts'
import { appendEntries, lockHead } from './ledger-store.ts'
import { stationById } from './station-store.ts'

/** A place in a ledger where a restored copy begins anew, and the last head that was published before. */
export type Epoch = EpochBody & { readonly position: number }
const text = z.object({ body: epochBody })

/** The epochs of a station's ledger, in order. */
export async function epochsOf(reader: Reader, stationId: number): Promise<Epoch[]> {
  return (await epochRows(reader, stationId)).map((row) => ({
    position: row.position,
    ...jsonColumn(text, row.text).body,
  }))
}

/**
 * Marks in a station's ledger that it goes on from an older copy (COUNTING.md 5). @param at epoch ms
 * @throws DomainError station_not_found
 */
export async function appendEpoch(tx: Tx, stationId: number, at: number, body: EpochBody): Promise<void> {
  const station = await stationById(tx, stationId)
  await appendEntries(tx, station, await lockHead(tx, stationId), at, [{ kind: 'epoch', body }])
}
