import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import { startOf, upcoming } from '../core/plan.ts'
import { countdown, dayOf, filesNeeded, mayTell, type RowState, rowState, timeOf, wallClock } from '../core/show.ts'
import type { Station } from '../device/station.ts'
import { buttonOf, fill, h, write } from './dom.ts'
import { nameOf, Panel, targetOf } from './panels.ts'
import type { Say } from './words.ts'

/** A shape beside each word: no state is told by colour alone. */
const SHAPES: Readonly<Record<RowState, string>> = {
  playing: '▶',
  finished: '●',
  attested: '●',
  stopped: '◐',
  paused: '◐',
  failed: '✕',
  skipped: '✕',
  waiting_pin: '◔',
  problem: '!',
  missing: '!',
  ready: '○',
  elsewhere: '○',
  past: '?',
}
const STATE_WORDS: Readonly<Record<RowState, string>> = {
  playing: 'tram.is_playing',
  finished: 'tram.is_finished',
  attested: 'tram.is_attested',
  stopped: 'tram.is_stopped',
  paused: 'tram.is_paused',
  failed: 'tram.is_failed',
  skipped: 'tram.is_skipped',
  waiting_pin: 'tram.is_waiting_pin',
  problem: 'tram.is_problem',
  missing: 'tram.is_missing',
  ready: 'tram.is_ready',
  elsewhere: 'tram.is_elsewhere',
  past: 'tram.is_past',
}

/** A press longer than this holds nothing back: its end may have been missed outside the window. */
const LONGEST_PRESS_MS = 2000

/** The operator's screen: what comes next in large type, the day below it, and what needs a hand. */
export class Screen {
  readonly #t: Say
  readonly #station: Station
  readonly #panel: Panel
  readonly #clock = h('p', { class: 'clock', 'aria-hidden': 'true' })
  readonly #line = h('p', { class: 'line-state', role: 'status' })
  readonly #notices = h('div', { class: 'notices' })
  readonly #next = h('section', { class: 'next', 'aria-labelledby': 'next-title' })
  readonly #count = h('p', { class: 'count', role: 'timer', 'aria-live': 'off' })
  readonly #day = h('section', { 'aria-labelledby': 'day-title' })
  readonly #foot = h('section', { class: 'foot', 'aria-labelledby': 'foot-title' })
  readonly #drawn = new Map<HTMLElement, string>()
  /** A finger or button is down: what is under it must stay there until it is up, or the press would be lost. */
  #pressedAt = Number.NEGATIVE_INFINITY

  constructor(root: HTMLElement, t: Say, station: Station, deviceName: string) {
    this.#t = t
    this.#station = station
    this.#panel = new Panel(t, station)
    const bar = h('div', { class: 'bar' }, this.#line, this.#clock)
    fill(root, bar, this.#notices, this.#next, this.#panel.element, this.#day, this.#foot)
    this.#foot.dataset.device = deviceName
    root.addEventListener('pointerdown', () => {
      this.#pressedAt = performance.now()
    })
    const up = (): void => {
      this.#pressedAt = Number.NEGATIVE_INFINITY
    }
    // The click comes after the pointer is up, and before the next turn of the clock draws again.
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(up, 0))
  }

  draw(): void {
    if (performance.now() - this.#pressedAt < LONGEST_PRESS_MS) return
    const { clock, items } = this.#station
    const now = wallClock(clock.now(), items)
    write(this.#clock, now.time)
    this.#drawLine()
    this.#drawNotices()
    this.#drawNext(now.day)
    this.#drawDay(now.day)
    this.#drawFoot()
  }

  /** Builds a part anew only when what it says has changed; the focus stays where it was. */
  #redraw(element: HTMLElement, said: readonly unknown[], children: () => (Node | string | null | false)[]): void {
    const signature = JSON.stringify(said)
    if (this.#drawn.get(element) === signature) return
    this.#drawn.set(element, signature)
    const focused = document.activeElement
    const id = focused && element.contains(focused) ? focused.getAttribute('data-id') : null
    fill(element, ...children())
    if (id) element.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus()
  }

  #drawLine(): void {
    const { online, heardAt, items } = this.#station
    this.#line.className = `line-state ${online ? 'good' : 'cut'}`
    const since = heardAt === null ? '' : wallClock(heardAt, items).time.slice(0, 5)
    const words = online
      ? this.#t('tram.line_good')
      : since
        ? this.#t('tram.line_cut_since', { time: since })
        : this.#t('tram.line_cut')
    write(this.#line, `${online ? '●' : '○'} ${words}`)
  }

  #drawNotices(): void {
    const t = this.#t
    const { revoked, blocked, playsSince, wanted, online, clock, files, playlist } = this.#station
    const said = [revoked, blocked, playsSince !== null, wanted, online, clock.trusted, files.lasting, !playlist]
    this.#redraw(this.#notices, said, () => [
      revoked && h('p', { class: 'notice bad', role: 'alert' }, t('tram.revoked')),
      !clock.trusted && h('p', { class: 'notice bad', role: 'alert' }, t('tram.clock_wrong')),
      playsSince !== null &&
        blocked &&
        h(
          'div',
          { class: 'notice bad', role: 'alert' },
          h('p', {}, t('tram.blocked')),
          buttonOf(t('tram.allow'), () => void this.#station.playHere(), 'main big'),
        ),
      wanted.length > 0 &&
        h(
          'div',
          { class: 'notice' },
          h('p', {}, t('tram.wanted', { n: wanted.length })),
          online
            ? buttonOf(t('tram.enter_pin'), () => this.#panel.attest(wanted), 'main')
            : h('p', { class: 'quiet' }, t('tram.wanted_offline')),
        ),
      !files.lasting && h('p', { class: 'notice' }, t('tram.no_https')),
      playsSince === null &&
        !revoked &&
        h(
          'div',
          { class: 'notice' },
          h('p', {}, t('tram.not_playing_here')),
          buttonOf(t('tram.play_here'), () => void this.#station.playHere(), 'main big'),
        ),
    ])
  }

  #drawNext(today: string): void {
    const t = this.#t
    const { current, items, clock, entries, position } = this.#station
    const now = clock.now()
    const playing = current && items.find(({ airing_id }) => airing_id === current.airingId)
    if (current) {
      const rest = playing?.audio ? playing.audio.duration_seconds - position : 0
      write(this.#count, rest > 0 ? t('tram.remaining', { time: countdown(rest * 1000) }) : '')
      this.#redraw(this.#next, ['playing', current.airingId, playing && this.#told(playing)], () => [
        h('h2', { id: 'next-title' }, t('tram.on_air')),
        h('p', { class: 'when' }, playing ? timeOf(playing) : ''),
        h('p', { class: 'what' }, playing ? nameOf(playing) : ''),
        this.#count,
        h(
          'p',
          { class: 'acts' },
          buttonOf(t('tram.stop'), () =>
            this.#panel.sure(
              t('tram.stop'),
              t('tram.stop_sure'),
              t('tram.stop'),
              () => void this.#station.stopByHand(),
            ),
          ),
        ),
      ])
      return
    }
    const next = upcoming(items, entries, now)
    if (next) write(this.#count, t('tram.in', { time: countdown(startOf(next) - now) }))
    this.#redraw(this.#next, [next && this.#told(next), today], () =>
      next
        ? this.#coming(next, today)
        : [h('h2', { id: 'next-title' }, t('tram.next')), h('p', { class: 'quiet' }, t('tram.nothing'))],
    )
  }

  #coming(next: PlaylistItem, today: string): (Node | null | false)[] {
    const t = this.#t
    const day = dayOf(next)
    const state = this.#stateOf(next)
    return [
      h('h2', { id: 'next-title' }, t('tram.next')),
      day !== today && h('p', { class: 'other-day' }, day.split('-').reverse().join('/')),
      h('p', { class: 'when' }, timeOf(next)),
      this.#count,
      h('p', { class: 'what' }, nameOf(next)),
      h('p', { class: `state s-${state}` }, `${SHAPES[state]} ${t(STATE_WORDS[state])}`),
      next.priority === 'emergency' && h('p', { class: 'state s-failed' }, t('tram.emergency')),
    ]
  }

  #stateOf(item: PlaylistItem): RowState {
    const { entries, files, clock } = this.#station
    return rowState(item, {
      entry: entries.get(item.airing_id),
      wanted: this.#station.isWanted(item.airing_id),
      ready: files.ready,
      now: clock.now(),
    })
  }
  #told(item: PlaylistItem): unknown {
    return [
      item.airing_id,
      timeOf(item),
      nameOf(item),
      this.#stateOf(item),
      mayTell(item, this.#stateOf(item), this.#station.clock.now()),
    ]
  }

  #drawDay(today: string): void {
    const t = this.#t
    const items = this.#station.items.filter((item) => dayOf(item) === today)
    this.#redraw(this.#day, [today, items.map((item) => this.#told(item))], () => [
      h('h2', { id: 'day-title' }, t('tram.today')),
      items.length === 0
        ? h('p', { class: 'quiet' }, t('tram.nothing_today'))
        : h('ol', { class: 'rows' }, ...items.map((item) => this.#row(item))),
    ])
  }

  #row(item: PlaylistItem): HTMLElement {
    const t = this.#t
    const state = this.#stateOf(item)
    const label = (word: string): string => `${t(word)}: ${timeOf(item)} ${nameOf(item)}`
    const act = (word: string, id: string, press: () => void): HTMLElement =>
      h(
        'button',
        { type: 'button', class: 'button', 'data-id': id + item.airing_id, 'aria-label': label(word), click: press },
        t(word),
      )
    const tell = mayTell(item, state, this.#station.clock.now())
    const problem = item.problem
      ? document.documentElement.lang === 'en'
        ? item.problem.detail_en
        : item.problem.detail
      : ''
    return h(
      'li',
      {},
      h('span', { class: 'time' }, timeOf(item)),
      h('span', { class: 'title' }, nameOf(item)),
      h('span', { class: `state s-${state}` }, `${SHAPES[state]} ${t(STATE_WORDS[state])}`),
      problem ? h('span', { class: 'why' }, problem) : null,
      tell &&
        h(
          'span',
          { class: 'acts' },
          state !== 'playing' && act('tram.attest', 'a', () => this.#panel.attest([targetOf(item)])),
          act('tram.trouble', 't', () => this.#panel.trouble(item)),
        ),
    )
  }

  #drawFoot(): void {
    const t = this.#t
    const { files, items, unsent, playsSince, clock } = this.#station
    const needed = filesNeeded(items, clock.now())
    const here = needed.filter(({ sha256 }) => files.ready.has(sha256)).length
    this.#redraw(this.#foot, [needed.length, here, unsent, playsSince !== null], () => [
      h('h2', { id: 'foot-title' }, t('tram.device')),
      h('p', {}, this.#foot.dataset.device || ''),
      h('p', {}, t('tram.files', { n: here, of: needed.length })),
      h('p', {}, unsent === 0 ? t('tram.all_sent') : t('tram.unsent', { n: unsent })),
      h('p', { class: 'quiet' }, t('tram.keep_open')),
      playsSince !== null &&
        buttonOf(t('tram.only_show'), () =>
          this.#panel.sure(
            t('tram.only_show'),
            t('tram.only_show_sure'),
            t('tram.only_show'),
            () => void this.#station.onlyShow(),
          ),
        ),
    ])
  }
}
