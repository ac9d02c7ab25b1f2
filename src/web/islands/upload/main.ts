import { fill, h } from '../desk/dom.ts'
import { desk } from '../desk/words.ts'
import { readWords, type Say } from '../tram/view/words.ts'
import { UploadJob } from './job.ts'
import { KeptUploads } from './kept.ts'
import { giveUp } from './tus.ts'

/** How often the page looks whether the analysis is done. */
const LOOK_MS = 2000

/**
 * <sq-upload>: sends recordings by tus, so that a broken line, a stopped server or a closed page costs only what was not
 * yet sent. Files are chosen or dropped; they go one after the other. Then the page waits for the analysis and shows it.
 */
class Uploads extends HTMLElement {
  #say: Say = (word) => word
  #kept = new KeptUploads('', '')
  readonly #rows = h('ul', { class: 'uploads' })
  #queue: Promise<void> = Promise.resolve()
  #open = 0
  #refused = 0

  connectedCallback(): void {
    const input = this.querySelector('input')
    if (!input || !this.hidden) return
    this.#say = readWords(document.getElementById('upload-words')?.textContent || '{}')
    this.#kept = new KeptUploads(desk.who, this.#episode)
    this.hidden = false
    this.append(this.#rows)
    this.#showKept()
    input.addEventListener('change', () => {
      this.#add(input.files)
      input.value = ''
    })
    this.#listenForDrops()
    if (this.dataset.working !== undefined) this.#waitForAnalysis()
  }

  get #episode(): string {
    return this.dataset.episode || ''
  }

  #listenForDrops(): void {
    const zone = this.closest('section') || this
    const over = (on: boolean): void => void this.classList.toggle('over', on)
    zone.addEventListener('dragover', (event) => {
      if (!(event instanceof DragEvent) || !event.dataTransfer || event.dataTransfer.types.indexOf('Files') < 0) return
      event.preventDefault()
      over(true)
    })
    zone.addEventListener('dragleave', () => over(false))
    zone.addEventListener('drop', (event) => {
      if (!(event instanceof DragEvent) || !event.dataTransfer || event.dataTransfer.files.length === 0) return
      event.preventDefault()
      over(false)
      this.#add(event.dataTransfer.files)
    })
    // A file dropped beside the field must not replace the page.
    for (const type of ['dragover', 'drop']) window.addEventListener(type, (event) => event.preventDefault())
  }

  /** What was begun before and is not whole: choosing the same file goes on with it. */
  #showKept(): void {
    const place = h('ul', { class: 'uploads' })
    for (const one of this.#kept.all()) {
      const row = h('li', { class: 'upload kept' })
      const drop = h('button', { type: 'button', class: 'link-button' }, this.#say('upload.give_up'))
      drop.addEventListener('click', () => {
        this.#kept.drop(one.url)
        void giveUp(one.url)
        row.remove()
      })
      const text = this.#say('upload.kept', { n: one.sent })
      fill(
        row,
        h('span', { class: 'name' }, one.name),
        h('span', { class: 'upload-acts' }, drop),
        h('span', { class: 'small' }, text),
      )
      row.dataset.name = one.name
      place.append(row)
    }
    if (place.children.length > 0) this.#rows.insertAdjacentElement('beforebegin', place)
  }

  #add(files: FileList | null): void {
    for (const file of Array.from(files || [])) {
      const job = new UploadJob(file, {
        path: this.dataset.path || '',
        episode: this.#episode,
        lang: desk.lang,
        say: this.#say,
        kept: this.#kept,
      })
      for (const old of Array.from(this.querySelectorAll<HTMLElement>('.upload.kept')))
        if (old.dataset.name === file.name) old.remove()
      this.#rows.append(job.row)
      this.#open += 1
      this.#queue = this.#queue.then(async () => {
        const ended = await job.run()
        this.#open -= 1
        if (ended === 'refused') this.#refused += 1
        // The page shows what the server does with it; the words of a refusal stay, and are not taken away.
        if (this.#open === 0 && ended === 'done' && this.#refused === 0) location.reload()
        else if (this.#open === 0) this.#waitForAnalysis()
      })
    }
  }

  /** Shows the result as soon as the server's work is done; not over the words of a refusal, nor under a writer's hands. */
  #waitForAnalysis(): void {
    const look = async (): Promise<void> => {
      try {
        const answer = await fetch(`/api/v1/episodes/${this.#episode}/recordings`, { credentials: 'same-origin' })
        if (!answer.ok) return
        const { items }: { items: { state: string }[] } = await answer.json()
        if (this.#open > 0 || items.some(({ state }) => state === 'waiting' || state === 'working')) return
        const { activeElement } = document
        if (this.#refused > 0 || activeElement?.closest('sq-editor')) return
        clearInterval(timer)
        location.reload()
      } catch {
        // No line: asked again.
      }
    }
    const timer = setInterval(() => void look(), LOOK_MS)
    void look()
  }
}

customElements.define('sq-upload', Uploads)
