import { type Costs, WORKS } from './measure.ts'

const [WIDTH, HEIGHT] = [760, 460]
const [LEFT, RIGHT, TOP, BOTTOM] = [84, 620, 56, 396]
/** Read on white and on near-black; told apart by their marks and words too. */
const COLOURS = ['#2a8a96', '#c2683c', '#7f74c9', '#6d8f3a'] as const

const round = (n: number): string => n.toFixed(1)
const grouped = (n: number): string =>
  n >= 1 ? n.toFixed(0).replace(/\B(?=(\d{3})+$)/g, '.') : String(n).replace('.', ',')

type Scale = (value: number) => number
const scale =
  (low: number, high: number, from: number, to: number): Scale =>
  (value) =>
    from + ((Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))) * (to - from)

function mark(kind: number, x: number, y: number): string {
  const at = (points: readonly (readonly [number, number])[]) =>
    `<polygon points="${points.map(([dx, dy]) => `${round(x + dx)},${round(y + dy)}`).join(' ')}"/>`
  if (kind === 0) return `<circle cx="${round(x)}" cy="${round(y)}" r="4.5"/>`
  if (kind === 1) return `<rect x="${round(x - 4)}" y="${round(y - 4)}" width="8" height="8"/>`
  if (kind === 2)
    return at([
      [0, -6],
      [6, 5],
      [-6, 5],
    ])
  return at([
    [0, -6],
    [6, 0],
    [0, 6],
    [-6, 0],
  ])
}

/** Heights of the words at the right, so far apart that none covers another, in the order given. */
function apart(heights: readonly number[]): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  const out = [...heights]
  let lowest = Number.NEGATIVE_INFINITY
  for (const i of order) {
    out[i] = Math.max(heights[i] ?? 0, lowest + 17)
    lowest = out[i] ?? 0
  }
  return out
}

/** A curve for each work, both axes logarithmic, with n log n as a dashed line through the first point of "ingest". */
export function drawGrowth(costs: readonly Costs[], caption: string): string {
  const sizes = costs.map(({ stations }) => stations)
  const [first = 1, last = 1] = [sizes[0], sizes.at(-1)]
  const all = costs.flatMap(({ ms }) => Object.values(ms))
  const [low, high] = [10 ** Math.floor(Math.log10(Math.min(...all))), 10 ** Math.ceil(Math.log10(Math.max(...all)))]
  const [x, y] = [scale(first, last, LEFT + 16, RIGHT - 16), scale(low, high, BOTTOM, TOP)]
  const rows: string[] = []
  for (let tick = low; tick <= high * 1.001; tick *= 10) {
    const height = round(y(tick))
    rows.push(`<line class="grid" x1="${LEFT}" y1="${height}" x2="${RIGHT}" y2="${height}"/>`)
    rows.push(`<text x="${LEFT - 10}" y="${round(y(tick) + 4)}" text-anchor="end">${grouped(tick)}</text>`)
  }
  for (const size of sizes) {
    rows.push(`<line class="grid" x1="${round(x(size))}" y1="${TOP}" x2="${round(x(size))}" y2="${BOTTOM}"/>`)
    rows.push(`<text x="${round(x(size))}" y="${BOTTOM + 20}" text-anchor="middle">${grouped(size)}</text>`)
  }
  const start = costs[0]?.ms.ingest ?? 1
  const asked = sizes.map((n) => [n, (start * n * Math.log(n)) / (first * Math.log(first))] as const)
  const path = (points: readonly (readonly [number, number])[]) =>
    points.map(([n, ms], i) => `${i === 0 ? 'M' : 'L'}${round(x(n))} ${round(y(ms))}`).join('')
  const inside = asked.filter(([, ms]) => ms <= high)
  rows.push(`<path class="asked" d="${path(inside)}"/>`)
  const ends = WORKS.map((work) => y(costs.at(-1)?.ms[work] ?? low))
  const words = apart([...ends, y(inside.at(-1)?.[1] ?? high)])
  for (const [i, work] of WORKS.entries()) {
    const points = costs.map(({ stations, ms }) => [stations, ms[work]] as const)
    const marks = points.map(([n, ms]) => mark(i, x(n), y(ms))).join('')
    const word = `<text class="name" x="${RIGHT + 10}" y="${round((words[i] ?? 0) + 4)}">${work}</text>`
    rows.push(
      `<g fill="${COLOURS[i]}"><path stroke="${COLOURS[i]}" class="curve" d="${path(points)}"/>${marks}${word}</g>`,
    )
  }
  rows.push(`<text x="${RIGHT + 10}" y="${round((words.at(-1) ?? 0) + 4)}">n log n</text>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="t">
<title id="t">Cost of poll, ingest, saving a slot and report as stations grow</title>
<style>
svg { background: #fdfaf4; font: 13px system-ui, sans-serif }
text { fill: #4a4640 } .head { font-weight: 600; font-size: 15px } g text.name { fill: inherit; font-weight: 600 }
.grid { stroke: #ddd6c8 } .curve { fill: none; stroke-width: 2.2 } .asked { fill: none; stroke: #8a8378; stroke-dasharray: 5 5 }
@media (prefers-color-scheme: dark) { svg { background: #1c1b19 } text { fill: #cfc9be } .grid { stroke: #3a3733 } }
</style>
<text class="head" x="${LEFT}" y="24">CPU time for all stations together</text>
<text x="${LEFT}" y="42">${caption}</text>
${rows.join('\n')}
<text x="${(LEFT + RIGHT) / 2}" y="${BOTTOM + 46}" text-anchor="middle">stations</text>
<text transform="translate(20 ${(TOP + BOTTOM) / 2}) rotate(-90)" text-anchor="middle">milliseconds of processor</text>
</svg>
`
}
