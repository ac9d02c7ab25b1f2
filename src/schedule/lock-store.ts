import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/** Any number that no other advisory lock of ours uses. */
const SCHEDULE = 20_200_701

/**
 * One writer of the schedule at a time, until the transaction ends: two who save at once would each see no conflict with
 * the other. On SQLite the transaction itself is the only writer.
 */
export async function lockSchedule(tx: Tx): Promise<void> {
  if (tx.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(SCHEDULE)})`.execute(tx.q)
}
