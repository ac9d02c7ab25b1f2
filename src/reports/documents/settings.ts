import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { commonErrors } from '../../kernel/errors.ts'
import { levels } from '../../units/index.ts'
import { templateFaults } from './sentence.ts'
import { type ReportSettings, reportSettings, type SettingsChange, storeReportSettings } from './settings-store.ts'

/** @throws DomainError sign_in_required, forbidden */
export async function readReportSettings(ctx: Context, actor: Actor): Promise<ReportSettings> {
  demand(actor, 'report.read')
  return reportSettings(ctx.db)
}

/** @throws DomainError sign_in_required, forbidden, invalid_input (a blank of a level that there is not) */
export async function changeReportSettings(
  ctx: Context,
  actor: Actor,
  change: SettingsChange,
): Promise<ReportSettings> {
  demand(actor, 'report_setting.manage')
  return transact(ctx.db, async (tx) => {
    const at = ctx.clock.now()
    demandLevels(change, await levels(tx))
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

/** What names a level must name one that there is. */
export function demandLevels(
  { sentenceVi, sentenceEn }: Pick<SettingsChange, 'sentenceVi' | 'sentenceEn'>,
  known: readonly { readonly code: string }[],
): void {
  const codes = known.map(({ code }) => code)
  const faults = (path: string, text: string | undefined) =>
    text === undefined ? [] : templateFaults('whole', text, codes).map((fault) => ({ ...fault, path }))
  const fields = [...faults('sentence_vi.whole', sentenceVi?.whole), ...faults('sentence_en.whole', sentenceEn?.whole)]
  if (fields.length > 0) throw commonErrors.invalid_input({}, { fields })
}

const asJson = (settings: ReportSettings) => ({
  ...settings,
  signatureLines: [...settings.signatureLines],
  recipients: [...settings.recipients],
})
