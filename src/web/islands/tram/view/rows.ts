import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import { mayTell, type RowState, rowState, timeOf } from '../core/show.ts'
import type { Station } from '../device/station.ts'
import { h } from './dom.ts'
import { nameOf, type Panel, targetOf } from './panels.ts'
import { stateMark } from './states.ts'
import type { Say } from './words.ts'

/** How an airing is at this station, in words and with what may be done about it. */
export class Rows {
  readonly #t: Say
  readonly #station: Station
  readonly #panel: Panel

  constructor(t: Say, station: Station, panel: Panel) {
    this.#t = t
    this.#station = station
    this.#panel = panel
  }

  stateOf(item: PlaylistItem): RowState {
    const { entries, files, clock } = this.#station
    return rowState(item, {
      entry: entries.get(item.airing_id),
      wanted: this.#station.isWanted(item.airing_id),
      ready: files.ready,
      now: clock.now(),
      reported: this.#station.reported.get(item.airing_id),
    })
  }

  /** All that is said of an airing: when it is the same, nothing is drawn anew. */
  told(item: PlaylistItem): unknown {
    const state = this.stateOf(item)
    return [item.airing_id, timeOf(item), nameOf(item), state, mayTell(item, state, this.#station.clock.now())]
  }

  row(item: PlaylistItem): HTMLElement {
    const t = this.#t
    const state = this.stateOf(item)
    const label = (word: string): string => `${t(word)}: ${timeOf(item)} ${nameOf(item)}`
    const act = (word: string, id: string, press: () => void): HTMLElement =>
      h(
        'button',
        { type: 'button', class: 'button', 'data-id': id + item.airing_id, 'aria-label': label(word), click: press },
        t(word),
      )
    const tell = mayTell(item, state, this.#station.clock.now())
    const english = document.documentElement.lang === 'en'
    const problem = item.problem ? (english ? item.problem.detail_en : item.problem.detail) : ''
    return h(
      'li',
      {},
      h('span', { class: 'time' }, timeOf(item)),
      h('span', { class: 'title' }, nameOf(item)),
      stateMark(t, state, 'span'),
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
}
