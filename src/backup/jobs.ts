import type { Context } from '../context.ts'
import { runBackup } from './run.ts'
import { backupRuns } from './run-store.ts'
import { sqlitePath } from './sqlite-copy.ts'
import { isDue } from './state.ts'

const RUNS_LOOKED_AT = 30

export const backupJobs = [
  {
    name: 'backup.daily',
    // Wakes often and does nothing until a backup is due: what was missed is made up.
    schedule: '*/10 * * * *',
    run: async (ctx: Context): Promise<void> => {
      const { to, at } = ctx.config.backup
      if (to === '' || (ctx.db.dialect === 'sqlite' && sqlitePath(ctx.db.url) === null)) return
      const now = ctx.clock.now()
      if (!isDue(await backupRuns(ctx.db, RUNS_LOOKED_AT), { at, now, zone: ctx.zone })) return
      const { proof, id } = await runBackup(ctx)
      if (!proof.ok) throw new Error(`backup ${id} did not prove itself: ${proof.faults[0] ?? ''}`)
    },
  },
]
