import { fill } from './dom.ts'

/** A press longer than this holds nothing back: its end may have been missed outside the window. */
const LONGEST_PRESS_MS = 2000

/** Keeps a screen still under a finger and a keyboard: parts are built anew only when what they say has changed. */
export class Drawing {
  readonly #drawn = new Map<HTMLElement, string>()
  /** A finger or button is down: what is under it must stay there until it is up, or the press would be lost. */
  #pressedAt = Number.NEGATIVE_INFINITY

  constructor(root: HTMLElement) {
    root.addEventListener('pointerdown', () => {
      this.#pressedAt = performance.now()
    })
    const up = (): void => {
      this.#pressedAt = Number.NEGATIVE_INFINITY
    }
    // The click comes after the pointer is up, and before the next turn of the clock draws again.
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(up, 0))
  }

  get pressed(): boolean {
    return performance.now() - this.#pressedAt < LONGEST_PRESS_MS
  }

  /** Puts `children` into a part unless it says the same already; the focus stays where it was. */
  part(element: HTMLElement, said: readonly unknown[], children: () => (Node | string | null | false)[]): void {
    const signature = JSON.stringify(said)
    if (this.#drawn.get(element) === signature) return
    this.#drawn.set(element, signature)
    const focused = document.activeElement
    const id = focused && element.contains(focused) ? focused.getAttribute('data-id') : null
    fill(element, ...children())
    if (id) element.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus()
  }
}
