import type { Calendar } from './calendar.ts'
import { clamp, FIRST, LAST, type Place, placeOf, STEP, samePlace } from './lanes.ts'
import { moveShadow, shadow } from './shadow.ts'

const HOUR = 60

/**
 * Every drag by keyboard: arrows go from block to block; with Shift they move the chosen one by five minutes (across the
 * time line: to the next day), with Shift and Ctrl they make it longer or shorter. Enter shows what it would do, Escape
 * leaves it where it was.
 */
export function keys(calendar: Calendar): void {
  let held: { block: HTMLElement; place: Place; mark: HTMLElement } | null = null
  const week = calendar.view === 'week'
  const [back, forth] = week ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
  const [before, after] = week ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']

  const drop = (): void => {
    if (!held) return
    held.mark.remove()
    held.block.classList.remove('moving')
    held = null
  }

  const neighbour = (lane: HTMLElement, step: number): HTMLElement => {
    const lanes = Array.from(calendar.querySelectorAll<HTMLElement>('[data-lane]'))
    return lanes[clamp(lanes.indexOf(lane) + step, 0, lanes.length - 1)] || lane
  }

  /** Where a key wishes a block; null: the key wishes nothing. */
  const wished = (place: Place, event: KeyboardEvent): Place | null => {
    const sign = event.key === back || event.key === before ? -1 : 1
    if (event.key === back || event.key === forth) {
      if (event.ctrlKey) return { ...place, minutes: clamp(place.minutes + sign * STEP, STEP, LAST - place.start) }
      return { ...place, start: clamp(place.start + sign * STEP, FIRST, LAST - STEP) }
    }
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      const hour = event.key === 'PageUp' ? -HOUR : HOUR
      return { ...place, start: clamp(place.start + hour, FIRST, LAST - STEP) }
    }
    if (week && (event.key === before || event.key === after)) return { ...place, lane: neighbour(place.lane, sign) }
    return null
  }

  const walk = (block: HTMLElement, event: KeyboardEvent): void => {
    const blocks = Array.from(calendar.querySelectorAll<HTMLElement>('a[data-block]'))
    const across = event.key === before || event.key === after
    const sign = event.key === back || event.key === before ? -1 : 1
    let goal: HTMLElement | undefined
    if (across) {
      let lane = block.closest<HTMLElement>('[data-lane]')
      for (let i = 0; lane && !goal && i < 400; i++) {
        const next = neighbour(lane, sign)
        if (next === lane) break
        lane = next
        goal = nearest(lane, Number(block.dataset.start))
      }
    } else goal = blocks[blocks.indexOf(block) + sign]
    if (!goal) return
    event.preventDefault()
    goal.focus()
  }

  calendar.addEventListener('keydown', (event) => {
    const block = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-block]') : null
    if (!block || event.altKey || event.metaKey) return
    if (held && event.key === 'Enter') {
      event.preventDefault()
      const { place } = held
      drop()
      calendar.wish(block, place)
    } else if (held && event.key === 'Escape') {
      event.preventDefault()
      drop()
      calendar.tell(calendar.say('calendar.dropped'))
    } else if (!event.shiftKey) {
      if (!held && /^Arrow/.test(event.key)) walk(block, event)
    } else if (block.dataset.movable !== undefined) {
      const from = placeOf(block)
      const place = from && wished(held ? held.place : from, event)
      if (!from || !place) return
      event.preventDefault()
      if (held) moveShadow(calendar.view, held.mark, place)
      const mark = held ? held.mark : shadow(calendar.view, place)
      held = { block, place, mark }
      block.classList.add('moving')
      calendar.tell(
        calendar.say(samePlace(from, place) ? 'calendar.as_before' : 'calendar.held', { place: calendar.words(place) }),
      )
    }
  })
  calendar.addEventListener('focusout', (event) => held && event.target === held.block && drop())
}

function nearest(lane: HTMLElement, start: number): HTMLElement | undefined {
  const blocks = Array.from(lane.querySelectorAll<HTMLElement>('a[data-block]'))
  return blocks.sort((a, b) => Math.abs(Number(a.dataset.start) - start) - Math.abs(Number(b.dataset.start) - start))[0]
}
