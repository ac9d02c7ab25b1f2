/** A table as it was brought, whatever it came in: a workbook, a text with separators, something pasted. */
export type LogCell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  /** Wall-clock time as if it were UTC (epoch ms), as workbooks keep it; a time alone has no day. */
  | { readonly kind: 'date'; readonly wall: number; readonly hasDay: boolean }
  /** What a formula gives when it fails: "#REF!". */
  | { readonly kind: 'error'; readonly text: string }

export type LogRow = {
  /** As the program shows it, from 1. */
  readonly line: number
  readonly cells: readonly LogCell[]
  readonly hidden: boolean
}
/** Where cells were joined: 0-based columns, lines from 1, all inclusive. */
export type Merge = {
  readonly fromLine: number
  readonly toLine: number
  readonly fromColumn: number
  readonly toColumn: number
}
export type LogSheet = {
  /** Null: the file has no sheets. */
  readonly name: string | null
  readonly hidden: boolean
  readonly rows: readonly LogRow[]
  readonly merges: readonly Merge[]
}
export type LogTable = {
  readonly sheets: readonly LogSheet[]
  /** Days count from 1904 in it. */
  readonly since1904: boolean
}

export const EMPTY: LogCell = { kind: 'empty' }

/** 0 → "A", 26 → "AA". */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26) - 1
  return (rest >= 0 ? columnName(rest) : '') + String.fromCharCode(65 + (index % 26))
}

const two = (n: number): string => String(n).padStart(2, '0')
/** What a cell says, in one line. */
export function cellText(cell: LogCell | undefined): string {
  switch (cell?.kind) {
    case 'text':
    case 'error':
      return cell.text
    case 'number':
      return String(cell.value)
    case 'date': {
      const at = new Date(cell.wall)
      const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
      const day = `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`
      if (!cell.hasDay) return time
      return cell.wall % 86_400_000 === 0 ? day : `${day} ${time}`
    }
    default:
      return ''
  }
}
export const isBlank = (cell: LogCell | undefined): boolean => cellText(cell).trim() === ''
