import { dragging } from './drag.ts'
import { keys } from './keys.ts'
import { type Place, placeOf, put, samePlace, timeText, type View } from './lanes.ts'
import { Sheet } from './sheet.ts'

/**
 * <sq-calendar>: blocks that are dragged, stretched and painted, with the mouse or by keyboard. Nothing is written here:
 * every wish becomes a page of the server, whose preview shows clashes and choices before anything is saved.
 */
export class Calendar extends HTMLElement {
  readonly view: View = this.dataset.view === 'day' ? 'day' : 'week'
  readonly plans = this.dataset.plan !== undefined
  readonly #words: Record<string, string> = JSON.parse(this.dataset.words || '{}')
  readonly sheet = new Sheet((word) => this.say(word))

  connectedCallback(): void {
    this.#showFirst()
    this.addEventListener('click', (event) => this.#clicked(event))
    document.querySelectorAll<HTMLAnchorElement>('a[data-sheet-link]').forEach((link) => {
      link.addEventListener('click', (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        void this.sheet.open(link.href, () => link.focus())
      })
    })
    if (!this.plans) return
    dragging(this)
    keys(this)
  }

  say(word: string, params: Record<string, string | number> = {}): string {
    const text = this.#words[word] || word
    return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(params[name] === undefined ? whole : params[name]),
    )
  }

  /** Read aloud by screen readers. */
  tell(text: string): void {
    const place = this.querySelector('[data-said]')
    if (place) place.textContent = text
  }

  /** A place in words: "05:20–05:35, Thứ Tư 25/11/2026". */
  words({ lane, start, minutes }: Place): string {
    return `${timeText(start)}–${timeText(Math.min(start + minutes, 1439))}, ${lane.dataset.name || ''}`
  }

  /** Shows what a changed block would do; closed without saving, it goes back. */
  wish(block: HTMLElement, place: Place): void {
    const before = placeOf(block)
    if (!before || samePlace(before, place)) return
    const query = new URLSearchParams({
      viec: 'move',
      ngay: place.lane.dataset.date || '',
      gio: timeText(place.start),
      phut: String(place.minutes),
    })
    block.classList.add('wished')
    void this.sheet.open(`/lich-phat/luot/${block.dataset.block}?${query}`, () => this.restore(block))
  }

  /** Back to where the server has it. */
  restore(block: HTMLElement): void {
    const before = placeOf(block)
    block.classList.remove('wished', 'moving')
    block.style.removeProperty('--at')
    block.style.removeProperty('--len')
    const when = block.querySelector('.when')
    if (before && when) when.textContent = timeText(before.start)
    block.focus()
  }

  /** Moves the block on the page, nothing more. */
  preview(block: HTMLElement, place: Place): void {
    put(block, place, this.view)
    const when = block.querySelector('.when')
    if (when) when.textContent = timeText(place.start)
  }

  /** A painted stretch becomes a new slot's form, filled in. */
  paint(place: Place, done: () => void): void {
    const query = new URLSearchParams({
      dai: place.lane.dataset.station || '',
      ngay: place.lane.dataset.date || '',
      gio: timeText(place.start),
      phut: String(place.minutes),
      loai: 'single',
    })
    void this.sheet.open(`/lich-phat/khung-gio/moi?${query}`, done)
  }

  #clicked(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !(event.target instanceof Element)) return
    const block = event.target.closest<HTMLAnchorElement>('a[data-block]')
    if (!block) return
    event.preventDefault()
    void this.sheet.open(block.href, () => block.focus())
  }

  /** The week begins where its first airing is, or where it was left. */
  #showFirst(): void {
    const scroller = this.querySelector<HTMLElement>('.cal-scroll')
    if (!scroller) return
    const key = 'sq:calendar:scroll'
    const left = sessionStorage.getItem(key)
    const tops = Array.from(this.querySelectorAll<HTMLElement>('a[data-block]'), (block) => block.offsetTop)
    if (left !== null) scroller.scrollTop = Number(left)
    else if (tops.length > 0) scroller.scrollTop = Math.max(0, Math.min(...tops) - 60)
    scroller.addEventListener('scroll', () => sessionStorage.setItem(key, String(scroller.scrollTop)), {
      passive: true,
    })
  }
}
