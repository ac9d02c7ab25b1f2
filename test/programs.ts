import { spawnSync } from 'node:child_process'

/** Whether a program of another package is on this machine. */
export const have = (program: string): boolean =>
  spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0

/**
 * For `it.skipIf(lacking('mpv'))`: says what is missing and lets the test be left out, but never in CI, where a missing
 * program is a fault of the machine and the test fails.
 */
export function lacking(...programs: string[]): boolean {
  const missing = programs.filter((program) => !have(program))
  if (missing.length === 0 || process.env.CI === 'true') return false
  console.warn(`left out, not installed: ${missing.join(', ')} (bin/setup --test installs them)`)
  return true
}
