import type { Config } from '../config.ts'
import type { Reader } from '../db/index.ts'
import { DAY_MS } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import { type BackupRun, backupRuns, lastBackup } from './run-store.ts'

/** How it stands with the backups. */
export type BackupState = {
  /** Where they go by themselves; null: nowhere. */
  readonly to: string | null
  readonly encrypted: boolean
  /** The last runs, newest first. */
  readonly runs: readonly BackupRun[]
  /** The last that was restored for a test and proved itself. */
  readonly lastGood: BackupRun | null
  /** Milliseconds since the moment that it is of; null without one. */
  readonly ageMs: number | null
  /** Older than is allowed, or there is none though one was due. */
  readonly tooOld: boolean
  readonly lastFailed: boolean
}
const RUNS_SHOWN = 8

export async function backupState({
  db,
  config,
  clock,
}: {
  readonly db: Reader
  readonly config: Pick<Config, 'backup'>
  readonly clock: { now(): number }
}): Promise<BackupState> {
  const { to, key, maxAgeMs } = config.backup
  const [runs, lastGood] = [await backupRuns(db, RUNS_SHOWN), await lastBackup(db)]
  const ageMs = lastGood ? clock.now() - lastGood.started_at : null
  const ended = runs.find(({ state }) => state !== 'running')
  return {
    to: to === '' ? null : to,
    encrypted: key !== undefined,
    runs,
    lastGood,
    ageMs,
    tooOld: to !== '' && (ageMs === null ? ended !== undefined : ageMs > maxAgeMs),
    lastFailed: ended?.state === 'failed',
  }
}

/** After a failure the next try comes no sooner. */
const AGAIN_AFTER_MS = 3_600_000

/**
 * Whether the daily backup is to be made now: its time of day has passed since the last good run began, and no run is under way
 * or failed within the hour. What a server that was off missed is made up when it is on again.
 * @param runs newest first
 */
export function isDue(
  runs: readonly Pick<BackupRun, 'started_at' | 'state'>[],
  { at, now, zone }: { readonly at: string; readonly now: number; readonly zone: Zone },
): boolean {
  const minutes = Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5))
  const todayAt = zone.toInstant(zone.localDate(now), minutes)
  const since = now >= todayAt ? todayAt : todayAt - DAY_MS
  if (runs.some(({ state, started_at }) => state === 'good' && started_at >= since)) return false
  const [last] = runs
  return !last || last.state === 'good' || last.started_at <= now - AGAIN_AFTER_MS
}
