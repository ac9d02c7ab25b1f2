import type { Clock } from '../kernel/time.ts'

/**
 * The clock of the sample district. While its past is told the clock stands at the instant told, so that every row says
 * when things would have happened; then it runs with the machine's.
 */
export class StoryClock implements Clock {
  #at: number | null = null

  now(): number {
    return this.#at ?? Date.now()
  }
  set(instant: number): void {
    this.#at = instant
  }
  run(): void {
    this.#at = null
  }
}
