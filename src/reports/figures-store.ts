import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Programme } from '../kernel/terms.ts'
import type { Zone } from '../kernel/time.ts'
import { facts, type Scope, summableFacts } from './facts-store.ts'
import type { Counts } from './figures.ts'
import type { Span } from './spans.ts'

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
  /** Of the past there are none. */
  upcoming?: number
  no_word: number
  missed: number
  cancelled: number
  partial: number
  open?: number
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
    planned: row.planned,
    partial: row.partial,
    missed: row.missed,
    noWord: row.no_word,
    cancelled: row.cancelled,
    upcoming: row.upcoming ?? 0,
    open: row.open ?? 0,
    unplanned: row.unplanned,
    quarantined: 0,
    player: row.player,
    attested: row.attested,
    imported: row.imported,
    total: 0,
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
      sum(partial) + sum(case when closes_at <= ${now} then open else 0 end) as partial,
      sum(case when closes_at > ${now} then open else 0 end) as open,
      sum(player) as player, sum(attested) as attested, sum(imported) as imported, sum(unplanned) as unplanned,
      sum(seconds) as seconds`

/** Numbers as they stand at `now`, straight from the rows: for odd edges, for the present, and by episode. */
export async function figuresFromRows(
  reader: Reader,
  scope: Scope,
  dimensions: readonly Dimension[],
  { zone, now }: { zone: Zone; now: number },
): Promise<FactRow[]> {
  const byEpisode = dimensions.includes('episode') || scope.field !== undefined
  const { rows } = await sql<SqlRow>`
    select ${keys(dimensions)},
      ${sumsAt(now)}
    from ${byEpisode ? facts(scope, zone) : summableFacts(scope, zone)} fact
    group by ${keys(dimensions)}`.execute(reader.q)
  return rows.map(toFact)
}

const NUMBERS = [
  'planned',
  'no_word',
  'missed',
  'cancelled',
  'partial',
  'player',
  'attested',
  'imported',
  'unplanned',
  'seconds',
]
const SUMS = sql.raw(NUMBERS.map((name) => `sum(${name}) as ${name}`).join(', '))

/** What is read of the roll-ups: half-months, and longer spans in the place of many of them. All of them past. */
export type Rolled = { readonly buckets: readonly LocalDate[]; readonly spans: readonly Span[] }
type Narrowed = Omit<Scope, 'from' | 'to' | 'field'>

/** Whether the roll-up by level cannot answer, of which there are a few hundred times fewer rows. */
export const needsStations = ({ stationIds }: Narrowed, dimensions: readonly Dimension[]): boolean =>
  stationIds !== undefined || dimensions.some((name) => name === 'station' || name === 'unit')

const narrowedTo = ({ segmentId, premiere, stationIds, level }: Narrowed): RawBuilder<unknown> => sql`
  ${segmentId === undefined ? sql`` : sql`and segment_id = ${segmentId}`}
  ${premiere === undefined ? sql`` : sql`and premiere = ${premiere}`}
  ${level === undefined ? sql`` : sql`and level_code = ${level}`}
  ${stationIds === undefined ? sql`` : sql`and station_id in (${sql.join(stationIds.length > 0 ? stationIds : [-1])})`}`

/** Numbers of the past from the roll-ups (`bucketIsPast`). Spans are kept by station alone. */
export async function figuresFromTallies(
  reader: Reader,
  { buckets, spans }: Rolled,
  narrowed: Narrowed,
  dimensions: readonly Exclude<Dimension, 'episode'>[],
): Promise<FactRow[]> {
  const columns = sql.join([keys(dimensions), ...NUMBERS.map((name) => sql.ref(name))])
  const of = (table: RawBuilder<unknown>, key: string, values: readonly string[]): RawBuilder<unknown>[] =>
    values.length === 0
      ? []
      : [sql`select ${columns} from ${table} where ${sql.ref(key)} in (${sql.join(values)}) ${narrowedTo(narrowed)}`]
  const halfMonths = needsStations(narrowed, dimensions) ? sql`tally` : sql`tally_level`
  const parts = [...of(halfMonths, 'bucket', buckets), ...of(sql`tally_span`, 'span', spans)]
  if (parts.length === 0) return []
  const { rows } = await sql<SqlRow>`
    select ${keys(dimensions)}, ${SUMS} from (${sql.join(parts, sql` union all `)}) rolled
    group by ${keys(dimensions)}`.execute(reader.q)
  return rows.map(toFact)
}
