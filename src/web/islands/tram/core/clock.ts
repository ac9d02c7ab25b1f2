import type { Moment } from './journal.ts'

/** What the device's two clocks show now, in ms: the wall clock, and one that never goes back. */
export type Readings = () => { readonly wall: number; readonly mono: number }
/** Kept over reloads: server time minus wall time when last measured, and the latest server time known of. */
export type KeptClock = { readonly offset: number; readonly latest: number }

/** The two clocks part by more than this when the device slept or somebody set the time. */
const JUMP_MS = 1500
/** An answer slower than this says little about the time. */
const SLOW_MS = 5000
/** Server time that lies this far before the latest known cannot be right. */
const DOUBT_MS = 60_000

/**
 * Server time on a device whose clock may be wrong, be set, or stand still. Runs on the clock that never goes back;
 * the wall clock is only believed after a sleep, in which the other may have stood still: then a new boot begins, so
 * that events before and after it are never measured by one clock.
 */
export class StationClock {
  readonly #read: Readings
  readonly #newId: () => string
  #anchor: { server: number; wall: number; mono: number }
  #bootStart: number
  #latest: number
  bootId: string

  constructor(read: Readings, newId: () => string, kept: KeptClock | null) {
    this.#read = read
    this.#newId = newId
    const { wall, mono } = read()
    this.#anchor = { server: wall + (kept ? kept.offset : 0), wall, mono }
    this.#latest = kept ? kept.latest : 0
    this.#bootStart = mono
    this.bootId = newId()
  }

  /** Server time, ms. */
  now(): number {
    return this.#anchor.server + this.#read().mono - this.#anchor.mono
  }

  moment(): Moment {
    return { at: this.now(), bootId: this.bootId, monoMs: this.#read().mono - this.#bootStart }
  }

  /** Whether this time can be right: a device without a battery wakes up in the past. */
  get trusted(): boolean {
    return this.now() >= this.#latest - DOUBT_MS
  }

  /** To be called often: notices sleep and a clock that was set. @returns true when a new boot has begun */
  tick(): boolean {
    const { wall, mono } = this.#read()
    const apart = wall - this.#anchor.wall - (mono - this.#anchor.mono)
    if (Math.abs(apart) < JUMP_MS) return false
    const slept = apart > 0
    const server = this.#anchor.server + (mono - this.#anchor.mono) + (slept ? apart : 0)
    this.#anchor = { server, wall, mono }
    if (!slept) return false
    this.bootId = this.#newId()
    this.#bootStart = mono
    return true
  }

  /** The server told its time in an answer to a question sent when the steady clock showed `sentMono`. */
  measured(server: number, sentMono: number): void {
    const { wall, mono } = this.#read()
    const trip = mono - sentMono
    // Also backwards: after a wrong future the present is right again.
    this.#latest = server
    const now = server + trip / 2
    // A slow answer is used only where the time is further off than it is slow.
    if (trip > SLOW_MS && Math.abs(now - this.now()) < trip) return
    this.#anchor = { server: now, wall, mono }
  }

  kept(): KeptClock {
    const { wall } = this.#read()
    return { offset: this.now() - wall, latest: this.trusted ? Math.max(this.#latest, this.now()) : this.#latest }
  }
}
