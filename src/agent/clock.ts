/*
 * The agent never sets a clock. It finds out what the server's clock shows at a moment of its own monotonic clock, and
 * from then on goes by the monotonic clock alone: a machine whose clock is a day or years off, or jumps, plays on time.
 */

/** One look at the server's clock. `base`: the server's time at which our monotonic clock stood at 0. */
export type Sample = { readonly mono: number; readonly base: number; readonly errorMs: number }

/** What is kept over restarts. */
export type ClockMemory = {
  readonly bootId: string
  /** Null: the server was not heard of in that boot. */
  readonly base: number | null
  /** The latest moment that the server confirmed, or that was reckoned from it; epoch ms. Time cannot be before. */
  readonly floor: number
  /** By how much the machine's clock was ahead of the server's when last compared, ms. */
  readonly wallError: number
}
export const NO_MEMORY: ClockMemory = { bootId: '', base: null, floor: 0, wallError: 0 }

/** `sure`: by the server's clock; else by the machine's, as far as it can be believed. */
export type Now = { readonly at: number; readonly sure: boolean }

const SAMPLES = 8
const SAMPLE_LASTS_MS = 60 * 60_000

/** The sample to go by: of the last hour the one with the shortest way, else the newest. */
export function bestSample(samples: readonly Sample[], mono: number): Sample | null {
  const fresh = samples.filter((sample) => mono - sample.mono <= SAMPLE_LASTS_MS)
  const best = fresh.reduce<Sample | null>((a, b) => (a && a.errorMs <= b.errorMs ? a : b), null)
  return best ?? samples.at(-1) ?? null
}

/**
 * The time when the server was not yet heard of since the machine started. Two clocks are thinkable: the machine's as it
 * shows, and the machine's less the error it was last known to have. Neither may lie before the last confirmed moment;
 * of what remains the earlier one is taken, which is the shorter outage. Null: the clock cannot be believed at all.
 */
export function guess(wall: number, floor: number, wallError: number): number | null {
  const possible = [wall, wall - wallError].filter((at) => at >= floor)
  return possible.length === 0 ? null : Math.min(...possible)
}

/** Before this program was written no clock is right. */
const WRITTEN = Date.UTC(2020, 0, 1)

export class TrueClock {
  readonly #clocks: { wall(): number; mono(): number; readonly bootId: string }
  readonly #begunMono: number
  readonly #floor: number
  readonly #keptError: number
  #samples: Sample[] = []
  #keptBase: number | null

  constructor(clocks: { wall(): number; mono(): number; readonly bootId: string }, memory: ClockMemory) {
    this.#clocks = clocks
    this.#begunMono = clocks.mono()
    this.#floor = Math.max(memory.floor, WRITTEN)
    this.#keptError = memory.wallError
    this.#keptBase = memory.bootId === clocks.bootId ? memory.base : null
  }

  /** The present time; null when nothing tells it. */
  now(): Now | null {
    const mono = this.#clocks.mono()
    const base = bestSample(this.#samples, mono)?.base ?? this.#keptBase
    if (base !== null) return { at: Math.round(base + mono), sure: true }
    // No time has passed unseen since we began: from then on the floor rises with the monotonic clock.
    const at = guess(this.#clocks.wall(), this.#floor + mono - this.#begunMono, this.#keptError)
    return at === null ? null : { at: Math.round(at), sure: false }
  }

  /** The server told its time. @param sentMono, receivedMono our monotonic clock around the question */
  heard(serverMs: number, sentMono: number, receivedMono: number): void {
    const sample = {
      mono: receivedMono,
      base: serverMs - (sentMono + receivedMono) / 2,
      errorMs: (receivedMono - sentMono) / 2,
    }
    // The server's clock was set: what was measured before says nothing any more.
    const disagrees = (old: Sample): boolean => Math.abs(old.base - sample.base) > 1000 + old.errorMs + sample.errorMs
    this.#samples = [...this.#samples.filter((old) => !disagrees(old)), sample].slice(-SAMPLES)
  }

  /** By how much the machine's clock is ahead, ms; null when never compared in this boot. */
  wallError(): number | null {
    const now = this.now()
    return now?.sure ? Math.round(this.#clocks.wall() - now.at) : null
  }

  memory(): ClockMemory {
    const mono = this.#clocks.mono()
    const base = bestSample(this.#samples, mono)?.base ?? this.#keptBase
    return {
      bootId: this.#clocks.bootId,
      base,
      floor: base === null ? this.#floor + mono - this.#begunMono : Math.max(base + mono, WRITTEN),
      wallError: this.wallError() ?? this.#keptError,
    }
  }
}
