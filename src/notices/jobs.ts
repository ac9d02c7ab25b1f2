import type { Context } from '../context.ts'
import { deliverNotices } from './deliver.ts'
import { watchForNotices } from './watch.ts'

export const noticesJobs = [
  {
    name: 'notices.watch',
    // After the heads of the ledger were written (0:05), and every hour for what the day brings.
    schedule: '12 * * * *',
    run: async (ctx: Context): Promise<void> => {
      await watchForNotices(ctx)
    },
  },
  {
    name: 'notices.deliver',
    schedule: '* * * * *',
    run: async (ctx: Context, stop: AbortSignal): Promise<void> => {
      await deliverNotices(ctx, stop)
    },
  },
]
