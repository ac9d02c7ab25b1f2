import type { Station } from '../device/station.ts'
import { buttonOf, h } from './dom.ts'
import type { Panel } from './panels.ts'
import type { Say } from './words.ts'

/** What the notices depend on. */
export function noticesSaid(station: Station): unknown[] {
  const { revoked, blocked, playsSince, wanted, online, clock, files, playlist } = station
  return [revoked, blocked, playsSince !== null, wanted, online, clock.trusted, files.lasting, !playlist]
}

/** What needs a hand: a key that was revoked, a wrong clock, a touch, a PIN. */
export function notices(t: Say, station: Station, panel: Panel): (HTMLElement | false)[] {
  const { revoked, blocked, playsSince, wanted, online, clock, files } = station
  const alert = (word: string): HTMLElement => h('p', { class: 'notice bad', role: 'alert' }, t(word))
  const playHere = (word: string): HTMLElement => buttonOf(t(word), () => void station.playHere(), 'main big')
  return [
    revoked && alert('tram.revoked'),
    !clock.trusted && alert('tram.clock_wrong'),
    playsSince !== null &&
      blocked &&
      h('div', { class: 'notice bad', role: 'alert' }, h('p', {}, t('tram.blocked')), playHere('tram.allow')),
    wanted.length > 0 &&
      h(
        'div',
        { class: 'notice' },
        h('p', {}, t('tram.wanted', { n: wanted.length })),
        online
          ? buttonOf(t('tram.enter_pin'), () => panel.attest(wanted), 'main')
          : h('p', { class: 'quiet' }, t('tram.wanted_offline')),
      ),
    !files.lasting && h('p', { class: 'notice' }, t('tram.no_https')),
    playsSince === null &&
      !revoked &&
      h('div', { class: 'notice' }, h('p', {}, t('tram.not_playing_here')), playHere('tram.play_here')),
  ]
}
