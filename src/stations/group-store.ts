import type { Reader, Tx } from '../db/index.ts'
import { compareVietnamese } from '../kernel/text.ts'
import { stationErrors } from './errors.ts'

export type StationGroup = {
  readonly id: number
  readonly code: string
  readonly name: string
  /** Codes of its stations. */
  readonly stations: readonly string[]
}

/** All groups in Vietnamese order of name. */
export async function stationGroups(reader: Reader): Promise<StationGroup[]> {
  const groups = await reader.q.selectFrom('station_group').selectAll().execute()
  const members = await reader.q
    .selectFrom('station_group_member')
    .innerJoin('station', 'station.id', 'station_group_member.station_id')
    .select(['group_id', 'station.code'])
    .orderBy('station.code')
    .execute()
  const stations = new Map<number, string[]>(groups.map((group) => [group.id, []]))
  for (const member of members) stations.get(member.group_id)?.push(member.code)
  return groups
    .map((group) => ({ ...group, stations: stations.get(group.id) ?? [] }))
    .sort((a, b) => compareVietnamese(a.name, b.name))
}

/** @returns the new group's id, or null when the code is taken */
export async function insertGroup(tx: Tx, group: { code: string; name: string }): Promise<number | null> {
  const row = await tx.q
    .insertInto('station_group')
    .values(group)
    .onConflict((c) => c.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function renameGroup(tx: Tx, id: number, name: string): Promise<void> {
  await tx.q.updateTable('station_group').set({ name }).where('id', '=', id).execute()
}

export async function setMembers(tx: Tx, groupId: number, stationIds: readonly number[]): Promise<void> {
  await tx.q.deleteFrom('station_group_member').where('group_id', '=', groupId).execute()
  if (stationIds.length === 0) return
  const rows = [...new Set(stationIds)].map((stationId) => ({ group_id: groupId, station_id: stationId }))
  await tx.q.insertInto('station_group_member').values(rows).execute()
}

/** Puts a station into exactly these groups. @throws DomainError group_not_found */
export async function setGroupsOf(tx: Tx, stationId: number, codes: readonly string[]): Promise<void> {
  await tx.q.deleteFrom('station_group_member').where('station_id', '=', stationId).execute()
  for (const code of new Set(codes)) {
    const group = await tx.q.selectFrom('station_group').select('id').where('code', '=', code).executeTakeFirst()
    if (!group) throw stationErrors.group_not_found({ code: code.slice(0, 80) })
    await tx.q.insertInto('station_group_member').values({ group_id: group.id, station_id: stationId }).execute()
  }
}
