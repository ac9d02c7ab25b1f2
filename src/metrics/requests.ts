/** Upper bounds of the durations that are told apart, in seconds. */
const BOUNDS = [0.005, 0.025, 0.1, 0.5, 1, 2.5, 10] as const
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

type Durations = { readonly within: Uint32Array; count: number; sum: number }
type Route = { readonly durations: Durations; readonly answers: Map<string, number> }

const escaped = (text: string): string => text.replace(/["\\\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))
const bound = (seconds: number): string => String(seconds)

/**
 * Counts requests by the pattern of their route, never by their address: there are as many series as routes and statuses.
 * One look-up and a few additions for each request, because stations ask by the thousand; the text is made when asked for.
 */
export class RequestCounts {
  readonly #routes = new Map<string, Route>()

  /** @param route pattern of the route that answered ("/api/v1/stations/:code/…") @param seconds until the answer began */
  add(route: string, method: string, status: number, seconds: number): void {
    let known = this.#routes.get(route)
    if (!known) {
      known = { durations: { within: new Uint32Array(BOUNDS.length), count: 0, sum: 0 }, answers: new Map() }
      this.#routes.set(route, known)
    }
    const { durations, answers } = known
    const answer = `${METHODS.has(method) ? method : 'other'} ${status}`
    answers.set(answer, (answers.get(answer) ?? 0) + 1)
    durations.count += 1
    durations.sum += seconds
    for (let i = 0; i < BOUNDS.length; i += 1) {
      if (seconds > (BOUNDS[i] ?? 0)) continue
      durations.within[i] = (durations.within[i] ?? 0) + 1
      break
    }
  }

  /** How many answers with this status the routes that match have given. */
  answered(route: RegExp, status: number): number {
    let n = 0
    for (const [pattern, { answers }] of this.#routes) {
      if (!route.test(pattern)) continue
      for (const [answer, times] of answers) if (answer.endsWith(` ${status}`)) n += times
    }
    return n
  }

  /** In Prometheus' text format. */
  text(): string {
    const total = [
      '# HELP songque_http_requests_total Requests answered.',
      '# TYPE songque_http_requests_total counter',
    ]
    const seconds = [
      '# HELP songque_http_request_duration_seconds Time until the answer began.',
      '# TYPE songque_http_request_duration_seconds histogram',
    ]
    for (const [pattern, { answers, durations }] of [...this.#routes].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const route = escaped(pattern)
      for (const [answer, n] of answers) {
        const [method, status] = answer.split(' ')
        total.push(`songque_http_requests_total{method="${method}",route="${route}",status="${status}"} ${n}`)
      }
      const name = 'songque_http_request_duration_seconds'
      let upTo = 0
      for (const [i, limit] of BOUNDS.entries()) {
        upTo += durations.within[i] ?? 0
        seconds.push(`${name}_bucket{route="${route}",le="${bound(limit)}"} ${upTo}`)
      }
      seconds.push(
        `${name}_bucket{route="${route}",le="+Inf"} ${durations.count}`,
        `${name}_sum{route="${route}"} ${durations.sum}`,
        `${name}_count{route="${route}"} ${durations.count}`,
      )
    }
    return `${[...total, '', ...seconds].join('\n')}\n`
  }
}
