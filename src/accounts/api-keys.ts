import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { sha256 } from '../kernel/canonical.ts'
import { notFound } from '../kernel/errors.ts'
import { newSecret } from '../kernel/ids.ts'
import { accountErrors } from './errors.ts'
import { keyRevoked } from './freshness.ts'
import { type ApiKeyRow, apiKeysAll, insertApiKey, revokeApiKeyRow } from './key-store.ts'
import { demand } from './permissions.ts'

const personOf = (actor: Actor): number | null => (actor.kind === 'account' ? actor.accountId : null)

export async function listApiKeys(ctx: Context, actor: Actor): Promise<ApiKeyRow[]> {
  demand(actor, 'api_key.manage')
  return apiKeysAll(ctx.db)
}

/**
 * Makes a read-only key for the reports.
 * @returns the key itself, this once; only its SHA-256 is kept
 */
export async function createApiKey(ctx: Context, actor: Actor, name: string): Promise<{ id: number; key: string }> {
  demand(actor, 'api_key.manage')
  const key = newSecret()
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const id = await insertApiKey(tx, { name, keyHash: sha256(key), createdAt: at, createdBy: personOf(actor) })
    await audit(tx, { at, actor, action: 'api_key.create', subject: ['api_key', id], after: { name } })
    return { id, key }
  })
}

/** @throws DomainError not_found, api_key_revoked */
export async function revokeApiKey(ctx: Context, actor: Actor, id: number): Promise<void> {
  demand(actor, 'api_key.manage')
  await transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const key = await revokeApiKeyRow(tx, id, at, personOf(actor))
    if (!key) throw notFound('key')
    if (!key.wasValid) throw accountErrors.api_key_revoked()
    await keyRevoked(ctx, tx, key.keyHash)
    await audit(tx, { at, actor, action: 'api_key.revoke', subject: ['api_key', id], before: { name: key.name } })
  })
}
