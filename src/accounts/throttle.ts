/** How many failures a kind of attempt is free of waiting, and how the wait grows after that. */
export type ThrottleRule = { readonly free: number; readonly firstWaitMs: number; readonly longestWaitMs: number }

/** Failures older than this are forgotten. */
export const THROTTLE_WINDOW_MS = 60 * 60_000
const LONGEST_MS = 15 * 60_000

/**
 * One person at one place soon has to wait. The account as a whole and the address as a whole stand more, because a
 * stranger could otherwise lock a person out, or one office behind one address lock all of its people out.
 */
export const THROTTLE = {
  accountAtAddress: { free: 5, firstWaitMs: 5_000, longestWaitMs: LONGEST_MS },
  account: { free: 20, firstWaitMs: 5_000, longestWaitMs: LONGEST_MS },
  address: { free: 30, firstWaitMs: 5_000, longestWaitMs: LONGEST_MS },
} as const satisfies Record<string, ThrottleRule>

/**
 * How long until the next attempt may be made: nothing for the first failures, then doubling from the last failure on.
 * @param failures instants (epoch ms) of the failures that count, in any order
 * @returns milliseconds, 0 when it may be made now
 */
export function waitMs(rule: ThrottleRule, failures: readonly number[], now: number): number {
  const recent = failures.filter((at) => at > now - THROTTLE_WINDOW_MS && at <= now)
  const over = recent.length - rule.free
  if (over < 0) return 0
  const wait = Math.min(rule.firstWaitMs * 2 ** Math.min(over, 30), rule.longestWaitMs)
  return Math.max(0, Math.max(...recent) + wait - now)
}
