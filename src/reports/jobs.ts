import type { Context } from '../context.ts'
import { publishHeads } from './closings/index.ts'
import { clearExports, serveExports } from './exports/index.ts'
import { foldSpans } from './fold.ts'
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
  {
    name: 'reports.fold',
    schedule: '10 4 * * *',
    // The first start of a new program finds none of them.
    atStart: true,
    run: async (ctx: Context): Promise<void> => {
      const spans = await foldSpans(ctx)
      if (spans.length > 0) ctx.log.info({ spans }, 'roll-ups of longer spans made')
    },
  },
  {
    name: 'reports.publish-heads',
    schedule: '5 0 * * *',
    // A server that is switched off at night writes them when it starts.
    atStart: true,
    run: async (ctx: Context): Promise<void> => {
      const lines = await publishHeads(ctx)
      if (lines > 0) ctx.log.info({ lines }, 'ledger heads published')
    },
  },
  {
    name: 'reports.exports',
    // What a restart left behind; a new one is begun at once by whoever asked for it.
    schedule: '* * * * *',
    atStart: true,
    // Rows are claimed; and each server ends what it is at work on when it stops.
    everywhere: true,
    run: serveExports,
  },
  {
    name: 'reports.clear-exports',
    schedule: '20 3 * * *',
    run: clearExports,
  },
]
