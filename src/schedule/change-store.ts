import type { Selectable } from 'kysely'
import type { Reader, Tx } from '../db/index.ts'
import type { SlotChangeTable } from '../db/tables/schedule.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { SlotChange } from './slot.ts'

const toChange = (row: Selectable<SlotChangeTable>): SlotChange => ({
  id: row.id,
  slotId: row.slot_id,
  stationId: row.station_id,
  onDate: row.on_date,
  ordinal: row.ordinal,
  kind: row.kind,
  newStartsAt: row.new_starts_at,
  newEpisodeId: row.new_episode_id,
  newDurationSeconds: row.new_duration_seconds,
  reason: row.reason,
  conflictSlotId: row.conflict_slot_id,
})

/** Changes in force of these slots, on original dates between two days; by id. */
export async function changesBetween(
  reader: Reader,
  slotIds: readonly number[],
  from: LocalDate,
  to: LocalDate,
): Promise<SlotChange[]> {
  if (slotIds.length === 0) return []
  const rows = await reader.q
    .selectFrom('slot_change')
    .selectAll()
    .where('slot_id', 'in', [...slotIds])
    .where('on_date', '>=', from)
    .where('on_date', '<=', to)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toChange)
}

export async function changeById(reader: Reader, id: number): Promise<SlotChange | undefined> {
  const row = await reader.q
    .selectFrom('slot_change')
    .selectAll()
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row && toChange(row)
}

export type NewChange = Omit<SlotChange, 'id'>

/** @returns the ids, in order */
export async function insertChanges(
  tx: Tx,
  changes: readonly NewChange[],
  at: number,
  by: number | null,
): Promise<number[]> {
  const ids: number[] = []
  for (let i = 0; i < changes.length; i += 100) {
    const rows = changes.slice(i, i + 100).map((change) => ({
      slot_id: change.slotId,
      station_id: change.stationId,
      on_date: change.onDate,
      ordinal: change.ordinal,
      kind: change.kind,
      new_starts_at: change.newStartsAt,
      new_episode_id: change.newEpisodeId,
      new_duration_seconds: change.newDurationSeconds,
      reason: change.reason,
      conflict_slot_id: change.conflictSlotId,
      created_at: at,
      created_by: by,
      withdrawn_at: null,
    }))
    const inserted = await tx.q.insertInto('slot_change').values(rows).returning('id').execute()
    ids.push(...inserted.map((row) => row.id))
  }
  return ids
}

export async function markChangeWithdrawn(tx: Tx, id: number, at: number): Promise<void> {
  await tx.q.updateTable('slot_change').set({ withdrawn_at: at }).where('id', '=', id).execute()
}

/** Changes that move an occurrence to a start in [fromMs, toMs). */
export async function movesInto(reader: Reader, fromMs: number, toMs: number): Promise<SlotChange[]> {
  const rows = await reader.q
    .selectFrom('slot_change')
    .selectAll()
    .where('kind', '=', 'move')
    .where('new_starts_at', '>=', fromMs)
    .where('new_starts_at', '<', toMs)
    .where('withdrawn_at', 'is', null)
    .execute()
  return rows.map(toChange)
}

/** What was chosen where a slot met others, the latest first; 'keep' leaves no trace. */
export async function choicesBetweenSlots(
  reader: Reader,
  slotId: number,
): Promise<{ otherSlotId: number; choice: 'skip' | 'shift' | 'replace' }[]> {
  const rows = await reader.q
    .selectFrom('slot_change')
    .select(['slot_id', 'conflict_slot_id', 'kind'])
    .where('withdrawn_at', 'is', null)
    .where('conflict_slot_id', 'is not', null)
    .where((w) => w.or([w('slot_id', '=', slotId), w('conflict_slot_id', '=', slotId)]))
    .orderBy('on_date', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) =>
    row.slot_id === slotId
      ? { otherSlotId: row.conflict_slot_id ?? 0, choice: row.kind === 'move' ? ('shift' as const) : ('skip' as const) }
      : { otherSlotId: row.slot_id, choice: 'replace' as const },
  )
}

/** Where the airings of a change's occurrence start as things stand (epoch ms). */
export async function startsOfOccurrence(
  reader: Reader,
  { slotId, stationId, onDate, ordinal }: Pick<SlotChange, 'slotId' | 'stationId' | 'onDate' | 'ordinal'>,
): Promise<number[]> {
  const rows = await reader.q
    .selectFrom('airing')
    .select('starts_at')
    .where('slot_id', '=', slotId)
    .where('on_date', '=', onDate)
    .where('ordinal', '=', ordinal)
    .$if(stationId !== null, (q) => q.where('station_id', '=', stationId ?? 0))
    .execute()
  return rows.map((row) => row.starts_at)
}
