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
import { plain } from '../plain-text.ts'
import { A4, atLeast, FONT, MARGIN, mm, paragraph } from './type.ts'

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

const footer = (words: string, size: number): Footer =>
  new Footer({ children: [paragraph(words, { size, align: 'center', italic: true })] })

type Section = {
  readonly orientation: 'portrait' | 'landscape'
  readonly children: ISectionOptions['children']
}
type Frame = {
  readonly title: string
  readonly creator: string
  /** On every page, and its size in points. */
  readonly foot: { readonly words: string; readonly size: number }
}

/** A .docx with the pages of the decree: A4, its margins, the page's number above, Times New Roman, Vietnamese. */
export async function officialFile({ title, creator, foot }: Frame, sections: readonly Section[]): Promise<Uint8Array> {
  const file = new Document({
    title: plain(title),
    creator: plain(creator),
    styles: { default: { document: { run: { font: FONT, size: 28, language: { value: 'vi-VN' } } } } },
    sections: sections.map(({ orientation, children }) => ({
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
      footers: { default: footer(foot.words, foot.size), first: footer(foot.words, foot.size) },
      children,
    })),
  })
  return new Uint8Array(await Packer.toBuffer(file))
}
