import type { Context } from '../context.ts'
import { recountAll } from './tally.ts'

export const reportsJobs = [
  {
    name: 'reports.recount',
    schedule: '40 2 * * *',
    run: async (ctx: Context): Promise<void> => {
      const stations = await recountAll(ctx)
      ctx.log.info({ stations }, 'roll-ups recounted')
    },
  },
]
