import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { type Reader, transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { type LibrarySettings, librarySettings, storeLibrarySettings } from './settings-store.ts'

/** The installation's settings for scripts, as set by a person, else by the environment. */
export const settingsNow = (ctx: Context, reader: Reader): Promise<LibrarySettings> =>
  librarySettings(reader, {
    syllablesPerMinute: ctx.config.syllablesPerMinute,
    contentApproval: ctx.config.contentApproval,
  })

/** @throws DomainError sign_in_required, forbidden */
export async function changeSettings(
  ctx: Context,
  actor: Actor,
  change: Partial<LibrarySettings>,
): Promise<LibrarySettings> {
  demand(actor, 'setting.manage')
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const before = await settingsNow(ctx, tx)
    await storeLibrarySettings(tx, at, change)
    const after = await settingsNow(ctx, tx)
    await audit(tx, { at, actor, action: 'library_settings.change', subject: ['setting', 'library'], before, after })
    return after
  })
}
