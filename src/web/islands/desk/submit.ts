/** A form that stays on its page (`data-stays`: a download) is free again after this time. */
const STAYS_MS = 3000
/** No answer after this time: the person may try again. */
const GIVES_UP_MS = 30_000

const busy = new Map<HTMLFormElement, () => void>()

function hold(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const button = submitter instanceof HTMLButtonElement || submitter instanceof HTMLInputElement ? submitter : null
  form.setAttribute('aria-busy', 'true')
  // A disabled button's name and value would not be sent: after the browser has read the form.
  const disable = setTimeout(() => {
    if (!button) return
    button.disabled = true
    button.setAttribute('aria-busy', 'true')
  })
  const limit = setTimeout(() => release(form), form.dataset.stays === undefined ? GIVES_UP_MS : STAYS_MS)
  busy.set(form, () => {
    clearTimeout(disable)
    clearTimeout(limit)
    form.removeAttribute('aria-busy')
    if (!button) return
    button.disabled = false
    button.removeAttribute('aria-busy')
  })
}

/** Frees a form for another try: an island that sends it by itself says so when it has its answer. */
export function release(form: HTMLFormElement): void {
  const free = busy.get(form)
  busy.delete(form)
  if (free) free()
}

/**
 * A double click sends a form once: until the next page is there its button is off. Coming back by the browser's back
 * button finds it on again. Islands that prevent the sending are left alone.
 */
export function guardSubmits(): void {
  // On the window, after all that listen on forms and the document.
  window.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method === 'dialog') return
    // What opens in a tab of its own leaves the form here as it is.
    if (event.submitter?.getAttribute('formtarget') === '_blank') return
    if (busy.has(form)) event.preventDefault()
    else hold(form, event.submitter)
  })
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of [...busy.keys()]) release(form)
  })
}
