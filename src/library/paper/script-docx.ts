import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Block, Inline } from '../../kernel/script-markup.ts'
import type { Paper } from './paper.ts'

/** Official documents: Times New Roman 14, A4 (Nghị định 30/2020/NĐ-CP, phụ lục I). */
const FONT = 'Times New Roman'
const mm = (length: number): number => Math.round((length / 25.4) * 1440)
const pt = (points: number): number => points * 20
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE }

type Look = { size?: number; bold?: boolean; italics?: boolean }
const run = (text: string, { size = 14, ...look }: Look = {}): TextRun =>
  new TextRun({ text, font: FONT, size: size * 2, color: '000000', ...look })
const runs = (parts: readonly Inline[], look: Look = {}): TextRun[] =>
  parts.map(({ text, bold }) => run(text, { ...look, bold: bold || look.bold }))

type Shape = {
  align?: (typeof AlignmentType)[keyof typeof AlignmentType]
  before?: number
  after?: number
  keep?: boolean
}
const paragraph = (children: readonly ParagraphChild[], shape: Shape = {}): Paragraph =>
  new Paragraph({
    children: [...children],
    alignment: shape.align ?? AlignmentType.LEFT,
    spacing: { before: pt(shape.before ?? 0), after: pt(shape.after ?? 0), line: 300 },
    keepNext: shape.keep ?? false,
  })
const centred = (text: string, look: Look = {}, shape: Shape = {}): Paragraph =>
  paragraph([run(text, look)], { align: AlignmentType.CENTER, ...shape })

/** Columns side by side without rules. @param widths per cent */
const columns = (widths: readonly number[], cells: readonly (readonly Paragraph[])[]): Table =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, i) =>
            new TableCell({ width: { size: widths[i] ?? 0, type: WidthType.PERCENTAGE }, children: [...children] }),
        ),
      }),
    ],
  })

function head(paper: Paper): Table {
  return columns(
    [42, 58],
    [
      [
        ...(paper.superior === null ? [] : [centred(paper.superior, { size: 12 })]),
        centred(paper.agency, { size: 12, bold: true }),
        centred('________', { size: 8 }),
      ],
      [
        centred(paper.nation[0], { size: 12, bold: true }),
        centred(paper.nation[1], { size: 13, bold: true }),
        centred('_______________________', { size: 8 }),
        centred(paper.dated, { size: 13, italics: true }, { before: 4 }),
      ],
    ],
  )
}

function block(one: Block): Paragraph[] {
  switch (one.kind) {
    case 'heading':
      return [
        new Paragraph({
          children: runs(one.inlines, { bold: true, size: one.level === 1 ? 15 : 14 }),
          spacing: { before: pt(10), after: pt(4), line: 300 },
          keepNext: true,
          outlineLevel: one.level - 1,
        }),
      ]
    case 'list':
      return one.items.map(
        (item) =>
          new Paragraph({
            children: [run('- '), ...runs(item)],
            indent: { left: mm(10), hanging: mm(4) },
            spacing: { after: pt(3), line: 300 },
            alignment: AlignmentType.JUSTIFIED,
          }),
      )
    case 'paragraph':
      return one.lines.length === 0 && one.voice === null
        ? []
        : [
            paragraph(
              [
                ...(one.voice === null ? [] : [run(`${one.voice}: `, { bold: true })]),
                ...one.lines.flatMap((line, i) => [
                  ...(i > 0 ? [new TextRun({ break: 1, font: FONT, size: 28 })] : []),
                  ...runs(line),
                ]),
              ],
              { align: AlignmentType.JUSTIFIED, after: 6 },
            ),
          ]
  }
}

const signatures = (paper: Paper): Table =>
  columns(
    [33, 34, 33],
    paper.signatures.map(({ office, hint, name }) => [
      centred(office, { size: 13, bold: true }, { keep: true }),
      centred(hint, { size: 12, italics: true }, { keep: true }),
      // Room for the signature.
      centred(name, { size: 13, bold: true }, { before: 60 }),
    ]),
  )

const foot = (paper: Paper): Footer =>
  new Footer({
    children: [
      paragraph(
        [
          run(`${paper.foot} · trang `, { size: 10, italics: true }),
          new TextRun({
            children: [PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES],
            font: FONT,
            size: 20,
            italics: true,
          }),
        ],
        { align: AlignmentType.CENTER },
      ),
    ],
  })

/** The script as a .docx for signing. */
export async function scriptDocument(paper: Paper): Promise<Uint8Array> {
  const file = new Document({
    title: paper.title,
    creator: paper.agency,
    styles: { default: { document: { run: { font: FONT, size: 28, language: { value: 'vi-VN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), footer: mm(10) },
          },
        },
        footers: { default: foot(paper) },
        children: [
          head(paper),
          centred(paper.heading, { bold: true, size: 15 }, { before: 18 }),
          centred(paper.programme, { size: 14 }),
          centred(paper.title, { bold: true, size: 14 }, { before: 4, after: 8 }),
          ...paper.facts.map(([label, value]) =>
            paragraph([run(`${label}: `, { italics: true, size: 13 }), run(value, { size: 13 })]),
          ),
          paragraph([], { after: 4 }),
          ...paper.blocks.flatMap(block),
          paragraph([], { after: 6, keep: true }),
          signatures(paper),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}
