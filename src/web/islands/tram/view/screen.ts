import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import { startOf, upcoming } from '../core/plan.ts'
import { countdown, dayOf, filesNeeded, timeOf, wallClock } from '../core/show.ts'
import type { Station } from '../device/station.ts'
import { buttonOf, fill, h, write } from './dom.ts'
import { Drawing } from './drawing.ts'
import { notices, noticesSaid } from './notices.ts'
import { nameOf, Panel } from './panels.ts'
import { Rows } from './rows.ts'
import { stateMark } from './states.ts'
import type { Say } from './words.ts'

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
  readonly #drawing: Drawing
  readonly #rows: Rows
  readonly #code: string

  constructor(root: HTMLElement, t: Say, station: Station, deviceName: string) {
    this.#t = t
    this.#station = station
    this.#panel = new Panel(t, station)
    const bar = h('div', { class: 'bar' }, this.#line, this.#clock)
    fill(root, bar, this.#notices, this.#next, this.#panel.element, this.#day, this.#foot)
    this.#foot.dataset.device = deviceName
    this.#drawing = new Drawing(root)
    this.#rows = new Rows(t, station, this.#panel)
    this.#code = encodeURIComponent(root.dataset.station || '')
  }

  draw(): void {
    if (this.#drawing.pressed) return
    const { clock, items } = this.#station
    const now = wallClock(clock.now(), items)
    write(this.#clock, now.time)
    this.#drawLine()
    this.#drawNotices()
    this.#drawNext(now.day)
    this.#drawDay(now.day)
    this.#drawFoot()
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
    this.#drawing.part(this.#notices, noticesSaid(this.#station), () => notices(this.#t, this.#station, this.#panel))
  }

  #drawNext(today: string): void {
    const t = this.#t
    const { current, items, clock, entries, position } = this.#station
    const now = clock.now()
    const playing = current && items.find(({ airing_id }) => airing_id === current.airingId)
    if (current) {
      const rest = playing?.audio ? playing.audio.duration_seconds - position : 0
      write(this.#count, rest > 0 ? t('tram.remaining', { time: countdown(rest * 1000) }) : '')
      this.#drawing.part(this.#next, ['playing', current.airingId, playing && this.#rows.told(playing)], () => [
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
    this.#drawing.part(this.#next, [next && this.#rows.told(next), today], () =>
      next
        ? this.#coming(next, today)
        : [h('h2', { id: 'next-title' }, t('tram.next')), h('p', { class: 'quiet' }, t('tram.nothing'))],
    )
  }

  #coming(next: PlaylistItem, today: string): (Node | null | false)[] {
    const t = this.#t
    const day = dayOf(next)
    const state = this.#rows.stateOf(next)
    return [
      h('h2', { id: 'next-title' }, t('tram.next')),
      day !== today && h('p', { class: 'other-day' }, day.split('-').reverse().join('/')),
      h('p', { class: 'when' }, timeOf(next)),
      this.#count,
      h('p', { class: 'what' }, nameOf(next)),
      stateMark(t, state, 'p'),
      next.priority === 'emergency' && h('p', { class: 'state s-failed' }, t('tram.emergency')),
    ]
  }

  #drawDay(today: string): void {
    const t = this.#t
    const items = this.#station.items.filter((item) => dayOf(item) === today)
    this.#drawing.part(this.#day, [today, items.map((item) => this.#rows.told(item))], () => [
      h('h2', { id: 'day-title' }, t('tram.today')),
      items.length === 0
        ? h('p', { class: 'quiet' }, t('tram.nothing_today'))
        : h('ol', { class: 'rows' }, ...items.map((item) => this.#rows.row(item))),
    ])
  }

  #drawFoot(): void {
    const t = this.#t
    const { files, items, unsent, playsSince, clock } = this.#station
    const needed = filesNeeded(items, clock.now())
    const here = needed.filter(({ sha256 }) => files.ready.has(sha256)).length
    this.#drawing.part(this.#foot, [needed.length, here, unsent, playsSince !== null], () => [
      h('h2', { id: 'foot-title' }, t('tram.device')),
      h('p', {}, this.#foot.dataset.device || ''),
      h('p', {}, t('tram.files', { n: here, of: needed.length })),
      h('p', {}, unsent === 0 ? t('tram.all_sent') : t('tram.unsent', { n: unsent })),
      h('p', { class: 'quiet' }, t('tram.keep_open')),
      h('p', {}, h('a', { href: `/dai/${this.#code}/ghep-noi` }, t('tram.devices'))),
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
