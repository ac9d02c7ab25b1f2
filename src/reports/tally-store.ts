import { type Selectable, sql } from 'kysely'
import { type Db, type Reader, type Tx, transact } from '../db/index.ts'
import type { TallyTable } from '../db/tables/playout.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import { bucketRuns, bucketsOf } from './buckets.ts'
import { bucketColumn, summableFacts } from './facts-store.ts'
import type { Days } from './periods.ts'
import { sumSpansAround } from './span-store.ts'

const STATIONS_AT_ONCE = 400
const KEY = sql`station_id, segment_id, programme, premiere, level_code, unit_id`
const SUMS = sql.raw(
  ['planned', 'no_word', 'missed', 'cancelled']
    .map((name) => `sum(${name}) as ${name}`)
    .concat('sum(partial + open) as partial')
    .concat(['player', 'attested', 'imported', 'unplanned', 'seconds'].map((name) => `sum(${name}) as ${name}`))
    .join(', '),
)

/** What the roll-up of these stations and days should hold, from the rows. The days must be whole buckets. */
const freshly = (stationIds: readonly number[], days: Days, zone: Zone) => sql`
select ${bucketColumn('day')} as bucket, ${KEY}, ${SUMS}
from ${summableFacts({ ...days, stationIds }, zone)} fact
group by ${bucketColumn('day')}, ${KEY}`

export type TallyRow = Selectable<TallyTable>

/** Recounted rows of some stations, for comparing. */
export async function freshTally(
  reader: Reader,
  stationIds: readonly number[],
  days: Days,
  zone: Zone,
): Promise<TallyRow[]> {
  return (await sql<TallyRow>`${freshly(stationIds, days, zone)}`.execute(reader.q)).rows
}

/** Stored rows of some stations. */
export async function storedTally(reader: Reader, stationIds: readonly number[]): Promise<TallyRow[]> {
  return reader.q
    .selectFrom('tally')
    .selectAll()
    .where('station_id', 'in', [...stationIds])
    .execute()
}

/**
 * Recounts the half-months that hold these days, for these stations: deletes their rows and makes them anew from what
 * is there, in the caller's transaction. Safe to repeat.
 */
export async function recount(
  tx: Tx,
  stationIds: readonly number[],
  days: Iterable<LocalDate>,
  zone: Zone,
): Promise<void> {
  const ids = [...new Set(stationIds)].sort((a, b) => a - b)
  const runs = bucketRuns(days)
  for (let i = 0; i < ids.length; i += STATIONS_AT_ONCE) {
    const chunk = ids.slice(i, i + STATIONS_AT_ONCE)
    await lockStations(tx, chunk)
    for (const run of runs) await recountRun(tx, chunk, run, zone)
  }
}

async function recountRun(tx: Tx, stationIds: readonly number[], run: Days, zone: Zone): Promise<void> {
  await tx.q
    .deleteFrom('tally')
    .where('station_id', 'in', [...stationIds])
    .where('bucket', '>=', run.from)
    .where('bucket', '<=', run.to)
    .execute()
  await sql`
    insert into tally (bucket, ${KEY}, planned, no_word, missed, cancelled, partial, player, attested, imported,
      unplanned, seconds)
    ${freshly(stationIds, run, zone)}`.execute(tx.q)
  await recountBlocks(tx, stationIds, bucketsOf(run))
  await sumSpansAround(tx, stationIds, bucketsOf(run))
}

/** Stations of one row of the roll-up by level: few enough to be summed anew whenever one of them changes. */
export const BLOCK = 64
const BLOCK_KEY = sql`segment_id, programme, premiere, level_code`
const BLOCK_SUMS = sql.raw(
  ['planned', 'no_word', 'missed', 'cancelled', 'partial', 'player', 'attested', 'imported', 'unplanned', 'seconds']
    .map((name) => `sum(${name}) as ${name}`)
    .join(', '),
)

/** Sums the blocks of these stations anew from the roll-up by station, in the caller's transaction. */
async function recountBlocks(tx: Tx, stationIds: readonly number[], buckets: readonly LocalDate[]): Promise<void> {
  const blocks = [...new Set(stationIds.map((id) => Math.floor(id / BLOCK)))].sort((a, b) => a - b)
  const days = sql.join(buckets)
  for (const block of blocks) {
    await lockBlock(tx, block)
    await sql`delete from tally_level where block = ${block} and bucket in (${days})`.execute(tx.q)
    await sql`
      insert into tally_level
      select bucket, ${sql.lit(block)} as block, ${BLOCK_KEY}, ${BLOCK_SUMS} from tally
      where bucket in (${days}) and station_id >= ${block * BLOCK} and station_id < ${(block + 1) * BLOCK}
      group by bucket, ${BLOCK_KEY}`.execute(tx.q)
  }
}

// Any number that nothing else locks by.
const BLOCK_LOCKS = 5301
async function lockBlock(tx: Tx, block: number): Promise<void> {
  if (tx.dialect !== 'postgres') return
  await sql`select pg_advisory_xact_lock(${sql.lit(BLOCK_LOCKS)}, ${sql.lit(block)})`.execute(tx.q)
}

/** Half-months of which the roll-up by level is not the sum of that by station. */
export async function differingBlocks(reader: Reader): Promise<{ bucket: LocalDate; block: number }[]> {
  const numbers = sql`planned, no_word, missed, cancelled, partial, player, attested, imported, unplanned, seconds`
  const { rows } = await sql<{ bucket: LocalDate; block: number }>`
    select bucket, block from (
      select bucket, station_id / ${sql.lit(BLOCK)} as block, ${BLOCK_KEY}, ${BLOCK_SUMS}, 1 as side from tally
        group by bucket, station_id / ${sql.lit(BLOCK)}, ${BLOCK_KEY}
      union all select bucket, block, ${BLOCK_KEY}, ${numbers}, 2 as side from tally_level
    ) both_sides
    group by bucket, block, ${BLOCK_KEY}, ${numbers} having count(*) <> 2
    order by bucket, block`.execute(reader.q)
  return rows
}

/**
 * Two transactions that recount one station's half-month at once would each miss the other's rows: one after the other.
 * On SQLite a transaction that writes is alone anyway.
 */
export async function lockStations(tx: Tx, stationIds: readonly number[]): Promise<void> {
  if (tx.dialect !== 'postgres') return
  await sql`select id from station where id in (${sql.join(stationIds)}) order by id for no key update`.execute(tx.q)
}

/**
 * Reads at one moment: nothing that others commit meanwhile is seen. On SQLite writers wait, so keep it short.
 */
export const atOneMoment = <T>(db: Db, read: (reader: Reader) => Promise<T>): Promise<T> =>
  transact(db, async (tx) => {
    if (tx.dialect === 'postgres') await sql`set transaction isolation level repeatable read, read only`.execute(tx.q)
    return read(tx)
  })

/** Days on which airings planned in a stretch were played, where that was another day. */
export async function strayDays(tx: Tx, stationIds: readonly number[], { from, to }: Days): Promise<LocalDate[]> {
  const found = new Set<LocalDate>()
  for (let i = 0; i < stationIds.length; i += STATIONS_AT_ONCE) {
    const { rows } = await sql<{ aired_on: LocalDate }>`
      select distinct aired_on from airing
      where station_id in (${sql.join(stationIds.slice(i, i + STATIONS_AT_ONCE))}) and aired_on <> planned_on
        and planned_on >= ${from} and planned_on <= ${to}`.execute(tx.q)
    for (const row of rows) found.add(row.aired_on)
  }
  return [...found]
}

/** Ids of stations after `after`, in order, at most `limit`: pages of all of them. */
export async function stationIdsAfter(reader: Reader, after: number, limit: number): Promise<number[]> {
  const rows = await reader.q
    .selectFrom('station')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** First and last day of anything that counts at these stations; null when there is nothing. */
export async function extentOfStations(reader: Reader, stationIds: readonly number[]): Promise<Days | null> {
  const ids = sql.join(stationIds)
  const { rows } = await sql<{ first: LocalDate | null; last: LocalDate | null }>`
    select min(first) as first, max(last) as last from (
      select min(planned_on) as first, max(planned_on) as last from airing where station_id in (${ids})
      union all select min(aired_on), max(aired_on) from airing where station_id in (${ids}) and aired_on <> planned_on
      union all select min(aired_on), max(aired_on) from unplanned_play where station_id in (${ids})
      union all select min(bucket), max(bucket) from tally where station_id in (${ids})
    ) extent`.execute(reader.q)
  const { first, last } = rows[0] ?? { first: null, last: null }
  return first && last ? { from: first, to: last } : null
}
