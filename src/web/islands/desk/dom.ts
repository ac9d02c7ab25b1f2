export { fill, h, write } from '../tram/view/dom.ts'

/** The island's small drawings; the words stand beside them or in an aria-label. */
const DRAWINGS = {
  calendar: 'M4 5h16v16H4zM16 3v4M8 3v4M4 10h16',
  close: 'M18 6 6 18M6 6l12 12',
  back: 'm15 18-6-6 6-6',
  forth: 'm9 18 6-6-6-6',
} as const

export function drawing(name: keyof typeof DRAWINGS): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const given = { viewBox: '0 0 24 24', width: '18', height: '18', fill: 'none', stroke: 'currentColor' }
  for (const [key, value] of Object.entries(given)) svg.setAttribute(key, value)
  svg.setAttribute('stroke-width', '1.75')
  svg.setAttribute('stroke-linecap', 'round')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', DRAWINGS[name])
  svg.append(path)
  return svg
}
