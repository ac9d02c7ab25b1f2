import type { Paragraph, Table } from 'docx'
import { formatNumber } from '../../../kernel/text.ts'
import { officialDay } from '../period-words.ts'
import { capital, upper } from '../plain-text.ts'
import type { FiguresJson, ReportData } from '../report-data.ts'
import { AIRED, beyondRows, FIGURE_COLUMNS, GRADE_WORDS, PLANNED, WORDS } from '../words.ts'
import { share } from './body.ts'
import type { Issue } from './head.ts'
import { type BodyRow, type Column, type HeadCell, ruledTable } from './table.ts'
import { ANNEX, paragraph } from './type.ts'

// Millimetres; together the width of the text sideways.
const COLUMNS: readonly Column[] = [
  { width: 9, align: 'center' },
  { width: 67 },
  { width: 36 },
  ...[13, 13, 13.5, 14.5, 14.5, 14.5, 14.5, 13, 15.5, 14].map((width) => ({ width, align: 'center' as const })),
]

const HEAD: readonly (readonly HeadCell[])[] = [
  [
    ...[WORDS.no.vi, 'Đài', 'Địa bàn', 'Theo lịch', 'Đã phát', 'Tỷ lệ'].map((text) => ({ text, rows: 2 })),
    { text: 'Đã phát, chia theo bằng chứng', columns: 4 },
    ...['Phát dở', 'Không phát', 'Chưa có tin'].map((text) => ({ text, rows: 2 })),
  ],
  [GRADE_WORDS.player, GRADE_WORDS.attested, GRADE_WORDS.imported, GRADE_WORDS.total].map(({ vi }) => ({ text: vi })),
]

/**
 * The most stations that the annex lists; of more it gives the sums of each level and points to the workbook. A province
 * has some 170; a Word table of thousands of rows takes minutes and hundreds of megabytes to make, and nobody signs it.
 */
export const ANNEX_STATIONS_MAX = 500

/** The figures station by station, sorted as everywhere, with the sum of each level. */
export function annex(data: ReportData, issue: Issue): (Paragraph | Table)[] {
  const { segment, words, settings } = data
  const number = `${issue.number ?? '\u2026\u2026'}/${settings.symbol}`
  const by = settings.agency === '' ? '' : ` của ${settings.agency}`
  const day = officialDay(issue.date ?? issue.today, issue.date !== undefined)
  const center = { align: 'center', size: 14 } as const
  return [
    paragraph('Phụ lục', { ...center, bold: true, heading: 1 }),
    paragraph(upper(`Số lượt phát ${segment.vi} của từng đài, ${words.vi}`), { ...center, size: 13, bold: true }),
    paragraph(`(Kèm theo Báo cáo số ${number} ${day}${by})`, { ...center, size: 13, italic: true, after: 8 }),
    ruledTable(COLUMNS, HEAD, annexRows(data), ANNEX),
  ]
}

function annexRows(data: ReportData): BodyRow[] {
  let no = 0
  const all = FIGURE_COLUMNS.map(([, value]) => data.levels.reduce((sum, { figures }) => sum + value(figures), 0))
  const total: BodyRow = { cells: ['', 'Tổng cộng', '', ...numbers(all)], bold: true }
  const groups = data.levels.flatMap((level): BodyRow[] => {
    const stations = data.stations.filter((station) => station.level === level.code)
    const listed = data.stations.length <= ANNEX_STATIONS_MAX ? stations : []
    const beyond = beyondRows(
      level.figures,
      stations.map(({ figures }) => figures),
    )
    if (stations.length === 0 && beyond.every((n) => n === 0)) return []
    return [
      { cells: [capital(level.name.vi)], across: true, bold: true, keepNext: true },
      ...listed.map(({ name, unit, figures }): BodyRow => {
        no += 1
        return { cells: [String(no), name, capital(unit), ...numbers(values(figures))] }
      }),
      ...(listed.length < stations.length ? [elsewhere(stations.length)] : []),
      ...(beyond.some((n) => n !== 0) ? [{ cells: ['', WORDS.noStation.vi, '', ...numbers(beyond)] }] : []),
      { cells: ['', `Cộng ${level.name.vi}`, '', ...numbers(values(level.figures))], bold: true },
    ]
  })
  return data.levels.length > 1 ? [...groups, total] : groups
}

const elsewhere = (stations: number): BodyRow => ({
  cells: [`Số liệu của ${formatNumber(stations)} đài ở bảng Excel kèm theo.`],
  across: true,
})

const values = (figures: FiguresJson): number[] => FIGURE_COLUMNS.map(([, value]) => value(figures))

/** Numbers of a row in the order of `FIGURE_COLUMNS`, with the rate after planned and aired. */
function numbers(all: readonly number[]): string[] {
  const texts = all.map((n) => formatNumber(n))
  return [...texts.slice(0, 2), share(all[AIRED] ?? 0, all[PLANNED] ?? 0), ...texts.slice(2)]
}
