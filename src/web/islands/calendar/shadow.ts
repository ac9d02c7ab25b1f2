import { h } from '../desk/dom.ts'
import { type Place, put, timeText, type View } from './lanes.ts'

/** A shadow that shows where a block would go, or what is being painted. */
export function shadow(view: View, place: Place): HTMLElement {
  const item = h('li', { class: 'shadow', 'aria-hidden': 'true' }, h('span'))
  moveShadow(view, item, place)
  return item
}

export function moveShadow(view: View, item: HTMLElement, place: Place): void {
  if (item.parentElement !== place.lane) place.lane.append(item)
  put(item, place, view)
  const label = item.firstElementChild
  if (label) label.textContent = `${timeText(place.start)}–${timeText(place.start + place.minutes)}`
}
