import { Hono } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, idParam, parseInput } from '../../../http/index.ts'
import { compareVietnamese } from '../../../kernel/text.ts'
import { allSegments } from '../../../library/index.ts'
import { planCompletion, planErrors, removeTarget, saveTarget } from '../../../reports/index.ts'
import { stationsAll } from '../../../stations/index.ts'
import { levels } from '../../../units/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { done } from '../../flash.ts'
import { choosePeriod } from '../../period-choice.ts'
import { safePath, type View } from '../../view.ts'
import { PlanPage, type PlanProps } from './plan.tsx'
import { targetInput } from './plan-input.ts'

const HERE = '/bao-cao/ke-hoach'
async function load(
  ctx: Context,
  v: View,
  asked: Readonly<Record<string, string>>,
  form: Returned,
): Promise<PlanProps> {
  demand(v.actor, 'report.read')
  const choice = choosePeriod(asked, v.today)
  const byName = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => compareVietnamese(a.name, b.name))
  return {
    v,
    choice,
    plan: await planCompletion(ctx, v.actor, choice.period, v.lang),
    segments: byName(await allSegments(ctx.db)),
    levels: await levels(ctx.db),
    stations: byName(await stationsAll(ctx.db)),
    reporting: ctx.config.reportingSegment,
    form,
  }
}

async function enter(ctx: Context, v: View, values: Record<string, string>): Promise<string> {
  const given = parseInput(targetInput, values)
  const level = given.cho.startsWith('level:') ? given.cho.slice('level:'.length) : undefined
  await saveTarget(ctx, v.actor, {
    from: given.tu,
    to: given.den,
    segment: given['tiet-muc'],
    ...(level === undefined ? { station: given.cho } : { level }),
    target: given['chi-tieu'],
    note: given['ghi-chu'] || null,
  })
  return `${HERE}?${new URLSearchParams({ tu: given.tu, den: given.den })}`
}

/** The plan of a period: everybody who reads reports sees it, `plan.manage` enters and removes targets. */
export function planPages(ctx: Context): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get(
      HERE,
      page(ctx, async (c, v) => send(c, <PlanPage {...(await load(ctx, v, c.req.query(), UNTOUCHED))} />)),
    )
    .post(
      HERE,
      page(ctx, async (c, v) => {
        demand(v.actor, 'plan.manage')
        const values = await formValues(c)
        try {
          return done(c, await enter(ctx, v, values), 'plan.saved')
        } catch (error) {
          const form = returned(v, error, values)
          const days = { tu: values.tu ?? '', den: values.den ?? '' }
          return send(c, <PlanPage {...(await load(ctx, v, days, form))} />, form.status)
        }
      }),
    )
    .post(
      `${HERE}/:id{[0-9]+}/bo`,
      page(ctx, async (c, v) => {
        const id = idParam.safeParse(c.req.param('id'))
        if (!id.success) throw planErrors.no_such_plan()
        await removeTarget(ctx, v.actor, id.data)
        const back = safePath((await formValues(c)).ve)
        return done(c, back.startsWith(HERE) ? back : HERE, 'plan.removed')
      }),
    )
}
