import { sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Assignment, Station } from '../stations/index.ts'
import type { Unit } from '../units/index.ts'
import type { Days } from './periods.ts'

/** What reports say of a station. */
export type NamedStation = Pick<Station, 'id' | 'code' | 'name' | 'contactName' | 'contactPhone' | 'assignments'>

/** Lists of ids at a time: below SQLite's limit on bound variables. */
const AT_ONCE = 5000
async function inParts<T>(ids: readonly number[], read: (ids: readonly number[]) => Promise<T[]>): Promise<T[]> {
  const out: T[] = []
  for (let i = 0; i < ids.length; i += AT_ONCE) out.push(...(await read(ids.slice(i, i + AT_ONCE))))
  return out
}
const among = (column: string, ids: readonly number[] | undefined) =>
  ids === undefined ? sql`1 = 1` : sql`${sql.ref(column)} in (${sql.join(ids.length > 0 ? ids : [-1])})`

type AssignedRow = {
  id: number
  code: string
  name: string
  contact_name: string | null
  contact_phone: string | null
  from_date: LocalDate
  level_code: string
  unit_id: number
  unit_code: string
}

/**
 * Stations with their places in time, in no order: sorting eleven thousand names costs more than counting their airings.
 * @param ids undefined: all of them
 */
export async function namedStations(reader: Reader, ids?: readonly number[]): Promise<Map<number, NamedStation>> {
  const read = async (some?: readonly number[]) =>
    (
      await sql<AssignedRow>`
        select s.id, s.code, s.name, s.contact_name, s.contact_phone, a.from_date, a.level_code, a.unit_id,
          u.code as unit_code
        from station s join station_assignment a on a.station_id = s.id join unit u on u.id = a.unit_id
        where ${among('s.id', some)} order by s.id, a.from_date`.execute(reader.q)
    ).rows
  const found = new Map<number, Omit<NamedStation, 'assignments'> & { assignments: [Assignment, ...Assignment[]] }>()
  for (const row of ids ? await inParts(ids, read) : await read()) {
    const at = { from: row.from_date, levelCode: row.level_code, unitId: row.unit_id, unitCode: row.unit_code }
    const known = found.get(row.id)
    if (known) known.assignments.push(at)
    else {
      const { id, code, name, contact_name: contactName, contact_phone: contactPhone } = row
      found.set(id, { id, code, name, contactName, contactPhone, assignments: [at] })
    }
  }
  return found
}

/** Units by id, in no order. @param ids undefined: all of them */
export async function namedUnits(reader: Reader, ids?: readonly number[]): Promise<Map<number, Unit>> {
  const read = async (some?: readonly number[]) =>
    (
      await sql<Unit>`
        select id, code, name, kind, parent_id as "parentId", valid_from as "validFrom", valid_to as "validTo",
          legal_basis as "legalBasis"
        from unit where ${among('id', some)}`.execute(reader.q)
    ).rows
  return new Map((ids ? await inParts(ids, read) : await read()).map((unit) => [unit.id, unit]))
}

/** Codes of the levels that have stations on the first or the last day of a stretch, the highest first. */
export async function levelsOn(reader: Reader, { from, to }: Days, stationIds?: readonly number[]): Promise<string[]> {
  const on = (day: LocalDate) => sql`exists (
    select 1 from station_assignment a where a.level_code = level.code and ${among('a.station_id', stationIds)}
      and (a.from_date <= ${day} or not exists (
        select 1 from station_assignment b where b.station_id = a.station_id and b.from_date < a.from_date))
      and not exists (
        select 1 from station_assignment b
        where b.station_id = a.station_id and b.from_date > a.from_date and b.from_date <= ${day}))`
  const { rows } = await sql<{ code: string }>`
    select code from level where ${on(from)} or ${on(to)} order by rank, code`.execute(reader.q)
  return rows.map((row) => row.code)
}

/** Units that lie in a unit, itself included. Undefined when there is no such unit. */
export async function unitTree(reader: Reader, code: string): Promise<ReadonlySet<number> | undefined> {
  const { rows } = await sql<{ id: number }>`
    with recursive below(id) as (
      select id from unit where code = ${code}
      union select u.id from unit u join below on u.parent_id = below.id
    ) select id from below`.execute(reader.q)
  return rows.length === 0 ? undefined : new Set(rows.map((row) => row.id))
}

/** Stations that were ever in one of these units. */
export async function stationsEverIn(reader: Reader, units: ReadonlySet<number>): Promise<number[]> {
  const found = await inParts([...units], async (ids) =>
    (
      await sql<{ station_id: number }>`
        select distinct station_id from station_assignment where ${among('unit_id', ids)}`.execute(reader.q)
    ).rows.map((row) => row.station_id),
  )
  return [...new Set(found)].sort((a, b) => a - b)
}
