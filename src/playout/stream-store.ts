import { z } from 'zod'
import { jsonColumn, prepared, type Reader, type Tx } from '../db/index.ts'
import { NEW_STREAM, type StreamState } from './stream.ts'

const ranges = z.array(z.tuple([z.number().int(), z.number().int()]))
export type StreamKey = { readonly stationId: number; readonly deviceId: string; readonly journalId: string }

const streamRow = prepared((q, a: StreamKey) =>
  q
    .selectFrom('report_stream')
    .select(['next_seq', 'ahead'])
    .where('station_id', '=', a.stationId)
    .where('device_id', '=', a.deviceId)
    .where('journal_id', '=', a.journalId)
    .compile(),
)

export async function readStream(reader: Reader, key: StreamKey): Promise<StreamState> {
  const [row] = await streamRow(reader, key)
  if (!row) return NEW_STREAM
  return { nextSeq: row.next_seq, ahead: row.ahead === '[]' ? [] : jsonColumn(ranges, row.ahead) }
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

const putStream = prepared((q, a: StreamKey & { nextSeq: number; ahead: string; at: number }) => {
  const values = { next_seq: a.nextSeq, ahead: a.ahead, last_sent_at: a.at }
  return q
    .insertInto('report_stream')
    .values({ station_id: a.stationId, device_id: a.deviceId, journal_id: a.journalId, ...values })
    .onConflict((c) => c.columns(['station_id', 'device_id', 'journal_id']).doUpdateSet(values))
    .compile()
})

export async function writeStream(tx: Tx, key: StreamKey, state: StreamState, at: number): Promise<void> {
  await putStream(tx, { ...key, nextSeq: state.nextSeq, ahead: JSON.stringify(state.ahead), at })
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

type Boot = { readonly stationId: number; readonly deviceId: string; readonly bootId: string }
const putBootBase = prepared((q, a: Boot & { baseMs: number; at: number }) => {
  const values = { base_ms: a.baseMs, measured_at: a.at }
  return q
    .insertInto('boot_offset')
    .values({ station_id: a.stationId, device_id: a.deviceId, boot_id: a.bootId, ...values })
    .onConflict((c) => c.columns(['station_id', 'device_id', 'boot_id']).doUpdateSet(values))
    .compile()
})

export async function writeBootBase(tx: Tx, boot: Boot, baseMs: number, at: number): Promise<void> {
  await putBootBase(tx, { ...boot, baseMs: Math.round(baseMs), at })
}
