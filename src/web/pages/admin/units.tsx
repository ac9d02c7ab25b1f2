import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { fold } from '../../../kernel/text.ts'
import { type Level, levels, listUnits, type SuccessionRow, type Unit } from '../../../units/index.ts'
import { page, send } from '../../answer.tsx'
import { Field, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Empty } from '../../components/page.tsx'
import { WideTable } from '../../components/table.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { AdminFrame, forAdmin } from './frame.tsx'
import { Levels } from './levels.tsx'
import { SuccessionForm, UnitForm } from './unit-forms.tsx'

export const UNITS = '/quan-tri/don-vi'

export const successionWords: Readonly<Record<SuccessionRow['kind'], Word>> = {
  merge: 'admin.kind_merge',
  split: 'admin.kind_split',
  rename: 'admin.kind_rename',
  parent: 'admin.kind_parent',
}

export type UnitsModel = {
  readonly units: readonly Unit[]
  readonly successions: readonly SuccessionRow[]
  readonly levels: readonly Level[]
}
/** Which form of the page came back. */
export type UnitsReturned = { readonly at: 'unit' | 'succession' | 'level'; readonly form: Returned }
export const nameOf = (unit: Unit | undefined): string => (unit ? `${unit.kind} ${unit.name}` : '')

const Row = ({ v, unit, model, byId }: { v: View; unit: Unit; model: UnitsModel; byId: ReadonlyMap<number, Unit> }) => {
  const after = model.successions.filter(({ from }) => from === unit.id)
  const past = unit.validTo !== null && unit.validTo < v.today
  return (
    <tr class={past ? 'ended' : undefined}>
      <th scope="row">
        <a href={`${UNITS}/${encodeURIComponent(unit.code)}`}>{nameOf(unit)}</a>
        <span class="block small quiet">{unit.code}</span>
      </th>
      <td>{unit.parentId === null ? '–' : nameOf(byId.get(unit.parentId))}</td>
      <td class="num">
        {unit.validFrom === null && unit.validTo === null
          ? '–'
          : `${unit.validFrom === null ? '…' : v.fmt.date(unit.validFrom)} – ${unit.validTo === null ? '…' : v.fmt.date(unit.validTo)}`}
      </td>
      <td>
        {after.map((one) => (
          <span class="block small">
            {v.t('admin.became', {
              kind: v.t(successionWords[one.kind]),
              date: v.fmt.date(one.on),
              names: nameOf(byId.get(one.to)),
            })}
          </span>
        ))}
      </td>
      <td class="small">{unit.legalBasis}</td>
    </tr>
  )
}

const Table = ({ v, model, shown }: { v: View; model: UnitsModel; shown: readonly Unit[] }) => {
  const byId = new Map(model.units.map((unit) => [unit.id, unit]))
  return (
    <WideTable name={v.t('admin.units')}>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{v.t('admin.unit')}</th>
            <th scope="col">{v.t('admin.unit_parent')}</th>
            <th scope="col">{v.t('admin.unit_valid')}</th>
            <th scope="col">{v.t('admin.unit_after')}</th>
            <th scope="col">{v.t('admin.legal_basis')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((unit) => (
            <Row v={v} unit={unit} model={model} byId={byId} />
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

type Props = { v: View; model: UnitsModel; q: string; past: boolean; back: UnitsReturned }
const Units = ({ v, model, q, past, back }: Props) => {
  const shown = model.units.filter(
    (unit) =>
      (past || unit.validTo === null || unit.validTo >= v.today) && fold(`${unit.name} ${unit.code}`).includes(fold(q)),
  )
  const formOf = (at: UnitsReturned['at']): Returned => (back.at === at ? back.form : UNTOUCHED)
  return (
    <AdminFrame v={v} tab={UNITS}>
      <section class="section first" aria-labelledby="units">
        <h2 id="units">{v.t('admin.units')}</h2>
        <p class="measure quiet spaced-s">{v.t('admin.units_lead')}</p>
        <form class="filter" method="get" action={UNITS}>
          <div class="grow">
            <Field v={v} name="q" label={v.t('admin.unit_find')} type="search" value={q} maxlength={100} />
          </div>
          <label class="check">
            <input type="checkbox" name="cu" value="1" checked={past} />
            {v.t('admin.unit_past')}
          </label>
          <button class="button" type="submit">
            {v.t('app.show')}
          </button>
        </form>
        {shown.length === 0 ? (
          <Empty title={v.t('admin.no_units')} hint={v.t('admin.no_units_hint')} />
        ) : (
          <Table v={v} model={model} shown={shown} />
        )}
        <details class="edit" open={formOf('unit') !== UNTOUCHED}>
          <summary>{v.t('admin.unit_add')}</summary>
          <UnitForm v={v} units={model.units} unit={null} form={formOf('unit')} />
        </details>
      </section>
      <section class="section" aria-labelledby="succession">
        <h2 id="succession">{v.t('admin.succession')}</h2>
        <p class="measure quiet spaced-s">{v.t('admin.succession_lead')}</p>
        <SuccessionForm v={v} units={model.units} form={formOf('succession')} />
      </section>
      <Levels v={v} levels={model.levels} form={formOf('level')} />
    </AdminFrame>
  )
}

/** The page, also with one of its forms that came back. */
export async function showUnits(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  back: UnitsReturned = { at: 'unit', form: UNTOUCHED },
  status = 200,
): Promise<Response> {
  forAdmin(v.actor, 'unit.manage')
  const model = { ...(await listUnits(ctx, v.actor)), levels: await levels(ctx.db) }
  const q = (c.req.query('q') ?? '').slice(0, 100).trim()
  return send(c, <Units v={v} model={model} q={q} past={c.req.query('cu') === '1'} back={back} />, status)
}

/** Units and levels: names, dates, what became of which. */
export const unitPage = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    UNITS,
    page(ctx, (c, v) => showUnits(ctx, c, v)),
  )
