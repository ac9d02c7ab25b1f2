import { type Selectable, sql } from 'kysely'
import type { Reader, Tx } from '../../db/index.ts'
import type { ClosingRowTable, ClosingTable, SupplementRowTable, SupplementTable } from '../../db/tables/closings.ts'
import type { PageQuery } from '../../kernel/paging.ts'
import { inChunks } from '../listing-store.ts'
import type { Days } from '../periods.ts'

export type Closing = Selectable<ClosingTable>
export type Supplement = Selectable<SupplementTable>
/** A closing or supplement without its snapshot. */
export type ClosingBrief = Omit<Closing, 'head'>
export type SupplementBrief = Omit<Supplement, 'head'>

/** What is closed: days, segment (a code, or "all") and kind. */
export type ClosedSubject = Days & { readonly segmentCode: string; readonly kind: ClosingTable['kind'] }

/**
 * One closing at a time, and everything read afterwards is of one moment. On SQLite the transaction holds the only write
 * lock. On Postgres the lock is taken before the first row is seen, so that who waited sees the other's closing.
 */
export async function lockClosings(tx: Tx): Promise<void> {
  if (tx.dialect !== 'postgres') return
  await sql`set transaction isolation level repeatable read`.execute(tx.q)
  await sql`lock table closing in share row exclusive mode`.execute(tx.q)
}

const BRIEF = [
  'id',
  'period_key',
  'from_date',
  'to_date',
  'segment_code',
  'segment_id',
  'kind',
  'rules',
  'closed_at',
  'closed_by',
  'closed_by_name',
  'row_count',
  'hash',
  'reopened_at',
  'reopened_by',
  'reopened_by_name',
  'reopen_reason',
] as const
const SUPPLEMENT_BRIEF = [
  'closing_id',
  'number',
  'issued_at',
  'issued_by',
  'issued_by_name',
  'note',
  'row_count',
  'hash',
] as const

/** The closing of exactly these days, segment and kind that is in force; undefined when there is none. */
export async function closingInForce(
  reader: Reader,
  { from, to, segmentCode, kind }: ClosedSubject,
): Promise<ClosingBrief | undefined> {
  return reader.q
    .selectFrom('closing')
    .select(BRIEF)
    .where('from_date', '=', from)
    .where('to_date', '=', to)
    .where('segment_code', '=', segmentCode)
    .where('kind', '=', kind)
    .where('reopened_at', 'is', null)
    .executeTakeFirst()
}

/** The last closing of these days that was reopened. */
export async function lastReopened(
  reader: Reader,
  { from, to, segmentCode, kind }: ClosedSubject,
): Promise<ClosingBrief | undefined> {
  return reader.q
    .selectFrom('closing')
    .select(BRIEF)
    .where('from_date', '=', from)
    .where('to_date', '=', to)
    .where('segment_code', '=', segmentCode)
    .where('kind', '=', kind)
    .where('reopened_at', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

export async function closingById(reader: Reader, id: number): Promise<Closing | undefined> {
  return reader.q.selectFrom('closing').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Closings, newest first; one more than asked for, when there are more. */
export async function closingsPage(reader: Reader, { offset, limit }: PageQuery): Promise<ClosingBrief[]> {
  return reader.q
    .selectFrom('closing')
    .select(BRIEF)
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit + 1)
    .execute()
}

/** Closings that nobody reopened. */
export const closingsInForce = (reader: Reader): Promise<ClosingBrief[]> =>
  reader.q.selectFrom('closing').select(BRIEF).where('reopened_at', 'is', null).orderBy('id', 'desc').execute()

/** Writes a closing whose rows are still to come. @returns its id */
export async function insertClosing(
  tx: Tx,
  closing: Omit<Closing, 'id' | 'head' | 'hash' | 'row_count' | `reopen${string}`>,
): Promise<number> {
  const row = { ...closing, head: '', hash: '', row_count: 0 }
  const none = { reopened_at: null, reopened_by: null, reopened_by_name: null, reopen_reason: null }
  const { id } = await tx.q
    .insertInto('closing')
    .values({ ...row, ...none })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function sealClosing(
  tx: Tx,
  id: number,
  seal: Pick<Closing, 'head' | 'hash' | 'row_count'>,
): Promise<void> {
  await tx.q.updateTable('closing').set(seal).where('id', '=', id).execute()
}

export async function markReopened(
  tx: Tx,
  id: number,
  reopening: Pick<Closing, 'reopened_at' | 'reopened_by' | 'reopened_by_name' | 'reopen_reason'>,
): Promise<void> {
  await tx.q.updateTable('closing').set(reopening).where('id', '=', id).execute()
}

const INSERTED_AT_ONCE = 500
export async function insertClosingRows(tx: Tx, rows: readonly Selectable<ClosingRowTable>[]): Promise<void> {
  for (let i = 0; i < rows.length; i += INSERTED_AT_ONCE)
    await tx.q
      .insertInto('closing_row')
      .values(rows.slice(i, i + INSERTED_AT_ONCE))
      .execute()
}

type RowFilter = { readonly level?: string; readonly stationId?: number }

/** Rows of a closing after a number, in order, at most `limit`. */
export async function closingRows(
  reader: Reader,
  closingId: number,
  after: number,
  limit: number,
): Promise<Selectable<ClosingRowTable>[]> {
  return reader.q
    .selectFrom('closing_row')
    .selectAll()
    .where('closing_id', '=', closingId)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** One page of a closing's rows, narrowed to a level or a station; one more than asked for, when there are more. */
export async function closingRowsPage(
  reader: Reader,
  closingId: number,
  { level, stationId }: RowFilter,
  { offset, limit }: PageQuery,
): Promise<string[]> {
  let query = reader.q.selectFrom('closing_row').select('text').where('closing_id', '=', closingId)
  if (level !== undefined) query = query.where('level_code', '=', level)
  if (stationId !== undefined) query = query.where('station_id', '=', stationId)
  const rows = await query
    .orderBy('number')
    .offset(offset)
    .limit(limit + 1)
    .execute()
  return rows.map((row) => row.text)
}

/** The texts of a closing's rows of some stations, and of all changes of its supplements there, in order. */
export async function closedTexts(
  reader: Reader,
  closingId: number,
  stationIds: readonly number[],
): Promise<{ readonly rows: string[]; readonly changes: string[] }> {
  const rows = await reader.q
    .selectFrom('closing_row')
    .select('text')
    .where('closing_id', '=', closingId)
    .where('station_id', 'in', [...stationIds])
    .execute()
  const changes = await reader.q
    .selectFrom('supplement_row')
    .select('text')
    .where('closing_id', '=', closingId)
    .where('station_id', 'in', [...stationIds])
    .orderBy('supplement_number')
    .orderBy('number')
    .execute()
  return { rows: rows.map((row) => row.text), changes: changes.map((row) => row.text) }
}

export async function supplementsOf(reader: Reader, closingId: number): Promise<Supplement[]> {
  return reader.q.selectFrom('supplement').selectAll().where('closing_id', '=', closingId).orderBy('number').execute()
}

export async function supplementBriefs(reader: Reader, closingIds: readonly number[]): Promise<SupplementBrief[]> {
  if (closingIds.length === 0) return []
  return reader.q
    .selectFrom('supplement')
    .select(SUPPLEMENT_BRIEF)
    .where('closing_id', 'in', [...closingIds])
    .orderBy('closing_id')
    .orderBy('number')
    .execute()
}

/** Writes a supplement whose rows are still to come. */
export async function insertSupplement(
  tx: Tx,
  supplement: Omit<Supplement, 'head' | 'hash' | 'row_count'>,
): Promise<void> {
  await tx.q
    .insertInto('supplement')
    .values({ ...supplement, head: '', hash: '', row_count: 0 })
    .execute()
}

export async function sealSupplement(
  tx: Tx,
  { closing_id, number }: Pick<Supplement, 'closing_id' | 'number'>,
  seal: Pick<Supplement, 'head' | 'hash' | 'row_count'>,
): Promise<void> {
  await tx.q
    .updateTable('supplement')
    .set(seal)
    .where('closing_id', '=', closing_id)
    .where('number', '=', number)
    .execute()
}

export async function insertSupplementRows(tx: Tx, rows: readonly Selectable<SupplementRowTable>[]): Promise<void> {
  for (let i = 0; i < rows.length; i += INSERTED_AT_ONCE)
    await tx.q
      .insertInto('supplement_row')
      .values(rows.slice(i, i + INSERTED_AT_ONCE))
      .execute()
}

/** Rows of a supplement after a number, in order, at most `limit`. */
export async function supplementRows(
  reader: Reader,
  { closing_id, number }: Pick<Supplement, 'closing_id' | 'number'>,
  after: number,
  limit: number,
): Promise<Selectable<SupplementRowTable>[]> {
  return reader.q
    .selectFrom('supplement_row')
    .selectAll()
    .where('closing_id', '=', closing_id)
    .where('supplement_number', '=', number)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** Places in a station's ledger of events, by event id. */
export async function positionsOfEvents(
  reader: Reader,
  stationId: number,
  eventIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await inChunks([...new Set(eventIds)], (chunk) =>
    reader.q
      .selectFrom('evidence')
      .select(['event_id', 'position'])
      .where('station_id', '=', stationId)
      .where('event_id', 'in', [...chunk])
      .execute(),
  )
  return new Map(rows.flatMap(({ event_id, position }) => (event_id === null ? [] : [[event_id, position]])))
}

/** The hash at each of these places of a station's ledger; places that it does not have are left out. */
export async function ledgerHashes(
  reader: Reader,
  stationId: number,
  positions: readonly number[],
): Promise<Map<number, string>> {
  const rows = await inChunks(positions, (chunk) =>
    reader.q
      .selectFrom('ledger_row')
      .select(['position', 'hash'])
      .where('station_id', '=', stationId)
      .where('position', 'in', [...chunk])
      .execute(),
  )
  return new Map(rows.map((row) => [row.position, row.hash]))
}

/** Hashes of every closing and supplement, in order. */
export async function allClosingHashes(
  reader: Reader,
): Promise<{ readonly closing: number; readonly supplement: number | null; readonly hash: string }[]> {
  const closings = await reader.q.selectFrom('closing').select(['id', 'hash']).orderBy('id').execute()
  const supplements = await reader.q
    .selectFrom('supplement')
    .select(['closing_id', 'number', 'hash'])
    .orderBy('closing_id')
    .orderBy('number')
    .execute()
  return [
    ...closings.map(({ id, hash }) => ({ closing: id, supplement: null, hash })),
    ...supplements.map(({ closing_id, number, hash }) => ({ closing: closing_id, supplement: number, hash })),
  ]
}

/** The closing that a hash is of; with a number, the supplement to it. */
export type Sealed = { readonly closing: number; readonly supplement: number | null }

/** What stands under a hash; undefined for one that no closing or supplement has. */
export async function sealedBy(reader: Reader, hash: string): Promise<Sealed | undefined> {
  const closing = await reader.q.selectFrom('closing').select('id').where('hash', '=', hash).executeTakeFirst()
  if (closing) return { closing: closing.id, supplement: null }
  const supplement = await reader.q
    .selectFrom('supplement')
    .select(['closing_id', 'number'])
    .where('hash', '=', hash)
    .executeTakeFirst()
  return supplement && { closing: supplement.closing_id, supplement: supplement.number }
}

/** Every closing that is in force with its supplements, the last period first. */
export async function closedTotals(
  reader: Reader,
): Promise<{ readonly closing: Closing; readonly supplements: readonly Supplement[] }[]> {
  const closings = await reader.q
    .selectFrom('closing')
    .selectAll()
    .where('reopened_at', 'is', null)
    .orderBy('to_date', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const supplements = await reader.q
    .selectFrom('supplement')
    .selectAll()
    .orderBy('closing_id')
    .orderBy('number')
    .execute()
  return closings.map((closing) => ({
    closing,
    supplements: supplements.filter((supplement) => supplement.closing_id === closing.id),
  }))
}
