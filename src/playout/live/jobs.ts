import type { Context } from '../../context.ts'
import { DAY_MS, MINUTE_MS } from '../../kernel/dates.ts'
import { liveConnections } from './connections.ts'
import { forgetBefore, keysRevokedSince } from './live-store.ts'

/** Ends the streams of keys that another process revoked: a command, or a second server (PROTOCOL.md: within 5 s). */
async function endRevokedStreams(ctx: Context): Promise<void> {
  const connections = liveConnections(ctx.db)
  if (connections.keyHashes.length === 0) return
  for (const hash of await keysRevokedSince(ctx.db, ctx.clock.now() - 10 * MINUTE_MS)) connections.endAll(hash)
}

export const liveJobs = [
  {
    name: 'end-revoked-streams',
    schedule: '*/4 * * * * *',
    everywhere: true,
    run: endRevokedStreams,
  },
  // Events older than a day help nobody: who was away that long fetches the playlist anyway.
  {
    name: 'forget-live-events',
    schedule: '23 * * * *',
    atStart: true,
    run: (ctx: Context): Promise<void> => ctx.db.transact((tx) => forgetBefore(tx, ctx.clock.now() - DAY_MS)),
  },
]
