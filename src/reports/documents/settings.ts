import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { type ReportSettings, reportSettings, type SettingsChange, storeReportSettings } from './settings-store.ts'

/** @throws DomainError sign_in_required, forbidden */
export async function readReportSettings(ctx: Context, actor: Actor): Promise<ReportSettings> {
  demand(actor, 'report.read')
  return reportSettings(ctx.db)
}

/** @throws DomainError sign_in_required, forbidden */
export async function changeReportSettings(
  ctx: Context,
  actor: Actor,
  change: SettingsChange,
): Promise<ReportSettings> {
  demand(actor, 'setting.manage')
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    const before = await reportSettings(tx)
    await storeReportSettings(tx, at, change)
    const after = await reportSettings(tx)
    await audit(tx, {
      at,
      actor,
      action: 'report_settings.change',
      subject: ['setting', 'report'],
      before: asJson(before),
      after: asJson(after),
    })
    return after
  })
}

const asJson = (settings: ReportSettings) => ({
  ...settings,
  signatureLines: [...settings.signatureLines],
  recipients: [...settings.recipients],
})
