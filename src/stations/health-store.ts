import { z } from 'zod'
import { jsonColumn, type Reader } from '../db/index.ts'
import type { DeviceHeard } from './health.ts'

const ranges = z.array(z.tuple([z.number(), z.number()]))

/** Numbers missing below what is known: reports that a device wrote and that have not come yet. */
function gaps(nextSeq: number, ahead: string): number {
  let [missing, next] = [0, nextSeq]
  for (const [from, to] of jsonColumn(ranges, ahead)) {
    missing += Math.max(0, from - next)
    next = to + 1
  }
  return missing
}

/** Every device that was heard from, of one station or of all, by station id; the last heard first. */
export async function devicesHeard(reader: Reader, stationId?: number): Promise<Map<number, DeviceHeard[]>> {
  const devices = await reader.q
    .selectFrom('device')
    .selectAll()
    .$if(stationId !== undefined, (q) => q.where('station_id', '=', stationId ?? 0))
    .orderBy('last_seen_at', 'desc')
    .execute()
  const streams = await reader.q
    .selectFrom('report_stream')
    .select(['station_id', 'device_id', 'next_seq', 'ahead'])
    .where('ahead', '!=', '[]')
    .$if(stationId !== undefined, (q) => q.where('station_id', '=', stationId ?? 0))
    .execute()
  const unsent = new Map<string, number>()
  for (const row of streams) {
    const name = `${row.station_id} ${row.device_id}`
    unsent.set(name, (unsent.get(name) ?? 0) + gaps(row.next_seq, row.ahead))
  }
  const found = new Map<number, DeviceHeard[]>()
  for (const row of devices) {
    const own = found.get(row.station_id) ?? []
    found.set(row.station_id, own)
    own.push({
      deviceId: row.device_id,
      firstSeenAt: row.first_seen_at,
      lastSeenAt: row.last_seen_at,
      player: row.player,
      version: row.version,
      diskFree: row.disk_free,
      clockOffsetMs: row.clock_offset_ms,
      playing: row.playing,
      // What it said is newer than what the numbers tell; a gap may be known before it says so.
      unsent: Math.max(row.waiting ?? 0, unsent.get(`${row.station_id} ${row.device_id}`) ?? 0),
    })
  }
  return found
}

/** When a valid key of each station was last used: players that send no word of themselves at least fetch. */
export async function keysUsed(reader: Reader): Promise<Map<number, number>> {
  const rows = await reader.q
    .selectFrom('station_key')
    .select(({ fn }) => ['station_id', fn.max('last_used_at').as('at')])
    .where('last_used_at', 'is not', null)
    .groupBy('station_id')
    .execute()
  return new Map(rows.map(({ station_id, at }) => [station_id, Number(at)]))
}
