import { can } from '../../../accounts/index.ts'
import type { TotalSeen } from '../../../playout/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { Pagination } from '../../components/pagination.tsx'
import { WideTable } from '../../components/table.tsx'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import type { Choices } from './asked.ts'
import { LogTabs } from './tabs.tsx'

export type TotalsProps = {
  v: View
  choices: Choices
  totals: readonly TotalSeen[]
  next: string | null
  waiting: number
  /** The form that came back, and whose it is: "new", or "STATION POSITION" of a decision. */
  form: Returned
  failed: string | null
}

const keyOf = (total: TotalSeen): string => `${total.station} ${total.position}`
const range = (v: View, total: TotalSeen): string => `${v.fmt.date(total.from_date)} – ${v.fmt.date(total.to_date)}`
const logOf = (total: TotalSeen): string =>
  `/nhat-ky?${new URLSearchParams({ tu: total.from_date, den: total.to_date, dai: total.station })}`

const Decide = ({ v, total, form }: { v: View; total: TotalSeen; form: Returned }) => {
  const id = keyOf(total).replace(' ', '-')
  return (
    <form class="settle" method="post" action="/nhat-ky/tong-so/quyet-dinh">
      <FormFaults v={v} form={form} fields={['reason']} />
      <input type="hidden" name="station" value={total.station} />
      <input type="hidden" name="position" value={total.position} />
      <div class="grow">
        <Field
          v={v}
          name="reason"
          id={`reason-${id}`}
          label={v.t('log.reason')}
          form={form}
          required
          maxlength={1000}
        />
      </div>
      <button class="button main" type="submit" name="stands" value="singles">
        {v.t('imports.stands_singles', { n: v.fmt.number(total.singles) })}
      </button>
      <button class="button" type="submit" name="stands" value="total" data-confirm={v.t('imports.stands_total_ask')}>
        {v.t('imports.stands_total', { n: v.fmt.number(total.n) })}
      </button>
    </form>
  )
}

const Conflicts = ({ v, totals, form, failed }: TotalsProps) => {
  const open = totals.filter((total) => total.open)
  if (open.length === 0) return null
  return (
    <section class="section" aria-labelledby="conflicts">
      <h2 id="conflicts">{v.t('imports.conflicts')}</h2>
      <p class="log-lead">{v.t('imports.conflicts_lead')}</p>
      <ol class="waiting">
        {open.map((total) => (
          <li>
            <h3>
              {shortStationName(total.station_name)} · {range(v, total)}
            </h3>
            <p>
              {v.t('imports.conflict', { n: v.fmt.number(total.n), singles: v.fmt.number(total.singles) })}{' '}
              <a href={logOf(total)}>{v.t('imports.see_singles')}</a>
            </p>
            {can(v.actor, 'total.report') && (
              <Decide v={v} total={total} form={failed === keyOf(total) ? form : UNTOUCHED} />
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

const State = ({ v, total }: { v: View; total: TotalSeen }) => (
  <>
    {total.state === 'superseded'
      ? v.t('imports.total_superseded')
      : total.singles > 0
        ? v.t('imports.total_not_counted')
        : v.t('imports.total_counted')}
    {total.decision && (
      <span class="quiet small block">
        {v.t(total.decision.stands === 'total' ? 'imports.decided_total' : 'imports.decided_singles', {
          name: total.decision.by,
          moment: v.fmt.moment(total.decision.at),
        })}{' '}
        {total.decision.reason}
      </span>
    )}
  </>
)

const List = ({ v, totals }: Pick<TotalsProps, 'v' | 'totals'>) => (
  <WideTable name={v.t('imports.totals_title')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{v.t('log.station')}</th>
          <th scope="col">{v.t('log.segment')}</th>
          <th scope="col">{v.t('imports.days')}</th>
          <th scope="col" class="n">
            {v.t('imports.field_n')}
          </th>
          <th scope="col" class="n">
            {v.t('imports.singles')}
          </th>
          <th scope="col">{v.t('imports.state')}</th>
        </tr>
      </thead>
      <tbody>
        {totals.map((total) => (
          <tr>
            <th scope="row">{shortStationName(total.station_name)}</th>
            <td>{total.segment}</td>
            <td class="num">{range(v, total)}</td>
            <td class="n num">{v.fmt.number(total.n)}</td>
            <td class="n num">{total.singles > 0 ? <a href={logOf(total)}>{v.fmt.number(total.singles)}</a> : ''}</td>
            <td>
              <State v={v} total={total} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </WideTable>
)

const Report = ({ v, choices, form }: Pick<TotalsProps, 'v' | 'choices' | 'form'>) => (
  <form class="filter" method="post" action="/nhat-ky/tong-so">
    <FormFaults v={v} form={form} fields={['station', 'segment', 'from', 'to', 'n', 'note']} />
    <Field v={v} name="station" label={v.t('log.station')} form={form}>
      {choices.stations.map((station) => (
        <option value={station.code} selected={form.values.station === station.code}>
          {shortStationName(station.name)}
        </option>
      ))}
    </Field>
    <Field v={v} name="segment" label={v.t('log.segment')} form={form}>
      {choices.segments.map(({ code, name }) => (
        <option value={code} selected={form.values.segment === code}>
          {name}
        </option>
      ))}
    </Field>
    <DateField v={v} name="from" label={v.t('log.from')} form={form} required />
    <DateField v={v} name="to" label={v.t('log.to')} form={form} required />
    <Field v={v} name="n" label={v.t('imports.field_n')} type="number" form={form} required />
    <div class="grow">
      <Field v={v} name="note" label={v.t('log.basis')} form={form} maxlength={1000} />
    </div>
    <button class="button main" type="submit">
      {v.t('imports.total_report')}
    </button>
  </form>
)

/** Sums: "cả quý: 158 lượt" (COUNTING.md 14), and where they meet single airings. */
export const TotalsPage = (props: TotalsProps) => {
  const { v, totals, form, failed } = props
  return (
    <Page v={v} title={v.t('imports.totals_title')}>
      <Head title={v.t('log.title')} />
      <LogTabs v={v} waiting={props.waiting} />
      <p class="log-lead">{v.t('imports.totals_lead')}</p>
      <Conflicts {...props} />
      {can(v.actor, 'total.report') && (
        <section class="section" aria-labelledby="report">
          <h2 id="report">{v.t('imports.total_new')}</h2>
          <Report v={v} choices={props.choices} form={failed === 'new' ? form : UNTOUCHED} />
        </section>
      )}
      <section class="section" aria-labelledby="totals">
        <h2 id="totals">{v.t('imports.totals_title')}</h2>
        {totals.length === 0 ? (
          <Empty title={v.t('imports.totals_empty')} hint={v.t('imports.totals_empty_hint')} />
        ) : (
          <List v={v} totals={totals} />
        )}
        <Pagination v={v} previous={null} next={props.next} />
      </section>
    </Page>
  )
}
