import type { EditorView } from 'prosemirror-view'
import { countWords, readingSeconds } from '../../../kernel/script-markup.ts'
import { h, write } from '../desk/dom.ts'
import { desk } from '../desk/words.ts'
import { readWords, type Say } from '../tram/view/words.ts'
import { asKept, Drafts } from './draft.ts'
import { newerThan, saveRevision } from './save.ts'
import { toolbar } from './toolbar.ts'
import { openView, setText, textOf } from './view.ts'

const KEEP_MS = 400
/** How often a writer is told that somebody else saved. */
const LOOK_MS = 60_000

const clock = (at: number): string =>
  new Date(at).toLocaleTimeString('vi', { hour: '2-digit', minute: '2-digit', hour12: false })
const duration = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/**
 * <sq-editor>: writes on the text area of a form, which stays the truth: what is typed goes there, and is kept as a draft in
 * this browser until the server has it.
 */
class ScriptEditor extends HTMLElement {
  #view: EditorView | undefined
  #say: Say = (word) => word
  #drafts = new Drafts('', '')
  #waiting = 0
  /** The text as the server has it; null when the page came back with another one. */
  #saved: string | null = null
  #draw: () => void = () => {}
  readonly #status = h('p', { class: 'draft-status quiet small', role: 'status' })
  readonly #counted = h('p', { class: 'counted small num' })

  connectedCallback(): void {
    const area = this.querySelector('textarea')
    const form = this.querySelector('form')
    if (!area || !form || this.#view) return
    this.#say = readWords(document.getElementById('editor-words')?.textContent || '{}')
    this.#drafts = new Drafts(desk.who, this.dataset.episode || '')
    const isFresh = this.dataset.fresh !== undefined
    this.#saved = isFresh ? asKept(area.value) : null
    const place = h('div', { class: 'script-view' })
    const label = area.labels?.[0]?.textContent || ''
    const hint = area.getAttribute('aria-describedby')
    this.#view = openView(
      place,
      area.value,
      {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        ...(hint ? { 'aria-describedby': hint } : {}),
        class: 'script script-edit',
        lang: 'vi',
        spellcheck: 'false',
      },
      { changed: () => this.#later(), moved: () => this.#draw() },
    )
    const voices = (this.dataset.voices || '').split('|')
    const { bar, draw } = toolbar(this.#view, this.#say, voices)
    this.#draw = draw
    area.required = false
    area.hidden = true
    area.insertAdjacentElement('afterend', place)
    place.insertAdjacentElement('beforebegin', bar)
    place.insertAdjacentElement('afterend', h('div', { class: 'under-text' }, this.#counted, this.#status))
    if (isFresh) this.#restore(area, form)
    else this.#keep()
    this.#count(area.value)
    this.#listen(form)
  }

  get #area(): HTMLTextAreaElement {
    const area = this.querySelector('textarea')
    if (!area) throw new Error('no text area')
    return area
  }
  get #base(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>('[name=base]')
  }

  #listen(form: HTMLFormElement): void {
    form.addEventListener('submit', (event) => {
      this.#keep()
      const button = event.submitter
      if (form.querySelector('[name=confirm]') || button?.hasAttribute('formaction')) return
      event.preventDefault()
      void this.#send(form, button)
    })
    const keep = (): void => this.#keep()
    window.addEventListener('pagehide', keep)
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') keep()
      else void this.#look()
    })
    // Coming back to an old page by the back button: the newest state is on the server, the text in the draft.
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) location.reload()
    })
    setInterval(() => void this.#look(), LOOK_MS)
  }

  /** What was written here and never saved comes back, with a word about it. */
  #restore(area: HTMLTextAreaElement, form: HTMLFormElement): void {
    const draft = this.#drafts.read()
    if (!draft) return
    if (asKept(draft.text) === this.#saved || draft.text.trim() === '') {
      this.#drafts.drop()
      return
    }
    const base = this.#base
    const newest = Number(base?.value || 0)
    const say = this.#say
    const text = say(draft.base < newest ? 'editor.draft_older' : 'editor.draft_back', {
      time: clock(draft.at),
      base: draft.base,
      newest,
    })
    const drop = h('button', { type: 'button', class: 'button' }, say('editor.draft_drop'))
    const differ = h(
      'button',
      { type: 'submit', class: 'link-button', formaction: form.dataset.compare || '', formtarget: '_blank' },
      say('editor.draft_differ'),
    )
    const box = h(
      'div',
      { class: 'notice draft', role: 'status' },
      h('p', {}, text),
      h('div', { class: 'acts-row' }, differ, drop),
    )
    const saved = area.value
    drop.addEventListener('click', () => {
      this.#drafts.drop()
      if (base) base.value = String(newest)
      if (this.#view) setText(this.#view, saved)
      area.value = saved
      this.#count(saved)
      write(this.#status, '')
      box.remove()
    })
    if (base) base.value = String(draft.base)
    area.value = draft.text
    if (this.#view) setText(this.#view, draft.text)
    form.insertAdjacentElement('afterbegin', box)
    const details = this.closest('details')
    if (details) details.open = true
  }

  #later(): void {
    if (this.#waiting) return
    this.#waiting = window.setTimeout(() => this.#keep(), KEEP_MS)
  }

  /** Writes the text into the form and the draft into the browser. */
  #keep(): void {
    clearTimeout(this.#waiting)
    this.#waiting = 0
    if (!this.#view) return
    const text = textOf(this.#view.state.doc)
    this.#area.value = text
    this.#count(text)
    if (this.#saved !== null && asKept(text) === this.#saved) {
      this.#drafts.drop()
      write(this.#status, '')
      return
    }
    const at = Date.now()
    const isKept = this.#drafts.write({ base: Number(this.#base?.value || 0), text, at })
    write(
      this.#status,
      isKept ? this.#say('editor.draft_kept', { time: clock(at) }) : this.#say('editor.draft_not_kept'),
    )
  }

  #count(text: string): void {
    const words = countWords(text)
    const pace = Number(this.dataset.pace) || 210
    const n = words.toLocaleString(desk.lang === 'vi' ? 'vi-VN' : 'en-GB')
    write(this.#counted, this.#say('editor.counted', { words: n, time: duration(readingSeconds(words, pace)) }))
  }

  async #send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
    if (form.getAttribute('aria-busy') === 'true') return
    form.setAttribute('aria-busy', 'true')
    if (button) button.setAttribute('aria-disabled', 'true')
    const text = this.#area.value
    const result = await saveRevision(this.dataset.episode || '', text, Number(this.#base?.value || 0))
    form.removeAttribute('aria-busy')
    if (button) button.removeAttribute('aria-disabled')
    if (result === 'saved') {
      this.#drafts.drop()
      this.#saved = asKept(text)
      location.assign(form.dataset.done || location.pathname)
    } else if (result === 'ask_server') form.submit()
    else write(this.#status, this.#say('editor.no_line'))
  }

  /** Tells the writer that somebody else saved meanwhile, before the own text is sent. */
  async #look(): Promise<void> {
    if (document.visibilityState !== 'visible' || this.querySelector('.notice.newer')) return
    const base = Number(this.#base?.value || 0)
    const newer = await newerThan(this.dataset.episode || '', base)
    if (!newer || Number(this.#base?.value || 0) !== base) return
    const text = this.#say('editor.newer', { n: newer.revision, who: newer.author })
    this.querySelector('form')?.insertAdjacentElement(
      'afterbegin',
      h('div', { class: 'notice newer', role: 'status' }, h('p', {}, text)),
    )
  }
}

customElements.define('sq-editor', ScriptEditor)
