import type { PlaylistItem } from '../../../../protocol/playlist.ts'
import { timeOf } from '../core/show.ts'
import { Refused } from '../device/line.ts'
import type { Station } from '../device/station.ts'
import { buttonOf, fill, h } from './dom.ts'
import type { Say } from './words.ts'

export const nameOf = (item: PlaylistItem): string =>
  item.episode ? item.episode.title : item.title || item.segment_name

type Target = { readonly airing_id: string; readonly title: string; readonly time: string }
export const targetOf = (item: PlaylistItem): Target => ({
  airing_id: item.airing_id,
  title: nameOf(item),
  time: timeOf(item),
})

/** One form at a time, in one place below the next airing; it takes the focus and gives it back. */
export class Panel {
  readonly element = h('section', { class: 'panel', tabindex: '-1', hidden: true, 'aria-live': 'polite' })
  readonly #t: Say
  readonly #station: Station
  #back: Element | null = null

  constructor(t: Say, station: Station) {
    this.#t = t
    this.#station = station
  }

  #show(title: string, ...children: HTMLElement[]): void {
    this.#back = document.activeElement
    const cancel = buttonOf(this.#t('tram.cancel'), () => this.close())
    fill(this.element, h('h2', {}, title), ...children, h('p', { class: 'acts' }, cancel))
    this.element.hidden = false
    this.element.scrollIntoView()
    const first = this.element.querySelector<HTMLElement>('input, select')
    if (first) first.focus()
    else this.element.focus()
  }

  close(): void {
    this.element.hidden = true
    fill(this.element)
    const back = this.#back
    if (back instanceof HTMLElement && document.contains(back)) back.focus()
  }

  /** Says how it ended, and stays until it is put away. */
  #tell(text: string): void {
    const close = buttonOf(this.#t('tram.close'), () => this.close())
    fill(this.element, h('p', { role: 'status' }, text), h('p', { class: 'acts' }, close))
    close.focus()
  }

  /** "Đã phát": who says so, and the PIN. Without a line it is noted and confirmed later. */
  attest(targets: readonly Target[]): void {
    const t = this.#t
    const people = this.#station.operators.filter(({ has_pin }) => has_pin)
    const list = h('ul', {}, ...targets.map(({ time, title }) => h('li', {}, `${time} · ${title}`)))
    if (people.length === 0) {
      this.#show(t('tram.attest'), list, h('p', { class: 'notice bad' }, t('tram.no_pin')))
      return
    }
    const who = h(
      'select',
      { id: 'who', name: 'who' },
      ...people.map(({ account_id, name }) => h('option', { value: String(account_id) }, name)),
    ) as HTMLSelectElement
    const pin = h('input', {
      id: 'pin',
      type: 'password',
      inputmode: 'numeric',
      autocomplete: 'off',
      maxlength: '6',
      pattern: '[0-9]{6}',
      required: true,
    }) as HTMLInputElement
    const fault = h('p', { class: 'fault', role: 'alert' })
    const send = h('button', { type: 'submit', class: 'button main' }, t('tram.confirm'))
    const submit = (event: Event): void => {
      event.preventDefault()
      send.setAttribute('disabled', '')
      this.#attestBy(Number(who.value), pin, targets, fault).then(
        () => send.removeAttribute('disabled'),
        () => send.removeAttribute('disabled'),
      )
    }
    const form = h(
      'form',
      { submit },
      h('div', { class: 'field' }, h('label', { for: 'who' }, t('tram.who')), who),
      h('div', { class: 'field' }, h('label', { for: 'pin' }, t('tram.pin')), pin, fault),
      send,
    )
    this.#show(t('tram.attest'), list, form)
    if (people.length === 1) pin.focus()
  }

  async #attestBy(
    accountId: number,
    pin: HTMLInputElement,
    targets: readonly Target[],
    fault: HTMLElement,
  ): Promise<void> {
    fault.textContent = ''
    try {
      await this.#station.attest(
        accountId,
        pin.value,
        targets.map(({ airing_id }) => airing_id),
      )
      this.#tell(this.#t('tram.attested'))
    } catch (error) {
      pin.value = ''
      if (error instanceof Refused) {
        fault.textContent = error.message
        pin.focus()
        return
      }
      for (const target of targets) await this.#station.want(target)
      this.#tell(this.#t('tram.attest_later'))
    }
  }

  /** "Có sự cố": why it was not, or not wholly, heard. */
  trouble(item: PlaylistItem): void {
    const t = this.#t
    const reasons = ['power', 'transmitter', 'speakers', 'player', 'relay', 'other']
    const note = h('input', { id: 'note', type: 'text', maxlength: '300', autocomplete: 'off' }) as HTMLInputElement
    const radios = reasons.map((reason, i) =>
      h('input', { type: 'radio', name: 'reason', id: `reason-${reason}`, value: reason, checked: i === 0 }),
    ) as HTMLInputElement[]
    const choices = radios.map((radio, i) =>
      h('div', { class: 'choice' }, radio, h('label', { for: radio.id }, t(REASONS[i] || ''))),
    )
    const submit = (event: Event): void => {
      event.preventDefault()
      const chosen = radios.findIndex(({ checked }) => checked)
      const said = note.value.trim().slice(0, 300)
      const detail = t(REASONS[chosen] || '') + (said ? `: ${said}` : '')
      // A station that relayed something more important chose to: nothing failed.
      const kind = reasons[chosen] === 'relay' ? 'skipped' : 'failed'
      void this.#station.tell(item, { kind, detail }).then(() => this.#tell(t('tram.trouble_noted')))
    }
    const form = h(
      'form',
      { submit },
      h('fieldset', {}, h('legend', {}, t('tram.trouble_why')), ...choices),
      h('div', { class: 'field' }, h('label', { for: 'note' }, t('tram.trouble_note')), note),
      h('button', { type: 'submit', class: 'button main' }, t('tram.trouble_send')),
    )
    this.#show(t('tram.trouble'), h('p', {}, `${timeOf(item)} · ${nameOf(item)}`), form)
  }

  /** Asks before something that cannot be undone. */
  sure(title: string, text: string, button: string, act: () => void): void {
    const yes = buttonOf(
      button,
      () => {
        act()
        this.close()
      },
      'main',
    )
    this.#show(title, h('p', {}, text), yes)
    yes.focus()
  }
}

/** In the order of the form. */
const REASONS = [
  'tram.reason_power',
  'tram.reason_transmitter',
  'tram.reason_speakers',
  'tram.reason_player',
  'tram.reason_relay',
  'tram.reason_other',
]
