import type { Job } from './index.ts'

/** Every periodic job of the program. */
export const jobs: readonly Job[] = [
  // each slice adds its jobs: ...scheduleJobs
]
