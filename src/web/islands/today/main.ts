import { ask } from '../desk/ask.ts'
import { write } from '../desk/dom.ts'
import { addressOf } from '../desk/live-form.ts'

/** The wall shows 04:00 to 22:00 in columns of five minutes (src/web/wall-columns.ts). */
const [FIRST_MINUTE, LAST_MINUTE, STEP] = [240, 1320, 5]
/** Events come in flocks: one question for all of them. */
const GATHER_MS = 400
/** What changes with time alone ("no word" two hours after the end) is looked at so often. */
const LOOK_AGAIN_MS = 5 * 60_000
const MINUTE_MS = 60_000

/** Puts what is new in the place of what is there, row by row, so that nothing blinks and the focus stays. */
function renew(here: Element, fresh: Element): void {
  const rows = new Map<string, Element>()
  for (const row of here.querySelectorAll('[data-station]')) rows.set(row.getAttribute('data-station') || '', row)
  const freshRows = [...fresh.querySelectorAll('[data-station]')]
  const same =
    freshRows.length === rows.size && freshRows.every((row) => rows.has(row.getAttribute('data-station') || ''))
  if (!same || rows.size === 0) {
    if (here.innerHTML !== fresh.innerHTML) here.replaceWith(document.importNode(fresh, true))
    return
  }
  for (const row of freshRows) {
    const old = rows.get(row.getAttribute('data-station') || '')
    if (old && old.outerHTML !== row.outerHTML) swap(old, row)
  }
  for (const selector of ['.counts']) {
    const [old, next] = [here.querySelector(selector), fresh.querySelector(selector)]
    if (old && next && old.outerHTML !== next.outerHTML) swap(old, next)
  }
}

function swap(old: Element, fresh: Element): void {
  const focused = old.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null
  const next = document.importNode(fresh, true)
  old.replaceWith(next)
  if (!focused) return
  for (const link of next.querySelectorAll('a')) if (link.getAttribute('href') === focused) link.focus()
}

/** The wall that follows the day: marks by server-sent events, the line by the clock, also over a server's restart. */
class Today extends HTMLElement {
  private stream: EventSource | null = null
  private gathering: ReturnType<typeof setTimeout> | undefined
  private readonly timers: ReturnType<typeof setInterval>[] = []
  private away = false
  private openedAt = performance.now()

  connectedCallback(): void {
    if (!this.dataset.stream) return
    this.openedAt = performance.now()
    this.listen()
    this.timers.push(setInterval(() => this.moveLine(), MINUTE_MS / 2))
    this.timers.push(setInterval(() => this.look(), LOOK_AGAIN_MS))
    document.addEventListener('visibilitychange', this.seen)
    window.addEventListener('pagehide', this.leave)
  }

  disconnectedCallback(): void {
    this.leave()
    for (const timer of this.timers) clearInterval(timer)
    document.removeEventListener('visibilitychange', this.seen)
  }

  private readonly leave = (): void => {
    if (this.stream) this.stream.close()
    this.stream = null
  }

  private readonly seen = (): void => {
    if (document.visibilityState !== 'visible') return
    if (!this.stream) this.listen()
    this.look()
  }

  private listen(): void {
    const stream = new EventSource(this.dataset.stream || '')
    this.stream = stream
    stream.addEventListener('wall', () => this.gather())
    stream.addEventListener('open', () => {
      if (!this.away) return
      this.away = false
      this.say(this.dataset.back || '')
      // What happened while the line was away is not told again.
      this.look()
    })
    stream.addEventListener('error', () => {
      this.away = true
      this.say(this.dataset.away || '')
      // The browser tries again by itself, unless the answer was a refusal: then it is asked for after a while.
      if (stream.readyState !== EventSource.CLOSED) return
      this.leave()
      // When it was refused because the session ended, this question says so.
      this.look()
      setTimeout(() => this.isConnected && !this.stream && this.listen(), 10_000)
    })
  }

  private say(text: string): void {
    const state = this.querySelector<HTMLElement>('.live-state')
    if (state) write(state, text)
  }

  private gather(): void {
    if (this.gathering) return
    this.gathering = setTimeout(() => {
      this.gathering = undefined
      this.look()
    }, GATHER_MS)
  }

  /** Asks for the parts that change, under the filters as they are now. */
  private async look(): Promise<void> {
    if (document.visibilityState === 'hidden') return
    const form = this.querySelector<HTMLFormElement>('form[data-live]')
    const path = (this.dataset.part || '').split('?')[0] || ''
    const answer = await ask(form ? addressOf(form, path) : path)
    if (!answer?.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const id of ['day', 'todo']) {
      const [here, next] = [document.getElementById(id), fresh.getElementById(id)]
      if (here && next) renew(here, next)
    }
    const now = fresh.querySelector<HTMLElement>('.wall')
    const wall = this.querySelector<HTMLElement>('.wall')
    if (now && wall) wall.dataset.now = now.dataset.now
    this.openedAt = performance.now()
    this.moveLine()
  }

  /** By the server's minute and the time since then: the office's clock may be wrong. */
  private moveLine(): void {
    const wall = this.querySelector<HTMLElement>('.wall')
    const line = this.querySelector('.now')
    if (!wall || !line || !wall.dataset.now) return
    const minutes = Number(wall.dataset.now) + Math.floor((performance.now() - this.openedAt) / MINUTE_MS)
    const column = Math.floor((Math.min(Math.max(minutes, FIRST_MINUTE), LAST_MINUTE - 1) - FIRST_MINUTE) / STEP)
    line.className = `now at-${column}`
  }
}

customElements.define('sq-today', Today)
