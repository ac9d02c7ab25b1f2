import type { RowState } from '../core/show.ts'
import { h } from './dom.ts'
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
  reported_aired: '●',
  reported_partial: '◐',
  reported_missed: '✕',
}
const WORDS: Readonly<Record<RowState, string>> = {
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
  reported_aired: 'tram.is_reported_aired',
  reported_partial: 'tram.is_reported_partial',
  reported_missed: 'tram.is_reported_missed',
}

/** How an airing is: its shape and its word. @param tag of the element that says it */
export const stateMark = (t: Say, state: RowState, tag: 'p' | 'span'): HTMLElement =>
  h(tag, { class: `state s-${state}` }, `${SHAPES[state]} ${t(WORDS[state])}`)
