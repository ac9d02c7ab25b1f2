import type { Db, Reader, Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { compareVietnamese } from '../kernel/text.ts'
import { stationErrors } from './errors.ts'
import type { Assignment, Station } from './station.ts'

const isFilled = (list: readonly Assignment[]): list is readonly [Assignment, ...Assignment[]] => list.length > 0

async function load(reader: Reader, code?: string): Promise<Station[]> {
  const rows = await reader.q
    .selectFrom('station')
    .selectAll()
    .$if(code !== undefined, (q) => q.where('code', '=', code ?? ''))
    .orderBy('id')
    .execute()
  const one = code === undefined ? undefined : rows[0]?.id
  if (rows.length === 0) return []
  const assigned = await reader.q
    .selectFrom('station_assignment')
    .innerJoin('unit', 'unit.id', 'station_assignment.unit_id')
    .select(['station_id', 'from_date', 'level_code', 'unit_id', 'unit.code as unit_code'])
    .$if(one !== undefined, (q) => q.where('station_id', '=', one ?? 0))
    .orderBy('station_id')
    .orderBy('from_date')
    .execute()
  const members = await reader.q
    .selectFrom('station_group_member')
    .innerJoin('station_group', 'station_group.id', 'station_group_member.group_id')
    .select(['station_id', 'group_id', 'station_group.code'])
    .$if(one !== undefined, (q) => q.where('station_id', '=', one ?? 0))
    .orderBy('station_group.code')
    .execute()
  const assignments = new Map<number, Assignment[]>(rows.map((row) => [row.id, []]))
  for (const a of assigned) {
    assignments
      .get(a.station_id)
      ?.push({ from: a.from_date, levelCode: a.level_code, unitId: a.unit_id, unitCode: a.unit_code })
  }
  const groups = new Map<number, typeof members>(rows.map((row) => [row.id, []]))
  for (const m of members) groups.get(m.station_id)?.push(m)
  return rows.map((row) => {
    const own = assignments.get(row.id) ?? []
    if (!isFilled(own)) throw new Error(`station ${row.code} has no level and unit`)
    return {
      id: row.id,
      code: row.code,
      name: row.name,
      frequency: row.frequency,
      contactName: row.contact_name,
      contactPhone: row.contact_phone,
      activeFrom: row.active_from,
      activeTo: row.active_to,
      assignments: own,
      groups: (groups.get(row.id) ?? []).map((m) => m.code),
      groupIds: (groups.get(row.id) ?? []).map((m) => m.group_id),
    }
  })
}

/** All stations, ended ones too, in Vietnamese order of name. */
export async function stationsAll(reader: Reader): Promise<Station[]> {
  return (await load(reader)).sort((a, b) => compareVietnamese(a.name, b.name))
}

/** @throws DomainError station_not_found */
export async function stationByCode(reader: Reader, code: string): Promise<Station> {
  const [station] = await load(reader, code)
  if (!station) throw stationErrors.station_not_found({ code: code.slice(0, 80) })
  return station
}

/** Ids of stations by their codes, in the same order. @throws DomainError station_not_found for the first unknown one */
export async function stationIds(reader: Reader, codes: readonly string[]): Promise<number[]> {
  if (codes.length === 0) return []
  const rows = await reader.q
    .selectFrom('station')
    .select(['id', 'code'])
    .where('code', 'in', [...codes])
    .execute()
  const ids = new Map(rows.map((row) => [row.code, row.id]))
  return codes.map((code) => {
    const id = ids.get(code)
    if (id === undefined) throw stationErrors.station_not_found({ code: code.slice(0, 80) })
    return id
  })
}

const idsByCode = new WeakMap<Db, Map<string, number>>()
const KEPT = 20_000

/**
 * A station's id, from memory once it was asked: codes never change and stations are never deleted.
 * @throws DomainError station_not_found
 */
export async function stationIdByCode(db: Db, code: string): Promise<number> {
  let ids = idsByCode.get(db)
  if (!ids) {
    ids = new Map()
    idsByCode.set(db, ids)
  }
  const kept = ids.get(code)
  if (kept !== undefined) return kept
  const row = await db.q.selectFrom('station').select('id').where('code', '=', code).executeTakeFirst()
  if (!row) throw stationErrors.station_not_found({ code: code.slice(0, 80) })
  if (ids.size < KEPT) ids.set(code, row.id)
  return row.id
}

export type StationFields = Omit<Station, 'id' | 'code' | 'assignments' | 'groups' | 'groupIds'>

const stationRow = (station: StationFields) => ({
  name: station.name,
  frequency: station.frequency,
  contact_name: station.contactName,
  contact_phone: station.contactPhone,
  active_from: station.activeFrom,
  active_to: station.activeTo,
})

/** @returns the new station's id, or null when the code is taken */
export async function insertStation(
  tx: Tx,
  station: StationFields & { code: string; at: number },
): Promise<number | null> {
  const row = await tx.q
    .insertInto('station')
    .values({ code: station.code, created_at: station.at, ...stationRow(station) })
    .onConflict((c) => c.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function updateStation(tx: Tx, id: number, station: StationFields): Promise<void> {
  await tx.q.updateTable('station').set(stationRow(station)).where('id', '=', id).execute()
}

/** Enters or replaces what a station is from a day on. */
export async function putAssignment(
  tx: Tx,
  stationId: number,
  a: { from: LocalDate; levelCode: string; unitId: number },
): Promise<void> {
  await tx.q
    .insertInto('station_assignment')
    .values({ station_id: stationId, from_date: a.from, level_code: a.levelCode, unit_id: a.unitId })
    .onConflict((c) =>
      c.columns(['station_id', 'from_date']).doUpdateSet({ level_code: a.levelCode, unit_id: a.unitId }),
    )
    .execute()
}

export async function deleteAssignment(tx: Tx, stationId: number, from: LocalDate): Promise<void> {
  await tx.q
    .deleteFrom('station_assignment')
    .where('station_id', '=', stationId)
    .where('from_date', '=', from)
    .execute()
}
