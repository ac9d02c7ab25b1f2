import {
  BorderStyle,
  type ITableCellOptions,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { type Line, mm, paragraph } from './type.ts'

export type Column = { readonly width: number; readonly align?: 'left' | 'center' | 'right' }
export type HeadCell = { readonly text: string; readonly columns?: number; readonly rows?: number }
export type BodyRow = {
  readonly cells: readonly string[]
  readonly bold?: boolean
  /** One cell across the whole table. */
  readonly across?: boolean
  /** Stays with the row below. */
  readonly keepNext?: boolean
}
const EDGE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const EDGES = { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE }
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
export const NO_EDGES = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
} as const

const ROOM = { top: 30, bottom: 30, left: 50, right: 50 }

function cell(text: string, line: Line, more: Partial<ITableCellOptions>): TableCell {
  return new TableCell({
    borders: EDGES,
    margins: ROOM,
    verticalAlign: VerticalAlignTable.CENTER,
    ...more,
    children: [paragraph(text, line)],
  })
}

/** A table with ruled cells, whose head comes again on every page and whose rows are never cut. Widths in millimetres. */
export function ruledTable(
  columns: readonly Column[],
  head: readonly (readonly HeadCell[])[],
  rows: readonly BodyRow[],
  size: number,
): Table {
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(width), type: WidthType.DXA },
    columnWidths: columns.map((column) => mm(column.width)),
    rows: [
      ...head.map(
        (cells) =>
          new TableRow({
            tableHeader: true,
            cantSplit: true,
            children: cells.map(({ text, columns: columnSpan = 1, rows: rowSpan = 1 }) =>
              cell(text, { size, align: 'center', bold: true, keepNext: true }, { columnSpan, rowSpan }),
            ),
          }),
      ),
      ...rows.map((row) => bodyRow(row, columns, size)),
    ],
  })
}

function bodyRow({ cells, bold, across, keepNext }: BodyRow, columns: readonly Column[], size: number): TableRow {
  const line = { size, bold, keepNext }
  const [only = ''] = cells
  return new TableRow({
    cantSplit: true,
    children: across
      ? [cell(only, line, { columnSpan: columns.length })]
      : columns.map(({ width, align }, i) =>
          cell(cells[i] ?? '', { ...line, align }, { width: { size: mm(width), type: WidthType.DXA } }),
        ),
  })
}

/** Cells side by side without rules: for the head of a document and its signature. Kept on one page. */
export function sideBySide(
  columns: readonly { readonly width: number; readonly rows: readonly ITableCellOptions['children'][] }[],
): Table {
  const lines = Math.max(...columns.map(({ rows }) => rows.length))
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(columns.reduce((sum, column) => sum + column.width, 0)), type: WidthType.DXA },
    columnWidths: columns.map((column) => mm(column.width)),
    borders: NO_EDGES,
    rows: Array.from(
      { length: lines },
      (_, i) =>
        new TableRow({
          cantSplit: true,
          children: columns.map(
            ({ width, rows }) =>
              new TableCell({
                borders: { top: NONE, bottom: NONE, left: NONE, right: NONE },
                margins: { top: 0, bottom: 0, left: 0, right: 0 },
                width: { size: mm(width), type: WidthType.DXA },
                children: rows[i] ?? [paragraph('', { size: 2 })],
              }),
          ),
        }),
    ),
  })
}
