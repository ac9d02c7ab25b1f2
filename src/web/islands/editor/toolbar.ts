import type { Command } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { h } from '../desk/dom.ts'
import { schema } from './markup.ts'
import { commands, insertText, type Kind, kindAt, setKind, setVoice } from './view.ts'

type Say = (word: string) => string

const isBold = (view: EditorView): boolean => {
  const { $from, empty, from, to } = view.state.selection
  const type = schema.marks.bold
  if (!type) return false
  if (empty) return !!type.isInSet(view.state.storedMarks || $from.marks())
  return view.state.doc.rangeHasMark(from, to, type)
}

/** The tools above the text. Each works by keyboard; the pressed ones say so. @returns the bar, and what redraws it */
export function toolbar(view: EditorView, say: Say, voices: readonly string[]): { bar: HTMLElement; draw: () => void } {
  const run = (command: Command): void => {
    command(view.state, view.dispatch.bind(view), view)
    view.focus()
  }
  const tool = (text: string, title: string, command: () => Command, look = ''): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: `tool ${look}`.trim(),
        title,
        'aria-label': title,
        // The selection stays where it is.
        mousedown: (event) => event.preventDefault(),
        click: () => run(command()),
      },
      text,
    )
  const bold = tool('B', say('editor.bold'), () => commands.bold, 'b')
  const kinds: readonly (readonly [Kind, HTMLElement])[] = [
    [1, tool('H1', say('editor.heading'), () => setKind(1))],
    [2, tool('H2', say('editor.subheading'), () => setKind(2))],
    ['item', tool('•', say('editor.list'), () => setKind('item'))],
  ]
  const voice = h('select', { class: 'tool', 'aria-label': say('editor.voice'), title: say('editor.voice') })
  voice.append(h('option', { value: '' }, say('editor.voice')))
  for (const name of voices) voice.append(h('option', { value: name }, name))
  voice.addEventListener('change', () => {
    if (!(voice instanceof HTMLSelectElement) || voice.value === '') return
    run(setVoice(voice.value))
    voice.value = ''
  })
  const noteStart = ' [\u0111\u1ecdc: '
  const note = tool(say('editor.note'), say('editor.note_title'), () =>
    insertText(`${noteStart}${say('editor.note_here')}]`, noteStart.length, say('editor.note_here').length),
  )
  const back = tool('↶', say('editor.undo'), () => commands.undo)
  const forth = tool('↷', say('editor.redo'), () => commands.redo)
  const bar = h('div', { class: 'toolbar', role: 'toolbar', 'aria-label': say('editor.tools') })
  bar.append(bold, ...kinds.map(([, button]) => button), voice, note, back, forth)
  const draw = (): void => {
    bold.setAttribute('aria-pressed', String(isBold(view)))
    const here = kindAt(view.state)
    for (const [kind, button] of kinds) button.setAttribute('aria-pressed', String(kind === here))
    back.toggleAttribute('disabled', !commands.undo(view.state))
    forth.toggleAttribute('disabled', !commands.redo(view.state))
  }
  draw()
  return { bar, draw }
}
