import { type Selectable, sql } from 'kysely'
import type { Reader, Tx } from '../db/index.ts'
import type { BackupRunTable } from '../db/tables/backups.ts'

/** Any number that no other advisory lock of ours uses. */
const RUN_LOCK = 7_230_023

export type BackupRun = Selectable<BackupRunTable>

/** The last runs, newest first. */
export async function backupRuns(reader: Reader, limit: number): Promise<BackupRun[]> {
  return reader.q.selectFrom('backup_run').selectAll().orderBy('id', 'desc').limit(limit).execute()
}

/** The last backup that was made and, restored into a scratch place, proved itself; null when there never was one. */
export async function lastBackup(reader: Reader): Promise<BackupRun | null> {
  const row = await reader.q
    .selectFrom('backup_run')
    .selectAll()
    .where('state', '=', 'good')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Writes down that a run begins, unless another is under way: of several servers one does it.
 * @returns the run's id; null when another has not ended and its lease has not passed
 */
export async function claimRun(tx: Tx, target: string, now: number, leaseMs: number): Promise<number | null> {
  const { q } = tx
  // On Postgres two could look at the same time: they look one after the other.
  if (tx.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(RUN_LOCK)})`.execute(q)
  await q
    .updateTable('backup_run')
    .set({ state: 'failed', error: 'cut off', finished_at: now })
    .where('state', '=', 'running')
    .where('lease_until', '<=', now)
    .execute()
  const running = await q
    .selectFrom('backup_run')
    .select('id')
    .where('state', '=', 'running')
    .limit(1)
    .executeTakeFirst()
  if (running) return null
  const row = await q
    .insertInto('backup_run')
    .values({
      started_at: now,
      finished_at: null,
      state: 'running',
      target,
      backup_id: null,
      lease_until: now + leaseMs,
      rows_held: null,
      files_held: null,
      bytes_held: null,
      bytes_added: null,
      tested_at: null,
      test: null,
      error: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Says that the run goes on. */
export async function keepRun(tx: Tx, id: number, until: number): Promise<void> {
  await tx.q
    .updateTable('backup_run')
    .set({ lease_until: until })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** Writes down how a run ended. */
export async function endRun(
  tx: Tx,
  id: number,
  end: Partial<Omit<BackupRun, 'id'>> & Pick<BackupRun, 'state' | 'finished_at'>,
): Promise<void> {
  await tx.q.updateTable('backup_run').set(end).where('id', '=', id).execute()
}
