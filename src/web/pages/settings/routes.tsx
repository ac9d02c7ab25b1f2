import { Hono, type Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, parseInput } from '../../../http/index.ts'
import {
  changeReportSettings,
  periodOf,
  previewSentence,
  type ReportSettings,
  readReportSettings,
} from '../../../reports/index.ts'
import { changeSettings, readSettings, settingsBody } from '../../../settings/index.ts'
import { levels } from '../../../units/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { previewPeriods, valuesOf, wantedOf } from './forms.ts'
import { HERE, SettingsPage } from './page.tsx'

type Templates = Pick<ReportSettings, 'sentenceVi' | 'sentenceEn'>
type Shown = { readonly form?: Returned; readonly templates?: Templates; readonly key?: string | undefined }

/** The page of settings and what its forms do. */
export function settingsPages(ctx: Context): Hono<AppEnv> {
  async function show(c: HonoContext<AppEnv>, v: View, { form = UNTOUCHED, templates, key }: Shown, status = 200) {
    demand(v.actor, 'report_setting.manage')
    const stored = await readReportSettings(ctx, v.actor)
    const periods = await previewPeriods(ctx, v.actor, v.today)
    const period = periods.find((one) => one.key === key) ?? periods[0]
    const asked = { period: periodOf(period?.key ?? v.today.slice(0, 4)), units: 'then', kind: 'all' } as const
    // With faults there is nothing that could be said.
    const sentence = form.faults.length > 0 ? null : await previewSentence(ctx, v.actor, asked, templates ?? stored)
    return send(
      c,
      <SettingsPage
        v={v}
        centre={can(v.actor, 'setting.manage') ? await readSettings(ctx, v.actor) : null}
        values={valuesOf(stored)}
        levels={await levels(ctx.db)}
        periods={periods}
        preview={sentence && { ...sentence, key: asked.period.key, unsaved: templates !== undefined }}
        form={form}
      />,
      status,
    )
  }
  return new Hono<AppEnv>()
    .get(
      HERE,
      page(ctx, (c, v) => show(c, v, {})),
    )
    .post(
      `${HERE}/trung-tam`,
      page(ctx, async (c, v) => {
        const values = await formValues(c)
        const body = parseInput(settingsBody, { centre_name: values.centre_name })
        const publicTotals = values.public_totals === '1'
        await changeSettings(ctx, v.actor, { centreName: body.centre_name, publicTotals })
        return done(c, HERE, 'settings.saved')
      }),
    )
    .post(
      HERE,
      page(ctx, async (c, v) => {
        demand(v.actor, 'report_setting.manage')
        const values = await formValues(c)
        try {
          const change = wantedOf(values, await levels(ctx.db))
          const { sentenceVi, sentenceEn } = change
          if (values.xem && sentenceVi && sentenceEn) {
            const form = { values, faults: [], message: null }
            return await show(c, v, { form, templates: { sentenceVi, sentenceEn }, key: values['ky-thu'] })
          }
          await changeReportSettings(ctx, v.actor, change)
        } catch (error) {
          const form = returned(v, error, values)
          return show(c, v, { form, key: values['ky-thu'] }, form.status)
        }
        return done(c, HERE, 'settings.saved')
      }),
    )
}
