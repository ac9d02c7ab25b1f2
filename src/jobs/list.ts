import { accountsJobs } from '../accounts/index.ts'
import type { Job } from './index.ts'

/** Every periodic job of the program. */
export const jobs: readonly Job[] = [
  ...accountsJobs,
  // each slice adds its jobs: ...scheduleJobs
]
