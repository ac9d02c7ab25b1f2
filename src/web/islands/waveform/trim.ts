import { h } from '../desk/dom.ts'
import { desk } from '../desk/words.ts'
import type { Say } from '../tram/view/words.ts'

const SHORTEST_SECONDS = 1
const STEP_SECONDS = 0.1

const written = (seconds: number): string => {
  const text = seconds.toFixed(1)
  return desk.lang === 'vi' ? text.replace('.', ',') : text
}
const read = (text: string): number => Number(text.replace(',', '.')) || 0

type Edge = 'head' | 'tail'

/**
 * Two marks on the waveform that say the same as the two fields of the form: how much goes off either end. They move by
 * pointer and by arrow keys; what is typed into the fields moves them.
 */
export class TrimMarks {
  readonly #box: HTMLElement
  readonly #seconds: number
  /** What the recording has lost already of its original. */
  readonly #lost: Readonly<Record<Edge, number>>
  readonly #fields: Readonly<Record<Edge, HTMLInputElement | null>>
  readonly #handles: Readonly<Record<Edge, HTMLElement>>
  readonly #shades: Readonly<Record<Edge, HTMLElement>>

  constructor(box: HTMLElement, cut: HTMLDetailsElement, seconds: number, say: Say) {
    this.#box = box
    this.#seconds = seconds
    const form = cut.querySelector('form')
    this.#lost = { head: Number(form?.dataset.head) || 0, tail: Number(form?.dataset.tail) || 0 }
    this.#fields = { head: cut.querySelector('[name=head]'), tail: cut.querySelector('[name=tail]') }
    const handle = (edge: Edge, label: string): HTMLElement =>
      h('div', { class: `trim-mark ${edge}`, role: 'slider', tabindex: '0', 'aria-label': label })
    this.#handles = { head: handle('head', say('waveform.cut_head')), tail: handle('tail', say('waveform.cut_tail')) }
    this.#shades = { head: h('div', { class: 'trim-shade head' }), tail: h('div', { class: 'trim-shade tail' }) }
    for (const edge of ['head', 'tail'] as const) this.#listen(edge)
    const show = (): void => {
      for (const one of [this.#shades.head, this.#shades.tail, this.#handles.head, this.#handles.tail])
        if (cut.open) this.#box.append(one)
        else one.remove()
      if (cut.open) this.#draw()
    }
    cut.addEventListener('toggle', show)
    show()
  }

  #cut(edge: Edge): number {
    const field = this.#fields[edge]
    return Math.max(0, read(field ? field.value : '') - this.#lost[edge])
  }

  #put(edge: Edge, cut: number): void {
    const other = this.#cut(edge === 'head' ? 'tail' : 'head')
    const most = Math.max(0, this.#seconds - other - SHORTEST_SECONDS)
    const field = this.#fields[edge]
    if (field) field.value = written(this.#lost[edge] + Math.min(most, Math.max(0, cut)))
    this.#draw()
  }

  #listen(edge: Edge): void {
    const handle = this.#handles[edge]
    const field = this.#fields[edge]
    if (field) field.addEventListener('input', () => this.#draw())
    handle.addEventListener('keydown', (event) => {
      const way =
        event.key === 'ArrowRight' || event.key === 'ArrowUp'
          ? 1
          : event.key === 'ArrowLeft' || event.key === 'ArrowDown'
            ? -1
            : 0
      if (way === 0) return
      event.preventDefault()
      const step = STEP_SECONDS * (event.shiftKey ? 10 : 1) * way
      this.#put(edge, this.#cut(edge) + (edge === 'head' ? step : -step))
    })
    handle.addEventListener('pointerdown', (event) => {
      event.preventDefault()
      handle.setPointerCapture(event.pointerId)
      handle.focus()
    })
    handle.addEventListener('pointermove', (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return
      const { left, width } = this.#box.getBoundingClientRect()
      const at = ((event.clientX - left) / width) * this.#seconds
      this.#put(edge, edge === 'head' ? at : this.#seconds - at)
    })
  }

  #draw(): void {
    for (const edge of ['head', 'tail'] as const) {
      const cut = this.#cut(edge)
      const share = Math.min(100, (cut / this.#seconds) * 100)
      const at = edge === 'head' ? cut : this.#seconds - cut
      const handle = this.#handles[edge]
      handle.style.left = `${edge === 'head' ? share : 100 - share}%`
      handle.setAttribute('aria-valuemin', '0')
      handle.setAttribute('aria-valuemax', this.#seconds.toFixed(1))
      handle.setAttribute('aria-valuenow', at.toFixed(1))
      this.#shades[edge].style.width = `${share}%`
    }
  }
}
