import { z } from 'zod'

/** What is kept of a Word document as mammoth reads it: blocks, runs and their text. */
export type DocxNode = {
  readonly type: string
  readonly value?: string | undefined
  readonly styleName?: string | null | undefined
  readonly isBold?: boolean | undefined
  readonly breakType?: string | undefined
  readonly numbering?: { readonly isOrdered: boolean; readonly level: number } | null | undefined
  readonly children?: readonly DocxNode[] | undefined
}

export const docxNode: z.ZodType<DocxNode> = z.object({
  type: z.string(),
  value: z.string().optional(),
  styleName: z.string().nullable().optional(),
  isBold: z.boolean().optional(),
  breakType: z.string().optional(),
  numbering: z.object({ isOrdered: z.boolean(), level: z.number() }).nullable().optional(),
  get children() {
    return z.array(docxNode).optional()
  },
})

type Piece = { text: string; bold: boolean }

/** The text pieces of a paragraph; line breaks stay, notes, comments and pictures fall out. */
function piecesOf(node: DocxNode, bold = false): Piece[] {
  switch (node.type) {
    case 'text':
      return [{ text: node.value ?? '', bold }]
    case 'tab':
      return [{ text: ' ', bold }]
    case 'break':
      return node.breakType === 'line' ? [{ text: '\n', bold: false }] : []
    default:
      return (node.children ?? []).flatMap((child) =>
        piecesOf(child, node.type === 'run' ? node.isBold === true : bold),
      )
  }
}

const marked = (text: string): string => {
  const inner = text.trim()
  if (inner === '') return text
  const at = text.indexOf(inner)
  return `${text.slice(0, at)}**${inner}**${text.slice(at + inner.length)}`
}

/** Joins pieces; bold stretches become `**…**` with the white space left outside, so that they close rightly. */
function inlineText(node: DocxNode, keepBold: boolean): string {
  const joined: Piece[] = []
  for (const piece of piecesOf(node)) {
    const last = joined.at(-1)
    const bold = keepBold && piece.bold
    if (last && (last.bold === bold || (last.bold && piece.text.trim() === '' && piece.text !== '\n')))
      last.text += piece.text
    else joined.push({ text: piece.text, bold })
  }
  return joined
    .map(({ text, bold }) => (bold ? marked(text) : text))
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}

/** Word's heading level by the style's name, which is English in the file whatever the language of Word. */
function headingLevel(styleName: string | null | undefined): 0 | 1 | 2 | 3 {
  const name = styleName?.toLowerCase() ?? ''
  if (name === 'title') return 1
  if (name === 'subtitle') return 2
  const level = Number(/^heading (\d)$/.exec(name)?.[1] ?? 0)
  return level >= 3 ? 3 : level === 2 ? 2 : level === 1 ? 1 : 0
}

type Line = { readonly text: string; readonly list: boolean }

function paragraphLine(node: DocxNode, counters: Map<number, number>): Line {
  const level = headingLevel(node.styleName)
  if (level > 0) {
    const text = inlineText(node, false).replace(/\n/g, ' ')
    return { text: text === '' ? '' : `${'#'.repeat(level)} ${text}`, list: false }
  }
  const text = inlineText(node, true)
  if (!node.numbering || text === '') return { text, list: false }
  const depth = Math.min(node.numbering.level, 8)
  const n = (counters.get(depth) ?? 0) + 1
  if (node.numbering.isOrdered) counters.set(depth, n)
  else counters.delete(depth)
  for (const deeper of [...counters.keys()]) if (deeper > depth) counters.delete(deeper)
  const sign = node.numbering.isOrdered ? `${n}.` : '-'
  return { text: `${'  '.repeat(depth)}${sign} ${text.replace(/\n/g, ' ')}`, list: true }
}

/** A table row as one line, cell by cell. */
const rowLine = (row: DocxNode): string =>
  (row.children ?? [])
    .map((cell) =>
      (cell.children ?? [])
        .map((block) => inlineText(block, true).replace(/\n/g, ' '))
        .filter(Boolean)
        .join(' '),
    )
    .filter(Boolean)
    .join(' | ')

/** A Word document in the script's small markdown: headings, paragraphs, lists, bold. */
export function scriptOfDocx(document: DocxNode): string {
  const blocks: string[] = []
  let list: string[] = []
  const counters = new Map<number, number>()
  const closeList = (): void => {
    if (list.length > 0) blocks.push(list.join('\n'))
    list = []
    counters.clear()
  }
  for (const node of document.children ?? []) {
    if (node.type === 'table') {
      closeList()
      blocks.push((node.children ?? []).map(rowLine).filter(Boolean).join('\n'))
    } else if (node.type === 'paragraph') {
      const line = paragraphLine(node, counters)
      if (line.list) list.push(line.text)
      else if (line.text !== '') {
        closeList()
        blocks.push(line.text)
      }
    }
  }
  closeList()
  return blocks.filter((block) => block !== '').join('\n\n')
}
