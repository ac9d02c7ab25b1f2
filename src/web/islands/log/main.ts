/**
 * <sq-log>: a list whose rows can be ticked. Adds one box for the whole page, says how many are ticked, ticks a range
 * with Shift, and moves from row to row with the arrow keys. Without it every box works by itself.
 */
class Log extends HTMLElement {
  private boxes: HTMLInputElement[] = []
  private last = -1

  connectedCallback(): void {
    this.boxes = [...this.querySelectorAll<HTMLInputElement>('input[name=ids]')]
    const all = this.querySelector<HTMLInputElement>('[data-all]')
    const count = this.querySelector<HTMLOutputElement>('output.count')
    if (!all || !count || this.boxes.length === 0) return
    const frame = all.closest('label')
    if (frame) frame.hidden = false
    count.hidden = false
    all.addEventListener('change', () => {
      for (const box of this.boxes) box.checked = all.checked
      this.tell(all, count)
    })
    this.boxes.forEach((box, index) => {
      box.addEventListener('click', (event) => this.range(index, event.shiftKey))
      box.addEventListener('change', () => this.tell(all, count))
      box.addEventListener('keydown', (event) => this.move(event, index))
    })
    // A click on the box for all comes before its change: telling now would untick it again.
    this.addEventListener('click', ({ target }) => target !== all && this.tell(all, count))
    this.tell(all, count)
  }

  /** With Shift all boxes from the last one used to this one become as this one. */
  private range(index: number, shift: boolean): void {
    const checked = this.boxes[index]?.checked ?? false
    if (shift && this.last >= 0) {
      const [from, to] = [Math.min(this.last, index), Math.max(this.last, index)]
      for (const box of this.boxes.slice(from, to + 1)) box.checked = checked
    }
    this.last = index
  }

  private move(event: KeyboardEvent, index: number): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const next = this.boxes[index + step]
    if (step === 0 || !next) return
    event.preventDefault()
    if (event.shiftKey) next.checked = this.boxes[index]?.checked ?? false
    next.focus()
    this.dispatchEvent(new MouseEvent('click'))
  }

  private tell(all: HTMLInputElement, count: HTMLOutputElement): void {
    const ticked = this.boxes.filter((box) => box.checked)
    for (const box of this.boxes) box.closest('tr')?.classList.toggle('ticked', box.checked)
    all.checked = ticked.length === this.boxes.length
    all.indeterminate = ticked.length > 0 && !all.checked
    const said = (count.dataset.words ?? '').replace('{n}', String(ticked.length))
    if (count.textContent !== said) count.textContent = said
  }
}

customElements.define('sq-log', Log)
