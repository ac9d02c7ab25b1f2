import type { LocalDate } from '../../../kernel/dates.ts'
import { daysBetween } from '../../../kernel/dates.ts'
import type { LogField } from './columns.ts'
import { type Finding, type FindingCode, weightOf } from './findings.ts'
import type { ClosedDays } from './judge.ts'
import type { TotalRow } from './rows.ts'

/** A total that stands. */
export type KnownTotal = {
  readonly stationId: number
  readonly from: LocalDate
  readonly to: LocalDate
  readonly n: number
}
export type TotalsPlan = {
  readonly known: readonly KnownTotal[]
  readonly closed: readonly ClosedDays[]
  readonly today: LocalDate
  /** Single airings of a station in some days that are known. */
  readonly singles: (stationId: number, from: LocalDate, to: LocalDate) => number
}
export type GoodTotal = KnownTotal & { readonly sheet: number; readonly line: number; readonly note: string | null }

const YEAR_DAYS = 366
const dayText = (date: LocalDate): string => date.split('-').reverse().join('/')
const rangeText = ({ from, to }: Pick<KnownTotal, 'from' | 'to'>): string => `${dayText(from)}–${dayText(to)}`

/** Which totals of a file are new, and what they meet (COUNTING.md 14). Pure. */
export function judgeTotals(
  rows: readonly TotalRow[],
  plan: TotalsPlan,
): { readonly good: readonly GoodTotal[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = []
  const good: GoodTotal[] = []
  for (const row of rows) {
    const say = (code: FindingCode, field: LogField | null, what?: Finding['what']): void => {
      const column = field === null ? null : (row.columns[field] ?? null)
      findings.push({ code, sheet: row.sheet, line: row.line, column, ...(what === undefined ? {} : { what }) })
    }
    const { stationId, from, to, n } = row
    if (!row.ok || stationId === null || from === null || to === null || n === null) continue
    const before = findings.length
    if (from > to) say('range_backwards', 'to')
    else if (daysBetween(from, to) > YEAR_DAYS) say('range_too_long', 'to')
    else if (to >= plan.today) say('date_future', 'to', dayText(to))
    const own = { stationId, from, to, n }
    const same = (one: KnownTotal): boolean => one.stationId === stationId && one.from === from && one.to === to
    const meets = (one: KnownTotal): boolean =>
      one.stationId === stationId && one.from <= to && one.to >= from && !same(one)
    const first = good.find(same)
    const other = good.find(meets) ?? plan.known.find(meets)
    const standing = plan.known.find(same)
    if (first) say('twice_in_file', null, { vi: `dòng ${first.line}`, en: `row ${first.line}` })
    else if (standing?.n === n) say('known_total', 'n')
    else if (other) say('range_overlaps', 'from', rangeText(other))
    const faults = findings.slice(before).filter((finding) => ['bad', 'duplicate'].includes(weightOf(finding)))
    if (faults.length > 0) continue
    if (standing) say('total_replaces', 'n', String(standing.n))
    const singles = plan.singles(stationId, from, to)
    if (singles > 0) say('total_singles', 'n', String(singles))
    const closed = plan.closed.find((one) => one.from <= to && one.to >= from)
    if (closed) say('supplement', 'from', closed.name)
    good.push({ sheet: row.sheet, line: row.line, ...own, note: row.note })
  }
  return { good, findings: [...rows.flatMap((row) => row.findings), ...findings] }
}
