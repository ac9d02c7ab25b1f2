import { jsonColumn, type Reader, type Tx } from '../db/index.ts'
import { dayOf, type LocalDate } from '../kernel/dates.ts'
import { type ClosureInForce, type StationInTime, storedTarget, type Target } from './target.ts'

/** Every station with its dates, levels and groups: what targets are resolved against. By code. */
export async function stationsInTime(reader: Reader): Promise<StationInTime[]> {
  const stations = await reader.q
    .selectFrom('station')
    .select(['id', 'code', 'name', 'active_from', 'active_to'])
    .orderBy('code')
    .execute()
  const assignments = await reader.q.selectFrom('station_assignment').selectAll().orderBy('from_date').execute()
  const members = await reader.q.selectFrom('station_group_member').selectAll().execute()
  const assigned = collect(assignments, (row) => row.station_id)
  const grouped = collect(members, (row) => row.station_id)
  return stations.map((s) => ({
    id: s.id,
    code: s.code,
    name: s.name,
    activeFrom: s.active_from,
    activeTo: s.active_to,
    assignments: (assigned.get(s.id) ?? []).map((a) => ({
      from: a.from_date,
      levelCode: a.level_code,
      unitId: a.unit_id,
    })),
    groupIds: (grouped.get(s.id) ?? []).map((m) => m.group_id),
  }))
}

function collect<T>(rows: readonly T[], key: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

/** Codes and names behind the ids that a stored target holds. */
export async function targetNames(
  reader: Reader,
): Promise<{ groups: { id: number; code: string }[]; levels: string[] }> {
  const groups = await reader.q.selectFrom('station_group').select(['id', 'code']).execute()
  const levels = await reader.q.selectFrom('level').select('code').execute()
  return { groups, levels: levels.map((level) => level.code) }
}

export type Closure = {
  readonly id: number
  readonly from: LocalDate
  readonly to: LocalDate
  readonly target: Target
  readonly reason: string
  readonly createdAt: number
  readonly withdrawnAt: number | null
}

/** Closures that touch the days [from, to], by first day; withdrawn ones only when asked for. */
export async function closuresBetween(
  reader: Reader,
  from: LocalDate,
  to: LocalDate,
  withdrawnToo = false,
): Promise<Closure[]> {
  let q = reader.q.selectFrom('closure').selectAll().where('from_date', '<=', to).where('to_date', '>=', from)
  if (!withdrawnToo) q = q.where('withdrawn_at', 'is', null)
  const rows = await q.orderBy('from_date').orderBy('id').execute()
  return rows.map(toClosure)
}

export async function closureById(reader: Reader, id: number): Promise<Closure | undefined> {
  const row = await reader.q.selectFrom('closure').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toClosure(row)
}

type ClosureRow = {
  id: number
  from_date: LocalDate
  to_date: LocalDate
  target: string
  reason: string
  created_at: number
  withdrawn_at: number | null
}
const toClosure = (row: ClosureRow): Closure => ({
  id: row.id,
  from: row.from_date,
  to: row.to_date,
  target: jsonColumn(storedTarget, row.target),
  reason: row.reason,
  createdAt: row.created_at,
  withdrawnAt: row.withdrawn_at,
})

export const inForce = (closure: Closure): ClosureInForce => ({
  id: closure.id,
  from: dayOf(closure.from),
  to: dayOf(closure.to),
  target: closure.target,
  reason: closure.reason,
})

export async function insertClosure(
  tx: Tx,
  closure: Pick<Closure, 'from' | 'to' | 'target' | 'reason'> & { at: number; by: number | null },
): Promise<number> {
  const row = await tx.q
    .insertInto('closure')
    .values({
      from_date: closure.from,
      to_date: closure.to,
      target: JSON.stringify(closure.target),
      reason: closure.reason,
      created_at: closure.at,
      created_by: closure.by,
      withdrawn_at: null,
      withdrawn_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** @returns whether it was in force until now */
export async function markClosureWithdrawn(tx: Tx, id: number, at: number, by: number | null): Promise<boolean> {
  const result = await tx.q
    .updateTable('closure')
    .set({ withdrawn_at: at, withdrawn_by: by })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
