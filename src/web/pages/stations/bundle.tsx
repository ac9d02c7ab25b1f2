import { Hono, type Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import { bundleErrors, takeBundleReport } from '../../../bundles/index.ts'
import type { Context } from '../../../context.ts'
import { type AppEnv, parseInput, z } from '../../../http/index.ts'
import type { ImportAnswer } from '../../../playout/index.ts'
import type { Station } from '../../../stations/index.ts'
import { page, returned, send } from '../../answer.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned, UNTOUCHED } from '../../components/form.tsx'
import { Mark } from '../../components/status.tsx'
import { formDate } from '../../date-field.ts'
import type { Status } from '../../status.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { StationFrame, stationHere } from './frame.tsx'
import { hrefOf } from './list.tsx'

const asked = z.object({ from: formDate, days: z.coerce.number().int().min(1).max(31) })
const USUAL_DAYS = 7
const MOST_DAYS = 31
/** Lines of the file that were refused and are told one by one. */
const MOST_TOLD = 20

const lines: Readonly<
  Record<ImportAnswer['events'][number]['status'], { readonly status: Status; readonly word: Word }>
> = {
  accepted: { status: 'aired', word: 'stations.line_accepted' },
  duplicate: { status: 'planned', word: 'stations.line_duplicate' },
  quarantined: { status: 'no_word', word: 'stations.line_quarantined' },
  rejected: { status: 'missed', word: 'stations.line_rejected' },
}

/** What became of the file: how many lines were taken, which were not and why, and of how many airings they told. */
const Taken = ({ v, taken }: { v: View; taken: ImportAnswer }) => {
  const refused = taken.events.filter(({ status }) => status === 'rejected' || status === 'quarantined')
  const count = (status: keyof typeof lines): number => taken.events.filter((one) => one.status === status).length
  const of = (outcome: 'aired' | 'partial' | 'missed'): string =>
    v.fmt.number(taken.airings.filter((airing) => airing.outcome === outcome).length)
  return (
    <div class="notice" role="status">
      <p>
        <strong>
          {v.t('stations.report_taken', { aired: of('aired'), partial: of('partial'), missed: of('missed') })}
        </strong>
      </p>
      <ul class="counts plain">
        {(['accepted', 'duplicate', 'quarantined', 'rejected'] as const)
          .filter((status) => count(status) > 0)
          .map((status) => (
            <li>
              <b class="num">{v.fmt.number(count(status))}</b>
              <span class={`status s-${lines[status].status}`}>
                <Mark status={lines[status].status} />
                {v.t(lines[status].word)}
              </span>
            </li>
          ))}
      </ul>
      {refused.length > 0 && (
        <ul>
          {refused.slice(0, MOST_TOLD).map(({ event_id, message, code }) => (
            <li>
              <code>{event_id}</code>: {message ?? code}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type Props = { v: View; station: Station; form: Returned; taken: ImportAnswer | null }
const Bundle = ({ v, station, form, taken }: Props) => (
  <StationFrame v={v} station={station} tab="/bo-usb">
    {taken && <Taken v={v} taken={taken} />}
    <section class="section first" aria-labelledby="bundle">
      <h2 id="bundle">{v.t('stations.bundle')}</h2>
      <p class="measure spaced-s">{v.t('stations.bundle_lead')}</p>
      <form class="filter" method="get" action={`${hrefOf(station)}/bo-usb/tai`} data-stays="">
        <DateField v={v} name="from" label={v.t('stations.from')} form={form} value={v.today} required />
        <Field v={v} name="days" label={v.t('stations.days')}>
          {[1, 3, USUAL_DAYS, 14, MOST_DAYS].map((n) => (
            <option value={n} selected={n === USUAL_DAYS}>
              {v.t('stations.n_days', { n })}
            </option>
          ))}
        </Field>
        <button class="button main" type="submit">
          {v.t('stations.bundle_get')}
        </button>
      </form>
    </section>
    {can(v.actor, 'bundle.report', { stationId: station.id }) && (
      <section class="section" aria-labelledby="report">
        <h2 id="report">{v.t('stations.report')}</h2>
        <p class="measure spaced-s">{v.t('stations.report_lead')}</p>
        <FormFaults v={v} form={form} fields={[]} />
        <form class="narrow" method="post" action={`${hrefOf(station)}/bo-usb`} enctype="multipart/form-data">
          <div class="field">
            <label for="file">{v.t('stations.report_file')}</label>
            <input id="file" name="file" type="file" accept=".json,application/json" required />
          </div>
          <button class="button main" type="submit">
            {v.t('stations.report_send')}
          </button>
        </form>
      </section>
    )}
  </StationFrame>
)

async function show(
  ctx: Context,
  c: HonoContext<AppEnv>,
  v: View,
  more: { form?: Returned; taken?: ImportAnswer; status?: number } = {},
): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  demand(v.actor, 'playlist.read', { stationId: station.id })
  const { form = UNTOUCHED, taken = null, status } = more
  return send(c, <Bundle v={v} station={station} form={form} taken={taken} />, status)
}

/** On to the archive itself, which is made as it is sent. */
async function fetchBundle(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  try {
    const { from, days } = parseInput(asked, c.req.query())
    return c.redirect(`/api/v1/stations/${encodeURIComponent(station.code)}/bundle.zip?from=${from}&days=${days}`, 303)
  } catch (error) {
    const form = returned(v, error, c.req.query())
    return show(ctx, c, v, { form, status: form.status })
  }
}

/** The chosen file as JSON. @throws DomainError bundle_report_unreadable */
async function chosenFile(c: HonoContext<AppEnv>): Promise<unknown> {
  const { file } = await c.req.parseBody()
  try {
    return JSON.parse(file instanceof File ? await file.text() : '')
  } catch {
    throw bundleErrors.bundle_report_unreadable()
  }
}

async function take(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const station = await stationHere(ctx, v, c.req.param('code'))
  demand(v.actor, 'bundle.report', { stationId: station.id })
  try {
    const taken = await takeBundleReport(ctx, v.actor, station.code, await chosenFile(c), v.lang)
    return show(ctx, c, v, { taken })
  } catch (error) {
    const form = returned(v, error, {})
    return show(ctx, c, v, { form, status: form.status })
  }
}

/** The USB bundle of a station: fetched for some days, and what was played from it taken back. */
export const stationBundlePages = (ctx: Context): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get(
      '/dai/:code/bo-usb',
      page(ctx, (c, v) => show(ctx, c, v)),
    )
    .get(
      '/dai/:code/bo-usb/tai',
      page(ctx, (c, v) => fetchBundle(ctx, c, v)),
    )
    .post(
      '/dai/:code/bo-usb',
      page(ctx, (c, v) => take(ctx, c, v)),
    )
