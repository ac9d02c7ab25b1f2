import type { Insertable, Selectable } from 'kysely'
import { lockRow, type Reader, type Tx } from '../../db/index.ts'
import type { ReportExportTable } from '../../db/tables/report-exports.ts'

export type ReportExport = Selectable<ReportExportTable>

export async function insertExport(tx: Tx, row: Insertable<ReportExportTable>): Promise<number> {
  return (await tx.q.insertInto('report_export').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function exportById(reader: Reader, id: number): Promise<ReportExport | undefined> {
  return reader.q.selectFrom('report_export').selectAll().where('id', '=', id).executeTakeFirst()
}

/** How many are asked for and not made yet. */
export async function unfinishedExports(reader: Reader): Promise<number> {
  const row = await reader.q
    .selectFrom('report_export')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** The last exports, newest first. */
export async function lastExports(reader: Reader, limit: number): Promise<ReportExport[]> {
  return reader.q.selectFrom('report_export').selectAll().orderBy('id', 'desc').limit(limit).execute()
}

/**
 * Takes the oldest export that nobody works on: a waiting one, or one whose worker was lost.
 * @param until the new lease, epoch ms
 */
export async function claimExport(tx: Tx, now: number, until: number): Promise<ReportExport | undefined> {
  const row = await tx.q
    .selectFrom('report_export')
    .selectAll()
    .where((where) =>
      where.or([
        where('state', '=', 'waiting'),
        where.and([where('state', '=', 'running'), where('lease_until', '<', now)]),
      ]),
    )
    .orderBy('id')
    .limit(1)
    .modifyEnd(lockRow(tx))
    .executeTakeFirst()
  if (!row) return undefined
  const running = { state: 'running' as const, lease_until: until, rows_done: 0 }
  await tx.q.updateTable('report_export').set(running).where('id', '=', row.id).execute()
  return { ...row, ...running }
}

/** Exports that were at work wait again: for a start at which nobody can be at work on them. */
export async function waitAgain(tx: Tx): Promise<void> {
  const waiting = { state: 'waiting' as const, lease_until: null, rows_done: 0 }
  await tx.q.updateTable('report_export').set(waiting).where('state', '=', 'running').execute()
}

export async function updateExport(
  tx: Tx,
  id: number,
  change: Partial<
    Pick<ReportExport, 'state' | 'rows_done' | 'rows_total' | 'bytes' | 'error' | 'lease_until' | 'finished_at'>
  >,
): Promise<void> {
  await tx.q.updateTable('report_export').set(change).where('id', '=', id).execute()
}

/** Takes away what ended before an instant. @returns what it was */
export async function deleteExportsBefore(tx: Tx, instant: number): Promise<ReportExport[]> {
  const rows = await tx.q
    .selectFrom('report_export')
    .selectAll()
    .where('finished_at', 'is not', null)
    .where('finished_at', '<', instant)
    .execute()
  if (rows.length > 0) {
    const ids = rows.map(({ id }) => id)
    await tx.q.deleteFrom('report_export').where('id', 'in', ids).execute()
  }
  return rows
}
