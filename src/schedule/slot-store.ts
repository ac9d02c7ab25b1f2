import type { Selectable } from 'kysely'
import { bit, jsonColumn, type Reader, type Tx } from '../db/index.ts'
import type { SlotTable, SlotVersionTable } from '../db/tables/schedule.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { storedTarget } from '../stations/index.ts'
import { type Slot, type SlotVersion, storedRule } from './slot.ts'

const toVersion = (row: Selectable<SlotVersionTable>): SlotVersion => ({
  from: row.from_date,
  anchor: row.anchor_date,
  programme: row.programme,
  target: jsonColumn(storedTarget, row.target),
  rule: jsonColumn(storedRule, row.rule),
  durationSeconds: row.duration_seconds,
  premiere: row.premiere === 1,
  priority: row.priority,
  episodeId: row.episode_id,
})

async function withVersions(reader: Reader, rows: readonly Selectable<SlotTable>[]): Promise<Slot[]> {
  if (rows.length === 0) return []
  const versions = new Map<number, SlotVersion[]>()
  // Slots are few (tens, not thousands) and have few versions, so all of them are read.
  for (const row of await reader.q
    .selectFrom('slot_version')
    .selectAll()
    .orderBy('slot_id')
    .orderBy('from_date')
    .execute()) {
    versions.set(row.slot_id, [...(versions.get(row.slot_id) ?? []), toVersion(row)])
  }
  return rows.map((row) => ({
    id: row.id,
    segmentId: row.segment_id,
    title: row.title,
    origin: row.origin,
    from: row.from_date,
    until: row.until_date,
    revision: row.revision,
    plannedTo: row.planned_to,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    versions: versions.get(row.id) ?? [],
  }))
}

/** Slots that have, or may have, airings on an original date between two days; by id. */
export async function slotsTouching(reader: Reader, from: LocalDate, to: LocalDate): Promise<Slot[]> {
  const rows = await reader.q
    .selectFrom('slot')
    .selectAll()
    .where('from_date', '<=', to)
    .where((w) => w.or([w('until_date', 'is', null), w('until_date', '>=', from), w('planned_to', '>=', from)]))
    .orderBy('id')
    .execute()
  return withVersions(reader, rows)
}

/** All slots, ended ones too, by id. */
export async function slotsAll(reader: Reader): Promise<Slot[]> {
  return withVersions(reader, await reader.q.selectFrom('slot').selectAll().orderBy('id').execute())
}

export async function slotById(reader: Reader, id: number): Promise<Slot | undefined> {
  const rows = await reader.q.selectFrom('slot').selectAll().where('id', '=', id).execute()
  return (await withVersions(reader, rows))[0]
}

/** What is shown of a slot beside its versions: those columns always repeat the newest version. */
const latest = (slot: Pick<Slot, 'versions'>) => {
  const version = slot.versions.at(-1)
  if (!version) throw new Error('a slot has at least one version')
  return {
    programme: version.programme,
    target: JSON.stringify(version.target),
    rule: JSON.stringify(version.rule),
    duration_seconds: version.durationSeconds,
    premiere: bit(version.premiere),
    priority: version.priority,
    episode_mode: version.episodeId === null ? ('newest' as const) : ('fixed' as const),
    episode_id: version.episodeId,
  }
}

/** @returns the new slot's id */
export async function insertSlot(tx: Tx, slot: Slot, at: number, by: number | null): Promise<number> {
  const { id } = await tx.q
    .insertInto('slot')
    .values({
      ...latest(slot),
      segment_id: slot.segmentId,
      title: slot.title,
      origin: slot.origin,
      from_date: slot.from,
      until_date: slot.until,
      planned_to: null,
      created_at: at,
      created_by: by,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertVersions(tx, id, slot.versions)
  return id
}

/** Writes a slot's end, title and versions as they are now, and counts its revision on. */
export async function updateSlot(tx: Tx, slot: Slot): Promise<void> {
  await tx.q
    .updateTable('slot')
    .set({
      ...latest(slot),
      title: slot.title,
      from_date: slot.from,
      until_date: slot.until,
      ended_at: slot.endedAt,
      revision: slot.revision + 1,
    })
    .where('id', '=', slot.id)
    .execute()
  await tx.q.deleteFrom('slot_version').where('slot_id', '=', slot.id).execute()
  await insertVersions(tx, slot.id, slot.versions)
}

async function insertVersions(tx: Tx, slotId: number, versions: readonly SlotVersion[]): Promise<void> {
  const rows = versions.map((version) => ({
    slot_id: slotId,
    from_date: version.from,
    anchor_date: version.anchor,
    programme: version.programme,
    target: JSON.stringify(version.target),
    rule: JSON.stringify(version.rule),
    duration_seconds: version.durationSeconds,
    premiere: bit(version.premiere),
    priority: version.priority,
    episode_id: version.episodeId,
  }))
  await tx.q.insertInto('slot_version').values(rows).execute()
}

/** Remembers up to which day a slot's airings were made; it never goes back. */
export async function markPlannedTo(tx: Tx, slotId: number, to: LocalDate): Promise<void> {
  await tx.q
    .updateTable('slot')
    .set({ planned_to: to })
    .where('id', '=', slotId)
    .where((w) => w.or([w('planned_to', 'is', null), w('planned_to', '<', to)]))
    .execute()
}
