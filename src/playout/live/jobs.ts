import type { Context } from '../../context.ts'
import { DAY_MS } from '../../kernel/dates.ts'
import { forgetBefore } from './live-store.ts'

/** Live events older than a day help nobody: who was away that long fetches the playlist anyway. */
export const liveJobs = [
  {
    name: 'forget-live-events',
    schedule: '23 * * * *',
    atStart: true,
    run: (ctx: Context): Promise<void> => ctx.db.transact((tx) => forgetBefore(tx, ctx.clock.now() - DAY_MS)),
  },
]
