import type { Context as HonoContext } from 'hono'
import { demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, asDomainError, parseInput, z } from '../../../http/index.ts'
import { addDays } from '../../../kernel/dates.ts'
import { copyWeek, dryRunWeekCopy, mondayOf, type WeekCopy } from '../../../schedule/index.ts'
import { formValues, returned, send } from '../../answer.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { formDate, queryDate } from '../../date-field.ts'
import { done } from '../../flash.ts'
import type { View } from '../../view.ts'
import { loadNames, type Names, targetText } from './names.ts'
import { choicesOf, Preview } from './preview.tsx'
import { ruleText } from './rule-text.ts'

const fields = z.object({ tu: formDate, den: formDate, dai: z.string().max(80).default('') })
type Run = Awaited<ReturnType<typeof dryRunWeekCopy>>
type Props = { v: View; names: Names; form: Returned; run: Run | null; stale: boolean }

const CopyPage = ({ v, names, form, run, stale }: Props) => (
  <Page v={v} title={v.t('schedule.copy_title')}>
    <article class="sheet" data-sheet="" aria-labelledby="sheet-title">
      <p class="over">
        <a href="/lich-phat/khung-gio">{v.t('schedule.slots_title')}</a>
      </p>
      <h1 id="sheet-title">{v.t('schedule.copy_title')}</h1>
      <p class="quiet spaced">{v.t('schedule.copy_lead')}</p>
      <form method="post" action="/lich-phat/chep-tuan" data-sheet-form="" data-keep="off">
        <FormFaults v={v} form={form} fields={['tu', 'den', 'dai']} />
        {stale && <Notice bad>{v.t('schedule.stale')}</Notice>}
        <div class="filter">
          <DateField v={v} name="tu" label={v.t('schedule.copy_from')} form={form} required />
          <DateField v={v} name="den" label={v.t('schedule.copy_to')} form={form} required />
        </div>
        <Field v={v} name="dai" label={v.t('schedule.stations')} form={form}>
          <option value="">{v.t('schedule.stations_all', { n: v.fmt.number(names.stations.length) })}</option>
          {names.stations.map(({ code, name }) => (
            <option value={code} selected={form.values.dai === code}>
              {name}
            </option>
          ))}
        </Field>
        {run && (
          <>
            <ul class="copied">
              {run.slots.map((slot) => (
                <li>
                  <b>{names.segments.find(({ code }) => code === slot.segment)?.name}</b> {ruleText(v, slot.rule)}{' '}
                  <span class="quiet">
                    {slot.target.kind === 'stations' &&
                      targetText(v, names, {
                        kind: 'stations',
                        ids: slot.target.stations.flatMap(
                          (code) => names.stations.find((s) => s.code === code)?.id ?? [],
                        ),
                      })}
                  </span>
                </li>
              ))}
            </ul>
            <Preview v={v} names={names} runs={run.runs} values={form.values} hash={run.hash} onlyRest />
          </>
        )}
        <div class="acts">
          <button class={run ? 'button' : 'button main'} type="submit" name="xem" value="1" data-look="">
            {v.t(run ? 'schedule.look_again' : 'schedule.look')}
          </button>
          {run && (
            <button class="button main" type="submit">
              {v.t('schedule.save')}
            </button>
          )}
        </div>
      </form>
    </article>
  </Page>
)

/** "Chép tuần": what one week has and another has not. */
export async function copyPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'schedule.plan')
  const from = queryDate(c.req.query('tu')) ?? mondayOf(v.today)
  const values = { tu: v.fmt.date(from), den: v.fmt.date(addDays(from, 7)), dai: c.req.query('dai') ?? '' }
  const form = { ...UNTOUCHED, values }
  return send(c, <CopyPage v={v} names={await loadNames(ctx)} form={form} run={null} stale={false} />)
}

export async function saveCopy(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demand(v.actor, 'schedule.plan')
  const values = await formValues(c)
  const names = await loadNames(ctx)
  let copy: WeekCopy | null = null
  const show = async (form: Returned, again: boolean, status = 200, stale = false) => {
    const run = again && copy ? await dryRunWeekCopy(ctx, v.actor, copy) : null
    return send(c, <CopyPage v={v} names={names} form={form} run={run} stale={stale} />, status)
  }
  try {
    const { tu: from, den: to, dai } = parseInput(fields, values)
    copy = { from, to, station: dai || null }
    if (values.xem !== undefined || !values.dry_run) return await show({ ...UNTOUCHED, values }, true)
    await copyWeek(ctx, v.actor, copy, choicesOf(values))
    const back = dai ? `/lich-phat/tuan?dai=${dai}&ngay=${to}` : `/lich-phat/khung-gio`
    return done(c, back, 'schedule.saved', { what: v.t('schedule.did_copy') })
  } catch (error) {
    const { code } = asDomainError(error)
    const stale = code === 'stale_dry_run'
    const form = stale ? { ...UNTOUCHED, values, status: 409 } : returned(v, error, values)
    try {
      return await show(form, stale || code.startsWith('choice_'), form.status, stale)
    } catch (again) {
      // What was copied meanwhile leaves nothing to copy.
      const last = returned(v, again, values)
      return show(last, false, last.status)
    }
  }
}
