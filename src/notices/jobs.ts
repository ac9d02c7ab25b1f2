import type { Context } from '../context.ts'
import { deliverNotices } from './deliver.ts'
import { SUPPLEMENT_WATCH, watchForSupplements } from './supplement-watch.ts'
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
    name: SUPPLEMENT_WATCH,
    // Once a day is done; the other hours are for what failed.
    schedule: '32 * * * *',
    run: async (ctx: Context): Promise<void> => {
      await watchForSupplements(ctx)
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
