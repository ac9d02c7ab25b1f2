import { drawing, h } from './dom.ts'
import { say } from './words.ts'

const LASTS_MS = 8000

/** The place where toasts stand: one on a page, whichever script asks first. */
function place(): HTMLElement {
  const found = document.querySelector<HTMLElement>('.toasts')
  if (found) return found
  const made = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' })
  document.body.append(made)
  return made
}

/**
 * Says something in passing, read aloud by screen readers, gone after eight seconds unless the pointer or the focus is
 * on it. `stays`: until it is closed.
 * @returns the function that takes it away
 */
export function toast(text: string, { stays = false, act }: { stays?: boolean; act?: HTMLElement } = {}): () => void {
  const close = h('button', { type: 'button', class: 'toast-close', 'aria-label': say('desk.close') })
  close.append(drawing('close'))
  const box = h('div', { class: 'toast' }, h('p', {}, text), act || null, close)
  const remove = (): void => box.remove()
  close.addEventListener('click', remove)
  place().append(box)
  const later = (): void => {
    setTimeout(() => (box.matches(':hover, :focus-within') ? later() : remove()), LASTS_MS)
  }
  if (!stays) later()
  return remove
}

/** What the server had to say after a form (a notice without JavaScript) becomes a toast. */
export function flashToToast(): void {
  const flash = document.querySelector('[data-flash]')
  if (!flash) return
  const text = flash.textContent || ''
  flash.remove()
  toast(text)
}
