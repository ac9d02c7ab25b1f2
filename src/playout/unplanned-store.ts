import { type Selectable, sql } from 'kysely'
import { prepared, type Reader, type Tx } from '../db/index.ts'
import type { UnplannedPlayTable } from '../db/tables/playout.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Stretch } from '../schedule/index.ts'
import { numbersOf } from './bulk-store.ts'
import type { UnplannedPlay } from './reconcile/facts.ts'

export type StoredPlay = Selectable<UnplannedPlayTable>
export type Standing = { readonly levelCode: string; readonly unitId: number }

/** Level and unit of a station on days: before its first assignment, that one. */
export async function standings(reader: Reader, stationId: number): Promise<(day: LocalDate) => Standing> {
  const rows = await reader.q
    .selectFrom('station_assignment')
    .select(['from_date', 'level_code', 'unit_id'])
    .where('station_id', '=', stationId)
    .orderBy('from_date')
    .execute()
  const [first] = rows
  if (!first) throw new Error(`station ${stationId} has no level and unit`)
  return (day) => {
    const row = rows.findLast((assignment) => assignment.from_date <= day) ?? first
    return { levelCode: row.level_code, unitId: row.unit_id }
  }
}

export const playRow = (stationId: number, play: UnplannedPlay, { levelCode, unitId }: Standing): StoredPlay => ({
  station_id: stationId,
  play_key: play.key,
  starts_at: play.startsAt,
  ends_at: play.endsAt,
  aired_on: play.airedOn,
  segment_id: play.segmentId,
  episode_id: play.episodeId,
  sha256: play.sha256,
  complete: play.complete ? 1 : 0,
  played_seconds: play.playedSeconds,
  grade: 'player',
  flags: play.flags,
  event_ids: JSON.stringify(play.eventIds),
  level_code: levelCode,
  unit_id: unitId,
  accepted_at: play.accepted?.at ?? null,
  accepted_by: play.accepted?.by ?? null,
})

/** Whether two rows say the same, whatever the order of their fields. */
export const samePlay = (a: StoredPlay, b: StoredPlay): boolean =>
  (Object.keys(b) as (keyof StoredPlay)[]).every((column) => a[column] === b[column])

const inWindows = prepared((q, a: { stationId: number; windows: string }, dialect) =>
  sql<StoredPlay>`
    select distinct u.* from ${numbersOf(dialect, ['a', 'b'], a.windows)} as w
      join unplanned_play u on u.station_id = ${a.stationId} and u.starts_at >= w.a and u.starts_at < w.b`.compile(q),
)

export const playsInWindows = (
  reader: Reader,
  stationId: number,
  windows: readonly (readonly [from: number, to: number])[],
): Promise<StoredPlay[]> => inWindows(reader, { stationId, windows: JSON.stringify(windows) })

export async function allPlays(reader: Reader, stationId: number): Promise<StoredPlay[]> {
  return reader.q.selectFrom('unplanned_play').selectAll().where('station_id', '=', stationId).execute()
}

/** Replaces unplanned plays: `gone` first, then `made`. */
export async function replacePlays(
  tx: Tx,
  stationId: number,
  gone: readonly StoredPlay[],
  made: readonly StoredPlay[],
): Promise<void> {
  const keys = gone.map((play) => play.play_key)
  for (let from = 0; from < keys.length; from += 500) {
    const some = keys.slice(from, from + 500)
    await tx.q.deleteFrom('unplanned_play').where('station_id', '=', stationId).where('play_key', 'in', some).execute()
  }
  for (let from = 0; from < made.length; from += 50) {
    await tx.q
      .insertInto('unplanned_play')
      .values(made.slice(from, from + 50))
      .execute()
  }
}

export async function playByKey(reader: Reader, stationId: number, key: string): Promise<StoredPlay | undefined> {
  return reader.q
    .selectFrom('unplanned_play')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('play_key', '=', key)
    .executeTakeFirst()
}

/** Gives a station's unplanned plays of a stretch its level and unit. @returns the days on which they were played */
export async function assignPlays(tx: Tx, stationId: number, stretch: Stretch): Promise<LocalDate[]> {
  const { from, until, levelCode, unitId } = stretch
  const changed = await tx.q
    .updateTable('unplanned_play')
    .set({ level_code: levelCode, unit_id: unitId })
    .where('station_id', '=', stationId)
    .where('aired_on', '>=', from)
    .$if(until !== null, (q) => q.where('aired_on', '<', until ?? from))
    .where((e) => e.or([e('level_code', '!=', levelCode), e('unit_id', '!=', unitId)]))
    .returning('aired_on')
    .execute()
  return changed.map((row) => row.aired_on)
}
