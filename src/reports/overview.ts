import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { countAirings } from './actions.ts'
import type { AnswerRow } from './answer.ts'
import { cells } from './buckets.ts'
import { anythingKnown, type Change, changeOf, periodBefore, periodYearAgo } from './comparison.ts'
import type { Counted } from './counting.ts'
import type { Figures } from './figures.ts'
import type { Period } from './periods.ts'
import type { Question } from './question.ts'

export type PlainQuestion = Omit<Question, 'by'>

/** A period beside the one asked for; `levels` is null where nothing is known of it, which is not the same as none. */
export type Compared = { readonly period: Period; readonly levels: Readonly<Record<string, Change>> | null }
export type Comparison = {
  /** Airings of the period itself, by level code. */
  readonly aired: Readonly<Record<string, number>>
  readonly before: Compared
  readonly yearAgo: Compared
}

/**
 * What aired beside the period before and the same period a year ago, by level.
 * @throws DomainError sign_in_required, forbidden, no_such_segment, no_such_unit, station_not_found
 */
export async function compareAirings(ctx: Context, actor: Actor, question: PlainQuestion): Promise<Comparison> {
  const { answer } = await countAirings(ctx, actor, { ...question, by: [] })
  const beside = async (period: Period): Promise<Compared> => {
    const then = (await countAirings(ctx, actor, { ...question, period, by: [] })).answer.totals
    const known = anythingKnown(then.values())
    const levels = [...answer.totals].map(([level, now]) => [level, changeOf(now.aired, then.get(level)?.aired ?? 0)])
    return { period, levels: known ? Object.fromEntries(levels) : null }
  }
  return {
    aired: Object.fromEntries([...answer.totals].map(([level, { aired }]) => [level, aired])),
    before: await beside(periodBefore(question.period)),
    yearAgo: await beside(periodYearAgo(question.period)),
  }
}

/** One month of a period, cut to its days, with the numbers of each level. */
export type MonthFigures = {
  readonly month: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly levels: Readonly<Record<string, Figures>>
}

/** @throws DomainError as `compareAirings` */
export async function airingsByMonth(ctx: Context, actor: Actor, question: PlainQuestion): Promise<MonthFigures[]> {
  const { answer } = await countAirings(ctx, actor, { ...question, by: ['level', 'month'] })
  const of = new Map<string, Record<string, Figures>>()
  for (const { labels, figures } of answer.rows) {
    const month = String(labels.month)
    of.set(month, { ...of.get(month), [String(labels.level)]: figures })
  }
  return cells(question.period, { month: true, week: false }).map(({ from, to, month = '' }) => ({
    month,
    from,
    to,
    levels: of.get(month) ?? {},
  }))
}

/** A station, or one of today's units, with its numbers. */
export type Line = {
  /** Code of the station or unit. */
  readonly code: string
  readonly name: string
  readonly level: string
  readonly figures: Figures
}
/** Whom to ask: a station with airings of which no word came, or whose rate is low. */
export type Chase = Line & { readonly contactName: string | null; readonly contactPhone: string | null }
export type Heat = {
  readonly weeks: readonly { readonly week: string; readonly from: LocalDate; readonly to: LocalDate }[]
  /** By station code, then by week. */
  readonly stations: Readonly<Record<string, Readonly<Record<string, Figures>>>>
}

/** Below this share of the plan a station is asked even if every airing has a word. */
export const LOW_RATE = 0.9
/** A plan of this many airings or less says too little for a rate. */
const FEW = 2

export const needsAsking = ({ planned, aired, noWord }: Figures): boolean =>
  noWord > 0 || (planned > FEW && aired / planned < LOW_RATE)

/** Most silent first, then the lowest rate; the order of the table beside. */
export function chaseOrder(a: Line, b: Line): number {
  const rate = ({ figures: { aired, planned } }: Line): number => (planned > 0 ? aired / planned : 1)
  return b.figures.noWord - a.figures.noWord || rate(a) - rate(b)
}

/** What the table of stations can be sorted by, within each level. */
export const STATION_ORDERS = ['name', 'planned', 'aired', 'rate', 'no_word', 'minutes'] as const
export type StationOrder = { readonly by: (typeof STATION_ORDERS)[number]; readonly down: boolean }

const WEIGHTS: Readonly<Record<Exclude<StationOrder['by'], 'name'>, (figures: Figures) => number>> = {
  planned: ({ planned }) => planned,
  aired: ({ aired }) => aired,
  rate: ({ aired, planned }) => (planned > 0 ? aired / planned : -1),
  no_word: ({ noWord }) => noWord,
  minutes: ({ seconds }) => seconds ?? -1,
}

/** Rows come by level and name; another order keeps the levels apart, and equals by name. */
function ordered(lines: readonly Line[], { by, down }: StationOrder): Line[] {
  const levels = [...new Set(lines.map(({ level }) => level))]
  return levels.flatMap((level) => {
    const own = lines.filter((line) => line.level === level)
    if (by === 'name') return down ? own.reverse() : own
    const weight = WEIGHTS[by]
    return own.sort((a, b) => (down ? -1 : 1) * (weight(a.figures) - weight(b.figures)))
  })
}

export type Stations = {
  /** One page of stations by level and name. */
  readonly lines: readonly Line[]
  /** How many stations there are on all pages. */
  readonly count: number
  readonly next: number | null
  readonly chase: readonly Chase[]
  /** How many need asking in all. */
  readonly chaseCount: number
  readonly heat: Heat
  readonly units: readonly Line[]
}

const lineOf = ({ labels, figures }: AnswerRow, of: 'station' | 'unit'): Line => ({
  code: String(labels[of] ?? ''),
  name: String(labels[`${of}_name`] ?? ''),
  level: String(labels.level ?? ''),
  figures,
})

export type StationsWish = {
  readonly offset: number
  readonly limit: number
  /** At most so many in the chase list. */
  readonly chased: number
  readonly order?: StationOrder
}
const BY_NAME: StationOrder = { by: 'name', down: false }

/** Minutes are no part of a closing: beside frozen counts stand those that are known now. */
function withMinutes(rows: readonly AnswerRow[], { closed }: Counted): AnswerRow[] {
  if (!closed) return [...rows]
  const now = new Map(closed.current.answer.rows.map(({ key, figures }) => [rowKey(key), figures.seconds]))
  return rows.map((row) => ({ ...row, figures: { ...row.figures, seconds: now.get(rowKey(row.key)) ?? null } }))
}
const rowKey = ({ stationId, level }: AnswerRow['key']): string => `${stationId} ${level}`

/**
 * Everything of a report that is told by station: a page of them with their weeks, whom to ask, and the units that they
 * stand in. Plain data, as it may be made in another thread.
 * @throws DomainError as `compareAirings`
 */
export async function airingsByStation(
  ctx: Context,
  actor: Actor,
  question: PlainQuestion,
  { offset, limit, chased, order = BY_NAME }: StationsWish,
): Promise<Stations> {
  demand(actor, 'report.read')
  const { counted, answer } = await countAirings(ctx, actor, { ...question, by: ['level', 'station'] })
  const all = withMinutes(answer.rows, counted)
  const lines = ordered(
    all.map((row) => lineOf(row, 'station')),
    order,
  )
  const shown = lines.slice(offset, offset + limit)
  const codes = new Set(shown.map(({ code }) => code))
  const rows = all.filter(({ labels }) => codes.has(String(labels.station ?? '')))
  const asked = answer.rows.filter(({ figures }) => needsAsking(figures))
  const chase = asked.map((row): Chase => {
    const station = counted.names.stations.get(row.key.stationId ?? 0)
    const { contactName = null, contactPhone = null } = station ?? {}
    return { ...lineOf(row, 'station'), contactName, contactPhone }
  })
  return {
    lines: shown,
    count: answer.rows.length,
    next: offset + limit < answer.rows.length ? offset + limit : null,
    chase: chase.sort(chaseOrder).slice(0, chased),
    chaseCount: asked.length,
    heat: await heatOf(ctx, actor, question, rows),
    units: question.units === 'now' ? await airingsByUnit(ctx, actor, question) : [],
  }
}

async function airingsByUnit(ctx: Context, actor: Actor, question: PlainQuestion): Promise<Line[]> {
  const { answer } = await countAirings(ctx, actor, { ...question, by: ['level', 'unit'] })
  return answer.rows.map((row) => lineOf(row, 'unit'))
}

/** More weeks than this make no picture: a longer period has months instead. */
const MOST_WEEKS = 54

async function heatOf(ctx: Context, actor: Actor, question: PlainQuestion, rows: readonly AnswerRow[]): Promise<Heat> {
  const weeks = cells(question.period, { month: false, week: true })
  if (weeks.length > MOST_WEEKS || rows.length === 0) return { weeks: [], stations: {} }
  const stationIds = [...new Set(rows.map(({ key }) => key.stationId ?? 0))]
  const { answer } = await countAirings(ctx, actor, { ...question, by: ['station', 'week'], stationIds })
  const stations: Record<string, Record<string, Figures>> = {}
  for (const { labels, figures } of answer.rows) {
    const code = String(labels.station)
    stations[code] = { ...stations[code], [String(labels.week)]: figures }
  }
  return { weeks: weeks.map(({ week = '', from, to }) => ({ week, from, to })), stations }
}
