import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { type Settings, type SettingsChange, settings, storeSettings } from './settings-store.ts'

/** @throws DomainError sign_in_required, forbidden */
export async function readSettings(ctx: Context, actor: Actor): Promise<Settings> {
  demand(actor, 'setting.manage')
  return settings(ctx.db)
}

/** @throws DomainError sign_in_required, forbidden */
export async function changeSettings(ctx: Context, actor: Actor, change: SettingsChange): Promise<Settings> {
  demand(actor, 'setting.manage')
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const before = await settings(tx)
    await storeSettings(tx, at, change)
    const after = await settings(tx)
    const subject = ['setting', 'installation'] as const
    await audit(tx, { at, actor, action: 'settings.change', subject, before: { ...before }, after: { ...after } })
    return after
  })
}
