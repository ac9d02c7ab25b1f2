import type { Log, Timers } from './parts.ts'

const AFTER_FAULT_MS = 60_000

/**
 * One kind of work that comes again and again, never twice at once. `run` says after how many ms it wants to run again.
 * An error of ours is logged and does not end the duty.
 */
export class Duty {
  readonly #timers: Timers
  readonly #run: () => Promise<number>
  readonly #log: Log
  readonly #name: string
  #cancel: (() => void) | null = null
  #running = false
  #again = false
  #ended = false

  constructor(name: string, parts: { readonly timers: Timers; readonly log: Log }, run: () => Promise<number>) {
    this.#name = name
    this.#timers = parts.timers
    this.#log = parts.log
    this.#run = run
  }

  /** Runs soon: now, or once more after the run that is under way. */
  kick(): void {
    if (this.#running) this.#again = true
    else this.#arm(0)
  }

  end(): void {
    this.#ended = true
    this.#cancel?.()
  }

  #arm(ms: number): void {
    this.#cancel?.()
    if (!this.#ended) this.#cancel = this.#timers.after(ms, () => this.#work())
  }

  async #work(): Promise<void> {
    if (this.#running || this.#ended) return
    this.#running = true
    this.#again = false
    let next = AFTER_FAULT_MS
    try {
      next = await this.#run()
    } catch (error) {
      this.#log('warn', `${this.#name}: ${error instanceof Error ? error.message : String(error)}`)
    }
    this.#running = false
    this.#arm(this.#again ? 0 : next)
  }
}
