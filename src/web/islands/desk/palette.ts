import { ask } from './ask.ts'
import { fill, h, write } from './dom.ts'
import { say } from './words.ts'

type Found = { readonly label: string; readonly note: string; readonly href: string }
const WAIT_MS = 120

let box: HTMLDialogElement | null = null

/** The box of Ctrl+K: a field, and below it where the words may lead. */
function build(): HTMLDialogElement {
  const input = document.createElement('input')
  const given = { type: 'search', role: 'combobox', 'aria-controls': 'find-list', 'aria-expanded': 'true' }
  for (const [name, value] of Object.entries({ ...given, 'aria-autocomplete': 'list', autocomplete: 'off' }))
    input.setAttribute(name, value)
  input.setAttribute('aria-label', say('desk.find'))
  input.placeholder = say('desk.find')
  input.maxLength = 200
  const list = h('div', { id: 'find-list', role: 'listbox', class: 'find-list', 'aria-label': say('desk.find') })
  const state = h('p', { class: 'find-state quiet small', role: 'status' })
  const dialog = document.createElement('dialog')
  dialog.className = 'find-box'
  dialog.setAttribute('aria-label', say('desk.find'))
  dialog.append(input, list, state)

  let at = 0
  let turn = 0
  let waiting: ReturnType<typeof setTimeout> | undefined
  const options = (): HTMLAnchorElement[] => [...list.querySelectorAll('a')]
  const choose = (to: number): void => {
    const all = options()
    at = all.length === 0 ? 0 : (to + all.length) % all.length
    for (const [i, option] of all.entries()) option.setAttribute('aria-selected', String(i === at))
    const chosen = all[at]
    if (chosen) {
      input.setAttribute('aria-activedescendant', chosen.id)
      chosen.scrollIntoView({ block: 'nearest' })
    } else input.removeAttribute('aria-activedescendant')
  }
  const show = (found: readonly Found[]): void => {
    fill(
      list,
      ...found.map(({ label, note, href }, i) =>
        h(
          'a',
          { href, role: 'option', id: `find-${i}`, tabindex: '-1', 'aria-selected': 'false' },
          h('span', { class: 'find-label' }, label),
          h('span', { class: 'find-note' }, note),
        ),
      ),
    )
    write(state, found.length === 0 ? say('desk.find_nothing') : say('desk.find_count', { n: found.length }))
    choose(0)
  }
  const look = async (): Promise<void> => {
    turn += 1
    const mine = turn
    const address = `/tim?q=${encodeURIComponent(input.value)}`
    const answer = await ask(address, { headers: { accept: 'application/json' } })
    if (mine !== turn) return
    if (!answer?.ok) return write(state, say('desk.find_away'))
    show((await answer.json()).found)
  }
  input.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, WAIT_MS)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      choose(at + (event.key === 'ArrowDown' ? 1 : -1))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      options()[at]?.click()
    }
  })
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close())
  dialog.addEventListener('toggle-find', () => look())
  document.body.append(dialog)
  return dialog
}

function openPalette(): void {
  box = box || build()
  if (box.open) return
  box.showModal()
  const input = box.querySelector('input')
  if (input) {
    input.focus()
    input.select()
  }
  box.dispatchEvent(new Event('toggle-find'))
}

/** "?" shows the keys: those of every page, and those that parts of this page tell by `data-key` and `data-key-says`. */
function openKeys(): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'box'
  dialog.setAttribute('aria-labelledby', 'keys-title')
  const list = h('dl', { class: 'keys-list' })
  const rows: [string, string][] = [
    ['Ctrl K', say('desk.key_find')],
    ['?', say('desk.key_help')],
    ['Esc', say('desk.key_escape')],
    ['Tab', say('desk.key_tab')],
  ]
  if (document.querySelector('[data-date]'))
    rows.push(['↑ ↓', say('desk.key_date')], ['Alt ↓', say('desk.key_calendar')])
  for (const part of document.querySelectorAll<HTMLElement>('[data-key]'))
    rows.push([part.dataset.key || '', part.dataset.keySays || ''])
  for (const [keys, text] of rows) {
    const names = keys.split(' ').map((key) => h('kbd', {}, key))
    list.append(h('dt', {}, ...names), h('dd', {}, text))
  }
  const close = h('button', { class: 'button', type: 'submit' }, say('desk.close'))
  const form = h('form', { method: 'dialog', class: 'box-acts' }, close)
  dialog.append(h('h2', { id: 'keys-title' }, say('desk.keys')), list, form)
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close())
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Ctrl+K (and the link in the frame) finds; "?" tells the keys, unless somebody is writing. */
export function keysEverywhere(): void {
  const link = document.querySelector('a.find')
  // Before signing in there is nothing to go to.
  if (!link) return
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      openPalette()
    } else if (
      event.key === '?' &&
      !event.ctrlKey &&
      !event.metaKey &&
      !typing(event.target) &&
      !document.querySelector('dialog[open]')
    )
      openKeys()
  })
  link.addEventListener('click', (event) => {
    if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    openPalette()
  })
}
