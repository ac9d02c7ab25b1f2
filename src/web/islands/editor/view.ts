import { baseKeymap, chainCommands, toggleMark } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { InputRule, inputRules } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { Fragment, type Node, Slice } from 'prosemirror-model'
import { type Command, EditorState, Plugin, TextSelection } from 'prosemirror-state'
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view'
import { notesOf, voiceMarkOf } from '../../../kernel/script-markup.ts'
import { docOf, lineNode, lineText, schema, textOf } from './markup.ts'
import { textOfHtml, textOfPlain } from './paste.ts'

export type Kind = 'text_line' | 'item' | 1 | 2 | 3

/** Makes the chosen lines a kind; pressed again, plain text. */
export const setKind =
  (kind: Kind): Command =>
  (state, dispatch) => {
    const { from, to } = state.selection
    const type = schema.nodes[typeof kind === 'number' ? 'heading' : kind]
    if (!type) return false
    const attrs = typeof kind === 'number' ? { level: kind, lead: '' } : null
    if (dispatch)
      dispatch(state.tr.setBlockType(from, to, kindAt(state) === kind ? schema.nodes.text_line : type, attrs))
    return true
  }

/** What the line under the cursor is. */
export function kindAt(state: EditorState): Kind {
  const { parent } = state.selection.$from
  if (parent.type === schema.nodes.heading)
    return Number(parent.attrs.level) === 1 ? 1 : Number(parent.attrs.level) === 2 ? 2 : 3
  return parent.type === schema.nodes.item ? 'item' : 'text_line'
}

/** Enter in a list begins the next item; in an empty one it ends the list. */
const enter: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  if ($from.parent.type !== schema.nodes.item) return false
  if (empty && $from.parent.content.size === 0) return setKind('text_line')(state, dispatch)
  const { lead } = $from.parent.attrs
  const tr = state.tr
    .deleteSelection()
    .split($from.pos, 1, schema.nodes.item && [{ type: schema.nodes.item, attrs: { lead } }])
  if (dispatch) dispatch(tr.scrollIntoView())
  return true
}
/** Backspace at the start of a heading or an item makes it plain text. */
const backspace: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  if (!empty || $from.parentOffset > 0 || $from.parent.type === schema.nodes.text_line) return false
  return setKind('text_line')(state, dispatch)
}

/** Puts a text at the cursor and leaves `chosen` characters of it, from `at` on, selected to be written over. */
export const insertText =
  (text: string, at = text.length, chosen = 0): Command =>
  (state, dispatch) => {
    const { from } = state.selection
    const tr = state.tr.insertText(text)
    tr.setSelection(TextSelection.create(tr.doc, from + at, from + at + chosen))
    if (dispatch) dispatch(tr.scrollIntoView())
    return true
  }

/** Begins the line with who speaks, in the place of another voice. */
export const setVoice =
  (voice: string): Command =>
  (state, dispatch) => {
    const { $from } = state.selection
    const start = $from.start()
    const mark = voiceMarkOf($from.parent.textContent)
    const tr = state.tr.insertText(`${voice}: `, start, start + (mark ? mark.length : 0))
    if (dispatch) dispatch(tr.scrollIntoView())
    return true
  }

type Stretch = { readonly from: number; readonly to: number; readonly look: string }
/** Lines never change, new ones take their place: what was found in one holds as long as it lives. */
const found = new WeakMap<Node, readonly Stretch[]>()
function stretches(line: Node): readonly Stretch[] {
  const known = found.get(line)
  if (known) return known
  const text = line.textContent
  const mark = voiceMarkOf(text)
  const out = [
    ...(mark ? [{ from: 0, to: text.slice(0, mark.length).trimEnd().length, look: 'voice-mark' }] : []),
    ...notesOf(text).map(({ at, length }) => ({ from: at, to: at + length, look: 'note' })),
  ]
  found.set(line, out)
  return out
}

const marks = new Plugin({
  props: {
    decorations: ({ doc }) => {
      const all: Decoration[] = []
      doc.forEach((line, offset) => {
        for (const { from, to, look } of stretches(line))
          all.push(Decoration.inline(offset + 1 + from, offset + 1 + to, { class: look }))
      })
      return DecorationSet.create(doc, all)
    },
  },
})

const rules = inputRules({
  rules: [
    new InputRule(/^(#{1,3}) $/, (state, match, start, end) =>
      schema.nodes.heading
        ? state.tr
            .delete(start, end)
            .setBlockType(start, start, schema.nodes.heading, { level: (match[1] || '#').length, lead: '' })
        : null,
    ),
    new InputRule(/^[-*•] $/, (state, _match, start, end) =>
      schema.nodes.item ? state.tr.delete(start, end).setBlockType(start, start, schema.nodes.item) : null,
    ),
  ],
})

/** Lines to be put in at the cursor: the first and the last join the lines that they meet, unless they are of a kind. */
function sliceOf(text: string): Slice {
  const nodes = text.split('\n').map(lineNode)
  const isPlain = (node: Node | undefined): number => (node && node.type === schema.nodes.text_line ? 1 : 0)
  return new Slice(Fragment.from(nodes), isPlain(nodes[0]), isPlain(nodes[nodes.length - 1]))
}

function pasted(view: EditorView, data: DataTransfer | null): boolean {
  if (!data) return false
  const html = data.getData('text/html')
  const isOwn = /data-pm-slice/.test(html)
  const text = html !== '' && !isOwn ? textOfHtml(html) : textOfPlain(data.getData('text/plain'))
  if (text === '') return html !== ''
  view.dispatch(view.state.tr.replaceSelection(sliceOf(text)).scrollIntoView().setMeta('paste', true))
  return true
}

const toggleBold: Command = (state, dispatch) =>
  schema.marks.bold ? toggleMark(schema.marks.bold)(state, dispatch) : false
export const commands = { bold: toggleBold, undo, redo } as const

const stateOf = (text: string): EditorState =>
  EditorState.create({
    doc: docOf(text),
    plugins: [
      rules,
      keymap({
        'Mod-b': toggleBold,
        'Mod-z': undo,
        'Mod-y': redo,
        'Shift-Mod-z': redo,
        Enter: enter,
        Backspace: backspace,
      }),
      keymap({ ...baseKeymap, ...(baseKeymap.Enter ? { 'Shift-Enter': chainCommands(enter, baseKeymap.Enter) } : {}) }),
      history(),
      marks,
    ],
  })

/** Sets another text, as if the page had come with it: nothing to be undone before. */
export const setText = (view: EditorView, text: string): void => view.updateState(stateOf(text))

/** The editor in `place`. `changed` is called after every change of the text, `moved` after every step. */
export function openView(
  place: HTMLElement,
  text: string,
  attributes: Record<string, string>,
  told: { changed: () => void; moved: () => void },
): EditorView {
  const view = new EditorView(place, {
    state: stateOf(text),
    attributes,
    clipboardTextSerializer: (slice) => {
      const lines: string[] = []
      slice.content.forEach((node) => {
        lines.push(node.isText ? node.text || '' : lineText(node))
      })
      return lines.join('\n')
    },
    handlePaste: (_view, event) => pasted(view, event.clipboardData),
    handleDrop: (_view, event) => {
      // Text from elsewhere comes as cleanly as by pasting; moving within the editor is its own business.
      if (view.dragging || !event.dataTransfer || event.dataTransfer.files.length > 0) return false
      return pasted(view, event.dataTransfer)
    },
    dispatchTransaction: (transaction) => {
      view.updateState(view.state.apply(transaction))
      if (transaction.docChanged) told.changed()
      told.moved()
    },
  })
  return view
}
export { textOf }
