import type { LocalDate } from '../../../kernel/dates.ts'
import { foldedWords } from '../../../kernel/text.ts'
import { type LogField, type LogKind, type LogMapping, locate } from './columns.ts'
import {
  isMonthFirst,
  type LogOutcome,
  plainText,
  type Read,
  readCount,
  readDay,
  readMinutes,
  readOutcome,
  readSession,
  readTime,
} from './fields.ts'
import { type Finding, weightOf } from './findings.ts'
import { type StationNames, stationCalled } from './station-names.ts'
import { cellText, EMPTY, isBlank, type LogCell, type LogRow, type LogSheet, type LogTable } from './table.ts'

/** A row as far as it can be read by itself; `ok` is false once something of it is bad. */
type Base = {
  readonly sheet: number
  readonly line: number
  readonly stationId: number | null
  readonly findings: readonly Finding[]
  readonly ok: boolean
  /** 0-based columns, for what is found later. */
  readonly columns: Readonly<Partial<Record<LogField, number>>>
  readonly note: string | null
}
export type AiringRow = Base & {
  readonly kind: 'airings'
  readonly date: LocalDate | null
  /** Minutes since midnight. */
  readonly time: number | null
  readonly session: readonly [from: number, to: number] | null
  readonly minutes: number | null
  readonly outcome: LogOutcome
}
export type TotalRow = Base & {
  readonly kind: 'totals'
  readonly from: LocalDate | null
  readonly to: LocalDate | null
  readonly n: number | null
}
export type ReadRow = AiringRow | TotalRow

export type RowsAsked = {
  readonly kind: LogKind
  readonly mapping: LogMapping
  /** The station of the whole file; null: a column names it. */
  readonly stationId: number | null
  readonly stations: StationNames
}
export type RowsRead = { readonly rows: readonly ReadRow[]; readonly findings: readonly Finding[] }

const TOTAL = /^(?:tong cong|tong so|tong|cong|total|sum)\b/
const SUBTOTAL =
  /^(?:cong (?:tuan|thang|ngay|quy|trang|don)|cong chuyen|tong (?:tuan|thang|ngay)|subtotal|mang sang|chuyen trang)\b/

/** Reads every row of every sheet; nothing of schedule or ledger is asked yet. */
export function readRows(table: LogTable, asked: RowsAsked): RowsRead {
  const rows: ReadRow[] = []
  const findings: Finding[] = []
  const whole = (sheet: number, code: Finding['code']): Finding => ({ code, sheet, line: null, column: null })
  table.sheets.forEach((sheet, index) => {
    if (sheet.hidden) findings.push(whole(index, 'sheet_hidden'))
    else if (sheet.rows.every((row) => row.cells.every(isBlank))) findings.push(whole(index, 'sheet_empty'))
    else {
      const { found, findings: faults } = locate(sheet, index, asked.kind, asked.mapping)
      findings.push(...faults)
      if (!found) return
      if (table.since1904) findings.push(whole(index, 'since_1904'))
      const body = sheet.rows.filter((row) => row.line > found.headLine && !row.cells.every(isBlank))
      const reader = new RowReader(sheet, index, found.columns, asked, body)
      for (const row of body) {
        const skipped = reader.skipped(row)
        if (skipped) findings.push(skipped)
        else rows.push(reader.read(row))
      }
    }
  })
  return { rows, findings }
}

/** Reads the rows of one sheet. */
class RowReader {
  private readonly mixed: boolean
  /** A text file has no numbers but those typed. */
  private readonly asText: boolean
  constructor(
    private readonly sheet: LogSheet,
    private readonly index: number,
    private readonly columns: Readonly<Partial<Record<LogField, number>>>,
    private readonly asked: RowsAsked,
    body: readonly LogRow[],
  ) {
    const days = (['date', 'from', 'to'] as const).flatMap((field) => columns[field] ?? [])
    this.mixed = body.some((row) => days.some((column) => isMonthFirst(row.cells[column])))
    this.asText = sheet.name === null
  }

  /** Rows of sums are told and passed over. */
  skipped(row: LogRow): Finding | null {
    const first = row.cells.find((cell) => !isBlank(cell))
    if (first?.kind !== 'text') return null
    const key = foldedWords(cellText(first)).join(' ')
    const at = { sheet: this.index, line: row.line, column: row.cells.indexOf(first) }
    if (SUBTOTAL.test(key)) return { code: 'row_subtotal', ...at }
    return TOTAL.test(key) ? { code: 'row_total', ...at } : null
  }

  read(row: LogRow): ReadRow {
    const findings: Finding[] = []
    const say = (code: Finding['code'], column: number | null, what?: Finding['what']): void => {
      findings.push({ code, sheet: this.index, line: row.line, column, ...(what === undefined ? {} : { what }) })
    }
    const take = <T>(field: LogField, reader: (cell: LogCell) => Read<T>): T | null => {
      const column = this.columns[field]
      if (column === undefined) return null
      const cell = this.cellAt(row, column, say)
      if (!cell) return null
      const got = reader(cell)
      for (const { code, what } of got.said) say(code, column, what)
      return got.value
    }
    const day = (field: LogField): LocalDate | null =>
      take(field, (cell) => readDay(cell, this.asked.mapping.order, this.mixed))
    if (row.hidden) say('row_hidden', null)
    const stationId = this.stationOf(take, say)
    const note = take('note', plainText)
    const base = { sheet: this.index, line: row.line, stationId, columns: this.columns, note: note || null }
    const end = () => ({ findings, ok: findings.every((finding) => weightOf(finding) !== 'bad') })
    if (this.asked.kind === 'totals') {
      const total = { from: day('from'), to: day('to'), n: take('n', (cell) => readCount(cell, this.asText)) }
      return { kind: 'totals', ...base, ...total, ...end() }
    }
    const date = day('date')
    const time = take('time', readTime)
    const session = take('session', readSession)
    const minutes = take('minutes', (cell) => readMinutes(cell, this.asText))
    const outcome = take('outcome', readOutcome) ?? 'aired'
    return { kind: 'airings', ...base, date, time, session, minutes, outcome, ...end() }
  }

  private stationOf(
    take: (field: LogField, reader: (cell: LogCell) => Read<string>) => string | null,
    say: (code: Finding['code'], column: number | null, what?: string) => void,
  ): number | null {
    const column = this.columns.station
    if (column === undefined || this.asked.stationId !== null) {
      if (this.asked.stationId === null) say('station_missing', null)
      return this.asked.stationId
    }
    const name = take('station', plainText)
    if (name === null) return null
    if (name === '') {
      say('station_missing', column)
      return null
    }
    const called = stationCalled(this.asked.stations, name)
    if (typeof called === 'number') return called
    say(called, column, name.slice(0, 80))
    return null
  }

  /** A cell joined downwards has the value of the one above; one joined sideways has none that is sure. */
  private cellAt(row: LogRow, column: number, say: (code: Finding['code'], column: number) => void): LogCell | null {
    const cell = row.cells[column] ?? EMPTY
    const merge = this.sheet.merges.find(
      (one) => one.fromLine <= row.line && row.line <= one.toLine && one.fromColumn <= column && column <= one.toColumn,
    )
    if (!merge) return cell
    if (merge.fromColumn !== merge.toColumn) {
      say('cell_merged', column)
      return null
    }
    if (merge.fromLine === row.line) return cell
    say('merged_down', column)
    return this.sheet.rows.find(({ line }) => line === merge.fromLine)?.cells[column] ?? EMPTY
  }
}
