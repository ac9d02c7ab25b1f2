import type { Paragraph, Table } from 'docx'
import type { LocalDate } from '../../../kernel/dates.ts'
import { formatNumber } from '../../../kernel/text.ts'
import type { Zone } from '../../../kernel/time.ts'
import { officialDate } from '../period-words.ts'
import { capital } from '../plain-text.ts'
import type { FiguresJson, MonthLine, ReportData } from '../report-data.ts'
import { AIRED, beyondRows, GRADE_WORDS, WORDS } from '../words.ts'
import { type BodyRow, type Column, ruledTable } from './table.ts'
import { BODY, paragraph, TABLE, TEXT_WIDTH } from './type.ts'

const n = (value: number): string => formatNumber(value)
/** "98,7%"; a dash where nothing was planned. */
export const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${formatNumber((part / whole) * 100, 'vi', part === whole ? 0 : 1)}%`

// Body text as the decree has it: justified, first line in, 6 points between paragraphs.
const TEXT = { size: BODY, align: 'justified', indent: 12.7, before: 6, after: 0 } as const
const text = (words: string): Paragraph => paragraph(words, TEXT)
/** Leads to the table below. */
const lead = (words: string): Paragraph => paragraph(words, { ...TEXT, after: 6, keepNext: true })
const heading = (words: string): Paragraph =>
  paragraph(words, { ...TEXT, before: 10, after: 4, bold: true, keepNext: true, heading: 2 })

/** The text of the report: what was asked, the sentence, figures by level, by month and by evidence. */
export function documentBody(data: ReportData, zone: Zone): (Paragraph | Table)[] {
  const { period, words, segment, settings } = data
  const days = words.bounded ? '' : ` (từ ngày ${officialDate(period.from)} đến hết ngày ${officialDate(period.to)})`
  const agency = settings.agency === '' ? 'đơn vị' : settings.agency
  const months = data.months.length > 1
  return [
    text(
      `Căn cứ nhật ký phát sóng của các đài truyền thanh, ${agency} báo cáo kết quả phát ${segment.vi} trong ${words.vi}${days} như sau:`,
    ),
    heading('1. Kết quả chung'),
    lead(data.sentence.vi),
    levelTable(data),
    ...(months ? [heading('2. Kết quả theo tháng'), monthTable(data)] : []),
    heading(`${months ? 3 : 2}. Nguồn số liệu`),
    lead(
      'Chỉ tính những lượt phát có bằng chứng đã phát đủ (từ 95% thời lượng trở lên); lượt phát dở, không phát và chưa có tin được nêu riêng, không cộng vào số đã phát; lịch phát không được tính thay cho kết quả phát.',
    ),
    evidenceTable(data),
    ...notes(data).map(text),
    text(`${stateOf(data, zone)} Số liệu của từng đài ở Phụ lục kèm theo.`),
    paragraph(`Trên đây là báo cáo kết quả phát ${segment.vi} trong ${words.vi}./.`, { ...TEXT, keepNext: true }),
  ]
}

/** When it was counted, and if the period is closed, by whom and under which hash. */
function stateOf({ answer, asOf }: ReportData, zone: Zone): string {
  const at = `lúc ${zone.localTime(asOf)} ngày ${officialDate(zone.localDate(asOf))}, theo quy tắc đếm phiên bản ${answer.rules}`
  const { closing } = answer
  if (closing === null) return `Số liệu được tổng hợp ${at}.`
  const later = closing.supplements.length
  const supplements = later === 0 ? '' : ` Sau khi chốt đã có ${n(later)} số bổ sung, ban hành thành văn bản riêng.`
  return `Số liệu đã được chốt ${at}; người chốt: ${closing.closed_by}.${supplements}`
}

const sumRow = (data: ReportData, of: readonly ((figures: FiguresJson) => number)[]): number[] =>
  of.map((value) => data.levels.reduce((sum, { figures }) => sum + value(figures), 0))

const NUMBER: Column = { width: 20, align: 'center' }

function levelTable(data: ReportData): Table {
  const of = [
    (f: FiguresJson) => f.planned,
    (f: FiguresJson) => f.aired,
    (f: FiguresJson) => f.partial,
    (f: FiguresJson) => f.missed,
    (f: FiguresJson) => f.no_word,
  ]
  const cells = (name: string, values: readonly number[]): string[] => {
    const [planned = 0, aired = 0, ...rest] = values
    return [name, n(planned), n(aired), share(aired, planned), ...rest.map(n)]
  }
  const rows: BodyRow[] = data.levels.map(({ name, figures }) => ({
    cells: cells(
      capital(name.vi),
      of.map((value) => value(figures)),
    ),
    keepNext: true,
  }))
  const heads = ['Cấp đài', 'Theo lịch', 'Đã phát', 'Tỷ lệ', 'Phát dở', 'Không phát', 'Chưa có tin']
  return ruledTable(
    [{ width: TEXT_WIDTH - 6 * NUMBER.width }, ...Array.from({ length: 6 }, () => NUMBER)],
    [heads.map((head) => ({ text: head }))],
    [...rows, { cells: cells('Cộng', sumRow(data, of)), bold: true }],
    TABLE,
  )
}

const day = (date: LocalDate): string => officialDate(date).slice(0, -5)
/** "Tháng 7/2020", with its days where the period cuts it. */
function monthName({ from, to, month }: MonthLine, whole: { from: LocalDate; to: LocalDate }): string {
  const name = `Tháng ${Number(month.slice(5))}/${month.slice(0, 4)}`
  const cut = [
    from === whole.from && !from.endsWith('-01') ? `từ ${day(from)}` : '',
    to === whole.to && (to.endsWith('-14') || from.slice(0, 7) === whole.to.slice(0, 7)) && !isMonthEnd(to)
      ? `đến ${day(to)}`
      : '',
  ].filter((part) => part !== '')
  return cut.length === 0 ? name : `${name} (${cut.join(' ')})`
}
const isMonthEnd = (date: LocalDate): boolean =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).getUTCDate() === 1

/** A month a row, a level a column; what was reported for several months together has a row of its own. */
function monthTable(data: ReportData): Table {
  const counts = (values: readonly number[]): string[] => [...values, values.reduce((sum, one) => sum + one, 0)].map(n)
  const rows: BodyRow[] = data.months.map((month) => ({
    cells: [
      monthName(month, data.period),
      ...counts(data.levels.map(({ code }) => month.byLevel.get(code)?.aired ?? 0)),
    ],
  }))
  const left = data.levels.map(
    ({ code, figures }) =>
      beyondRows(
        figures,
        data.months.flatMap(({ byLevel }) => byLevel.get(code) ?? []),
      )[AIRED] ?? 0,
  )
  if (left.some((one) => one !== 0)) rows.push({ cells: [WORDS.noMonth.vi, ...counts(left)] })
  rows.push({ cells: ['Cộng', ...counts(data.levels.map(({ figures }) => figures.aired))], bold: true })
  const columns = data.levels.length + 1
  const width = Math.min(40, Math.floor(105 / columns))
  return ruledTable(
    [
      { width: TEXT_WIDTH - columns * width },
      ...Array.from({ length: columns }, () => ({ width, align: 'center' as const })),
    ],
    [
      ['Số lượt đã phát theo tháng', ...data.levels.map(({ name }) => capital(name.vi)), 'Cộng'].map((head) => ({
        text: head,
      })),
    ],
    rows,
    TABLE,
  )
}

function evidenceTable(data: ReportData): Table {
  const grades = ['player', 'attested', 'imported', 'total'] as const
  const of = [...grades.map((grade) => (f: FiguresJson) => f.by_evidence[grade]), (f: FiguresJson) => f.aired]
  const rows: BodyRow[] = data.levels.map(({ name, figures }) => ({
    cells: [capital(name.vi), ...of.map((value) => n(value(figures)))],
    keepNext: true,
  }))
  const heads = ['Cấp đài', ...grades.map((grade) => GRADE_WORDS[grade].vi), 'Cộng']
  return ruledTable(
    [{ width: TEXT_WIDTH - 5 * 23 }, ...Array.from({ length: 5 }, () => ({ width: 23, align: 'center' as const }))],
    [heads.map((head) => ({ text: head }))],
    [...rows, { cells: ['Cộng', ...sumRow(data, of).map(n)], bold: true }],
    TABLE,
  )
}

/** What stands beside the numbers and is no part of them; only where there is some of it. */
function notes({ answer, levels }: ReportData): string[] {
  const all = (value: (figures: FiguresJson) => number): number =>
    levels.reduce((sum, { figures }) => sum + value(figures), 0)
  const aired = (by: CountsAnswer['apart']['relay']): number => Object.values(by).reduce((sum, f) => sum + f.aired, 0)
  const [relay, live] = [aired(answer.apart.relay), aired(answer.apart.live)]
  const [unplanned, waiting] = [all((f) => f.unplanned), all((f) => f.quarantined)]
  const beside = [
    relay > 0 ? `${n(relay)} lượt tiếp sóng` : '',
    live > 0 ? `${n(live)} lượt phát trực tiếp` : '',
    unplanned > 0 ? `${n(unplanned)} lượt phát ngoài lịch chưa được nhận` : '',
    waiting > 0 ? `${n(waiting)} báo cáo của máy phát chờ xử lý` : '',
    answer.not_included.n > 0 ? `${n(answer.not_included.n)} lượt chỉ báo tổng nằm ngoài cách tính của kỳ` : '',
  ].filter((part) => part !== '')
  return beside.length === 0 ? [] : [`Ngoài số trên còn có ${beside.join(', ')}; không cộng vào kết quả.`]
}
type CountsAnswer = ReportData['answer']
