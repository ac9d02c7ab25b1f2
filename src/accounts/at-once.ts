import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import { sha256 } from '../kernel/canonical.ts'
import { authCacheOf } from './cache.ts'
import { isFresh, noteUse } from './freshness.ts'
import { offeredKey } from './request.ts'

const SECRET_SHAPE = /^[\w-]{43}$/

/** Who asks, how the key came, and the key itself. */
export type KnownAtOnce = { readonly actor: Actor; readonly proof: 'bearer' | 'token' | 'basic'; readonly key: string }

/**
 * Who offers a key, where this process knows it and has looked for revocations just now: an answer without waiting, for
 * polls by the thousand. Undefined means only that `authenticate` must be asked, never that the key is wrong.
 * @param authorization the header; @param token `?token=` of the address
 */
export function knownAtOnce(
  ctx: Context,
  authorization: string | undefined,
  token: string | undefined,
): KnownAtOnce | undefined {
  const offered = offeredKey(authorization, token)
  if (!offered || !SECRET_SHAPE.test(offered.key) || !isFresh(ctx)) return undefined
  const known = authCacheOf(ctx.db).get(sha256(offered.key))
  if (!known || known.session) return undefined
  noteUse(ctx, known)
  return { actor: known.actor, ...offered }
}
