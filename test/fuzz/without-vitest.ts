import { setTimeout as sleep } from 'node:timers/promises'

/** What the story's world takes of vitest, for the heavy dose that runs without it (test/prove/fuzz.ts). */
export const describe = { skipIf: () => describe }
export const inject = (): string => ''
export const vi = {
  waitUntil: async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await sleep(20)
  },
}
