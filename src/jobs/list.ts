import { accountsJobs } from '../accounts/index.ts'
import { backupJobs } from '../backup/index.ts'
import { recordingJobs } from '../library/index.ts'
import { noticesJobs } from '../notices/index.ts'
import { liveJobs } from '../playout/live/index.ts'
import { reportsJobs } from '../reports/index.ts'
import { retentionJobs } from '../retention/index.ts'
import { scheduleJobs } from '../schedule/index.ts'
import type { Job } from './index.ts'

/** Every periodic job of the program. */
export const jobs: readonly Job[] = [
  ...accountsJobs,
  ...liveJobs,
  ...recordingJobs,
  ...scheduleJobs,
  ...reportsJobs,
  ...noticesJobs,
  ...retentionJobs,
  ...backupJobs,
]
