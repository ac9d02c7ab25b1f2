import type { Selectable } from 'kysely'
import type { Reader, Tx } from '../../db/index.ts'
import type { PlanTargetTable } from '../../db/tables/plans.ts'
import type { Days } from '../periods.ts'

export type TargetRow = Selectable<PlanTargetTable>

/** Targets whose days meet a stretch, the latest first. */
export function targetsMeeting(reader: Reader, { from, to }: Days, limit: number): Promise<TargetRow[]> {
  return reader.q
    .selectFrom('plan_target')
    .selectAll()
    .where('from_date', '<=', to)
    .where('to_date', '>=', from)
    .orderBy('from_date', 'desc')
    .orderBy('to_date', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export const targetById = (reader: Reader, id: number): Promise<TargetRow | undefined> =>
  reader.q.selectFrom('plan_target').selectAll().where('id', '=', id).executeTakeFirst()

/** What a target is of: no two may be of the same. */
export type TargetOf = Pick<TargetRow, 'from_date' | 'to_date' | 'segment_id' | 'level_code' | 'station_id'>

export function targetOf(reader: Reader, of: TargetOf): Promise<TargetRow | undefined> {
  return reader.q
    .selectFrom('plan_target')
    .selectAll()
    .where('from_date', '=', of.from_date)
    .where('to_date', '=', of.to_date)
    .where('segment_id', of.segment_id === null ? 'is' : '=', of.segment_id)
    .where('level_code', of.level_code === null ? 'is' : '=', of.level_code)
    .where('station_id', of.station_id === null ? 'is' : '=', of.station_id)
    .executeTakeFirst()
}

export const insertTarget = async (tx: Tx, row: Omit<TargetRow, 'id'>): Promise<number> =>
  (await tx.q.insertInto('plan_target').values(row).returning('id').executeTakeFirstOrThrow()).id

export async function updateTarget(
  tx: Tx,
  id: number,
  row: Pick<TargetRow, 'target' | 'note' | 'changed_at' | 'changed_by_name'>,
): Promise<void> {
  await tx.q.updateTable('plan_target').set(row).where('id', '=', id).execute()
}

export async function deleteTarget(tx: Tx, id: number): Promise<void> {
  await tx.q.deleteFrom('plan_target').where('id', '=', id).execute()
}
