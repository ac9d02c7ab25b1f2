export type FuzzReport = {
  inputs: number
  byStatus: Record<string, number>
  routes: number
  /** The slowest by processor time. */
  slowest: { ms: number; what: string }[]
  broken: string[]
}
export const noReport = (): FuzzReport => ({ inputs: 0, byStatus: {}, routes: 0, slowest: [], broken: [] })
const MOST = 8
export const slowestOf = (all: FuzzReport['slowest']): FuzzReport['slowest'] =>
  [...all].sort((a, b) => b.ms - a.ms).slice(0, MOST)

/** Several reports as one. */
export function together(reports: readonly FuzzReport[]): FuzzReport {
  const all = noReport()
  for (const { inputs, byStatus, routes, slowest, broken } of reports) {
    all.inputs += inputs
    for (const [status, n] of Object.entries(byStatus)) all.byStatus[status] = (all.byStatus[status] ?? 0) + n
    all.routes = Math.max(all.routes, routes)
    all.slowest = slowestOf([...all.slowest, ...slowest])
    all.broken.push(...broken)
  }
  return all
}

/** One line of figures. */
export const said = ({ inputs, byStatus, routes, slowest, broken }: FuzzReport): string =>
  `${inputs} inputs to ${routes} routes: ${Object.entries(byStatus)
    .map(([status, n]) => `${status} ${n}`)
    .join(', ')}; slowest ${slowest[0]?.ms ?? 0} ms; broken ${broken.length}`
