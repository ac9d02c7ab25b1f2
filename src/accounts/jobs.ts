import type { Context } from '../context.ts'
import { DAY_MS } from '../kernel/dates.ts'
import { forgetAttempts } from './attempt-store.ts'
import { writeUses } from './freshness.ts'
import { forgetLinks } from './link-store.ts'
import { forgetEndedSessions } from './session-store.ts'

/** How long used and expired links are kept. */
const KEEP_LINKS_MS = 30 * DAY_MS

/** Removes ended sessions, old sign-in attempts and old links. The audit trail keeps what must be known. */
export async function tidySignIns(ctx: Context): Promise<void> {
  await writeUses(ctx)
  const now = ctx.clock.now()
  await ctx.db.transact(async (tx) => {
    await forgetEndedSessions(tx, now, ctx.config.sessionIdleMs)
    await forgetAttempts(tx, now - ctx.config.keepSignInsDays * DAY_MS)
    await forgetLinks(tx, now - KEEP_LINKS_MS)
  })
}

export const accountsJobs = [{ name: 'tidy-sign-ins', schedule: '17 3 * * *', run: tidySignIns }]
