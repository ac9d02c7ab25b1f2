import { h } from './dom.ts'
import { desk, say } from './words.ts'

/**
 * What is typed into a form is kept in this tab until it was saved, so that a session that ends, a server that is away
 * or a wrong click loses nothing. Passwords and files are never kept; `data-keep="off"` leaves a form out (it keeps
 * its own draft).
 */
type Kept = { readonly at: number; readonly fields: readonly (readonly [string, string])[] }
type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const WAIT_MS = 300
const SENT = 'sq:sent'
const TYPED_IN = /^(text|search|number|tel|email|url|date|time|textarea|select-one)$/

const isKept = (form: HTMLFormElement): boolean =>
  desk.who !== '' && form.method === 'post' && form.dataset.keep !== 'off' && fieldsOf(form).length > 0
const fieldsOf = (form: HTMLFormElement): Typed[] =>
  [...form.elements].filter(
    (el): el is Typed =>
      (el instanceof HTMLInputElement || el instanceof HTMLTextAreaElement || el instanceof HTMLSelectElement) &&
      el.name !== '' &&
      (TYPED_IN.test(el.type) || ((el.type === 'checkbox' || el.type === 'radio') && el.value !== '')),
  )
/** By where it is sent: a form that came back with its faults stands at another address than before. */
const keyOf = (form: HTMLFormElement): string => {
  const { pathname } = new URL(form.getAttribute('action') || location.href, location.href)
  return `sq:form:${desk.who}:${pathname}:${form.id}`
}

const isTick = (el: Typed): el is HTMLInputElement => el.type === 'checkbox' || el.type === 'radio'
const valuesOf = (form: HTMLFormElement): [string, string][] =>
  fieldsOf(form)
    .filter((el) => !isTick(el) || el.checked)
    .map((el) => [el.name, el.value])

function store(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, value)
  } catch {
    // A full or forbidden store: the form works as before.
  }
}
function load(key: string): string | null {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}

function restore(form: HTMLFormElement, kept: Kept): void {
  const left = kept.fields.slice()
  for (const el of fieldsOf(form)) {
    const i = left.findIndex(([name, value]) => name === el.name && (!isTick(el) || value === el.value))
    const found = i < 0 ? undefined : left.splice(i, 1)[0]
    if (isTick(el)) el.checked = found !== undefined
    else if (found) el.value = found[1]
    el.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** Offers what was typed before, above the form that it belongs to. */
function offer(form: HTMLFormElement, key: string, kept: Kept): void {
  const time = new Date(kept.at).toLocaleTimeString('vi', { hour: '2-digit', minute: '2-digit', hour12: false })
  const back = h('button', { type: 'button', class: 'button' }, say('desk.kept_restore'))
  const drop = h('button', { type: 'button', class: 'link-button' }, say('desk.kept_drop'))
  const box = h('div', { class: 'notice kept', role: 'status' }, h('p', {}, say('desk.kept', { time })))
  box.append(h('div', { class: 'kept-acts' }, back, drop))
  back.addEventListener('click', () => {
    restore(form, kept)
    box.remove()
    const details = form.closest('details')
    if (details) details.open = true
    const [first] = fieldsOf(form)
    if (first) first.focus()
  })
  drop.addEventListener('click', () => {
    store(key, null)
    box.remove()
  })
  // Inside closed details nobody would see it.
  const around = form.closest('details:not([open])') || form
  around.before(box)
}

function offerKept(): void {
  for (const form of document.forms) {
    if (!isKept(form)) continue
    const key = keyOf(form)
    const text = load(key)
    if (text === null) continue
    const kept: Kept = JSON.parse(text)
    if (JSON.stringify(kept.fields) === JSON.stringify(valuesOf(form))) continue
    offer(form, key, kept)
  }
}

/** The page after a form was sent: what was sent is saved, unless this page asks to sign in, or is a fault. */
function settleSent(): void {
  const sent = load(SENT)
  store(SENT, null)
  if (sent !== null && !document.querySelector('.door, .lost, .fault, [role="alert"]')) store(sent, null)
}

export function keepTyped(): void {
  settleSent()
  offerKept()
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  const keep = (form: HTMLFormElement): void =>
    store(keyOf(form), JSON.stringify({ at: Date.now(), fields: valuesOf(form) } satisfies Kept))
  const typed = (event: Event): void => {
    // A restored value and a script's own change are not typing.
    const form = event.isTrusted && event.target instanceof Element ? event.target.closest('form') : null
    if (!form || !isKept(form)) return
    clearTimeout(waiting.get(keyOf(form)))
    waiting.set(
      keyOf(form),
      setTimeout(() => keep(form), WAIT_MS),
    )
  }
  document.addEventListener('input', typed)
  window.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || !isKept(form)) return
    clearTimeout(waiting.get(keyOf(form)))
    if (load(keyOf(form)) !== null) keep(form)
    store(SENT, keyOf(form))
  })
}
