import { Hono, type Context as HonoContext } from 'hono'
import { can, demand, operatorsOf } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, localDate, parseInput, z } from '../../../http/index.ts'
import {
  type Assignment,
  assignStation,
  type Station,
  type StationGroup,
  stationGroups,
  unassignStation,
} from '../../../stations/index.ts'
import { type Level, levels, type Unit, units } from '../../../units/index.ts'
import { formValues, page, returned, send } from '../../answer.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { WideTable } from '../../components/table.tsx'
import { formDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { StationFrame, stationHere } from './frame.tsx'
import { hrefOf } from './list.tsx'

/** What is written when nobody said from which day on. */
const EVER = '1900-01-01'
const change = z.object({ from: formDate, level: z.string().min(1).max(80), unit: z.string().min(1).max(80) })

type Model = {
  readonly station: Station
  readonly levels: readonly Level[]
  readonly units: readonly Unit[]
  readonly groups: readonly StationGroup[]
  readonly operators: Awaited<ReturnType<typeof operatorsOf>>
}

const since = (v: View, { from }: Assignment): string => (from <= EVER ? v.t('stations.from_ever') : v.fmt.date(from))

const Assignments = ({ v, model }: { v: View; model: Model }) => {
  const { station } = model
  const levelNames = new Map(model.levels.map((level) => [level.code, v.lang === 'vi' ? level.name : level.nameEn]))
  const unitNames = new Map(model.units.map((unit) => [unit.id, `${unit.kind} ${unit.name}`]))
  return (
    <WideTable name={v.t('stations.history')}>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{v.t('stations.from')}</th>
            <th scope="col">{v.t('stations.level')}</th>
            <th scope="col">{v.t('stations.unit')}</th>
            <th scope="col">{v.t('stations.key_act')}</th>
          </tr>
        </thead>
        <tbody>
          {station.assignments.toReversed().map((assignment) => (
            <tr>
              <th scope="row" class="num">
                {since(v, assignment)}
              </th>
              <td>{levelNames.get(assignment.levelCode) ?? assignment.levelCode}</td>
              <td>{unitNames.get(assignment.unitId) ?? assignment.unitCode}</td>
              <td>
                {can(v.actor, 'station.manage') && station.assignments.length > 1 && (
                  <form method="post" action={`${hrefOf(station)}/ho-so/bo`}>
                    <input type="hidden" name="from" value={assignment.from} />
                    <button
                      class="link-button"
                      type="submit"
                      aria-label={`${v.t('stations.closure_remove')}: ${since(v, assignment)}`}
                    >
                      {v.t('stations.closure_remove')}
                    </button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

const AssignForm = ({ v, model, form }: { v: View; model: Model; form: Returned }) => (
  <details class="edit" open={form !== UNTOUCHED}>
    <summary>{v.t('stations.assign')}</summary>
    <form class="narrow" method="post" action={`${hrefOf(model.station)}/ho-so`}>
      <FormFaults v={v} form={form} fields={['from', 'level', 'unit']} />
      <DateField v={v} name="from" label={v.t('stations.from')} form={form} value={v.today} required />
      <div class="filter">
        <Field v={v} name="level" label={v.t('stations.level')} form={form} required>
          {model.levels.map((level) => (
            <option value={level.code} selected={form.values.level === level.code}>
              {v.lang === 'vi' ? level.name : level.nameEn}
            </option>
          ))}
        </Field>
        <Field v={v} name="unit" label={v.t('stations.unit')} form={form} required>
          {model.units.map((unit) => (
            <option value={unit.code} selected={form.values.unit === unit.code}>
              {unit.kind} {unit.name}
            </option>
          ))}
        </Field>
      </div>
      <button class="button main" type="submit">
        {v.t('stations.save')}
      </button>
    </form>
  </details>
)

type Props = { v: View; model: Model; form: Returned }
const History = ({ v, model, form }: Props) => {
  const { station, groups, operators } = model
  return (
    <StationFrame v={v} station={station} tab="/ho-so">
      <section class="section first" aria-labelledby="history">
        <h2 id="history">{v.t('stations.history')}</h2>
        <p class="measure quiet spaced-s">{v.t('stations.history_lead')}</p>
        <Assignments v={v} model={model} />
        {can(v.actor, 'station.manage') && <AssignForm v={v} model={model} form={form} />}
      </section>
      <section class="section" aria-labelledby="operators">
        <h2 id="operators">{v.t('stations.operators')}</h2>
        {operators.length === 0 ? (
          <p class="quiet">{v.t('stations.no_operators')}</p>
        ) : (
          <ul class="plain-list">
            {operators.map(({ accountId, name, hasPin }) => (
              <li>
                {can(v.actor, 'account.manage') ? <a href={`/quan-tri/tai-khoan/${accountId}`}>{name}</a> : name}{' '}
                <span class="quiet">· {v.t(hasPin ? 'stations.has_pin' : 'stations.no_pin')}</span>
              </li>
            ))}
          </ul>
        )}
        {can(v.actor, 'account.manage') && <a href="/quan-tri/tai-khoan">{v.t('stations.operators_where')}</a>}
      </section>
      <section class="section" aria-labelledby="groups">
        <h2 id="groups">{v.t('stations.groups')}</h2>
        <p>
          {groups
            .filter(({ code }) => station.groups.includes(code))
            .map(({ name }) => name)
            .join(', ') || '–'}
        </p>
        {can(v.actor, 'station.manage') && <a href="/nhom-dai">{v.t('stations.groups_where')}</a>}
      </section>
    </StationFrame>
  )
}

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  form: Returned = UNTOUCHED,
  status = 200,
): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  const model = {
    station,
    levels: await levels(ctx.db),
    units: await units(ctx.db),
    groups: await stationGroups(ctx.db),
    operators: await operatorsOf(ctx, station.id),
  }
  return send(c, <History v={v} model={model} form={form} />, status)
}

async function assign(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'station.manage')
  const station = await stationHere(ctx, v, c.req.param('code'))
  const values = await formValues(c)
  try {
    await assignStation(ctx, v.actor, station.code, parseInput(change, values))
  } catch (error) {
    const form = returned(v, error, values)
    return show(ctx, c, v, form, form.status)
  }
  return done(c, `${hrefOf(station)}/ho-so`, 'stations.saved')
}

async function unassign(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'station.manage')
  const station = await stationHere(ctx, v, c.req.param('code'))
  const { from } = parseInput(z.object({ from: localDate }), await formValues(c))
  try {
    await unassignStation(ctx, v.actor, station.code, from)
  } catch (error) {
    // Pressed twice: it is gone, which is what was asked for.
    if (asDomainError(error).code !== 'assignment_not_found') throw error
  }
  return done(c, `${hrefOf(station)}/ho-so`, 'stations.saved')
}

/** What a station was when: level and unit by date; who answers for it, and its groups. */
export const stationHistoryPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/dai/:code/ho-so',
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .post(
      '/dai/:code/ho-so',
      page(ctx, (c, v) => assign(ctx, c, v)),
    )
    .post(
      '/dai/:code/ho-so/bo',
      page(ctx, (c, v) => unassign(ctx, c, v)),
    )
