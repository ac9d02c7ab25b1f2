import { lastBackup } from '../backup/index.ts'
import type { Context } from '../context.ts'
import { databaseState, jobRuns } from '../db/index.ts'
import { mediaState } from '../library/index.ts'
import { quarantineCount } from '../playout/index.ts'
import {
  devicesHeard,
  HEALTH,
  type HealthState,
  healthOf,
  isActiveOn,
  keysUsed,
  stationsAll,
} from '../stations/index.ts'
import { type DiskRoom, diskRooms } from '../storage/index.ts'
import { type Queue, workQueues } from './queue-store.ts'

/** What stands in the database and on the disks. Instants in epoch ms, sizes in bytes. */
export type Gauges = {
  readonly queues: readonly Queue[]
  readonly failedRecordings: number
  readonly media: { readonly bytes: number; readonly files: number }
  readonly databaseBytes: number
  readonly stations: Readonly<Record<HealthState, number>>
  readonly quarantined: number
  readonly jobs: readonly {
    readonly name: string
    readonly failed: boolean
    readonly startedAt: number
    readonly succeededAt: number | null
  }[]
  readonly disks: readonly DiskRoom[]
  /** When the last good backup was made; null: there is none. */
  readonly backupAt: number | null
}

/** Questions to the database are asked at most this often, however many programs read the metrics. */
const KEEP_MS = 15_000

async function stationsByState(ctx: Context): Promise<Record<HealthState, number>> {
  const now = ctx.clock.now()
  const today = ctx.zone.localDate(now)
  const [devices, keys] = [await devicesHeard(ctx.db), await keysUsed(ctx.db)]
  const counts: Record<HealthState, number> = { silent: 0, trouble: 0, never: 0, fetching: 0, good: 0 }
  for (const station of await stationsAll(ctx.db)) {
    if (!isActiveOn(station, today)) continue
    counts[healthOf(devices.get(station.id) ?? [], keys.get(station.id) ?? null, now).state] += 1
  }
  return counts
}

async function read(ctx: Context): Promise<Gauges> {
  const media = await mediaState(ctx.db)
  const backup = await lastBackup(ctx.db)
  return {
    queues: await workQueues(ctx.db),
    failedRecordings: media.queue.failed,
    media: { bytes: media.bytes, files: media.files },
    databaseBytes: (await databaseState(ctx.db)).bytes,
    stations: await stationsByState(ctx),
    quarantined: await quarantineCount(ctx.db),
    jobs: [...(await jobRuns(ctx.db)).values()].map(({ name, error, startedAt, succeededAt }) => ({
      name,
      failed: error !== null,
      startedAt,
      succeededAt,
    })),
    disks: await diskRooms(ctx.config),
    backupAt: backup?.finished_at ?? backup?.started_at ?? null,
  }
}

/** @returns a function that reads the gauges, the same ones for some seconds */
export function keptGauges(ctx: Context): () => Promise<Gauges> {
  let kept: { readonly at: number; readonly found: Promise<Gauges> } | null = null
  return () => {
    const now = ctx.clock.now()
    if (kept && now >= kept.at && now - kept.at < KEEP_MS) return kept.found
    const found = read(ctx)
    kept = { at: now, found }
    // What failed is asked again the next time.
    found.catch(() => {
      kept = null
    })
    return found
  }
}

export { HEALTH }
