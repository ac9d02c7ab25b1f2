/** Time on a lane: five minutes a step from 04:00 to 22:00, as the server places blocks (wall-columns.ts). */
export const FIRST = 240
export const LAST = 1320
export const STEP = 5

export type View = 'week' | 'day'
/** Where a block is, or is wished to be. Minutes since midnight, and how many. */
export type Place = { readonly lane: HTMLElement; readonly start: number; readonly minutes: number }

export const two = (n: number): string => (n < 10 ? `0${n}` : String(n))
export const timeText = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`

export const clamp = (n: number, from: number, to: number): number => Math.min(Math.max(n, from), to)
export const snap = (minutes: number): number => Math.round(minutes / STEP) * STEP

/** The minute of the day under a point of a lane. */
export function minuteAt(view: View, lane: HTMLElement, x: number, y: number): number {
  const box = lane.getBoundingClientRect()
  const part = view === 'week' ? (y - box.top) / box.height : (x - box.left) / box.width
  return FIRST + clamp(part, 0, 1) * (LAST - FIRST)
}

/** Puts a block (or its shadow) where it is wished, by the variables that the styles read. */
export function put(block: HTMLElement, { start, minutes }: Omit<Place, 'lane'>, view: View): void {
  const at = clamp(Math.floor((start - FIRST) / STEP), 0, (LAST - FIRST) / STEP - 1)
  const length = Math.max(Math.ceil(minutes / STEP), view === 'week' ? 3 : 2)
  block.style.setProperty('--at', String(at + 1))
  block.style.setProperty('--len', String(length))
}

export const placeOf = (block: HTMLElement): Place | null => {
  const lane = block.closest<HTMLElement>('[data-lane]')
  return lane && { lane, start: Number(block.dataset.start), minutes: Number(block.dataset.minutes) }
}
export const samePlace = (a: Place, b: Place): boolean =>
  a.lane === b.lane && a.start === b.start && a.minutes === b.minutes
