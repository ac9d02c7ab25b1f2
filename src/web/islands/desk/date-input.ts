import { dateText, readDateText } from '../../date-text.ts'
import { calendar } from './calendar.ts'
import { drawing, h } from './dom.ts'
import { desk, say } from './words.ts'

const DAY_MS = 86_400_000
const dateIn = (input: HTMLInputElement): string | null => readDateText(input.value, desk.today)

/** Writes what was typed as dd/MM/yyyy; what is no date says so beside the field. */
function settle(input: HTMLInputElement): void {
  const date = dateIn(input)
  const { min, max } = input.dataset
  const outside = date !== null && ((min && date < min) || (max && date > max))
  if (date !== null) input.value = dateText(date)
  const wrong = (input.value.trim() !== '' && date === null) || outside
  input.setCustomValidity(wrong ? say(outside ? 'desk.date_outside' : 'desk.date_wrong') : '')
  if (wrong) input.setAttribute('aria-invalid', 'true')
  else input.removeAttribute('aria-invalid')
}

function put(input: HTMLInputElement, date: string | null): void {
  input.value = date === null ? '' : dateText(date)
  settle(input)
  for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }))
}

function place(box: HTMLElement, input: HTMLElement): void {
  const field = input.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = box
  const below = field.bottom + 4 + offsetHeight <= innerHeight
  box.style.left = `${Math.max(8, Math.min(field.left, innerWidth - offsetWidth - 8))}px`
  box.style.top = `${below ? field.bottom + 4 : Math.max(8, field.top - 4 - offsetHeight)}px`
}

function open(input: HTMLInputElement): void {
  const box = document.createElement('dialog')
  box.className = 'date-box'
  box.setAttribute('aria-label', say('desk.date_pick'))
  const chosen = dateIn(input)
  const pick = (date: string | null): void => {
    box.close()
    put(input, date)
    input.focus()
  }
  const { min, max } = input.dataset
  box.append(calendar({ at: chosen || desk.today, chosen, min, max, clearable: !input.required, pick }))
  box.addEventListener('click', (event) => event.target === box && box.close())
  box.addEventListener('close', () => box.remove())
  document.body.append(box)
  box.showModal()
  place(box, input)
  const day = box.querySelector<HTMLElement>('td [tabindex="0"]')
  if (day) day.focus()
}

function improve(input: HTMLInputElement): void {
  input.dataset.date = 'on'
  const button = h('button', { type: 'button', class: 'date-button', 'aria-label': say('desk.date_pick') })
  button.append(drawing('calendar'))
  button.addEventListener('click', () => open(input))
  const around = input.closest('.date-field') || h('span', { class: 'date-field' })
  if (!around.contains(input)) {
    input.replaceWith(around)
    around.append(input)
  }
  around.append(button)
  input.addEventListener('change', () => settle(input))
  input.addEventListener('input', () => input.setCustomValidity(''))
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    if (event.altKey) return open(input)
    const days = event.key === 'ArrowDown' ? -1 : 1
    const from = dateIn(input)
    put(input, from ? new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10) : desk.today)
  })
}

/** Every `input[data-date]` under `root` becomes a date field; call it for what a script put on the page later. */
export function dateFields(root: ParentNode = document): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('input[data-date]:not([data-date="on"])')) improve(input)
}
