import { z } from 'zod'
import { foldedWords, normaliseLine } from '../../../kernel/text.ts'
import type { Finding } from './findings.ts'
import { cellText, type LogRow, type LogSheet, type LogTable } from './table.ts'

/** What a column may be. Of single airings, and of totals. */
export const AIRING_FIELDS = ['date', 'time', 'session', 'station', 'minutes', 'outcome', 'note'] as const
export const TOTAL_FIELDS = ['station', 'from', 'to', 'n', 'note'] as const
export type LogField = (typeof AIRING_FIELDS)[number] | (typeof TOTAL_FIELDS)[number]
export type LogKind = 'airings' | 'totals'

const REQUIRED: Readonly<Record<LogKind, readonly LogField[]>> = { airings: ['date'], totals: ['from', 'to', 'n'] }
export const fieldsOf = (kind: LogKind): readonly LogField[] => (kind === 'airings' ? AIRING_FIELDS : TOTAL_FIELDS)

/** Which head stands over which field, as text; how days are written. */
export const logMapping = z.object({
  heads: z.partialRecord(z.enum([...new Set([...AIRING_FIELDS, ...TOTAL_FIELDS])]), z.string().max(200)),
  order: z.enum(['auto', 'dmy', 'mdy']),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type LogMapping = z.output<typeof logMapping>

/** Words by which heads are known, folded; the first that fits wins, whole heads before parts. */
const NAMES: Readonly<Record<LogField, readonly string[]>> = {
  date: ['ngay phat', 'ngay thang', 'ngay', 'date', 'day', 'aired on'],
  time: ['gio phat', 'gio bat dau', 'thoi gian', 'gio', 'time', 'start'],
  session: ['buoi', 'session', 'ca phat'],
  station: ['ten dai', 'dai truyen thanh', 'don vi', 'dia ban', 'xa phuong', 'dai', 'xa', 'station', 'unit'],
  minutes: ['thoi luong', 'so phut', 'phut', 'minutes', 'duration'],
  outcome: ['ket qua', 'tinh trang', 'trang thai', 'da phat', 'outcome', 'status', 'result'],
  note: ['ghi chu', 'ly do', 'note', 'remark', 'comment'],
  from: ['tu ngay', 'ngay bat dau', 'from'],
  to: ['den ngay', 'ngay ket thuc', 'to', 'until'],
  n: ['so luot', 'tong so luot', 'tong so', 'luot phat', 'luot', 'number', 'count', 'airings', 'n'],
}

/** A head as it is compared: "Ngày phát (dd/mm)" → "ngay phat dd mm". */
export const headKey = (text: string): string => foldedWords(text).join(' ')

const HEAD_LINES = 25
const headsIn = (row: LogRow): string[] => row.cells.map((cell) => headKey(cellText(cell)))

/** Every head of the file, in order of coming, as written: what may be chosen for a field. */
export function headsOf(table: LogTable, kind: LogKind): string[] {
  const found = new Map<string, string>()
  for (const sheet of table.sheets.filter(({ hidden }) => !hidden)) {
    const row = likelyHead(sheet, kind)
    for (const cell of row?.cells ?? []) {
      const text = normaliseLine(cellText(cell)).slice(0, 200)
      if (text !== '' && !found.has(headKey(text))) found.set(headKey(text), text)
    }
  }
  return [...found.values()]
}

const fits = (key: string, name: string): boolean => key === name || key.startsWith(`${name} `)
const named = (key: string, fields: readonly LogField[]): boolean =>
  fields.some((field) => NAMES[field].some((name) => fits(key, name)))

/** The row of the first lines in which most cells are called like a field. */
function likelyHead(sheet: LogSheet, kind: LogKind): LogRow | undefined {
  const fields = fieldsOf(kind)
  const scored = sheet.rows.slice(0, HEAD_LINES).map((row) => ({
    row,
    score: headsIn(row).filter((key) => named(key, fields)).length,
    filled: row.cells.filter((cell) => cell.kind === 'text').length,
  }))
  const best = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.row.line - b.row.line)[0]
  return best?.row ?? scored.find(({ filled }) => filled >= 2)?.row
}

/** A guess of what each head is. @param remembered what the same station's file was told to be the last time */
export function guessHeads(
  heads: readonly string[],
  kind: LogKind,
  remembered: LogMapping['heads'] = {},
): LogMapping['heads'] {
  const left = new Map(heads.map((head) => [headKey(head), head]))
  const out: LogMapping['heads'] = {}
  const take = (field: LogField, key: string): void => {
    out[field] = left.get(key) ?? ''
    left.delete(key)
  }
  for (const field of fieldsOf(kind)) {
    const key = headKey(remembered[field] ?? '')
    if (key !== '' && left.has(key)) take(field, key)
  }
  for (const exact of [true, false]) {
    for (const field of fieldsOf(kind)) {
      if (out[field] !== undefined) continue
      for (const name of NAMES[field]) {
        const key = [...left.keys()].find((one) => (exact ? one === name : fits(one, name)))
        if (key === undefined) continue
        take(field, key)
        break
      }
    }
  }
  return out
}

/** Where the fields stand on a sheet. */
export type SheetColumns = { readonly headLine: number; readonly columns: Readonly<Partial<Record<LogField, number>>> }

/** Finds the head row of a sheet and the column of each field; says what stands in the way. */
export function locate(
  sheet: LogSheet,
  index: number,
  kind: LogKind,
  { heads }: LogMapping,
): { readonly found: SheetColumns | null; readonly findings: Finding[] } {
  const wanted = fieldsOf(kind).flatMap((field) => {
    const head = heads[field]
    return head ? [{ field, head, key: headKey(head) }] : []
  })
  const required = wanted.filter(({ field }) => REQUIRED[kind].includes(field))
  const at = (line: number | null, column: number | null) => ({ sheet: index, line, column })
  const rows = sheet.rows.slice(0, HEAD_LINES)
  const head = rows
    .map((row) => ({ row, score: wanted.filter(({ key }) => headsIn(row).includes(key)).length }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.row.line - b.row.line)[0]?.row
  if (!head || required.every(({ key }) => !headsIn(head).includes(key))) {
    return { found: null, findings: [{ code: 'head_missing', ...at(null, null) }] }
  }
  const keys = headsIn(head)
  const findings: Finding[] = []
  const columns: Partial<Record<LogField, number>> = {}
  for (const { field, head: name, key } of wanted) {
    const column = keys.indexOf(key)
    const second = keys.indexOf(key, column + 1)
    if (column < 0) findings.push({ code: 'column_missing', ...at(head.line, null), what: name })
    else if (second > 0) findings.push({ code: 'column_twice', ...at(head.line, second), what: name })
    else columns[field] = column
  }
  const usable = findings.length === 0
  return { found: usable ? { headLine: head.line, columns } : null, findings }
}

/** The fields without which nothing can be read and for which no head was chosen. */
export const unmapped = (kind: LogKind, { heads }: LogMapping): LogField[] =>
  REQUIRED[kind].filter((field) => !heads[field])
