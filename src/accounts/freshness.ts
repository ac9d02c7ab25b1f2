import type { Context } from '../context.ts'
import type { Tx } from '../db/index.ts'
import { type AuthCache, authCacheOf, type Known } from './cache.ts'
import { changeEpoch, markUsed, readEpoch, type Used } from './key-store.ts'

/** PROTOCOL.md: a revocation acts on other servers within 5 s. */
const EPOCH_AGE_MS = 4_000

/** Whether revocations by other processes were looked for so lately that what is in memory may be believed. */
export const isFresh = (ctx: Context): boolean =>
  Math.abs(ctx.clock.now() - authCacheOf(ctx.db).epochReadAt) <= EPOCH_AGE_MS

/** The cache, cleared first if another process (a command, a second server) has revoked something meanwhile. */
export async function freshCache(ctx: Context): Promise<AuthCache> {
  const cache = authCacheOf(ctx.db)
  const now = ctx.clock.now()
  if (isFresh(ctx)) return cache
  cache.epochReading ??= readEpoch(ctx.db)
    .then((epoch) => {
      if (cache.epoch !== null && epoch !== cache.epoch) cache.clear()
      cache.epoch = epoch
      cache.epochReadAt = now
    })
    .finally(() => {
      cache.epochReading = undefined
    })
  await cache.epochReading
  return cache
}

/** Ends the validity of a key: tells the slices above, this process after the commit, and other processes. */
export async function keyRevoked(ctx: Context, tx: Tx, keyHash: string): Promise<void> {
  await changeEpoch(tx, ctx.clock.now())
  await tx.emit({ type: 'key_revoked', keyHash })
  tx.tell({ about: 'key', hash: keyHash })
  tx.afterCommit(() => authCacheOf(ctx.db).forget(keyHash))
}

/** What an account may do, or which sessions it has, has changed. */
export async function accountChanged(ctx: Context, tx: Tx, accountId: number): Promise<void> {
  await changeEpoch(tx, ctx.clock.now())
  tx.tell({ about: 'account', accountId })
  tx.afterCommit(() => authCacheOf(ctx.db).forgetAccount(accountId))
}

/** A rule has changed by which everybody's sessions are judged. */
export async function everybodyChanged(ctx: Context, tx: Tx): Promise<void> {
  await changeEpoch(tx, ctx.clock.now())
  tx.tell({ about: 'everybody' })
  tx.afterCommit(() => authCacheOf(ctx.db).clear())
}

const MARK_EVERY_MS = 60_000
/** Marks gather for this long, so that thousands of polls are one transaction. */
const GATHER_MS = 1_000
type Pending = { readonly used: Map<string, Used>; timer: NodeJS.Timeout | undefined }
const pendings = new WeakMap<Context['db'], Pending>()

function pendingOf(db: Context['db']): Pending {
  let pending = pendings.get(db)
  if (!pending) {
    pending = { used: new Map(), timer: undefined }
    pendings.set(db, pending)
  }
  return pending
}

/** Notes that a key or session was used; written later and off the request's path, at most once a minute for each. */
export function noteUse(ctx: Context, known: Known): void {
  const at = ctx.clock.now()
  if (at - known.usedAt < MARK_EVERY_MS) return
  known.usedAt = at
  const pending = pendingOf(ctx.db)
  const { row } = known
  pending.used.set(`${row.table} ${row.table === 'session' ? row.hash : row.id}`, { row, at })
  pending.timer ??= setTimeout(() => void writeUses(ctx), GATHER_MS).unref()
}

/** Writes the noted uses now. A failure is logged and costs only a last-used time. */
export async function writeUses(ctx: Context): Promise<void> {
  const pending = pendingOf(ctx.db)
  clearTimeout(pending.timer)
  pending.timer = undefined
  const used = [...pending.used.values()]
  pending.used.clear()
  if (used.length === 0) return
  try {
    await ctx.db.transact((tx) => markUsed(tx, used))
  } catch (error) {
    ctx.log.debug({ err: error }, 'last-used times were not written')
  }
}
