import type { Context } from '../context.ts'
import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import type { Programme } from '../kernel/terms.ts'
import type { Zone } from '../kernel/time.ts'
import { type Cell, cells, cover } from './buckets.ts'
import type { ClosedPeriod } from './closings/index.ts'
import type { Scope } from './facts-store.ts'
import { type Counts, noCounts } from './figures.ts'
import { type Dimension, type FactRow, figuresFromRows, figuresFromTallies, needsStations } from './figures-store.ts'
import { type Names, placeOn, presentUnits, readNames } from './names.ts'
import { levelsOn } from './names-store.ts'
import { type Quarantined, quarantinedEvents } from './quarantine-store.ts'
import { chooseSegment, type Grouping, type Question, type SegmentChoice, scopeOf, stationsAsked } from './question.ts'
import { bucketIsPast, type LeftOut, type ReportedTotal, weighTotals } from './rules.ts'
import { madeSpans } from './span-store.ts'
import { withSpans } from './spans.ts'
import { takenAway } from './taken-away.ts'
import { reportedTotals } from './totals-store.ts'

/** The values that a row of the answer stands for; undefined where it is not split by that. */
export type GroupKey = {
  readonly level?: string
  readonly stationId?: number
  readonly unitId?: number
  readonly month?: string
  readonly week?: string
  readonly segmentId?: number
  readonly episodeId?: number | null
}
/** Numbers of one group, level and programme: what an answer is folded from. */
export type Part = {
  readonly key: GroupKey
  readonly level: string
  readonly programme: Programme
  readonly counts: Counts
}

export type Counted = {
  readonly question: Question
  readonly segment: SegmentChoice
  readonly names: Names
  /** Codes of the levels that have stations in the period: those without an airing are told too. */
  readonly levels: readonly string[]
  /** The stations that the question was narrowed to. */
  readonly stationIds: readonly number[] | undefined
  readonly parts: readonly Part[]
  /** Totals that count for the level but in no row, as the rows are finer than they (COUNTING.md 14). */
  readonly unallocated: readonly ReportedTotal[]
  readonly notIncluded: readonly LeftOut[]
  /** Today's unit for a unit of the past (`units=now`). */
  readonly presentUnit: (unitId: number, stationId: number) => number
  /** For closed periods the moment of closing. */
  readonly now: number
  /** Set where these numbers are the frozen ones of a closing; beside them stands what is counted now. */
  readonly closed: ClosedPeriod | null
}

/**
 * Counts airings for a question (COUNTING.md 12 to 19). Whole half-months that are past come from the roll-up,
 * everything else from the rows, so that it is right at any `now`.
 * @throws DomainError no_such_segment, no_such_unit, station_not_found
 */
export async function count(ctx: Context, question: Question): Promise<Counted> {
  const now = ctx.clock.now()
  const segment = await chooseSegment(ctx, question)
  const stationIds = await stationsAsked(ctx, question)
  const scope = { ...scopeOf(question, segment), ...(stationIds ? { stationIds } : {}) }
  // A field is known of episodes alone: of sums and of what nobody could place it says nothing.
  const plain = question.field === undefined
  const events = plain ? await quarantinedEvents(ctx.db, scope, ctx.zone) : []
  const totals = plain ? await reportedTotals(ctx.db, scope) : []
  const names = await namesOf(ctx.db, question, stationIds, [...events, ...totals])
  const presentUnit = presentUnits(names, ctx.zone.localDate(now))
  const keyOf = keyMaker(question, presentUnit)
  const parts: Part[] = []
  for (const cell of cells(question.period, cellsBy(question.by))) {
    const days = { ...scope, from: cell.from, to: cell.to }
    for (const row of await cellRows(ctx.db, days, question, { zone: ctx.zone, now })) {
      parts.push({ key: keyOf(row, cell), level: row.levelCode, programme: row.programme, counts: row.counts })
    }
  }
  const ofLevel = <T extends { readonly level: string }>(part: T): boolean =>
    question.level === undefined || part.level === question.level
  parts.push(...events.map((event) => quarantinePart(event, question, names, keyOf)).filter(ofLevel))
  const at = (total: ReportedTotal): boolean =>
    ofLevel({ level: placeOn(names, total.stationId, total.to)?.levelCode ?? '' })
  const { counted, notIncluded } = weighTotals(totals.filter(at), question.period)
  const { allocated, unallocated, withoutRow } = allocate(counted, question, names, keyOf)
  parts.push(...allocated, ...withoutRow)
  const levels = (await levelsOn(ctx.db, question.period, stationIds)).filter((level) => ofLevel({ level }))
  const told = { parts, unallocated, notIncluded }
  return { question, segment, names, levels, stationIds, ...told, presentUnit, now, closed: null }
}

/** Only the stations that the answer will name: by level, none but those of sums and of what waits for a person. */
function namesOf(
  reader: Reader,
  { by, units }: Question,
  stationIds: readonly number[] | undefined,
  alone: readonly { readonly stationId: number }[],
): Promise<Names> {
  const byPlace = by.includes('station') || by.includes('unit')
  if (byPlace && (units === 'now' || stationIds === undefined)) return readNames(reader)
  const ids = new Set([...(byPlace ? (stationIds ?? []) : []), ...alone.map(({ stationId }) => stationId)])
  return readNames(reader, [...ids])
}

export const cellsBy = (by: readonly Grouping[]) => ({ month: by.includes('month'), week: by.includes('week') })

/** What the database must split by: today's unit after a split depends on the station. */
function dimensionsOf({ by, units }: Question): Dimension[] {
  const out: Dimension[] = []
  if (by.includes('station') || (by.includes('unit') && units === 'now')) out.push('station')
  if (by.includes('unit')) out.push('unit')
  if (by.includes('segment')) out.push('segment')
  if (by.includes('episode')) out.push('episode')
  return out
}

/** Numbers of a stretch, from roll-ups and rows together. Exported for the proof against a plain counter. */
export async function cellRows(
  reader: Reader,
  scope: Scope,
  question: Question,
  { zone, now }: { zone: Zone; now: number },
): Promise<FactRow[]> {
  const dimensions = dimensionsOf(question)
  const plain = dimensions.filter((name) => name !== 'episode')
  // Roll-ups know neither episodes nor their fields.
  const byEpisode = dimensions.includes('episode') || scope.field !== undefined
  const today = zone.localDate(now)
  const { buckets, raw, minus } = cover(scope, (bucket) => !byEpisode && bucketIsPast(bucket, today))
  const rolled = needsStations(scope, plain) ? withSpans(buckets, await madeSpans(reader)) : { buckets, spans: [] }
  const rows = await figuresFromTallies(reader, rolled, scope, plain)
  for (const days of raw)
    rows.push(...(await figuresFromRows(reader, { ...scope, ...days }, dimensions, { zone, now })))
  const less: FactRow[] = []
  for (const days of minus)
    less.push(...(await figuresFromRows(reader, { ...scope, ...days }, dimensions, { zone, now })))
  return less.length === 0 ? rows : takenAway(rows, less)
}

export type KeyMaker = (row: Omit<FactRow, 'counts' | 'programme'>, cell: Pick<Cell, 'month' | 'week'>) => GroupKey

type Open<T> = { -readonly [K in keyof T]: T[K] }

/** Makes the group of a row from what was asked for. */
export function keyMaker({ by, units }: Question, present: Counted['presentUnit']): KeyMaker {
  const asked = new Set(by)
  const [level, station, unit] = [asked.has('level'), asked.has('station'), asked.has('unit')]
  const [segment, episode] = [asked.has('segment'), asked.has('episode')]
  return (row, cell) => {
    const key: Open<GroupKey> = {}
    if (level) key.level = row.levelCode
    if (station && row.stationId !== undefined) key.stationId = row.stationId
    if (unit && row.unitId !== undefined) {
      key.unitId = units === 'now' && row.stationId !== undefined ? present(row.unitId, row.stationId) : row.unitId
    }
    if (segment && row.segmentId !== undefined) key.segmentId = row.segmentId
    if (episode && row.episodeId !== undefined) key.episodeId = row.episodeId
    if (cell.month !== undefined) key.month = cell.month
    if (cell.week !== undefined) key.week = cell.week
    return key
  }
}

/** The cell of a day under the question's months and weeks. */
export const cellAt = (day: LocalDate, by: readonly Grouping[]): Pick<Cell, 'month' | 'week'> =>
  cells({ from: day, to: day }, cellsBy(by))[0] ?? {}

function quarantinePart(event: Quarantined, { by }: Question, names: Names, keyOf: KeyMaker): Part {
  const place = placeOn(names, event.stationId, event.day)
  const levelCode = place?.levelCode ?? ''
  const row = {
    levelCode,
    stationId: event.stationId,
    unitId: place?.unitId,
    segmentId: event.segmentId ?? 0,
    episodeId: event.episodeId,
  }
  return {
    key: keyOf(row, cellAt(event.day, by)),
    level: levelCode,
    programme: 'episode',
    counts: { ...noCounts(), quarantined: 1 },
  }
}

/**
 * COUNTING.md 14: a total counts in the sums of its level; it has a row only where its whole range belongs to one.
 * Of premieres or repeats alone it tells nothing.
 */
export function allocate(totals: readonly ReportedTotal[], question: Question, names: Names, keyOf: KeyMaker) {
  const allocated: Part[] = []
  const withoutRow: Part[] = []
  const unallocated: ReportedTotal[] = []
  for (const total of totals) {
    const first = placeOn(names, total.stationId, total.from)
    const last = placeOn(names, total.stationId, total.to)
    const levelCode = last?.levelCode ?? ''
    const parts = cells({ from: total.from, to: total.to }, cellsBy(question.by))
    const [cell] = parts
    const moved = question.by.includes('unit') && question.units === 'then' && first?.unitId !== last?.unitId
    const raised = question.by.includes('level') && first?.levelCode !== last?.levelCode
    const fits = parts.length === 1 && !question.by.includes('episode') && !moved && !raised
    const part = {
      level: levelCode,
      programme: 'episode' as const,
      counts: { ...noCounts(), total: total.n },
    }
    if (question.kind === 'all' && fits && cell) {
      const row = { levelCode, stationId: total.stationId, unitId: last?.unitId, segmentId: total.segmentId }
      allocated.push({ ...part, key: keyOf(row, cell) })
      continue
    }
    unallocated.push(total)
    if (question.kind === 'all') withoutRow.push({ ...part, key: NO_ROW })
  }
  return { allocated, unallocated, withoutRow }
}

/** The key of parts that count in the totals but have no row. */
export const NO_ROW: GroupKey = {}
