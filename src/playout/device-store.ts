import type { Selectable } from 'kysely'
import { prepared, type Reader, type Tx } from '../db/index.ts'
import type { DeviceTable } from '../db/tables/stations.ts'

export type DeviceRow = Selectable<DeviceTable>
/** What a device tells of itself; what is left out keeps its last value. */
export type DeviceNews = Partial<
  Pick<DeviceRow, 'player' | 'version' | 'disk_free' | 'clock_offset_ms' | 'playing' | 'waiting'>
>

/** A device was heard from at this moment (epoch ms). */
export async function deviceSeen(
  tx: Tx,
  stationId: number,
  deviceId: string,
  at: number,
  news: DeviceNews,
): Promise<void> {
  const empty = { player: null, version: null, disk_free: null, clock_offset_ms: null, playing: null, waiting: null }
  await tx.q
    .insertInto('device')
    .values({ station_id: stationId, device_id: deviceId, first_seen_at: at, last_seen_at: at, ...empty, ...news })
    .onConflict((c) => c.columns(['station_id', 'device_id']).doUpdateSet({ last_seen_at: at, ...news }))
    .execute()
}

type Report = { stationId: number; deviceId: string; at: number; offset: number }
const reported = prepared((q, a: Report) =>
  q
    .insertInto('device')
    .values({
      ...{ station_id: a.stationId, device_id: a.deviceId, first_seen_at: a.at, last_seen_at: a.at },
      ...{ player: null, version: null, disk_free: null, clock_offset_ms: a.offset, playing: null },
    })
    .onConflict((c) =>
      c.columns(['station_id', 'device_id']).doUpdateSet({ last_seen_at: a.at, clock_offset_ms: a.offset }),
    )
    .compile(),
)

/** A device sent a report at this moment (epoch ms), by a clock ahead of ours by `offset` ms. */
export async function deviceReported(tx: Tx, report: Report): Promise<void> {
  await reported(tx, report)
}

/** The devices of a station, or of all, by station and last word. */
export async function devicesOf(reader: Reader, stationId?: number): Promise<(DeviceRow & { station_code: string })[]> {
  let query = reader.q
    .selectFrom('device')
    .innerJoin('station', 'station.id', 'device.station_id')
    .selectAll('device')
    .select('station.code as station_code')
  if (stationId !== undefined) query = query.where('device.station_id', '=', stationId)
  return query.orderBy('device.station_id').orderBy('device.last_seen_at', 'desc').execute()
}
