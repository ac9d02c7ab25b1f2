import type { Insertable, Selectable } from 'kysely'
import type { Reader, Tx } from '../../db/index.ts'
import type { EmergencyTable } from '../../db/tables/emergencies.ts'
import type { LocalDate } from '../../kernel/dates.ts'
import type { Airing } from '../airing.ts'
import { toAiring } from '../airing-store.ts'

export type Emergency = {
  readonly id: number
  readonly slotId: number
  readonly episodeId: number
  readonly note: string | null
  readonly times: number
  readonly gapSeconds: number
  readonly stationCount: number
  readonly firstStartsAt: number
  readonly lastEndsAt: number
  readonly orderedAt: number
  readonly orderedBy: string
  readonly cancelledAt: number | null
  readonly cancelledBy: string | null
  readonly cancelReason: string | null
}

const toEmergency = (row: Selectable<EmergencyTable>): Emergency => ({
  id: row.id,
  slotId: row.slot_id,
  episodeId: row.episode_id,
  note: row.note,
  times: row.times,
  gapSeconds: row.gap_seconds,
  stationCount: row.station_count,
  firstStartsAt: row.first_starts_at,
  lastEndsAt: row.last_ends_at,
  orderedAt: row.ordered_at,
  orderedBy: row.ordered_by_name,
  cancelledAt: row.cancelled_at,
  cancelledBy: row.cancelled_by_name,
  cancelReason: row.cancel_reason,
})

export async function insertEmergency(tx: Tx, row: Insertable<EmergencyTable>): Promise<number> {
  return (await tx.q.insertInto('emergency').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function emergencyById(reader: Reader, id: number): Promise<Emergency | undefined> {
  const row = await reader.q.selectFrom('emergency').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toEmergency(row)
}

/** The newest first. */
export async function newestEmergencies(reader: Reader, limit: number): Promise<Emergency[]> {
  const rows = await reader.q.selectFrom('emergency').selectAll().orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toEmergency)
}

/** Orders that are not cancelled and whose last airing has not ended at `now`, the newest first. */
export async function runningEmergencies(reader: Reader, now: number, episodeId?: number): Promise<Emergency[]> {
  let query = reader.q
    .selectFrom('emergency')
    .selectAll()
    .where('last_ends_at', '>', now)
    .where('cancelled_at', 'is', null)
  if (episodeId !== undefined) query = query.where('episode_id', '=', episodeId)
  return (await query.orderBy('id', 'desc').execute()).map(toEmergency)
}

export async function newestEmergencyId(reader: Reader): Promise<number> {
  const row = await reader.q
    .selectFrom('emergency')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst()
  return Number(row?.id ?? 0)
}

export async function markCancelled(
  tx: Tx,
  id: number,
  { at, by, reason }: { readonly at: number; readonly by: string; readonly reason: string | null },
): Promise<void> {
  const cancelled = { cancelled_at: at, cancelled_by_name: by, cancel_reason: reason }
  await tx.q.updateTable('emergency').set(cancelled).where('id', '=', id).execute()
}

/** All airings of a slot at all stations, by start. */
export async function airingsOfOrder(reader: Reader, slotId: number): Promise<Airing[]> {
  const rows = await reader.q
    .selectFrom('airing')
    .selectAll()
    .where('slot_id', '=', slotId)
    .orderBy('starts_at')
    .orderBy('station_id')
    .execute()
  return rows.map(toAiring)
}

/** Cancels airings that have begun and are not over, as no plan made anew does. @returns how many */
export async function cancelBegun(
  tx: Tx,
  slotId: number,
  onDate: LocalDate,
  now: number,
  reason: string | null,
): Promise<number> {
  const result = await tx.q
    .updateTable('airing')
    .set({ state: 'cancelled', state_reason: reason })
    .where('slot_id', '=', slotId)
    .where('on_date', '=', onDate)
    .where('state', '=', 'planned')
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .where((w) => w.or([w('outcome', 'is', null), w('outcome', '=', 'open')]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export type EmergencyEpisode = {
  readonly id: number
  readonly segmentId: number
  readonly number: number
  readonly year: number
  readonly title: string
}

/** The cleared episodes of priority emergency: what can be ordered. The newest clearance first. */
export async function urgentEpisodes(reader: Reader): Promise<EmergencyEpisode[]> {
  const rows = await reader.q
    .selectFrom('episode')
    .select(['id', 'segment_id', 'number', 'year', 'title'])
    .where('priority', '=', 'emergency')
    .where('cleared_decision_id', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('cleared_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
  return rows.map(({ segment_id, ...row }) => ({ ...row, segmentId: segment_id }))
}
