import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { type DomainEvent, type Listener, type Reader, type Tx, transact } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Zone } from '../kernel/time.ts'
import { bucketEnd, bucketOf, bucketsOf } from './buckets.ts'
import {
  extentOfStations,
  freshTally,
  recount,
  stationIdsAfter,
  storedTally,
  strayDays,
  type TallyRow,
} from './tally-store.ts'

/** Keeps the roll-ups true: hears of changed airings and evidence, and recounts in the same transaction. */
export const listenToTallies = (ctx: Pick<Context, 'zone'>): Listener => {
  return (tx, event) => hear(tx, event, ctx.zone)
}

/** Days of stations whose evidence changed in a transaction and that are to be recounted before it is committed. */
const changed = new WeakMap<Tx, Map<number, Set<LocalDate>>>()

/** Reports of many stations may share a transaction: those with the same half-months are recounted together. */
async function recountChanged(tx: Tx, zone: Zone): Promise<void> {
  const alike = new Map<string, { stationIds: number[]; days: LocalDate[] }>()
  for (const [stationId, days] of changed.get(tx) ?? []) {
    const buckets = [...new Set([...days].map(bucketOf))].sort()
    const known = alike.get(buckets.join())
    if (known) known.stationIds.push(stationId)
    else alike.set(buckets.join(), { stationIds: [stationId], days: buckets })
  }
  for (const { stationIds, days } of alike.values()) await recount(tx, stationIds, days, zone)
}

function noteChanged(tx: Tx, stationId: number, days: readonly LocalDate[], zone: Zone): void {
  const stations = changed.get(tx) ?? new Map<number, Set<LocalDate>>()
  changed.set(tx, stations)
  const known = stations.get(stationId) ?? new Set()
  stations.set(stationId, known)
  for (const day of days) known.add(day)
  tx.beforeCommit(changed, () => recountChanged(tx, zone))
}

async function hear(tx: Tx, event: DomainEvent, zone: Zone): Promise<void> {
  if (event.type === 'evidence_changed') noteChanged(tx, event.stationId, event.days, zone)
  if (event.type === 'airings_changed' && event.stationIds.length > 0) {
    const days = [...bucketsOf(event), ...(await strayDays(tx, event.stationIds, event))]
    await recount(tx, event.stationIds, days, zone)
  }
}

const PAGE = 20

/** Goes through all stations in pages, letting others run in between. @returns the number of stations */
export async function eachPage(
  ctx: Pick<Context, 'db'>,
  work: (stationIds: number[]) => Promise<void>,
): Promise<number> {
  let after = 0
  let count = 0
  for (;;) {
    const ids = await stationIdsAfter(ctx.db, after, PAGE)
    const last = ids.at(-1)
    if (last === undefined) return count
    await work(ids)
    after = last
    count += ids.length
    await nextTurn()
  }
}

/** Recounts every roll-up from the rows, some stations at a time. @returns the number of stations */
export const recountAll = (ctx: Context): Promise<number> =>
  eachPage(ctx, (ids) =>
    transact(ctx.db, async (tx) => {
      const extent = await extentOfStations(tx, ids)
      if (extent) await recount(tx, ids, bucketsOf(extent), ctx.zone)
    }),
  )

export type TallyDifference = {
  readonly stationId: number
  readonly bucket: LocalDate
  readonly stored: Readonly<TallyRow> | null
  readonly expected: Readonly<TallyRow> | null
}

/** The roll-ups of some stations against a recount from the rows. Changes nothing. */
export async function compareTallies(
  reader: Reader,
  stationIds: readonly number[],
  zone: Zone,
): Promise<{ readonly rows: number; readonly differences: TallyDifference[] }> {
  const extent = await extentOfStations(reader, stationIds)
  if (!extent) return { rows: 0, differences: [] }
  const whole = { from: bucketOf(extent.from), to: bucketEnd(bucketOf(extent.to)) }
  const fresh = await freshTally(reader, stationIds, whole, zone)
  return { rows: fresh.length, differences: differ(await storedTally(reader, stationIds), fresh) }
}

const keyOf = (row: TallyRow): string =>
  [row.bucket, row.station_id, row.segment_id, row.programme, row.premiere, row.level_code, row.unit_id].join('|')
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
] as const

/** Rows that are missing, too many, or hold other numbers. */
export function differ(stored: readonly TallyRow[], expected: readonly TallyRow[]): TallyDifference[] {
  const left = new Map(stored.map((row) => [keyOf(row), row]))
  const out: TallyDifference[] = []
  for (const row of expected) {
    const known = left.get(keyOf(row)) ?? null
    left.delete(keyOf(row))
    if (known && NUMBERS.every((name) => known[name] === row[name])) continue
    out.push({ stationId: row.station_id, bucket: row.bucket, stored: known, expected: row })
  }
  for (const row of left.values())
    out.push({ stationId: row.station_id, bucket: row.bucket, stored: row, expected: null })
  return out
}
