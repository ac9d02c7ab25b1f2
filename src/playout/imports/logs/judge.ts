import type { LocalDate } from '../../../kernel/dates.ts'
import type { Words } from '../../../kernel/errors.ts'
import type { Grade, Outcome } from '../../../kernel/terms.ts'
import type { LogField } from './columns.ts'
import type { LogOutcome } from './fields.ts'
import { type Finding, type FindingCode, weightOf } from './findings.ts'
import type { AiringRow } from './rows.ts'

/** An airing of the plan with what is known of it. Instants in epoch ms. */
export type PlannedRow = {
  readonly airingId: string
  readonly stationId: number
  readonly plannedOn: LocalDate
  /** Minutes since local midnight of its start. */
  readonly minutes: number
  readonly startsAt: number
  readonly seconds: number
  readonly cancelled: boolean
  readonly outcome: Outcome | null
  readonly grade: Grade | null
  readonly corrected: boolean
  /** A row of an earlier file was this airing. */
  readonly imported: boolean
}
export type ClosedDays = { readonly from: LocalDate; readonly to: LocalDate; readonly name: Words }
export type Plan = {
  readonly airings: readonly PlannedRow[]
  readonly closed: readonly ClosedDays[]
  readonly now: number
  readonly today: LocalDate
  /** The instant of a local day and minute. */
  readonly instant: (date: LocalDate, minutes: number) => number
  /** The days of the log as somebody gave them. */
  readonly from: LocalDate | null
  readonly to: LocalDate | null
}

/** What is to be stated of an airing. */
export type GoodRow = {
  readonly sheet: number
  readonly line: number
  readonly stationId: number
  readonly airingId: string
  readonly startsAt: number
  readonly outcome: LogOutcome
  readonly at: number | null
  readonly playedSeconds: number | null
  readonly note: string | null
}
export type Judged = { readonly good: readonly GoodRow[]; readonly findings: readonly Finding[] }

/** COUNTING.md 8: a play belongs to the nearest planned start within half an hour. */
const NEAR_MINUTES = 30
const dayText = (date: LocalDate): string => date.split('-').reverse().join('/')
const timeText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const called = (airing: PlannedRow): string => `${timeText(airing.minutes)} ${dayText(airing.plannedOn)}`

type Complete = AiringRow & { readonly stationId: number; readonly date: LocalDate }
const isComplete = (row: AiringRow): row is Complete => row.ok && row.stationId !== null && row.date !== null

/** Matches the rows of a log to the plan, one to one, and says of each whether it is new. Pure. */
export function judgeRows(rows: readonly AiringRow[], plan: Plan): Judged {
  const findings: Finding[] = []
  const say = (row: AiringRow, code: FindingCode, field: LogField | null, what?: string | Words): void => {
    const column = field === null ? null : (row.columns[field] ?? null)
    findings.push({ code, sheet: row.sheet, line: row.line, column, ...(what === undefined ? {} : { what }) })
  }
  const possible = rows.filter(isComplete).filter((row) => {
    const fault = dayFault(row, plan)
    if (fault) say(row, fault.code, fault.field, fault.what)
    return !fault
  })
  const good: GoodRow[] = []
  for (const [row, match] of matchRows(possible, plan.airings)) {
    if ('code' in match) {
      say(row, match.code, match.field, match.what)
      continue
    }
    const known = knownAs(row, match)
    if (known) {
      say(row, known, null, called(match))
      continue
    }
    if (match.outcome === 'missed') say(row, 'was_missed', null)
    const closed = plan.closed.find(({ from, to }) => from <= row.date && row.date <= to)
    if (closed) say(row, 'supplement', 'date', closed.name)
    const outcome = outcomeOf(row, match)
    if (outcome !== row.outcome) say(row, 'shorter', 'minutes')
    good.push({
      sheet: row.sheet,
      line: row.line,
      stationId: row.stationId,
      airingId: match.airingId,
      startsAt: match.startsAt,
      outcome,
      at: outcome === 'missed' || row.time === null ? null : plan.instant(row.date, row.time),
      playedSeconds: outcome === 'missed' || row.minutes === null ? null : Math.round(row.minutes * 60),
      note: row.note,
    })
  }
  return { good, findings: [...rows.flatMap((row) => row.findings), ...findings] }
}

type Fault = { readonly code: FindingCode; readonly field: LogField | null; readonly what?: string | Words }

function dayFault(row: Complete, plan: Plan): Fault | null {
  const what = dayText(row.date)
  if (row.date > plan.today) return { code: 'date_future', field: 'date', what }
  if ((plan.from !== null && row.date < plan.from) || (plan.to !== null && row.date > plan.to)) {
    return { code: 'date_outside', field: 'date', what }
  }
  const early = row.time !== null && plan.instant(row.date, row.time) > plan.now
  return early ? { code: 'time_future', field: 'time', what: `${timeText(row.time ?? 0)} ${what}` } : null
}

/** COUNTING.md 10: less than 95 % is partial. Logs are kept in whole minutes, so one minute less says nothing. */
function outcomeOf(row: AiringRow, airing: PlannedRow): LogOutcome {
  if (row.outcome !== 'aired' || row.minutes === null) return row.outcome
  return row.minutes * 60 < airing.seconds * 0.95 - 60 ? 'partial' : 'aired'
}

/** What an import would not change, or must not (COUNTING.md 13). */
function knownAs(row: AiringRow, airing: PlannedRow): FindingCode | null {
  if (airing.corrected) return 'airing_corrected'
  const aired = airing.outcome === 'aired' || airing.outcome === 'partial'
  if (aired && row.outcome === 'missed') return airing.imported ? 'known_imported' : 'airing_contradicted'
  if (aired)
    return airing.grade === 'player'
      ? 'known_player'
      : airing.grade === 'attested'
        ? 'known_attested'
        : 'known_imported'
  if (airing.outcome === 'missed' && row.outcome === 'missed') return 'known_missed'
  return airing.imported && airing.outcome === null ? 'known_imported' : null
}

type Match = PlannedRow | Fault
const fault = (code: FindingCode, field: LogField | null, what?: string | Words): Fault =>
  what === undefined ? { code, field } : { code, field, what }

/** Finds the airing of each row, station by station; rows of a time go before rows of a day alone. */
function matchRows(rows: readonly Complete[], airings: readonly PlannedRow[]): Map<Complete, Match> {
  const out = new Map<Complete, Match>()
  const taken = new Map<string, Complete>()
  const byStation = new Map<number, PlannedRow[]>()
  for (const airing of airings) byStation.set(airing.stationId, [...(byStation.get(airing.stationId) ?? []), airing])
  const stations = new Set(rows.map(({ stationId }) => stationId))
  for (const stationId of stations) {
    const own = rows.filter((row) => row.stationId === stationId)
    const planned = byStation.get(stationId) ?? []
    matchTimed(
      own.filter(({ time }) => time !== null),
      planned,
      taken,
      out,
    )
    matchUntimed(
      own.filter(({ time }) => time === null),
      planned,
      taken,
      out,
    )
  }
  return new Map(
    rows.flatMap((row) => {
      const match = out.get(row)
      return match ? [[row, match] as const] : []
    }),
  )
}

const DAY_MINUTES = 1440
/** Minutes between a row and a planned start; across midnight too. */
function away(row: Complete, airing: PlannedRow): number {
  const days = (Date.parse(row.date) - Date.parse(airing.plannedOn)) / 86_400_000
  return Math.abs(days * DAY_MINUTES + (row.time ?? 0) - airing.minutes)
}

function matchTimed(
  rows: readonly Complete[],
  airings: readonly PlannedRow[],
  taken: Map<string, Complete>,
  out: Map<Complete, Match>,
): void {
  const byDay = new Map<string, PlannedRow[]>()
  for (const airing of airings) byDay.set(airing.plannedOn, [...(byDay.get(airing.plannedOn) ?? []), airing])
  const around = (date: LocalDate): PlannedRow[] => {
    const day = Date.parse(date)
    const days = [-1, 0, 1].map((n) => new Date(day + n * 86_400_000).toISOString().slice(0, 10))
    return days.flatMap((one) => byDay.get(one) ?? [])
  }
  const pairs = rows.flatMap((row) => {
    const near = around(row.date)
      .map((airing) => ({ row, airing, distance: away(row, airing) }))
      .filter(({ distance }) => distance <= NEAR_MINUTES)
      .sort((a, b) => a.distance - b.distance)
    const open = near.filter(({ airing }) => !airing.cancelled)
    const [first, second] = open
    if (!first) {
      const gone = near[0]
      const at = `${timeText(row.time ?? 0)} ${dayText(row.date)}`
      out.set(row, gone ? fault('airing_cancelled', 'time', called(gone.airing)) : fault('airing_none', 'time', at))
      return []
    }
    if (second && second.distance === first.distance) {
      out.set(row, fault('airing_two', 'time', `${called(first.airing)}, ${called(second.airing)}`))
      return []
    }
    return open
  })
  for (const { row, airing } of pairs.sort((a, b) => a.distance - b.distance)) {
    if (out.has(row) || taken.has(airing.airingId)) continue
    taken.set(airing.airingId, row)
    out.set(row, airing)
  }
  for (const { row, airing } of pairs) {
    if (!out.has(row)) out.set(row, twice(row, taken.get(airing.airingId)))
  }
}

const twice = (row: Complete, first: Complete | undefined): Fault =>
  first ? fault('twice_in_file', null, placeIn(first, row)) : fault('airing_none', 'date', dayText(row.date))
const placeIn = (first: Complete, row: Complete): Words =>
  first.sheet === row.sheet
    ? { vi: `dòng ${first.line}`, en: `row ${first.line}` }
    : { vi: `dòng ${first.line} của trang thứ ${first.sheet + 1}`, en: `row ${first.line} of sheet ${first.sheet + 1}` }

function matchUntimed(
  rows: readonly Complete[],
  airings: readonly PlannedRow[],
  taken: Map<string, Complete>,
  out: Map<Complete, Match>,
): void {
  const groups = new Map<string, Complete[]>()
  for (const row of rows) {
    const key = `${row.date} ${row.session?.join('-') ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const [from, to] = first.session ?? [0, DAY_MINUTES]
    const all = airings.filter(({ plannedOn, minutes }) => plannedOn === first.date && minutes >= from && minutes < to)
    const open = all.filter(({ cancelled }) => !cancelled)
    const free = open.filter(({ airingId }) => !taken.has(airingId)).sort((a, b) => a.minutes - b.minutes)
    const what = dayText(first.date)
    for (const row of group) {
      if (open.length === 0) {
        const [gone] = all
        out.set(row, gone ? fault('airing_cancelled', 'date', called(gone)) : fault('airing_none', 'date', what))
      } else if (free.length > group.length) {
        // As many rows as airings are these airings, in whatever order; fewer might be any.
        out.set(row, fault('airing_two', 'date', free.map(called).slice(0, 3).join(', ')))
      } else {
        const airing = free.shift()
        if (airing) {
          taken.set(airing.airingId, row)
          out.set(row, airing)
        } else out.set(row, twice(row, lastOf(open, taken)))
      }
    }
  }
}

const lastOf = (airings: readonly PlannedRow[], taken: ReadonlyMap<string, Complete>): Complete | undefined =>
  airings
    .map(({ airingId }) => taken.get(airingId))
    .filter((row) => row !== undefined)
    .at(-1)

/** What counts of findings: by row the heaviest. */
export function countRows(findings: readonly Finding[]): { readonly bad: number; readonly duplicates: number } {
  const bad = new Set<string>()
  const duplicates = new Set<string>()
  for (const finding of findings) {
    const weight = weightOf(finding)
    const key = `${finding.sheet} ${finding.line ?? ''}`
    if (weight === 'bad') bad.add(key)
    if (weight === 'duplicate') duplicates.add(key)
  }
  return { bad: bad.size, duplicates: [...duplicates].filter((key) => !bad.has(key)).length }
}
