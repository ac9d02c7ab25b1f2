import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { UnplannedPlayTable } from '../db/tables/playout.ts'
import type { AiringTable } from '../db/tables/schedule.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { PageQuery } from '../kernel/paging.ts'
import type { Grade, Programme } from '../kernel/terms.ts'
import type { Zone } from '../kernel/time.ts'
import { facts, type Scope } from './facts-store.ts'

/** The numbers whose rows can be asked for. */
export const FIGURES = [
  'planned',
  'upcoming',
  'no_word',
  'missed',
  'cancelled',
  'aired',
  'partial',
  'open',
  'unplanned',
  'quarantined',
] as const
export type Figure = (typeof FIGURES)[number]

export type Filter = {
  readonly figure?: Exclude<Figure, 'quarantined'>
  readonly grade?: Grade
  readonly level?: string
  readonly programme: Programme
  readonly episodeId?: number
}

/** Identity of a row behind a number: an airing or an unplanned play. */
export type FactRef =
  | {
      readonly what: 'airing'
      readonly stationId: number
      readonly slotId: number
      readonly onDate: LocalDate
      readonly ordinal: number
    }
  | { readonly what: 'play'; readonly stationId: number; readonly playKey: string }

type RefRow = {
  what: 'airing' | 'play'
  station_id: number
  slot_id: number
  on_date: LocalDate
  ordinal: number
  play_key: string
}

const counts = (figure: Filter['figure'], now: number): RawBuilder<unknown> => {
  switch (figure) {
    case undefined:
      return sql`1 = 1`
    case 'planned':
      return sql`planned = 1 and settles_at <= ${now}`
    case 'upcoming':
      return sql`planned = 1 and settles_at > ${now}`
    case 'missed':
      return sql`missed = 1 and settles_at <= ${now}`
    case 'no_word':
      return sql`no_word = 1 and settles_at <= ${now}`
    case 'partial':
      return sql`(partial = 1 or (open = 1 and closes_at <= ${now}))`
    case 'open':
      return sql`open = 1 and closes_at > ${now}`
    case 'aired':
      return sql`(player = 1 or attested = 1 or imported = 1)`
    case 'cancelled':
    case 'unplanned':
      return sql`${sql.ref(figure)} = 1`
  }
}

const selected = (scope: Scope, filter: Filter, { zone, now }: { zone: Zone; now: number }): RawBuilder<unknown> => sql`
  select what, station_id, slot_id, on_date, ordinal, play_key, min(day) as day, min(starts_at) as starts_at
  from ${facts(scope, zone)} fact
  where programme = ${filter.programme} and ${counts(filter.figure, now)}
    ${filter.grade === undefined ? sql`` : sql`and grade = ${filter.grade}`}
    ${filter.level === undefined ? sql`` : sql`and level_code = ${filter.level}`}
    ${filter.episodeId === undefined ? sql`` : sql`and episode_id = ${filter.episodeId}`}
  group by what, station_id, slot_id, on_date, ordinal, play_key`

/** One page of the airings and plays behind a number, by day, time and station. */
export async function factPage(
  reader: Reader,
  scope: Scope,
  filter: Filter,
  at: { zone: Zone; now: number },
  { offset, limit }: PageQuery,
): Promise<FactRef[]> {
  const { rows } = await sql<RefRow>`
    select * from (${selected(scope, filter, at)}) behind
    order by day, starts_at, station_id, what, slot_id, on_date, ordinal, play_key
    limit ${limit} offset ${offset}`.execute(reader.q)
  return rows.map((row) =>
    row.what === 'airing'
      ? { what: 'airing', stationId: row.station_id, slotId: row.slot_id, onDate: row.on_date, ordinal: row.ordinal }
      : { what: 'play', stationId: row.station_id, playKey: row.play_key },
  )
}

/** How many airings and plays are behind a number. */
export async function factCount(
  reader: Reader,
  scope: Scope,
  filter: Filter,
  at: { zone: Zone; now: number },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from (${selected(scope, filter, at)}) behind`.execute(
    reader.q,
  )
  return rows[0]?.n ?? 0
}

// Deeper chains of OR would pass SQLite's limit on the depth of an expression.
const AT_ONCE = 100
export async function inChunks<T, R>(
  items: readonly T[],
  read: (chunk: readonly T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const out: R[] = []
  for (let i = 0; i < items.length; i += AT_ONCE) out.push(...(await read(items.slice(i, i + AT_ONCE))))
  return out
}

/** Lists of many identities at a time, so that no text grows without bound. */
async function inLists<T, R>(items: readonly T[], read: (list: readonly T[]) => Promise<readonly R[]>): Promise<R[]> {
  const out: R[] = []
  for (let i = 0; i < items.length; i += LIST) out.push(...(await read(items.slice(i, i + LIST))))
  return out
}
const LIST = 2000

export type AiringRef = Extract<FactRef, { what: 'airing' }>
/** Identities as a table of one bound variable: chains of OR cost a third of a millisecond for each. */
function refRows(reader: Reader, refs: readonly AiringRef[]): RawBuilder<unknown> {
  const json = JSON.stringify(
    refs.map(({ slotId, stationId, onDate, ordinal }) => [slotId, stationId, onDate, ordinal]),
  )
  return reader.dialect === 'postgres'
    ? sql`(select (value->>0)::bigint as slot_id, (value->>1)::bigint as station_id, value->>2 as on_date,
        (value->>3)::bigint as ordinal from jsonb_array_elements(${json}::jsonb))`
    : sql`(select json_extract(value, '$[0]') as slot_id, json_extract(value, '$[1]') as station_id,
        json_extract(value, '$[2]') as on_date, json_extract(value, '$[3]') as ordinal from json_each(${json}))`
}
export const refText = (slotId: number, stationId: number, onDate: string, ordinal: number): string =>
  `${slotId}-${stationId}-${onDate}-${ordinal}`

/** The airings of a page by their identity as text. */
export async function airingsOf(
  reader: Reader,
  refs: readonly AiringRef[],
): Promise<Map<string, Selectable<AiringTable>>> {
  // Cross joins: SQLite then keeps the order written, from the list into the index.
  const rows = await inLists(refs, async (list) => {
    const found = await sql<Selectable<AiringTable>>`
      select a.* from ${refRows(reader, list)} as wanted cross join airing a
      where a.slot_id = wanted.slot_id and a.station_id = wanted.station_id and a.on_date = wanted.on_date
        and a.ordinal = wanted.ordinal`.execute(reader.q)
    return found.rows
  })
  return new Map(rows.map((row) => [refText(row.slot_id, row.station_id, row.on_date, row.ordinal), row]))
}

/** Ledger positions of the rows that name an airing; whether a device is among those who reported. */
export type Named = { readonly positions: readonly number[]; readonly byDevice: boolean }
// Without statistics SQLite would take the station's whole stretch of evidence for the cheaper way.
const BY_AIRING = { sqlite: sql`indexed by evidence_airing`, postgres: sql`` }

type NamedRow = {
  slot_id: number
  station_id: number
  on_date: LocalDate
  ordinal: number
  position: number
  kind: string
}
const FROM_DEVICES: readonly string[] = ['started', 'finished', 'stopped']

/** What was stated or reported of airings by name, by the airing's identity as text. */
export async function namedEvidence(reader: Reader, refs: readonly AiringRef[]): Promise<Map<string, Named>> {
  const rows = await inLists(refs, async (list) => {
    const found = await sql<NamedRow>`
      select e.slot_id, e.station_id, e.on_date, e.ordinal, e.position, e.kind
      from ${refRows(reader, list)} as wanted cross join evidence e ${BY_AIRING[reader.dialect]}
      where e.slot_id = wanted.slot_id and e.station_id = wanted.station_id and e.on_date = wanted.on_date
        and e.ordinal = wanted.ordinal and e.state = 'counted'
      order by e.position`.execute(reader.q)
    return found.rows
  })
  const found = new Map<string, Named>()
  for (const row of rows) {
    const key = refText(row.slot_id, row.station_id, row.on_date, row.ordinal)
    const { positions, byDevice } = found.get(key) ?? { positions: [], byDevice: false }
    found.set(key, {
      positions: [...positions, row.position],
      byDevice: byDevice || FROM_DEVICES.includes(row.kind),
    })
  }
  return found
}

export type Play = Selectable<UnplannedPlayTable>

/** The unplanned plays of a page by station and key. */
export async function playsOf(
  reader: Reader,
  refs: readonly Extract<FactRef, { what: 'play' }>[],
): Promise<Map<string, Play>> {
  const rows = await inChunks(refs, (chunk) =>
    reader.q
      .selectFrom('unplanned_play')
      .selectAll()
      .where((eb) => eb.or(chunk.map((r) => eb.and({ station_id: r.stationId, play_key: r.playKey }))))
      .execute(),
  )
  return new Map(rows.map((row) => [`${row.station_id}|${row.play_key}`, row]))
}

/** Ledger positions of a play's events, and of its acceptance. */
export async function positionsOfPlay(reader: Reader, play: Play, eventIds: readonly string[]): Promise<number[]> {
  const events = await inChunks(eventIds, (chunk) =>
    reader.q
      .selectFrom('evidence')
      .select('position')
      .where('station_id', '=', play.station_id)
      .where('event_id', 'in', [...chunk])
      .execute(),
  )
  const acceptances = await reader.q
    .selectFrom('evidence')
    .select('position')
    .where('station_id', '=', play.station_id)
    .where('at', '=', play.starts_at)
    .where('kind', '=', 'acceptance')
    .execute()
  return [...events, ...acceptances].map((row) => row.position).sort((a, b) => a - b)
}
