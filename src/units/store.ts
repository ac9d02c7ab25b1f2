import type { Reader, Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { compareVietnamese } from '../kernel/text.ts'
import type { Succession, SuccessionKind } from './succession.ts'

export type Level = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** What a station of this level is called: "Đài truyền thanh xã". */
  readonly stationName: string
  readonly stationNameEn: string
  /** 1 is the highest. */
  readonly rank: number
}

export type Unit = {
  readonly id: number
  readonly code: string
  readonly name: string
  /** "xã", "thị trấn", "huyện"…: as it is written before the name. */
  readonly kind: string
  readonly parentId: number | null
  readonly validFrom: LocalDate | null
  /** The last day on which it stood. */
  readonly validTo: LocalDate | null
  readonly legalBasis: string | null
}

/** All levels, the highest first. */
export async function levels(reader: Reader): Promise<Level[]> {
  const rows = await reader.q.selectFrom('level').selectAll().orderBy('rank').orderBy('code').execute()
  return rows.map((r) => ({
    code: r.code,
    name: r.name,
    nameEn: r.name_en,
    stationName: r.station_name,
    stationNameEn: r.station_name_en,
    rank: r.rank,
  }))
}

const levelRow = (level: Omit<Level, 'code'>) => ({
  name: level.name,
  name_en: level.nameEn,
  station_name: level.stationName,
  station_name_en: level.stationNameEn,
  rank: level.rank,
})

/** @returns false when the code is taken */
export async function insertLevel(tx: Tx, level: Level): Promise<boolean> {
  const done = await tx.q
    .insertInto('level')
    .values({ code: level.code, ...levelRow(level) })
    .onConflict((c) => c.column('code').doNothing())
    .returning('code')
    .executeTakeFirst()
  return done !== undefined
}

export async function updateLevel(tx: Tx, level: Level): Promise<void> {
  await tx.q.updateTable('level').set(levelRow(level)).where('code', '=', level.code).execute()
}

export async function deleteLevel(tx: Tx, code: string): Promise<void> {
  await tx.q.deleteFrom('level').where('code', '=', code).execute()
}

export async function isLevelUsed(reader: Reader, code: string): Promise<boolean> {
  const row = await reader.q
    .selectFrom('station_assignment')
    .select('station_id')
    .where('level_code', '=', code)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const unitQuery = (reader: Reader) =>
  reader.q
    .selectFrom('unit')
    .select([
      'id',
      'code',
      'name',
      'kind',
      'parent_id as parentId',
      'valid_from as validFrom',
      'valid_to as validTo',
      'legal_basis as legalBasis',
    ])

/** All units, past ones too, in Vietnamese order of name. */
export async function units(reader: Reader): Promise<Unit[]> {
  const rows = await unitQuery(reader).orderBy('id').execute()
  return rows.sort((a, b) => compareVietnamese(a.name, b.name))
}

export const unitByCode = (reader: Reader, code: string): Promise<Unit | undefined> =>
  unitQuery(reader).where('code', '=', code).executeTakeFirst()

const unitRow = (unit: Omit<Unit, 'id' | 'code'>) => ({
  name: unit.name,
  kind: unit.kind,
  parent_id: unit.parentId,
  valid_from: unit.validFrom,
  valid_to: unit.validTo,
  legal_basis: unit.legalBasis,
})

/** @returns the new unit's id, or null when the code is taken */
export async function insertUnit(tx: Tx, unit: Omit<Unit, 'id'>): Promise<number | null> {
  const row = await tx.q
    .insertInto('unit')
    .values({ code: unit.code, ...unitRow(unit) })
    .onConflict((c) => c.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function updateUnit(tx: Tx, unit: Unit): Promise<void> {
  await tx.q.updateTable('unit').set(unitRow(unit)).where('id', '=', unit.id).execute()
}

export type SuccessionRow = Succession & { readonly legalBasis: string | null }

/** All successions, oldest first. */
export async function successions(reader: Reader): Promise<SuccessionRow[]> {
  const rows = await reader.q
    .selectFrom('unit_succession')
    .selectAll()
    .orderBy('on_date')
    .orderBy('from_unit_id')
    .orderBy('to_unit_id')
    .execute()
  return rows.map((r) => ({
    from: r.from_unit_id,
    to: r.to_unit_id,
    on: r.on_date,
    kind: r.kind,
    legalBasis: r.legal_basis,
  }))
}

/** @returns false when it is already recorded */
export async function insertSuccession(
  tx: Tx,
  row: { from: number; to: number; on: LocalDate; kind: SuccessionKind; legalBasis: string | null },
): Promise<boolean> {
  const done = await tx.q
    .insertInto('unit_succession')
    .values({
      from_unit_id: row.from,
      to_unit_id: row.to,
      on_date: row.on,
      kind: row.kind,
      legal_basis: row.legalBasis,
    })
    .onConflict((c) => c.columns(['from_unit_id', 'to_unit_id', 'on_date']).doNothing())
    .returning('from_unit_id')
    .executeTakeFirst()
  return done !== undefined
}
