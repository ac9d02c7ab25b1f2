import type { Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { transact } from '../../../db/index.ts'
import { type AppEnv, asDomainError, idParam, line, parseInput, z } from '../../../http/index.ts'
import { addDays } from '../../../kernel/dates.ts'
import {
  closureInput,
  type DryRun,
  dryRun,
  holidayProposals,
  StaleDryRun,
  saveProposal,
} from '../../../schedule/index.ts'
import { type Closure, closuresBetween, withdrawClosure } from '../../../stations/index.ts'
import { returned, send } from '../../answer.tsx'
import { Button } from '../../components/button.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Notice } from '../../components/notice.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { WideTable } from '../../components/table.tsx'
import { formDate, queryDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { scopeField, targetOf } from './form-values.ts'
import { loadNames, type Names, targetText } from './names.ts'
import { choicesOf, Preview } from './preview.tsx'
import { readSlotForm, type SlotForm, slotFormOf } from './slot-values.ts'
import { TargetField } from './target-field.tsx'
import { type LastAct, loadLastAct, ScheduleTabs, UndoBar } from './top.tsx'

const FIELDS = ['tu', 'den', 'dai_chon', 'dai', 'ly_do']
const fields = z.object({ tu: formDate, den: formDate, dai_chon: scopeField, ly_do: line(300) })

type Holiday = { readonly name: string; readonly from: string; readonly to: string; readonly entered: boolean }
type Props = {
  v: View
  names: Names
  closures: readonly Closure[]
  holidays: readonly Holiday[]
  year: number
  given: SlotForm
  form: Returned
  run: DryRun | null
  stale: boolean
  last: LastAct | null
}

const days = (v: View, from: Closure['from'], to: Closure['from']): string =>
  from === to ? v.fmt.day(from) : `${v.fmt.date(from)} – ${v.fmt.date(to)}`

const List = ({ v, names, closures }: Pick<Props, 'v' | 'names' | 'closures'>) =>
  closures.length === 0 ? (
    <Empty title={v.t('schedule.no_closures')} hint={v.t('schedule.no_closures_hint')} />
  ) : (
    <WideTable name={v.t('schedule.closures_title')}>
      <table class="table stack">
        <thead>
          <tr>
            <th scope="col">{v.t('schedule.days')}</th>
            <th scope="col">{v.t('schedule.reason')}</th>
            <th scope="col">{v.t('schedule.stations')}</th>
            <th scope="col">
              <span class="sr">{v.t('schedule.act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {closures.map((closure) => (
            <tr>
              <th scope="row" class="num">
                {days(v, closure.from, closure.to)}
              </th>
              <td class="what">{closure.reason}</td>
              <td>{targetText(v, names, closure.target)}</td>
              <td class="n">
                {can(v.actor, 'closure.manage') && (
                  <form method="post" action={`/lich-phat/ngay-nghi/${closure.id}/bo`}>
                    <Button confirm={v.t('schedule.closure_remove_sure', { days: days(v, closure.from, closure.to) })}>
                      {v.t('schedule.closure_remove')}
                    </Button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )

const AddForm = ({ v, names, given, form: came, run, stale }: Props) => {
  const form = { ...came, values: given.values }
  return (
    <form class="sheet" id="add" method="post" action="/lich-phat/ngay-nghi" data-keep="off">
      <FormFaults v={v} form={form} fields={FIELDS} />
      {stale && <Notice bad>{v.t('schedule.stale')}</Notice>}
      <div class="filter">
        <DateField v={v} name="tu" label={v.t('schedule.from')} form={form} required />
        <DateField v={v} name="den" label={v.t('schedule.to')} form={form} required />
      </div>
      <Field v={v} name="ly_do" label={v.t('schedule.reason')} form={form} maxlength={300} required />
      <TargetField v={v} names={names} form={form} target={{ kind: 'all' }} ticked={given.stations} />
      {run && <Preview v={v} names={names} runs={[run]} values={given.values} hash={run.hash} />}
      <div class="acts">
        <button class={run ? 'button' : 'button main'} type="submit" name="xem" value="1">
          {v.t(run ? 'schedule.look_again' : 'schedule.look')}
        </button>
        {run && (
          <button class="button main" type="submit">
            {v.t('schedule.save')}
          </button>
        )}
      </div>
    </form>
  )
}

const Holidays = ({ v, holidays, year }: Pick<Props, 'v' | 'holidays' | 'year'>) => (
  <section class="section" aria-labelledby="holidays">
    <div class="row-head">
      <h2 id="holidays">{v.t('schedule.holidays', { year })}</h2>
      <span>
        <a href={`/lich-phat/ngay-nghi?nam=${year - 1}#holidays`}>{year - 1}</a> ·{' '}
        <a href={`/lich-phat/ngay-nghi?nam=${year + 1}#holidays`}>{year + 1}</a>
      </span>
    </div>
    <p class="quiet small">{v.t('schedule.holidays_hint')}</p>
    <ul class="holidays">
      {holidays.map(({ name, from, to, entered }) => {
        const [first, last] = [queryDate(from), queryDate(to)]
        const query = new URLSearchParams({ tu: from, den: to, ly_do: name })
        return (
          <li>
            <span>{name}</span>
            <span class="num quiet">{first && last && days(v, first, last)}</span>
            {entered ? (
              <span class="quiet">{v.t('schedule.holiday_entered')}</span>
            ) : (
              <a href={`/lich-phat/ngay-nghi?${query}&nam=${year}#add`}>{v.t('schedule.holiday_take')}</a>
            )}
          </li>
        )
      })}
    </ul>
  </section>
)

const Closures = (props: Props) => {
  const { v } = props
  return (
    <Page v={v} title={v.t('schedule.closures_title')}>
      <Head title={v.t('schedule.closures_title')} over={v.t('nav.schedule')} />
      <ScheduleTabs v={v} here="closures" />
      <UndoBar v={v} last={props.last} />
      <List {...props} />
      {can(v.actor, 'closure.manage') && (
        <>
          <section class="section" aria-labelledby="new">
            <h2 id="new">{v.t('schedule.closure_add')}</h2>
            <AddForm {...props} />
          </section>
          <Holidays {...props} />
        </>
      )}
    </Page>
  )
}

type Seen = Partial<Pick<Props, 'form' | 'run' | 'stale'>> & { status?: number }
async function show(ctx: Context, c: HonoContext<AppEnv>, v: View, given: SlotForm, seen: Seen = {}) {
  const asked = Number(c.req.query('nam'))
  const year = Number.isInteger(asked) && asked >= 2000 && asked <= 2099 ? asked : nextYear(v)
  const proposals = can(v.actor, 'closure.manage') ? holidayProposals(year) : []
  const closures = await closuresBetween(ctx.db, addDays(v.today, -31), addDays(v.today, 800))
  const props: Props = {
    v,
    names: await loadNames(ctx),
    closures: closures.filter(({ withdrawnAt }) => withdrawnAt === null).sort((a, b) => (a.from < b.from ? -1 : 1)),
    holidays: proposals.map((day) => ({
      name: v.lang === 'vi' ? day.name : day.nameEn,
      from: day.from,
      to: day.to,
      entered: closures.some((known) => known.withdrawnAt === null && known.from <= day.from && day.to <= known.to),
    })),
    year,
    given,
    form: seen.form ?? UNTOUCHED,
    run: seen.run ?? null,
    stale: seen.stale ?? false,
    last: await loadLastAct(ctx, v),
  }
  return send(c, <Closures {...props} />, seen.status)
}
/** From October on people plan the next Tết. */
const nextYear = (v: View): number => Number(addDays(v.today, 92).slice(0, 4))

/** "Ngày nghỉ": days without broadcast, and the public holidays that a person may take over. */
export async function closuresPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'schedule.read')
  const { values, stations } = slotFormOf(c.req.queries())
  const date = (text: string | undefined): string => {
    const day = queryDate(text)
    return day ? v.fmt.date(day) : ''
  }
  const given = {
    values: { tu: date(values.tu), den: date(values.den), ly_do: (values.ly_do ?? '').slice(0, 300) },
    weekdays: [],
    stations,
  }
  return show(ctx, c, v, given)
}

export async function saveClosure(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'closure.manage')
  const given = await readSlotForm(c)
  try {
    const { tu: from, den: to, dai_chon, ly_do: reason } = parseInput(fields, given.values)
    const target = targetOf(dai_chon, given.stations)
    const closure = parseInput(closureInput, { from, to, reason, target })
    const proposal = { kind: 'closure', closure } as const
    if (given.values.xem !== undefined || !given.values.dry_run) {
      return show(ctx, c, v, given, { run: await dryRun(ctx, v.actor, proposal) })
    }
    await saveProposal(ctx, v.actor, proposal, { ...choicesOf(given.values), rest: 'keep' })
    return done(c, '/lich-phat/ngay-nghi', 'schedule.saved', { what: v.t('schedule.did_closure') })
  } catch (error) {
    if (error instanceof StaleDryRun) return show(ctx, c, v, given, { run: error.result, stale: true, status: 409 })
    const form = returned(v, error, { ...given.values })
    const path = (name: string): string =>
      name.startsWith('target') ? 'dai_chon' : name === 'to' ? 'den' : name === 'from' ? 'tu' : name
    const faults = form.faults.map((fault) => ({ ...fault, path: path(fault.path) }))
    return show(ctx, c, v, given, { form: { ...form, faults }, status: form.status })
  }
}

export async function removeClosure(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const id = parseInput(idParam, c.req.param('id'))
  try {
    await transact(ctx.db, (tx) => withdrawClosure(tx, ctx, v.actor, id))
  } catch (error) {
    // Pressed twice: it is gone, as was wished.
    if (asDomainError(error).status !== 404) throw error
  }
  return done(c, '/lich-phat/ngay-nghi', 'schedule.closure_removed')
}
