import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import { type AppEnv, line, parseInput, z } from '../../../http/index.ts'
import {
  changeLevel,
  changeUnit,
  codeInput,
  createLevel,
  createUnit,
  demandUnit,
  listUnits,
  recordSuccession,
  type Unit,
} from '../../../units/index.ts'
import { formList, formValues, page, returned, send } from '../../answer.tsx'
import { type Returned, UNTOUCHED } from '../../components/form.tsx'
import { formDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import { once } from '../../once.ts'
import type { View } from '../../view.ts'
import { AdminFrame, forAdmin } from './frame.tsx'
import { UnitForm } from './unit-forms.tsx'
import { nameOf, showUnits, UNITS, type UnitsReturned } from './units.tsx'

const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), schema.nullable())
const unitFields = z.object({
  name: line(200),
  kind: line(60),
  parent: blank(z.string().max(80)),
  valid_from: blank(formDate),
  valid_to: blank(formDate),
  legal_basis: blank(line(300)),
})
const newUnit = unitFields.extend({ code: codeInput })
const succession = z.object({
  kind: z.enum(['merge', 'split', 'rename', 'parent']),
  on_date: formDate,
  from: z.array(z.string().max(80)).min(1).max(100),
  to: z.array(z.string().max(80)).min(1).max(100),
  basis: blank(line(300)),
})
const levelFields = z.object({
  name: line(100),
  name_en: line(100),
  station_name: line(100),
  station_name_en: line(100),
  rank: z.coerce.number().int().min(1).max(100),
})

const unitOf = (given: z.output<typeof unitFields>) => ({
  name: given.name,
  kind: given.kind,
  parent: given.parent,
  validFrom: given.valid_from,
  validTo: given.valid_to,
  legalBasis: given.legal_basis,
})
const levelOf = (given: z.output<typeof levelFields>) => ({
  name: given.name,
  nameEn: given.name_en,
  stationName: given.station_name,
  stationNameEn: given.station_name_en,
  rank: given.rank,
})

/** Does what a form of the page asks; one that failed comes back on it, open. */
async function attempt(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  at: UnitsReturned['at'],
  values: Record<string, string>,
  work: () => Promise<unknown>,
): Promise<Response> {
  forAdmin(v.actor, 'unit.manage')
  try {
    await once(values.ticket, v.now, work, () => null)
  } catch (error) {
    const form = returned(v, error, values)
    return showUnits(ctx, c, v, { at, form }, form.status)
  }
  return done(c, UNITS, 'stations.saved')
}

const EditPage = ({ v, unit, units, form }: { v: View; unit: Unit; units: readonly Unit[]; form: Returned }) => (
  <AdminFrame
    v={v}
    tab={UNITS}
    title={`${v.t('admin.unit_edit')}: ${nameOf(unit)}`}
    over={<a href={UNITS}>{v.t('admin.units')}</a>}
  >
    <UnitForm v={v} units={units} unit={unit} form={form} />
  </AdminFrame>
)

async function edit(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  form: Returned = UNTOUCHED,
  status = 200,
): Promise<Response> {
  forAdmin(v.actor, 'unit.manage')
  const unit = await demandUnit(ctx.db, c.req.param('code') ?? '')
  const { units } = await listUnits(ctx, v.actor)
  return send(c, <EditPage v={v} unit={unit} units={units} form={form} />, status)
}

async function save(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  forAdmin(v.actor, 'unit.manage')
  const values = await formValues(c)
  try {
    await changeUnit(ctx, v.actor, c.req.param('code') ?? '', unitOf(parseInput(unitFields, values)))
  } catch (error) {
    const form = returned(v, error, values)
    return edit(ctx, c, v, form, form.status)
  }
  return done(c, UNITS, 'stations.saved')
}

async function succeed(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const [from, to] = [await formList(c, 'from'), await formList(c, 'to')]
  const values = { ...(await formValues(c)), from: from.join(','), to: to.join(',') }
  return attempt(ctx, c, v, 'succession', values, async () => {
    const given = parseInput(succession, { ...values, from, to })
    const { kind, on_date: on, basis: legalBasis } = given
    await recordSuccession(ctx, v.actor, { kind, on, from, to, legalBasis })
  })
}

/** What is entered of units and levels. */
export const unitActs = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .post(
      UNITS,
      page(ctx, async (c, v) => {
        const values = await formValues(c)
        return attempt(ctx, c, v, 'unit', values, () => {
          const given = parseInput(newUnit, values)
          return createUnit(ctx, v.actor, { ...unitOf(given), code: given.code })
        })
      }),
    )
    .get(
      `${UNITS}/:code`,
      page(ctx, (c, v) => edit(ctx, c, v)),
    )
    .post(
      `${UNITS}/:code`,
      page(ctx, (c, v) => save(ctx, c, v)),
    )
    .post(
      `${UNITS}-sap-xep`,
      page(ctx, (c, v) => succeed(ctx, c, v)),
    )
    .post(
      '/quan-tri/cap',
      page(ctx, async (c, v) => {
        const values = await formValues(c)
        return attempt(ctx, c, v, 'level', values, () => {
          const given = parseInput(levelFields.extend({ code: codeInput }), values)
          return createLevel(ctx, v.actor, { ...levelOf(given), code: given.code })
        })
      }),
    )
    .post(
      '/quan-tri/cap/:code',
      page(ctx, async (c, v) => {
        const code = c.req.param('code') ?? ''
        const values = { ...(await formValues(c)), at: code }
        return attempt(ctx, c, v, 'level', values, () =>
          changeLevel(ctx, v.actor, code, levelOf(parseInput(levelFields, values))),
        )
      }),
    )
