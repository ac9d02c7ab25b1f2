import { type Agent, startAgent } from '../../src/agent/agent.ts'
import { nodeFetch } from '../../src/agent/http.ts'
import type { Fetch } from '../../src/agent/parts.ts'
import { settingsFor } from '../agent/rig.ts'
import { chance, VirtualMachine, type VirtualTime } from '../agent/virtual.ts'
import type { Options } from './options.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** One for all: tens of thousands of attempts on a line that is down need no stack each. */
const NO_LINE = new TypeError('fetch failed: EHOSTUNREACH')

/** One virtual station: the agent's own code on a machine with a clock, a loudspeaker and a line that are made up. */
export class SimulatedStation {
  readonly code: string
  readonly machine: VirtualMachine
  agent: Agent | null = null
  /** What happened to it, for the figures. */
  readonly happened = { outages: 0, cuts: 0, clocks: 0, again: 0, lostAnswers: 0 }
  readonly #time: VirtualTime
  readonly #random: () => number
  readonly #options: Options
  readonly #key: string
  readonly #url: string
  /** How a request reaches the server: the agent's own client over a socket, or handed over in the process. */
  readonly #wire: Fetch
  #down = 0
  #quiet = false
  #ids = 0

  constructor(
    time: VirtualTime,
    { url, direct }: { readonly url: string; readonly direct: Fetch },
    { code, key }: { code: string; key: string },
    options: Options,
    n: number,
  ) {
    this.#time = time
    this.#url = url
    this.#wire = n % options.socketEvery === 0 ? nodeFetch : direct
    this.code = code
    this.#key = key
    this.#options = options
    this.#random = chance(options.seed * 100_003 + n)
    this.machine = new VirtualMachine(time, code)
  }

  async start(): Promise<void> {
    const settings = settingsFor(this.code, {
      server: this.#url,
      pollAtLeastSeconds: this.#options.pollSeconds,
      sleepAtMostSeconds: 1800,
    })
    const started = startAgent(settings, () => this.#key, {
      ...this.machine.process(),
      fetch: this.#fetch,
      random: this.#random,
      newId: () => {
        this.#ids += 1
        return `${this.code}-${this.#ids}`
      },
    })
    this.agent = (await Promise.race([started, this.machine.died])) ?? null
  }

  readonly #fetch: Fetch = async (url, init) => {
    if (this.#down > 0) throw NO_LINE
    const isReport = url.endsWith('/as-run')
    const faulty = this.#options.faults.has('duplicate') && !this.#quiet && isReport
    if (faulty && this.#random() < 0.2) {
      this.happened.again += 1
      await (await this.#wire(url, init)).arrayBuffer()
    }
    const response = await this.#wire(url, init)
    if (faulty && this.#random() < 0.1) {
      this.happened.lostAnswers += 1
      await response.arrayBuffer()
      throw new TypeError('fetch failed: ECONNRESET')
    }
    if (url.includes('/audio/') && this.#options.faults.has('line') && !this.#quiet && this.#random() < 0.3)
      return halved(response)
    return response
  }

  /** Draws what will happen to this station between two moments. @param starts of its airings, epoch ms */
  draw(from: number, to: number, starts: readonly number[]): void {
    const { faults } = this.#options
    if (faults.has('line')) this.#drawOutages(from, to)
    if (faults.has('power')) this.#drawCuts(from, to, starts)
    if (faults.has('clock')) this.#drawClock(from, to)
  }
  /** From now on nothing bad happens any more. */
  calm(): void {
    this.#quiet = true
    this.#down = 0
  }

  /** Moments at random distances around a mean. */
  *#moments(from: number, to: number, mean: number): Generator<number> {
    for (let at = from; ; ) {
      at += -Math.log(1 - this.#random()) * mean
      if (at >= to) return
      yield Math.round(at)
    }
  }

  #drawOutages(from: number, to: number): void {
    for (const at of this.#moments(from, to, 2 * DAY)) {
      const lasts = this.#random() < 0.1 ? this.#random() * 7 * DAY : this.#random() * 8 * HOUR
      this.#time.at(at, async () => {
        if (this.#quiet) return
        this.happened.outages += 1
        this.#down += 1
        this.#time.after(lasts, async () => {
          this.#down = Math.max(0, this.#down - 1)
        })
      })
    }
  }

  /** Half of the power cuts hit an airing. Now and then it is only the process that is killed. */
  #drawCuts(from: number, to: number, starts: readonly number[]): void {
    for (const any of this.#moments(from, to, 2 * DAY)) {
      const airing = starts[Math.floor(this.#random() * starts.length)] ?? any
      const at = this.#random() < 0.5 ? any : Math.round(airing - 2000 + this.#random() * 34_000)
      const lasts = this.#random() < 0.6 ? 5000 + this.#random() * 5 * MINUTE : this.#random() * 10 * HOUR
      const kill = this.#random() < 0.3
      this.#time.at(at, async () => {
        if (this.#quiet || !this.machine.alive) return
        this.happened.cuts += 1
        if (kill) this.machine.kill()
        else this.machine.losePower(this.#random)
        this.#time.after(lasts, async () => {
          if (!kill) this.machine.boot()
          await this.start()
        })
      })
    }
  }

  #drawClock(from: number, to: number): void {
    const errors = [DAY, -DAY, -400 * DAY, 3 * 365 * DAY, 7 * HOUR, -7 * HOUR, 90_000, -45 * MINUTE]
    for (const at of this.#moments(from, to, 3 * DAY)) {
      const pick = errors[Math.floor(this.#random() * errors.length)] ?? 0
      const error = this.#random() < 0.3 ? 0 : this.#random() < 0.1 ? -at : pick
      this.#time.at(at, async () => {
        if (this.#quiet) return
        this.happened.clocks += 1
        this.machine.wallError = error
      })
    }
  }
}

/** Of a download only a part comes, then the line is gone. */
function halved(response: Response): Response {
  const reader = response.body?.getReader()
  let came = 0
  const half = Number(response.headers.get('content-length') ?? 0) / 2
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const part = await reader?.read()
      if (!part || part.done) return controller.close()
      came += part.value.length
      if (came <= half) return controller.enqueue(part.value)
      await reader?.cancel()
      controller.error(new TypeError('terminated'))
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}
