import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import type { Grade, Outcome } from '../../kernel/terms.ts'
import type { AiringKey } from '../../protocol/index.ts'
import { type Airing, type AiringState, toAiring } from '../../schedule/index.ts'

/** What is to be seen of an airing at a moment: its outcome, or what its absence means then (COUNTING.md 10, 16). */
export const LOG_STATUSES = ['no_word', 'aired', 'partial', 'missed', 'open', 'planned', 'cancelled'] as const
export type LogStatus = (typeof LOG_STATUSES)[number]

export type LogFilter = {
  readonly stationIds: readonly number[]
  readonly levelCode?: string | undefined
  readonly segmentId?: number | undefined
  readonly status?: LogStatus | undefined
  readonly grade?: Grade | undefined
}
/** The last airing of a page: the next one begins after it. */
export type LogCursor = AiringKey & { readonly startsAt: number }

const TWO_HOURS = 2 * 3_600_000
const A_DAY = 24 * 3_600_000

/** COUNTING.md 16: "no word" from two hours after the end; 10: a start without an end is partial after a day. */
function statusIs(status: LogStatus, now: number) {
  const silent = sql`outcome is null and state = 'planned'`
  switch (status) {
    case 'aired':
    case 'missed':
      return sql<boolean>`outcome = ${status}`
    case 'partial':
      return sql<boolean>`(outcome = 'partial' or (outcome = 'open' and starts_at <= ${now - A_DAY}))`
    case 'open':
      return sql<boolean>`(outcome = 'open' and starts_at > ${now - A_DAY})`
    case 'no_word':
      return sql<boolean>`(${silent} and ends_at <= ${now - TWO_HOURS})`
    case 'planned':
      return sql<boolean>`(${silent} and ends_at > ${now - TWO_HOURS})`
    case 'cancelled':
      return sql<boolean>`(outcome is null and state = 'cancelled')`
  }
}

const within = (reader: Reader, filter: LogFilter, from: number, to: number, now: number) => {
  const { stationIds, levelCode, segmentId, status, grade } = filter
  // The table is clustered by station and start: a range of each. What a rule replaced is of interest only if played.
  let query = reader.q
    .selectFrom('airing')
    .where('station_id', 'in', stationIds.length > 0 ? [...stationIds] : [-1])
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .where(sql<boolean>`(state <> 'superseded' or outcome is not null)`)
  if (levelCode !== undefined) query = query.where('level_code', '=', levelCode)
  if (segmentId !== undefined) query = query.where('segment_id', '=', segmentId)
  if (grade !== undefined) query = query.where('grade', '=', grade)
  if (status !== undefined) query = query.where(statusIs(status, now))
  return query
}

/** Airings that start in [from, to), newest first, of one time by station and slot; after `cursor` where one is given. */
export async function loggedAirings(
  reader: Reader,
  filter: LogFilter,
  window: { readonly from: number; readonly to: number; readonly after: LogCursor | null; readonly now: number },
  limit: number,
): Promise<Airing[]> {
  const { from, to, after, now } = window
  let query = within(reader, filter, from, to, now)
  if (after) {
    const { startsAt, stationId, slotId, onDate, ordinal } = after
    query = query.where(
      sql<boolean>`(starts_at < ${startsAt} or (starts_at = ${startsAt}
        and (station_id, slot_id, on_date, ordinal) > (${stationId}, ${slotId}, ${onDate}, ${ordinal})))`,
    )
  }
  const rows = await query
    .selectAll()
    .orderBy('starts_at', 'desc')
    .orderBy('station_id')
    .orderBy('slot_id')
    .orderBy('on_date')
    .orderBy('ordinal')
    .limit(limit)
    .execute()
  return rows.map(toAiring)
}

export type LogCount = { readonly status: LogStatus; readonly n: number }

/** How many of each status start in [from, to), whatever status the filter names. */
export async function logCounts(
  reader: Reader,
  filter: LogFilter,
  from: number,
  to: number,
  now: number,
): Promise<LogCount[]> {
  type Row = { outcome: Outcome | null; state: AiringState; old: number; over: number; n: number }
  const { status: _, ...every } = filter
  const rows: Row[] = await within(reader, every, from, to, now)
    .select([
      'outcome',
      'state',
      sql<number>`case when starts_at <= ${now - A_DAY} then 1 else 0 end`.as('old'),
      sql<number>`case when ends_at <= ${now - TWO_HOURS} then 1 else 0 end`.as('over'),
      sql<number>`count(*)`.as('n'),
    ])
    .groupBy(['outcome', 'state', 'old', 'over'])
    .execute()
  const sums = new Map<LogStatus, number>()
  for (const row of rows) {
    const status = statusOfGroup(row)
    sums.set(status, (sums.get(status) ?? 0) + Number(row.n))
  }
  return LOG_STATUSES.flatMap((status) => {
    const n = sums.get(status) ?? 0
    return n > 0 ? [{ status, n }] : []
  })
}

function statusOfGroup(row: { outcome: Outcome | null; state: AiringState; old: number; over: number }): LogStatus {
  if (row.outcome === 'open') return Number(row.old) === 1 ? 'partial' : 'open'
  if (row.outcome) return row.outcome
  if (row.state !== 'planned') return 'cancelled'
  return Number(row.over) === 1 ? 'no_word' : 'planned'
}
