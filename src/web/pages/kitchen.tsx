import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import { page, send } from '../answer.tsx'
import { Button } from '../components/button.tsx'
import { DateField } from '../components/date-field.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Field, type Returned } from '../components/form.tsx'
import { Keys } from '../components/keys.tsx'
import { Notice } from '../components/notice.tsx'
import { Empty, Head, Page } from '../components/page.tsx'
import { Pagination } from '../components/pagination.tsx'
import { PeriodField } from '../components/period-form.tsx'
import { StateMark } from '../components/status.tsx'
import { Steps } from '../components/steps.tsx'
import { SortHead, WideTable } from '../components/table.tsx'
import { Tabs } from '../components/tabs.tsx'
import { WeekdayField } from '../components/weekday-field.tsx'
import { done } from '../flash.ts'
import { choosePeriod } from '../period-choice.ts'
import { STATUSES } from '../status.ts'
import type { View } from '../view.ts'

type Props = { v: View; theme: 'light' | 'dark' }
const id = (theme: string, name: string): string => `${theme}-${name}`

const Buttons = ({ v }: Props) => (
  <section class="section">
    <h3>{v.t('kitchen.buttons')}</h3>
    <form method="post" action="/kitchen" class="kitchen-row">
      <Button kind="main">{v.t('kitchen.toast')}</Button>
      <Button icon="download">{v.t('kitchen.plain')}</Button>
      <Button kind="serious" confirm={v.t('kitchen.ask')}>
        {v.t('kitchen.serious')}
      </Button>
      <Button disabled>{v.t('kitchen.off')}</Button>
      <Button href="/kitchen" kind="main" icon="plus">
        {v.t('kitchen.main')}
      </Button>
    </form>
  </section>
)

const Fields = ({ v, theme }: Props) => {
  const reason = { vi: v.t('kitchen.reason'), en: v.t('kitchen.reason') }
  const form: Returned = { values: { wrong: '31/02/2026' }, faults: [{ path: 'wrong', ...reason }], message: null }
  const choice = choosePeriod({}, v.today)
  return (
    <section class="section">
      <h3>{v.t('kitchen.fields')}</h3>
      <Field v={v} id={id(theme, 'text')} name="text" label={v.t('kitchen.text')} hint={v.t('kitchen.hint')} />
      <Field v={v} id={id(theme, 'choice')} name="choice" label={v.t('kitchen.choice')}>
        <option>{v.t('weekday.1')}</option>
        <option>{v.t('weekday.2')}</option>
      </Field>
      <DateField v={v} id={id(theme, 'date')} name="date" label={v.t('kitchen.date')} value={v.today} />
      <DateField v={v} id={id(theme, 'wrong')} name="wrong" label={v.t('kitchen.fault')} form={form} />
      <WeekdayField v={v} name={id(theme, 'days')} label={v.t('kitchen.weekdays')} chosen={[1, 3, 5]} />
      <Field v={v} id={id(theme, 'area')} name="area" label={v.t('kitchen.area')} rows={3} />
      {theme === 'light' && (
        <fieldset>
          <legend class="label">{v.t('kitchen.period')}</legend>
          <div class="filter">
            <PeriodField v={v} choice={choice} />
          </div>
        </fieldset>
      )}
    </section>
  )
}

const States = ({ v }: Props) => (
  <section class="section">
    <h3>{v.t('kitchen.states')}</h3>
    <ul class="counts">
      {STATUSES.map((status) => (
        <li>
          <StateMark v={v} status={status} />
        </li>
      ))}
    </ul>
    <h3>{v.t('kitchen.steps')}</h3>
    <Steps
      v={v}
      steps={[
        { label: v.t('week.script'), state: 'done' },
        { label: v.t('week.approval'), state: 'done' },
        { label: v.t('week.recording'), state: 'next' },
        { label: v.t('week.clearance'), state: 'todo' },
        { label: v.t('week.planned'), state: 'todo' },
      ]}
    />
  </section>
)

const TablePart = ({ v }: Props) => (
  <section class="section">
    <h3>{v.t('kitchen.table')}</h3>
    <WideTable name={v.t('kitchen.table')}>
      <table class="table">
        <thead>
          <tr>
            <SortHead v={v} label={v.t('library.name')} href="/kitchen" sorted="ascending" />
            <SortHead v={v} label={v.t('library.air_date')} href="/kitchen" sorted={null} />
            <th scope="col" class="n">
              {v.t('library.airings')}
            </th>
          </tr>
        </thead>
        <tbody>
          {STATUSES.slice(0, 3).map((status, i) => (
            <tr>
              <th scope="row">
                <StateMark v={v} status={status} />
              </th>
              <td class="num">{v.fmt.date(v.today)}</td>
              <td class="n">{v.fmt.number(3002 * (i + 1))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
    <Pagination
      v={v}
      previous="/kitchen"
      next="/kitchen"
      range={v.t('library.range', { from: 51, to: 100, all: 237 })}
    />
  </section>
)

const Others = ({ v, theme }: Props) => (
  <section class="section">
    <h3>{v.t('kitchen.others')}</h3>
    <Tabs
      label={`${v.t('kitchen.others')} ${v.t(theme === 'light' ? 'kitchen.light' : 'kitchen.dark')}`}
      tabs={[
        { href: '/kitchen', label: v.t('nav.today'), here: true },
        { href: '/', label: v.t('nav.library'), here: false },
      ]}
    />
    <Notice>{v.t('kitchen.notice')}</Notice>
    <Notice bad>{v.t('kitchen.bad')}</Notice>
    <button class="button" type="button" data-opens={id(theme, 'dialog')}>
      {v.t('kitchen.open')}
    </button>
    <Dialog v={v} id={id(theme, 'dialog')} title={v.t('kitchen.title')}>
      <p>{v.t('kitchen.notice')}</p>
    </Dialog>
    <Empty title={v.t('library.empty')} hint={v.t('library.empty_hint')} />
  </section>
)

const Side = (props: Props) => (
  <div class={`kitchen-side ${props.theme}`}>
    <h2>{props.v.t(props.theme === 'light' ? 'kitchen.light' : 'kitchen.dark')}</h2>
    <Buttons {...props} />
    <Fields {...props} />
    <States {...props} />
    <TablePart {...props} />
    <Others {...props} />
  </div>
)

const Kitchen = ({ v }: { v: View }) => (
  <Page v={v} title={v.t('kitchen.title')}>
    <Head title={v.t('kitchen.title')} />
    <div class="kitchen">
      <Side v={v} theme="light" />
      <Side v={v} theme="dark" />
    </div>
    <Keys v={v} />
  </Page>
)

/** All parts of the pages in both themes; mounted while developing only. */
export const kitchenPages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/kitchen',
      page(ctx, (c, v) => send(c, <Kitchen v={v} />)),
    )
    .post(
      '/kitchen',
      page(ctx, (c) => done(c, '/kitchen', 'kitchen.said', { n: 3 })),
    )
