import { Fragment, type Node, Schema } from 'prosemirror-model'
import { type Inline, inlinesOf, lineKind } from '../../../kernel/script-markup.ts'

/**
 * The editor's document is the script line by line, so that every line that was not touched is written back as it was:
 * opening and saving a script never changes its hash.
 */
export const schema = new Schema({
  nodes: {
    doc: { content: 'line+' },
    text_line: { group: 'line', content: 'text*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: {
      group: 'line',
      content: 'text*',
      attrs: { level: { default: 2 }, lead: { default: '' } },
      defining: true,
      toDOM: (node) => [`h${Number(node.attrs.level) + 2}`, 0],
    },
    item: {
      group: 'line',
      content: 'text*',
      attrs: { lead: { default: '- ' } },
      defining: true,
      toDOM: () => ['p', { class: 'item' }, 0],
    },
    text: {},
  },
  marks: {
    bold: {
      parseDOM: [{ tag: 'strong' }, { tag: 'b' }],
      toDOM: () => ['strong', 0],
    },
  },
})

const { text_line: textLine, heading, item } = schema.nodes
const { bold } = schema.marks

const inlineNodes = (parts: readonly Inline[]): Node[] =>
  parts
    .filter(({ text }) => text !== '')
    .map((part) => schema.text(part.text, part.bold && bold ? [bold.create()] : []))

/** White space inside stars would not close them: it moves out. */
function starred(text: string): string {
  const inner = text.trim()
  if (inner === '') return text
  const at = text.indexOf(inner)
  return `${text.slice(0, at)}**${inner}**${text.slice(at + inner.length)}`
}

const leadOf = (node: Node): string => {
  if (node.type === heading) return String(node.attrs.lead) || `${'#'.repeat(Number(node.attrs.level))} `
  return node.type === item ? String(node.attrs.lead) : ''
}

/** A line of the document as it stands in the script. */
export function lineText(node: Node): string {
  let text = ''
  node.forEach((child) => {
    text += child.marks.some(({ type }) => type === bold) ? starred(child.text || '') : child.text || ''
  })
  return text === '' ? '' : leadOf(node) + text
}

/** A line of a script as a node; what would not be written back alike stays plain text, stars and all. */
export function lineNode(line: string): Node {
  const is = lineKind(line)
  const content = inlineNodes(inlinesOf(line.slice(is.length)))
  const lead = line.slice(0, is.length)
  const node =
    is.kind === 'heading'
      ? heading?.create({ level: is.level, lead }, content)
      : is.kind === 'item'
        ? item?.create({ lead }, content)
        : textLine?.create(null, content)
  if (node && lineText(node) === line) return node
  return schema.node('text_line', null, line === '' ? [] : [schema.text(line)])
}

export const docOf = (text: string): Node => schema.node('doc', null, Fragment.from(text.split('\n').map(lineNode)))

/** The script's text: the truth that is saved. */
export function textOf(doc: Node): string {
  const lines: string[] = []
  doc.forEach((node) => {
    lines.push(lineText(node))
  })
  return lines.join('\n')
}
