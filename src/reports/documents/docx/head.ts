import { AlignmentType, BorderStyle, LineRuleType, Paragraph, type Table, TextRun } from 'docx'
import type { LocalDate } from '../../../kernel/dates.ts'
import { officialDay } from '../period-words.ts'
import { balanced, capital, plain, upper } from '../plain-text.ts'
import type { ReportData } from '../report-data.ts'
import { sideBySide } from './table.ts'
import { BODY, FONT, mm, paragraph, rule, TEXT_WIDTH } from './type.ts'

/** What the clerk gives a document when it is issued; left open until then. */
export type Issue = {
  readonly number: string | undefined
  /** The day of signing; without it the day is left open in the month of `today`. */
  readonly date: LocalDate | undefined
  readonly today: LocalDate
}

const LEFT = 67
const RIGHT = TEXT_WIDTH - LEFT
// Characters of capitals in a line of the left column.
const AGENCY_MAX = 24
const OPEN = '\u2026\u2026\u2026'
/** Agencies not set yet: dots to write on. */
const dots = (text: string, length: number): string => (text === '' ? '.'.repeat(length) : text)

/** Agency over agency on the left, the national title on the right, number and symbol, place and date. */
export function documentHead({ settings, draft }: Pick<ReportData, 'settings' | 'draft'>, issue: Issue): Table {
  const { superior, agency, place, symbol } = settings
  const center = { align: 'center', size: 12 } as const
  const day = officialDay(issue.date ?? issue.today, issue.date !== undefined)
  const number = `Số: ${issue.number ?? OPEN}/${symbol}`
  return sideBySide([
    {
      width: LEFT,
      rows: [
        [
          ...(superior === '' ? [] : balanced(upper(superior), AGENCY_MAX).map((line) => paragraph(line, center))),
          ...balanced(upper(dots(agency, 30)), AGENCY_MAX).map((line) => paragraph(line, { ...center, bold: true })),
          rule(LEFT * 0.4, LEFT),
        ],
        [paragraph(number, { align: 'center', size: 13, before: 6 }), ...(draft ? [draftMark()] : [])],
      ],
    },
    {
      width: RIGHT,
      rows: [
        [
          paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...center, bold: true }),
          paragraph('Độc lập - Tự do - Hạnh phúc', { align: 'center', size: 13, bold: true }),
          // As long as the line above it.
          rule(56, RIGHT),
        ],
        [paragraph(`${dots(place, 20)}, ${day}`, { align: 'center', size: 13, italic: true, before: 6 })],
      ],
    },
  ])
}

function draftMark(): Paragraph {
  const edge = { style: BorderStyle.SINGLE, size: 8, space: 2, color: '000000' } as const
  const side = mm((LEFT - 28) / 2)
  return new Paragraph({
    children: [new TextRun({ text: 'DỰ THẢO', font: FONT, size: 26, bold: true })],
    alignment: AlignmentType.CENTER,
    indent: { left: side, right: side },
    spacing: { before: 120, after: 60, line: 240, lineRule: LineRuleType.AUTO },
    border: { top: edge, bottom: edge, left: edge, right: edge },
  })
}

/** BÁO CÁO and what it is about, with the rule below. */
export function documentTitle(
  { segment, words }: Pick<ReportData, 'segment' | 'words'>,
  about = `Kết quả phát ${segment.vi}`,
): Paragraph[] {
  return [
    paragraph('BÁO CÁO', { align: 'center', size: BODY, bold: true, before: 18, heading: 1 }),
    paragraph(about, { align: 'center', size: BODY, bold: true }),
    ...words.inTitle.map((part, i) =>
      paragraph(i === 0 ? `trên sóng truyền thanh ${part}` : part, { align: 'center', size: BODY, bold: true }),
    ),
    rule(TEXT_WIDTH * 0.35, TEXT_WIDTH),
  ]
}

/** "Nơi nhận" on the left, authority, title and name on the right. */
export function signature({ settings }: Pick<ReportData, 'settings'>): Table {
  const { signatureLines, signer, recipients } = settings
  const names = recipients.map((name) => plain(name).replace(/^[-\s]+|[;.,\s]+$/g, '')).filter((name) => name !== '')
  if (!names.some((name) => /^Lưu\b/.test(name))) names.push('Lưu: VT')
  const lines = signatureLines.length > 0 ? signatureLines : ['THỦ TRƯỞNG CƠ QUAN']
  const room = BODY * 5
  return sideBySide([
    {
      width: 80,
      rows: [
        [
          paragraph('Nơi nhận:', { size: 12, bold: true, italic: true }),
          ...names.map((name, i) => paragraph(`- ${name}${i === names.length - 1 ? '.' : ';'}`, { size: 11 })),
        ],
      ],
    },
    {
      width: TEXT_WIDTH - 80,
      rows: [
        [
          ...lines.map((line) => paragraph(upper(line), { align: 'center', size: BODY, bold: true, keepNext: true })),
          // Room for signature and seal.
          paragraph(capital(signer), { align: 'center', size: BODY, bold: true, before: room }),
        ],
      ],
    },
  ])
}
