import type { Insertable, Selectable } from 'kysely'
import { sql } from 'kysely'
import { lockRow, type Reader, type Tx } from '../../../db/index.ts'
import type { LogImportRowTable, LogImportTable } from '../../../db/tables/logs.ts'
import type { LocalDate } from '../../../kernel/dates.ts'
import type { Zone } from '../../../kernel/time.ts'
import { airingId } from '../../../protocol/index.ts'
import { textList } from '../../bulk-store.ts'
import type { PlannedRow } from './judge.ts'
import type { KnownTotal } from './judge-totals.ts'

export type LogImport = Selectable<LogImportTable>

export async function insertImport(tx: Tx, row: Insertable<LogImportTable>): Promise<number> {
  return (await tx.q.insertInto('log_import').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export const importById = (reader: Reader, id: number): Promise<LogImport | undefined> =>
  reader.q.selectFrom('log_import').selectAll().where('id', '=', id).executeTakeFirst()

/** The same, held until the transaction ends: an import is confirmed once. */
export async function lockImport(tx: Tx, id: number): Promise<LogImport | undefined> {
  const { rows } = await sql<LogImport>`select * from log_import where id = ${id} ${lockRow(tx)}`.execute(tx.q)
  return rows[0]
}

/** The newest imports; of these stations alone where some are given. */
export async function importsPage(
  reader: Reader,
  asked: { readonly stationIds?: readonly number[]; readonly before: number | null; readonly limit: number },
): Promise<LogImport[]> {
  let query = reader.q.selectFrom('log_import').selectAll().where('state', '!=', 'dropped')
  if (asked.stationIds)
    query = query.where('station_id', 'in', asked.stationIds.length > 0 ? [...asked.stationIds] : [-1])
  if (asked.before !== null) query = query.where('id', '<', asked.before)
  return query.orderBy('id', 'desc').limit(asked.limit).execute()
}

/** Imports of the very same file, finished ones, newest first. */
export const importsOfContent = (reader: Reader, sha256: string): Promise<LogImport[]> =>
  reader.q
    .selectFrom('log_import')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('state', '=', 'done')
    .orderBy('id', 'desc')
    .execute()

export async function updateImport(tx: Tx, id: number, set: Partial<Omit<LogImport, 'id'>>): Promise<void> {
  await tx.q.updateTable('log_import').set(set).where('id', '=', id).execute()
}

export async function insertImportRows(tx: Tx, rows: readonly Selectable<LogImportRowTable>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 150) {
    await tx.q
      .insertInto('log_import_row')
      .values(rows.slice(from, from + 150))
      .execute()
  }
}

export const importRows = (reader: Reader, importId: number, limit: number): Promise<Selectable<LogImportRowTable>[]> =>
  reader.q
    .selectFrom('log_import_row')
    .selectAll()
    .where('import_id', '=', importId)
    .orderBy('sheet')
    .orderBy('line')
    .limit(limit)
    .execute()

export async function rememberColumns(tx: Tx, owner: string, mapping: string, at: number): Promise<void> {
  await tx.q
    .insertInto('log_columns')
    .values({ owner, mapping, updated_at: at })
    .onConflict((c) => c.column('owner').doUpdateSet({ mapping, updated_at: at }))
    .execute()
}

export async function rememberedColumns(reader: Reader, owner: string): Promise<string | null> {
  const row = await reader.q.selectFrom('log_columns').select('mapping').where('owner', '=', owner).executeTakeFirst()
  return row?.mapping ?? null
}

type Days = { readonly from: LocalDate; readonly to: LocalDate }

/** The airings of some stations and a segment on some days, with what is known of them; what a rule replaced is left out. */
export async function plannedRows(
  reader: Reader,
  zone: Zone,
  stationIds: readonly number[],
  segmentId: number,
  window: { readonly from: number; readonly to: number },
): Promise<PlannedRow[]> {
  if (stationIds.length === 0) return []
  const rows = await reader.q
    .selectFrom('airing')
    .select(['station_id', 'starts_at', 'ends_at', 'slot_id', 'on_date', 'ordinal', 'planned_on', 'state'])
    .select(['outcome', 'grade', 'flags'])
    .where('station_id', 'in', [...stationIds])
    .where('starts_at', '>=', window.from)
    .where('starts_at', '<', window.to)
    .where('segment_id', '=', segmentId)
    .where('state', '!=', 'superseded')
    .orderBy('starts_at')
    .execute()
  const ids = rows.map((row) => airingId(keyOfRow(row)))
  const before = await importedAirings(reader, ids)
  return rows.map((row, index) => {
    const id = ids[index] ?? ''
    return {
      airingId: id,
      stationId: row.station_id,
      plannedOn: row.planned_on,
      minutes: zone.localMinutes(row.starts_at),
      startsAt: row.starts_at,
      seconds: (row.ends_at - row.starts_at) / 1000,
      cancelled: row.state === 'cancelled',
      outcome: row.outcome,
      grade: row.grade,
      corrected: row.flags?.split(',').includes('corrected') ?? false,
      imported: before.has(id),
    }
  })
}

const keyOfRow = (row: { slot_id: number; station_id: number; on_date: LocalDate; ordinal: number }) => ({
  slotId: row.slot_id,
  stationId: row.station_id,
  onDate: row.on_date,
  ordinal: row.ordinal,
})

async function importedAirings(reader: Reader, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ airing_id: string }>`
    select distinct r.airing_id from ${textList(reader, ids)} as wanted
      join log_import_row r on r.airing_id = wanted.value`.execute(reader.q)
  return new Set(rows.map((row) => row.airing_id))
}

/** Totals that stand for some stations and a segment. */
export async function standingTotals(
  reader: Reader,
  stationIds: readonly number[],
  segmentId: number,
): Promise<KnownTotal[]> {
  if (stationIds.length === 0) return []
  const rows = await reader.q
    .selectFrom('reported_total')
    .select(['station_id', 'from_date', 'to_date', 'n'])
    .where('station_id', 'in', [...stationIds])
    .where('segment_id', '=', segmentId)
    .where('state', '=', 'counted')
    .execute()
  return rows.map((row) => ({ stationId: row.station_id, from: row.from_date, to: row.to_date, n: row.n }))
}

/** Single airings that are known of a station and segment on some days: those that keep a total from counting. */
export async function singleAirings(reader: Reader, stationId: number, segmentId: number, { from, to }: Days) {
  const { rows } = await sql<{ airing_id: string; slot_id: number; on_date: LocalDate; ordinal: number }>`
    select slot_id, on_date, ordinal from airing
    where station_id = ${stationId} and segment_id = ${segmentId} and outcome in ('aired', 'partial', 'open')
      and coalesce(aired_on, planned_on) between ${from} and ${to}
    order by starts_at`.execute(reader.q)
  return rows.map((row) => airingId({ slotId: row.slot_id, stationId, onDate: row.on_date, ordinal: row.ordinal }))
}

/** Unplanned plays that were taken for airings, in the same sense. */
export async function acceptedPlays(
  reader: Reader,
  stationId: number,
  segmentId: number,
  { from, to }: Days,
): Promise<number> {
  const row = await reader.q
    .selectFrom('unplanned_play')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('station_id', '=', stationId)
    .where('segment_id', '=', segmentId)
    .where('complete', '=', 1)
    .where('accepted_at', 'is not', null)
    .where('aired_on', '>=', from)
    .where('aired_on', '<=', to)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}
