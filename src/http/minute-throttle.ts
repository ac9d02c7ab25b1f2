/** Requests of one address in a minute. */
const PER_MINUTE = 60
const WINDOW_MS = 60_000
const ADDRESSES_MAX = 10_000

/**
 * Counts requests by address, a minute at a time, in this process's memory: a public address that a program asks without
 * end must not take time from stations.
 * @returns a function that tells how many seconds an address must wait; 0: it may go on
 */
export function minuteThrottle(): (address: string, now: number) => number {
  let began = 0
  let counts = new Map<string, number>()
  return (address, now) => {
    if (now - began >= WINDOW_MS || now < began || counts.size >= ADDRESSES_MAX) {
      began = now
      counts = new Map()
    }
    const n = (counts.get(address) ?? 0) + 1
    counts.set(address, n)
    return n <= PER_MINUTE ? 0 : Math.max(1, Math.ceil((began + WINDOW_MS - now) / 1000))
  }
}
