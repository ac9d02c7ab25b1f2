import { describe, expect, it } from 'vitest'
import { THROTTLE_WINDOW_MS, waitMs } from './throttle.ts'

const rule = { free: 3, firstWaitMs: 5_000, longestWaitMs: 60_000 }
const NOW = 1_000_000_000
const failures = (n: number, at = NOW) => Array.from({ length: n }, () => at)

describe('waiting after failed sign-ins', () => {
  it('the first failures cost nothing', () => {
    expect(waitMs(rule, [], NOW)).toBe(0)
    expect(waitMs(rule, failures(2), NOW)).toBe(0)
  })
  it('then the wait doubles with each, up to the longest', () => {
    expect([3, 4, 5, 6, 7, 50].map((n) => waitMs(rule, failures(n), NOW))).toEqual([
      5_000, 10_000, 20_000, 40_000, 60_000, 60_000,
    ])
  })
  it('it runs from the last failure', () => {
    expect(waitMs(rule, failures(3, NOW - 4_000), NOW)).toBe(1_000)
    expect(waitMs(rule, failures(3, NOW - 5_000), NOW)).toBe(0)
  })
  it('failures before the window are forgotten', () => {
    expect(waitMs(rule, failures(50, NOW - THROTTLE_WINDOW_MS), NOW)).toBe(0)
  })
})
