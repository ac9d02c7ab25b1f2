import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Programme } from '../kernel/terms.ts'
import type { Zone } from '../kernel/time.ts'
import { facts, type Scope } from './facts-store.ts'
import { type Counts, noCounts } from './figures.ts'

/** What numbers can be split by in the database; months and weeks are split by asking for their days. */
export type Dimension = 'station' | 'unit' | 'segment' | 'episode'
const COLUMNS = {
  station: 'station_id',
  unit: 'unit_id',
  segment: 'segment_id',
  episode: 'episode_id',
} as const satisfies Record<Dimension, string>

/** Numbers of one combination. The level is always split; what was not asked for is undefined. */
export type FactRow = {
  readonly programme: Programme
  readonly levelCode: string
  readonly stationId?: number
  readonly unitId?: number
  /** 0: unknown (an unplanned play of an unknown segment). */
  readonly segmentId?: number
  readonly episodeId?: number | null
  readonly counts: Counts
}

type SqlRow = {
  programme: Programme
  level_code: string
  station_id?: number
  unit_id?: number
  segment_id?: number
  episode_id?: number | null
  planned: number
  upcoming: number
  no_word: number
  missed: number
  cancelled: number
  partial: number
  open: number
  player: number
  attested: number
  imported: number
  unplanned: number
  seconds: number
}

const toFact = (row: SqlRow): FactRow => ({
  programme: row.programme,
  levelCode: row.level_code,
  stationId: row.station_id,
  unitId: row.unit_id,
  segmentId: row.segment_id,
  episodeId: row.episode_id,
  counts: {
    ...noCounts(),
    planned: row.planned,
    upcoming: row.upcoming,
    noWord: row.no_word,
    missed: row.missed,
    cancelled: row.cancelled,
    partial: row.partial,
    open: row.open,
    player: row.player,
    attested: row.attested,
    imported: row.imported,
    unplanned: row.unplanned,
    seconds: row.seconds,
  },
})

const keys = (dimensions: readonly Dimension[]): RawBuilder<unknown> =>
  sql.join([sql.ref('programme'), sql.ref('level_code'), ...dimensions.map((name) => sql.ref(COLUMNS[name]))])

/** The sums of facts as they stand at `now`, for every query that reads numbers from rows. */
export const sumsAt = (now: number): RawBuilder<unknown> => sql`
      sum(case when settles_at <= ${now} then planned else 0 end) as planned,
      sum(case when settles_at > ${now} then planned else 0 end) as upcoming,
      sum(case when settles_at <= ${now} then no_word else 0 end) as no_word,
      sum(case when settles_at <= ${now} then missed else 0 end) as missed, sum(cancelled) as cancelled,
      sum(partial) + sum(case when settles_at <= ${now} then open else 0 end) as partial,
      sum(case when settles_at > ${now} then open else 0 end) as open,
      sum(player) as player, sum(attested) as attested, sum(imported) as imported, sum(unplanned) as unplanned,
      sum(seconds) as seconds`

/** Numbers as they stand at `now`, straight from the rows: for odd edges, for the present, and by episode. */
export async function figuresFromRows(
  reader: Reader,
  scope: Scope,
  dimensions: readonly Dimension[],
  { zone, now }: { zone: Zone; now: number },
): Promise<FactRow[]> {
  const { rows } = await sql<SqlRow>`
    select ${keys(dimensions)},
      ${sumsAt(now)}
    from ${facts(scope, zone)} fact
    group by ${keys(dimensions)}`.execute(reader.q)
  return rows.map(toFact)
}

/** Numbers of whole half-months from the roll-up. All of them must be past (`bucketIsPast`). */
export async function figuresFromTallies(
  reader: Reader,
  buckets: readonly LocalDate[],
  { segmentId, premiere, stationIds, level }: Omit<Scope, 'from' | 'to' | 'field'>,
  dimensions: readonly Exclude<Dimension, 'episode'>[],
): Promise<FactRow[]> {
  if (buckets.length === 0) return []
  // The roll-up by level answers what needs no station, from a few hundred times fewer rows.
  const byStation = stationIds !== undefined || dimensions.some((name) => name === 'station' || name === 'unit')
  const { rows } = await sql<SqlRow>`
    select ${keys(dimensions)}, sum(planned) as planned, 0 as upcoming, sum(no_word) as no_word, sum(missed) as missed,
      sum(cancelled) as cancelled, sum(partial) as partial, 0 as open, sum(player) as player,
      sum(attested) as attested, sum(imported) as imported, sum(unplanned) as unplanned, sum(seconds) as seconds
    from ${byStation ? sql`tally` : sql`tally_level`}
    where bucket in (${sql.join(buckets)})
      ${segmentId === undefined ? sql`` : sql`and segment_id = ${segmentId}`}
      ${premiere === undefined ? sql`` : sql`and premiere = ${premiere}`}
      ${level === undefined ? sql`` : sql`and level_code = ${level}`}
      ${stationIds === undefined ? sql`` : sql`and station_id in (${sql.join(stationIds.length > 0 ? stationIds : [-1])})`}
    group by ${keys(dimensions)}`.execute(reader.q)
  return rows.map(toFact)
}
