import type { Calendar } from './calendar.ts'
import { clamp, FIRST, LAST, minuteAt, type Place, placeOf, STEP, samePlace, snap } from './lanes.ts'
import { moveShadow, shadow } from './shadow.ts'

/** A pointer must go so far (px) before a press is a drag and not a click. */
const SLACK = 4
/** So near to its end (px) a block is stretched instead of moved. */
const EDGE = 6
/** A painted stretch is at least so long (minutes). */
const PAINTED = 10

type Drag = { readonly kind: 'move' | 'resize' | 'paint'; readonly block: HTMLElement | null; readonly from: Place }

/** Moving, stretching and painting with the mouse or a pen. A finger scrolls; phones have the list and the forms. */
export function dragging(calendar: Calendar): void {
  let drag: Drag | null = null
  let place: Place | null = null
  let ghost: HTMLElement | null = null
  let begun = { x: 0, y: 0, minute: 0 }

  const laneAt = (x: number, y: number): HTMLElement | null => {
    const lanes = Array.from(calendar.querySelectorAll<HTMLElement>('[data-lane]'))
    return (
      lanes.find((lane) => {
        const box = lane.getBoundingClientRect()
        return x >= box.left && x < box.right && y >= box.top && y < box.bottom
      }) || null
    )
  }

  const wished = (now: Drag, x: number, y: number): Place => {
    const { from } = now
    const minute = minuteAt(calendar.view, from.lane, x, y)
    if (now.kind === 'paint') {
      const start = snap(Math.min(begun.minute, minute))
      return { lane: from.lane, start, minutes: Math.max(snap(Math.max(begun.minute, minute)) - start, STEP) }
    }
    if (now.kind === 'resize') {
      const minutes = Math.max(snap(from.minutes + minute - begun.minute), STEP)
      return { ...from, minutes: Math.min(minutes, LAST - from.start) }
    }
    // A station's airing stays at its station; in the week it may go to another day.
    const lane = (calendar.view === 'week' && laneAt(x, from.lane.getBoundingClientRect().top + 1)) || from.lane
    const start = clamp(snap(from.start + minute - begun.minute), FIRST, LAST - STEP)
    return { ...from, lane, start }
  }

  const end = (): void => {
    if (ghost) ghost.remove()
    if (drag?.block) drag.block.classList.remove('moving')
    calendar.classList.remove('dragging')
    drag = null
    ghost = null
    place = null
  }

  calendar.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return
    const block = event.target.closest<HTMLElement>('[data-block]')
    const lane = event.target.closest<HTMLElement>('[data-lane]')
    if (!lane || (block && block.dataset.movable === undefined)) return
    const minute = minuteAt(calendar.view, lane, event.clientX, event.clientY)
    begun = { x: event.clientX, y: event.clientY, minute }
    const from = block ? placeOf(block) : { lane, start: snap(minute), minutes: STEP }
    if (!from) return
    drag = { kind: block ? (atEnd(calendar, block, event) ? 'resize' : 'move') : 'paint', block, from }
    // Neither text nor the link itself is dragged.
    event.preventDefault()
    if (block) block.focus()
  })

  window.addEventListener('pointermove', (event) => {
    if (!drag) return
    if (!ghost && Math.hypot(event.clientX - begun.x, event.clientY - begun.y) < SLACK) return
    place = wished(drag, event.clientX, event.clientY)
    if (!ghost) {
      ghost = shadow(calendar.view, place)
      calendar.classList.add('dragging')
      if (drag.block) drag.block.classList.add('moving')
    }
    moveShadow(calendar.view, ghost, place)
  })

  window.addEventListener('pointerup', () => {
    const [was, to] = [drag, place]
    const dragged = ghost !== null
    if (!was) return
    if (dragged) swallowClick()
    end()
    if (!dragged || !to) return
    if (was.kind === 'paint') {
      if (to.minutes < PAINTED) return
      const mark = shadow(calendar.view, to)
      calendar.paint(to, () => mark.remove())
    } else if (was.block && !samePlace(was.from, to)) calendar.wish(was.block, to)
  })
  window.addEventListener('pointercancel', end)
  window.addEventListener('keydown', (event) => event.key === 'Escape' && drag && end())
}

const atEnd = (calendar: Calendar, block: HTMLElement, event: PointerEvent): boolean => {
  const box = block.getBoundingClientRect()
  return calendar.view === 'week' ? box.bottom - event.clientY <= EDGE : box.right - event.clientX <= EDGE
}

/** The click that ends a drag is none. */
function swallowClick(): void {
  const stop = (event: Event): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', stop, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }), 0)
}
