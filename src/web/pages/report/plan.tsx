import { can } from '../../../accounts/index.ts'
import type { SegmentBrief } from '../../../library/index.ts'
import type { Completion } from '../../../reports/index.ts'
import type { Station } from '../../../stations/index.ts'
import type { Level } from '../../../units/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { PeriodField } from '../../components/period-form.tsx'
import { Icon } from '../../components/shapes.tsx'
import { WideTable } from '../../components/table.tsx'
import type { Choice } from '../../period-choice.ts'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { Reached, targetName } from './plan-lines.tsx'

export type PlanProps = {
  v: View
  choice: Choice
  plan: readonly Completion[]
  segments: readonly SegmentBrief[]
  levels: readonly Level[]
  stations: readonly Station[]
  /** Code of the installation's reporting segment. */
  reporting: string
  form: Returned
}

const Remove = ({ v, one }: { v: View; one: Completion }) => (
  <form method="post" action={`/bao-cao/ke-hoach/${one.id}/bo`} data-confirm={v.t('plan.remove_ask')}>
    <input type="hidden" name="ve" value={v.here} />
    <button class="link-button" type="submit">
      {v.t('plan.remove')}
      <span class="sr"> {targetName(one)}</span>
    </button>
  </form>
)

const Targets = ({ v, plan }: Pick<PlanProps, 'v' | 'plan'>) => {
  const may = can(v.actor, 'plan.manage')
  return (
    <WideTable name={v.t('plan.title')}>
      <table class="table stack plan">
        <thead>
          <tr>
            <th scope="col">{v.t('plan.whom')}</th>
            <th scope="col">{v.t('plan.days')}</th>
            <th scope="col">{v.t('report.segment')}</th>
            <th scope="col" class="n">
              {v.t('plan.target')}
            </th>
            <th scope="col" class="n">
              {v.t('report.aired')}
            </th>
            <th scope="col">{v.t('plan.rate')}</th>
            <th scope="col">{v.t('plan.by')}</th>
            {may && (
              <th scope="col">
                <span class="sr">{v.t('plan.remove')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {plan.map((one) => (
            <tr>
              <th scope="row">{targetName(one)}</th>
              <td class="num">
                {v.fmt.date(one.from)} – {v.fmt.date(one.to)}
              </td>
              <td>{one.segment?.name ?? v.t('report.all_segments')}</td>
              <td class="n strong">{v.fmt.number(one.target)}</td>
              <td class="n">{v.fmt.number(one.aired)}</td>
              <td>
                <Reached v={v} one={one} />
              </td>
              <td class="what">
                {one.note && <span class="block">{one.note}</span>}
                <span class="quiet small">
                  {one.changedBy}, {v.fmt.moment(one.changedAt)}
                </span>
              </td>
              {may && (
                <td class="n">
                  <Remove v={v} one={one} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

const FIELDS = ['tu', 'den', 'tiet-muc', 'cho', 'chi-tieu', 'ghi-chu'] as const

const Enter = ({ v, choice, segments, levels, stations, reporting, form }: PlanProps) => {
  const whom = form.values.cho ?? ''
  const segment = form.values['tiet-muc'] ?? reporting
  return (
    <section class="section no-print" aria-labelledby="enter">
      <h2 id="enter">{v.t('plan.enter')}</h2>
      <p class="quiet small lead">{v.t('plan.enter_hint')}</p>
      <FormFaults v={v} form={form} fields={FIELDS} />
      <form class="plan-form" method="post" action="/bao-cao/ke-hoach">
        <Field v={v} name="cho" label={v.t('plan.whom')} form={form} required>
          <optgroup label={v.t('figures.level')}>
            {levels.map((level) => (
              <option value={`level:${level.code}`} selected={whom === `level:${level.code}`}>
                {v.lang === 'vi' ? level.stationName : level.stationNameEn}
              </option>
            ))}
          </optgroup>
          <optgroup label={v.t('plan.one_station')}>
            {stations.map((station) => (
              <option value={station.code} selected={whom === station.code}>
                {shortStationName(station.name)}
              </option>
            ))}
          </optgroup>
        </Field>
        <Field v={v} name="chi-tieu" label={v.t('plan.target')} type="number" form={form} required />
        <DateField v={v} name="tu" label={v.t('report.from')} value={choice.period.from} form={form} required />
        <DateField v={v} name="den" label={v.t('report.to')} value={choice.period.to} form={form} required />
        <Field v={v} name="tiet-muc" label={v.t('report.segment')} form={form}>
          {segments.map(({ code, name }) => (
            <option value={code} selected={code === segment}>
              {name}
            </option>
          ))}
          <option value="all" selected={segment === 'all'}>
            {v.t('report.all_segments')}
          </option>
        </Field>
        <Field
          v={v}
          name="ghi-chu"
          label={v.t('plan.note')}
          hint={v.t('plan.note_hint')}
          form={form}
          maxlength={1000}
        />
        <button class="button main" type="submit">
          {v.t('plan.save')}
        </button>
      </form>
    </section>
  )
}

/** "Kế hoạch": what was to be reached in a period, what was, and the form to enter a target. */
export const PlanPage = (props: PlanProps) => {
  const { v, choice, plan } = props
  const { period, part } = choice
  const back = new URLSearchParams(part === '' ? { tu: period.from, den: period.to } : { period: period.key })
  return (
    <Page v={v} title={`${v.t('plan.title')}: ${period.label[v.lang]}`}>
      <Head title={period.label[v.lang]} over={v.t('plan.over')}>
        <a class="button" href={`/bao-cao?${back}`}>
          <Icon name="back" size={18} />
          {v.t('figures.back')}
        </a>
      </Head>
      <form class="filter" method="get" action="/bao-cao/ke-hoach">
        <PeriodField v={v} choice={choice} />
        <button class="button" type="submit">
          {v.t('app.show')}
        </button>
      </form>
      {plan.length > 0 ? (
        <Targets v={v} plan={plan} />
      ) : (
        <Empty title={v.t('plan.none')} hint={v.t('plan.none_hint')} />
      )}
      {can(v.actor, 'plan.manage') && <Enter {...props} />}
    </Page>
  )
}
