import { z } from 'zod'
import { jsonColumn, type Reader, type Tx } from '../db/index.ts'
import { NEW_STREAM, type StreamState } from './stream.ts'

const ranges = z.array(z.tuple([z.number().int(), z.number().int()]))
export type StreamKey = { readonly stationId: number; readonly deviceId: string; readonly journalId: string }

export async function readStream(reader: Reader, key: StreamKey): Promise<StreamState> {
  const row = await reader.q
    .selectFrom('report_stream')
    .select(['next_seq', 'ahead'])
    .where('station_id', '=', key.stationId)
    .where('device_id', '=', key.deviceId)
    .where('journal_id', '=', key.journalId)
    .executeTakeFirst()
  return row ? { nextSeq: row.next_seq, ahead: jsonColumn(ranges, row.ahead) } : NEW_STREAM
}

/** `next_seq` of one journal, or of the device's journal heard of last; 1 when there is none. */
export async function nextSeqOf(
  reader: Reader,
  stationId: number,
  deviceId: string,
  journalId: string | undefined,
): Promise<number> {
  let query = reader.q
    .selectFrom('report_stream')
    .select('next_seq')
    .where('station_id', '=', stationId)
    .where('device_id', '=', deviceId)
  if (journalId !== undefined) query = query.where('journal_id', '=', journalId)
  const row = await query.orderBy('last_sent_at', 'desc').limit(1).executeTakeFirst()
  return row?.next_seq ?? NEW_STREAM.nextSeq
}

export async function writeStream(tx: Tx, key: StreamKey, state: StreamState, at: number): Promise<void> {
  const values = { next_seq: state.nextSeq, ahead: JSON.stringify(state.ahead), last_sent_at: at }
  await tx.q
    .insertInto('report_stream')
    .values({ station_id: key.stationId, device_id: key.deviceId, journal_id: key.journalId, ...values })
    .onConflict((c) => c.columns(['station_id', 'device_id', 'journal_id']).doUpdateSet(values))
    .execute()
}

/** Wall time minus monotonic time of a device's boots, as last measured, by boot_id. */
export async function bootBases(
  reader: Reader,
  stationId: number,
  deviceId: string,
  bootIds: readonly string[],
): Promise<Map<string, number>> {
  if (bootIds.length === 0) return new Map()
  const rows = await reader.q
    .selectFrom('boot_offset')
    .select(['boot_id', 'base_ms'])
    .where('station_id', '=', stationId)
    .where('device_id', '=', deviceId)
    .where('boot_id', 'in', [...bootIds])
    .execute()
  return new Map(rows.map((row) => [row.boot_id, row.base_ms]))
}

export async function writeBootBase(
  tx: Tx,
  boot: { readonly stationId: number; readonly deviceId: string; readonly bootId: string },
  baseMs: number,
  at: number,
): Promise<void> {
  const values = { base_ms: Math.round(baseMs), measured_at: at }
  await tx.q
    .insertInto('boot_offset')
    .values({ station_id: boot.stationId, device_id: boot.deviceId, boot_id: boot.bootId, ...values })
    .onConflict((c) => c.columns(['station_id', 'device_id', 'boot_id']).doUpdateSet(values))
    .execute()
}
