const FIRST_MS = 5000
const LONGEST_MS = 10 * 60_000
/** After a refused key nobody asks again at once: a person has to do something first. */
export const REFUSED_MS = 30 * 60_000

/**
 * How long to wait after the nth failure in a row: doubling from 5 s to 10 min, the second half of it by chance, so
 * that thousands do not come back together.
 * @param failures 1 after the first @param random 0 ≤ r < 1
 */
export function backoffMs(failures: number, random: number): number {
  const whole = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 20), LONGEST_MS)
  return Math.round(whole / 2 + (whole / 2) * random)
}
