import { ask } from '../desk/ask.ts'
import { dateFields } from '../desk/date-input.ts'
import { h } from '../desk/dom.ts'
import { toast } from '../desk/toast.ts'

type Words = (word: string) => string

/**
 * A page of the server in a dialog: the part marked `data-sheet`. Its forms go on working as on their own page, but the
 * answer comes into the dialog; what was saved loads the page below anew.
 */
export class Sheet {
  readonly #box = h('dialog', { class: 'box sheet-box' }) as HTMLDialogElement
  readonly #say: Words
  #asked = 0
  #sending = false
  #closed: () => void = () => undefined

  constructor(say: Words) {
    this.#say = say
    this.#box.addEventListener('close', () => this.#gone())
    this.#box.addEventListener('submit', (event) => this.#submit(event))
    this.#box.addEventListener('change', (event) => this.#changed(event))
    this.#box.addEventListener('click', (event) => event.target === this.#box && this.#box.close())
  }

  /** @param closed called when it was closed without saving */
  async open(path: string, closed: () => void): Promise<void> {
    this.#closed = closed
    document.body.append(this.#box)
    this.#box.replaceChildren(h('p', { class: 'quiet', role: 'status' }, this.#say('calendar.loading')))
    this.#box.setAttribute('aria-label', this.#say('calendar.loading'))
    if (!this.#box.open) this.#box.showModal()
    await this.#load(path)
  }

  async #load(path: string): Promise<void> {
    const mine = ++this.#asked
    const answer = await ask(path, { headers: { accept: 'text/html' } })
    if (mine === this.#asked) await this.#show(answer)
  }

  async #show(answer: Response | null): Promise<void> {
    const text = answer && (await answer.text())
    const page = text ? new DOMParser().parseFromString(text, 'text/html') : null
    const part = page && (page.querySelector('[data-sheet]') || page.querySelector('main'))
    if (!part) {
      toast(this.#say('calendar.no_answer'))
      return
    }
    const focused = document.activeElement
    const id = focused instanceof HTMLElement && this.#box.contains(focused) ? focusKey(focused) : null
    const close = h('button', { type: 'button', class: 'button icon sheet-close' }, '×')
    close.setAttribute('aria-label', this.#say('calendar.close'))
    close.addEventListener('click', () => this.#box.close())
    this.#box.replaceChildren(close, document.importNode(part, true))
    this.#box.removeAttribute('aria-label')
    const title = this.#box.querySelector('h1, h2')
    if (title?.id) this.#box.setAttribute('aria-labelledby', title.id)
    dateFields(this.#box)
    const again = id ? this.#box.querySelector<HTMLElement>(id) : null
    // A clash must be seen first: it is what is left to decide.
    const first = this.#box.querySelector<HTMLElement>('[role="alert"], select[data-choice]')
    const main = this.#box.querySelector<HTMLElement>('button.main, input')
    const goal = again || first || main
    if (goal) {
      if (goal.getAttribute('role') === 'alert') goal.tabIndex = -1
      goal.focus()
    }
  }

  /** The wish changed: the preview follows. Choices between ways out of a clash are no change of the wish. */
  #changed(event: Event): void {
    const field = event.target
    if (!(field instanceof HTMLElement) || field.dataset.choice !== undefined) return
    const form = field.closest<HTMLFormElement>('form[data-sheet-form]')
    if (form) void this.#look(form)
  }

  #submit(event: SubmitEvent): void {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    event.preventDefault()
    const looks = event.submitter !== null && event.submitter.dataset.look !== undefined
    if (looks) void this.#look(form)
    else if (form.method === 'get') void this.#load(addressOf(form))
    else void this.#save(form, event.submitter)
  }

  /** Asks for the preview of what the form says: by its address, or sent with a word that nothing is to be saved. */
  async #look(form: HTMLFormElement): Promise<void> {
    const button = form.querySelector<HTMLButtonElement>('[data-look]')
    if (!button) return
    if (button.formMethod === 'get') return this.#load(addressOf(form))
    const mine = ++this.#asked
    const body = fieldsOf(form)
    body.append(button.name, button.value)
    const answer = await ask(form.getAttribute('action') || '', { method: 'POST', body })
    if (mine === this.#asked) await this.#show(answer)
  }

  async #save(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    const data = fieldsOf(form)
    if (submitter instanceof HTMLButtonElement && submitter.name) data.append(submitter.name, submitter.value)
    const action = submitter?.getAttribute('formaction') || form.getAttribute('action') || ''
    // The answer to what was saved is the way back to a page: the one below, which says what was done.
    const answer = await ask(action, { method: 'POST', body: data, redirect: 'manual' })
    this.#sending = false
    if (answer && answer.type === 'opaqueredirect') {
      this.#closed = () => undefined
      location.reload()
    } else await this.#show(answer)
  }

  #gone(): void {
    this.#asked++
    this.#box.remove()
    const closed = this.#closed
    this.#closed = () => undefined
    closed()
  }
}

const focusKey = (element: HTMLElement): string | null => {
  const name = element.getAttribute('name')
  if (!name) return element.id ? `[id="${element.id}"]` : null
  const value =
    element instanceof HTMLInputElement && /radio|checkbox/.test(element.type) ? `[value="${element.value}"]` : ''
  return `[name="${name}"]${value}`
}

function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
  return fields
}

/** The form's page with all that it holds in the address; the old preview's hash is not part of the wish. */
function addressOf(form: HTMLFormElement): string {
  const query = fieldsOf(form)
  query.delete('dry_run')
  return `${form.getAttribute('action')}?${query}`
}
