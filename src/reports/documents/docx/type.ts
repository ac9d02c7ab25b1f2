import { AlignmentType, BorderStyle, LineRuleType, Paragraph, TextRun } from 'docx'
import { plain } from '../plain-text.ts'

/** Type of official documents (Nghị định 30/2020/NĐ-CP, phụ lục I): Times New Roman, black, sizes in points. */
export const FONT = 'Times New Roman'
export const BODY = 14
export const TABLE = 13
export const ANNEX = 12

/** Twentieths of a point of millimetres. */
export const mm = (length: number): number => Math.round((length / 25.4) * 1440)
/** The same for margins, never less than asked for: the decree's smallest ones would else be missed by a hair. */
export const atLeast = (length: number): number => Math.ceil((length / 25.4) * 1440)
/** Twentieths of a point. */
export const pt = (points: number): number => points * 20

/** Margins in millimetres: the decree allows top and bottom 20 to 25, left 30 to 35, right 15 to 20. */
export const MARGIN = { top: 20, bottom: 20, left: 30, right: 15 } as const
export const A4 = { short: 210, long: 297 } as const
/** Width of the text in millimetres, upright and sideways. */
export const TEXT_WIDTH = A4.short - MARGIN.left - MARGIN.right
export const WIDE_TEXT_WIDTH = A4.long - MARGIN.left - MARGIN.right

export type Line = {
  readonly size: number
  readonly align?: 'left' | 'center' | 'right' | 'justified'
  readonly bold?: boolean
  readonly italic?: boolean
  /** Room above and below in points. */
  readonly before?: number
  readonly after?: number
  /** First line indent in millimetres. */
  readonly indent?: number
  readonly keepNext?: boolean
  /** Starts a page or a section as its heading, for the navigation of the word processor. */
  readonly heading?: 1 | 2
}

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justified: AlignmentType.JUSTIFIED,
} as const

/** A paragraph of one text. Texts from people are cleaned here. */
export function paragraph(text: string, line: Line): Paragraph {
  const { size, align = 'left', bold, italic, before = 0, after = 0, indent, keepNext = false, heading } = line
  const run = { font: FONT, size: size * 2, bold, italics: italic, color: '000000' }
  return new Paragraph({
    children: [new TextRun({ text: plain(text), ...run })],
    // The mark at its end has a size too, and gives an empty line its height.
    run,
    alignment: ALIGN[align],
    spacing: { before: pt(before), after: pt(after), line: 240, lineRule: LineRuleType.AUTO },
    ...(indent === undefined ? {} : { indent: { firstLine: mm(indent) } }),
    ...(heading === undefined ? {} : { outlineLevel: heading - 1 }),
    keepNext,
  })
}

/** A rule of a given length in the middle of a stretch of a given width, both in millimetres. */
export function rule(length: number, width: number): Paragraph {
  const side = mm(Math.max(0, (width - length) / 2))
  return new Paragraph({
    children: [new TextRun({ text: '', font: FONT, size: 2 })],
    indent: { left: side, right: side },
    spacing: { before: 60, after: 0, line: 40, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
  })
}
