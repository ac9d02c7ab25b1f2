import { sql } from 'kysely'
import type { Reader, Tx } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { type Span, type SpanEnds, spansAround } from './spans.ts'

const KEY = sql`station_id, segment_id, programme, level_code, premiere, unit_id`
const NUMBERS = sql`planned, no_word, missed, cancelled, partial, player, attested, imported, unplanned, seconds`
const SUMS = sql.raw(
  ['planned', 'no_word', 'missed', 'cancelled', 'partial', 'player', 'attested', 'imported', 'unplanned', 'seconds']
    .map((name) => `sum(${name}) as ${name}`)
    .join(', '),
)

/** Spans that may be read: their sums are whole. */
export async function madeSpans(reader: Reader): Promise<ReadonlySet<Span>> {
  const rows = await reader.q
    .selectFrom('tally_span_state')
    .select('span')
    .where('made_at', 'is not', null)
    .orderBy('span')
    .execute()
  return new Set(rows.map(({ span }) => span))
}

/** From now on whoever recounts a half-month of the span sums it anew too. */
export async function beginSpan(tx: Tx, span: Span): Promise<void> {
  await tx.q
    .insertInto('tally_span_state')
    .values({ span, made_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Every station's sums are there. */
export async function endSpan(tx: Tx, span: Span, now: number): Promise<void> {
  await tx.q.updateTable('tally_span_state').set({ made_at: now }).where('span', '=', span).execute()
}

const summed = ({ span, first, last }: SpanEnds, stationIds: readonly number[]) => sql`
  select cast(${span} as text) as span, ${KEY}, ${SUMS} from tally
  where station_id in (${sql.join(stationIds)}) and bucket >= ${first} and bucket <= ${last}
  group by ${KEY}`

/** Sums a span of some stations anew. The caller holds what keeps others from recounting them meanwhile. */
export async function sumSpan(tx: Tx, stationIds: readonly number[], ends: SpanEnds): Promise<void> {
  const ids = sql.join(stationIds)
  await sql`delete from tally_span where span = ${ends.span} and station_id in (${ids})`.execute(tx.q)
  await sql`insert into tally_span (span, ${KEY}, ${NUMBERS}) ${summed(ends, stationIds)}`.execute(tx.q)
}

/** Sums anew every kept span that one of these half-months lies in: of the present there is none. */
export async function sumSpansAround(
  tx: Tx,
  stationIds: readonly number[],
  buckets: readonly LocalDate[],
): Promise<void> {
  const around = spansAround(buckets)
  // A half-month at a year's edge lies in none; Postgres takes no empty list.
  if (around.length === 0) return
  const names = sql.join(around.map(({ span }) => span))
  const { rows } = await sql<{ span: Span }>`select span from tally_span_state where span in (${names})`.execute(tx.q)
  const kept = new Set(rows.map(({ span }) => span))
  for (const ends of around) if (kept.has(ends.span)) await sumSpan(tx, stationIds, ends)
}

/** The first and the last half-month of the roll-ups; null when there is none. */
export async function tallyExtent(reader: Reader): Promise<{ first: LocalDate; last: LocalDate } | null> {
  const { rows } = await sql<{ first: LocalDate | null; last: LocalDate | null }>`
    select (select min(bucket) from tally) as first, (select max(bucket) from tally) as last`.execute(reader.q)
  const { first, last } = rows[0] ?? { first: null, last: null }
  return first && last ? { first, last } : null
}

/** Stations and spans whose sums are not those of their half-months. Changes nothing. */
export async function differingSpans(
  reader: Reader,
  stationIds: readonly number[],
  made: readonly SpanEnds[],
): Promise<{ span: Span; station_id: number }[]> {
  const found: { span: Span; station_id: number }[] = []
  for (const ends of made) {
    const { rows } = await sql<{ station_id: number }>`
      select distinct station_id from (
        select station_id from (
          ${summed(ends, stationIds)}
          union all select span, ${KEY}, ${NUMBERS} from tally_span
          where span = ${ends.span} and station_id in (${sql.join(stationIds)})
        ) both_sides
        group by ${KEY}, ${NUMBERS} having count(*) <> 2
      ) differing order by station_id`.execute(reader.q)
    found.push(...rows.map(({ station_id }) => ({ span: ends.span, station_id })))
  }
  return found
}
