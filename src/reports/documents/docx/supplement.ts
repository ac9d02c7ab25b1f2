import type { Paragraph, Table } from 'docx'
import { formatNumber } from '../../../kernel/text.ts'
import type { Zone } from '../../../kernel/time.ts'
import { officialDate, officialDay } from '../period-words.ts'
import { capital, upper } from '../plain-text.ts'
import { changeCells } from '../supplement-book.ts'
import { added, type SupplementData } from '../supplement-data.ts'
import { officialFile } from './frame.ts'
import { documentHead, documentTitle, type Issue, signature } from './head.ts'
import { proof } from './proof.ts'
import { type BodyRow, ruledTable } from './table.ts'
import { ANNEX, BODY, paragraph, TABLE, TEXT_WIDTH } from './type.ts'

const n = (value: number): string => formatNumber(value)
/** "+3", "−1", "0" */
const signed = (value: number): string => (value > 0 ? `+${n(value)}` : n(value).replace('-', '\u2212'))
const TEXT = { size: BODY, align: 'justified', indent: 12.7, before: 6, after: 0 } as const

/** The most changed rows that the annex lists; the others stand in the workbook, and the annex says so. */
export const ANNEX_CHANGES_MAX = 500

/** A supplement to closed figures as a .docx of its own, dated, by the same decree. Vietnamese. */
export async function supplementDocument(data: SupplementData, issue: Issue, zone: Zone): Promise<Uint8Array> {
  const { supplement, words, segment, settings } = data
  const at = moment(supplement.issued_at, zone)
  const about = `Số liệu bổ sung lần ${supplement.number} về kết quả phát ${segment.vi}`
  return officialFile(
    {
      title: `${about} ${words.vi}`,
      creator: settings.agency,
      foot: { words: `Số bổ sung ${supplement.number}, ${at}, mã ${supplement.hash}`, size: 9 },
    },
    [
      {
        orientation: 'portrait',
        children: [
          documentHead({ settings, draft: false }, issue),
          ...documentTitle(data, about),
          ...body(data, zone),
          paragraph('', { size: 8, keepNext: true }),
          signature(data),
          ...proof(supplement.hash, data.verifyUrl),
        ],
      },
      { orientation: 'landscape', children: annex(data, issue, zone) },
    ],
  )
}

const moment = (instant: number, zone: Zone): string =>
  `lúc ${zone.localTime(instant)} ngày ${officialDate(zone.localDate(instant))}`

function body(data: SupplementData, zone: Zone): (Paragraph | Table)[] {
  const { closing, supplement, words, segment, settings } = data
  const agency = settings.agency === '' ? 'đơn vị' : settings.agency
  const text = (said: string) => paragraph(said, TEXT)
  const lead = (said: string) => paragraph(said, { ...TEXT, after: 6, keepNext: true })
  const heading = (said: string) =>
    paragraph(said, { ...TEXT, before: 10, after: 4, bold: true, keepNext: true, heading: 2 })
  return [
    text(
      `Số liệu phát ${segment.vi} trong ${words.vi} đã được ${closing.closed_by_name} chốt ${moment(closing.closed_at, zone)}. Sau khi chốt, nhật ký phát sóng có thêm báo cáo đến muộn, đính chính hoặc thay đổi làm ${n(supplement.row_count)} dòng số liệu khác đi; ${agency} báo cáo bổ sung như sau:`,
    ),
    paragraph(`Mã băm của lần chốt: ${closing.hash}`, { size: 11, italic: true, before: 6 }),
    heading('1. Số lượt đã phát'),
    lead(airedSentence(data)),
    airedTable(data),
    heading('2. Thay đổi của các số liệu'),
    lead('Số có dấu cộng được cộng thêm, số có dấu trừ được bớt đi so với số liệu đã báo cáo trước đó:'),
    changesTable(data),
    ...(supplement.note === null ? [] : [text(`Ghi chú: ${supplement.note}`)]),
    text('Số liệu đã chốt và văn bản đã ban hành trước đây giữ nguyên. Từng dòng thay đổi ở Phụ lục kèm theo.'),
    paragraph(
      `Trên đây là số liệu bổ sung lần ${supplement.number} về kết quả phát ${segment.vi} trong ${words.vi}./.`,
      { ...TEXT, keepNext: true },
    ),
  ]
}

const afterwards = ({ closed, earlier, added: now }: SupplementData['levels'][number]): number =>
  added(added(closed, earlier), now).aired

function airedSentence({ levels }: SupplementData): string {
  const parts = levels.map((level) => {
    const [before, after] = [level.closed.aired + level.earlier.aired, afterwards(level)]
    return before === after
      ? `${level.name.vi} giữ nguyên ${n(after)} lượt`
      : `${level.name.vi} từ ${n(before)} thành ${n(after)} lượt`
  })
  return `${capital(parts.join('; '))}.`
}

function airedTable({ levels }: SupplementData): Table {
  const columns = 4
  const width = 27
  const row = (name: string, numbers: readonly number[], kinds: readonly ((value: number) => string)[]): string[] => [
    name,
    ...numbers.map((value, i) => (kinds[i] ?? n)(value)),
  ]
  const kinds = [n, signed, signed, n]
  const of = (level: SupplementData['levels'][number]): number[] => [
    level.closed.aired,
    level.earlier.aired,
    level.added.aired,
    afterwards(level),
  ]
  const sums = Array.from({ length: columns }, (_, i) => levels.reduce((sum, level) => sum + (of(level)[i] ?? 0), 0))
  const rows: BodyRow[] = levels.map((level) => ({
    cells: row(capital(level.name.vi), of(level), kinds),
    keepNext: true,
  }))
  return ruledTable(
    [
      { width: TEXT_WIDTH - columns * width },
      ...Array.from({ length: columns }, () => ({ width, align: 'center' as const })),
    ],
    [['Cấp đài', 'Đã chốt', 'Bổ sung các lần trước', 'Bổ sung lần này', 'Sau bổ sung'].map((text) => ({ text }))],
    [...rows, { cells: row('Cộng', sums, kinds), bold: true }],
    TABLE,
  )
}

function changesTable({ levels }: SupplementData): Table {
  const heads = ['Theo lịch', 'Đã phát', 'Phát dở', 'Không phát', 'Chưa có tin']
  const width = 21
  const of = ({ added: f }: SupplementData['levels'][number]) => [f.planned, f.aired, f.partial, f.missed, f.no_word]
  return ruledTable(
    [{ width: TEXT_WIDTH - heads.length * width }, ...heads.map(() => ({ width, align: 'center' as const }))],
    [['Cấp đài', ...heads].map((text) => ({ text }))],
    levels.map((level) => ({ cells: [capital(level.name.vi), ...of(level).map(signed)] })),
    TABLE,
  )
}

/** Every row that changed, as it stood and as it stands. */
function annex(data: SupplementData, issue: Issue, zone: Zone): (Paragraph | Table)[] {
  const { changes, settings, supplement, words } = data
  const number = `${issue.number ?? '\u2026\u2026'}/${settings.symbol}`
  const day = officialDay(issue.date ?? issue.today, issue.date !== undefined)
  const by = settings.agency === '' ? '' : ` của ${settings.agency}`
  const center = { align: 'center', size: 14 } as const
  const shown = changes.slice(0, ANNEX_CHANGES_MAX)
  const rows: BodyRow[] = shown.map((change, i) => ({
    cells: [String(i + 1), ...changeCells(change, 'vi', zone)],
  }))
  const rest = changes.length - shown.length
  return [
    paragraph('Phụ lục', { ...center, bold: true, heading: 1 }),
    paragraph(upper(`Các dòng thay đổi của số bổ sung lần ${supplement.number}, ${words.vi}`), {
      ...center,
      size: 13,
      bold: true,
    }),
    paragraph(`(Kèm theo Báo cáo số ${number} ${day}${by})`, { ...center, size: 13, italic: true, after: 8 }),
    ruledTable(
      [{ width: 10, align: 'center' }, { width: 66 }, { width: 34, align: 'center' }, { width: 71 }, { width: 71 }],
      [['TT', 'Đài', 'Giờ theo lịch', 'Trước đó', 'Nay là'].map((text) => ({ text }))],
      rest === 0 ? rows : [...rows, { cells: [`Còn ${n(rest)} dòng thay đổi ở bảng Excel kèm theo.`], across: true }],
      ANNEX,
    ),
  ]
}
