import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx'
import type { Zone } from '../../../kernel/time.ts'
import { officialDate } from '../period-words.ts'
import { plain } from '../plain-text.ts'
import type { ReportData } from '../report-data.ts'
import { annex } from './annex.ts'
import { documentBody } from './body.ts'
import { documentHead, documentTitle, type Issue, signature } from './head.ts'
import { A4, atLeast, FONT, MARGIN, mm, paragraph } from './type.ts'

export type { Issue } from './head.ts'

const MARGINS = {
  top: atLeast(MARGIN.top),
  bottom: atLeast(MARGIN.bottom),
  left: atLeast(MARGIN.left),
  right: atLeast(MARGIN.right),
  // The page number stands in the middle of the top margin.
  header: mm(10),
  footer: mm(10),
}

/** The number of the page, above in the middle, size 13; none on the first (Nghị định 30/2020/NĐ-CP, phụ lục I). */
function pageNumber(): Header {
  const number = new TextRun({ children: [PageNumber.CURRENT], font: FONT, size: 26 })
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })] })
}

const nothing = (): Header => new Header({ children: [paragraph('', { size: 13 })] })

/**
 * On every page: that it is a draft, so that no printed page is taken for the signed one; or the hash under which the
 * figures were closed, by which they can be checked.
 */
function footer({ answer, asOf }: ReportData, zone: Zone): Footer {
  const at = `lúc ${zone.localTime(asOf)} ngày ${officialDate(zone.localDate(asOf))}`
  const words =
    answer.closing === null
      ? `DỰ THẢO, số liệu chưa chốt, tổng hợp ${at}`
      : `Số liệu chốt ${at}, mã ${answer.closing.hash}`
  const size = answer.closing === null ? 11 : 9
  return new Footer({ children: [paragraph(words, { size, align: 'center', italic: true })] })
}

/** The report as a .docx by Nghị định 30/2020/NĐ-CP: the text upright, its annex by station sideways. Vietnamese. */
export async function reportDocument(data: ReportData, issue: Issue, zone: Zone): Promise<Uint8Array> {
  const frame = (orientation: 'portrait' | 'landscape'): Omit<ISectionOptions, 'children'> => ({
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: true,
      page: {
        // The package turns the two sides of a landscape page round itself.
        size: {
          width: mm(A4.short),
          height: mm(A4.long),
          orientation: PageOrientation[orientation === 'portrait' ? 'PORTRAIT' : 'LANDSCAPE'],
        },
        margin: MARGINS,
        pageNumbers: { start: 1 },
      },
    },
    headers: { default: pageNumber(), first: nothing() },
    footers: { default: footer(data, zone), first: footer(data, zone) },
  })
  const file = new Document({
    title: plain(`Báo cáo kết quả phát ${data.segment.vi} ${data.words.vi}`),
    creator: plain(data.settings.agency),
    styles: { default: { document: { run: { font: FONT, size: 28, language: { value: 'vi-VN' } } } } },
    sections: [
      {
        ...frame('portrait'),
        children: [
          documentHead(data, issue),
          ...documentTitle(data),
          ...documentBody(data, zone),
          paragraph('', { size: 8, keepNext: true }),
          signature(data),
        ],
      },
      { ...frame('landscape'), children: annex(data, issue) },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}
