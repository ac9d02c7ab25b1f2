import { ask } from './ask.ts'
import { dateFields } from './date-input.ts'

const WAIT_MS = 250
let newest = 0

/** The form's question as an address, without what is empty. */
export function addressOf(form: HTMLFormElement, path = form.getAttribute('action') || ''): string {
  const query = new URLSearchParams()
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string' && value !== '') query.append(name, value)
  })
  const text = query.toString()
  return path + (text ? `?${text}` : '')
}

/** Puts the part of the page at `address` that has this id in the place of the one that is here. */
export async function bring(id: string, address: string): Promise<boolean> {
  newest += 1
  const turn = newest
  const here = document.getElementById(id)
  if (here) here.setAttribute('aria-busy', 'true')
  const answer = await ask(address, { headers: { accept: 'text/html' } })
  const text = answer?.ok ? await answer.text() : null
  // A later question has been asked meanwhile: its answer counts.
  if (turn !== newest) return false
  const now = document.getElementById(id)
  if (now) now.removeAttribute('aria-busy')
  const fresh = text === null ? null : new DOMParser().parseFromString(text, 'text/html').getElementById(id)
  if (!fresh || !now) return false
  now.replaceWith(document.importNode(fresh, true))
  dateFields()
  document.dispatchEvent(new CustomEvent('sq:brought', { detail: id }))
  return true
}

/**
 * Forms with `data-live="id"` answer while they are typed in: the part of the page with that id is brought anew, and
 * the address follows, so that it can be sent on. Without JavaScript, or a line, their button does the same.
 */
export function liveForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-live]')) {
    const id = form.dataset.live || ''
    let waiting: ReturnType<typeof setTimeout> | undefined
    let shown = addressOf(form)
    const go = (): void => {
      const address = addressOf(form)
      if (address === shown) return
      bring(id, address).then((brought) => {
        if (!brought) return
        shown = address
        history.replaceState(null, '', address)
      })
    }
    form.addEventListener('input', () => {
      clearTimeout(waiting)
      waiting = setTimeout(go, WAIT_MS)
    })
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      clearTimeout(waiting)
      go()
    })
    form.classList.add('is-live')
  }
}
