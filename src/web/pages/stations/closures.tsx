import { can } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import { addDays, dayOf, type LocalDate } from '../../../kernel/dates.ts'
import { type HolidayProposal, holidayProposals } from '../../../schedule/index.ts'
import {
  type Closure,
  closedOf,
  closuresBetween,
  inForce,
  type Station,
  stationsInTime,
} from '../../../stations/index.ts'
import { DateField } from '../../components/date-field.tsx'
import { Field, FormFaults, type Returned } from '../../components/form.tsx'
import { WideTable } from '../../components/table.tsx'
import { newTicket } from '../../once.ts'
import type { View } from '../../view.ts'
import { hrefOf } from './list.tsx'

export type StationClosures = {
  /** Days from today on (and a month back) on which this station is closed. */
  readonly closures: readonly Closure[]
  readonly proposals: readonly (HolidayProposal & { readonly entered: boolean })[]
}

const BACK_DAYS = 31
const AHEAD_DAYS = 400

/** The days off of one station, and the public holidays of the coming year that it does not have yet. */
export async function loadClosures(ctx: Context, station: Station, today: LocalDate): Promise<StationClosures> {
  const [from, to] = [addDays(today, -BACK_DAYS), addDays(today, AHEAD_DAYS)]
  const here = (await stationsInTime(ctx.db)).find(({ id }) => id === station.id)
  const closures = (await closuresBetween(ctx.db, from, to)).filter(
    (closure) => here && closedOf(here, [inForce(closure)], dayOf(from), dayOf(to)).length > 0,
  )
  const year = Number(today.slice(0, 4))
  const proposals = [...holidayProposals(year), ...holidayProposals(year + 1)]
    .filter((day) => day.to >= today && day.from <= addDays(today, AHEAD_DAYS - 35))
    .map((day) => ({ ...day, entered: closures.some((one) => one.from <= day.from && day.to <= one.to) }))
  return { closures, proposals }
}

const days = (v: View, { from, to }: { from: LocalDate; to: LocalDate }): string =>
  from === to ? v.fmt.day(from) : `${v.fmt.date(from)} – ${v.fmt.date(to)}`

/** A closure of this station alone; those of many stations belong to the schedule. */
export const isOwn = (closure: Closure, station: Station): boolean =>
  closure.target.kind === 'stations' && closure.target.ids.length === 1 && closure.target.ids[0] === station.id

const List = ({ v, station, closures }: { v: View; station: Station; closures: readonly Closure[] }) => (
  <WideTable name={v.t('stations.closures')}>
    <table class="table stack">
      <thead>
        <tr>
          <th scope="col">{v.t('stations.closed_days')}</th>
          <th scope="col">{v.t('stations.reason')}</th>
          <th scope="col">{v.t('stations.closed_for')}</th>
          <th scope="col">{v.t('stations.key_act')}</th>
        </tr>
      </thead>
      <tbody>
        {closures.map((closure) => (
          <tr>
            <th scope="row" class="num">
              {days(v, closure)}
            </th>
            <td class="what">{closure.reason}</td>
            <td>{v.t(isOwn(closure, station) ? 'stations.closed_own' : 'stations.closed_more')}</td>
            <td>
              {isOwn(closure, station) && can(v.actor, 'closure.manage') && (
                <form method="post" action={`${hrefOf(station)}/ngay-nghi/${closure.id}/bo`}>
                  <button
                    class="link-button"
                    type="submit"
                    aria-label={`${v.t('stations.closure_remove')}: ${days(v, closure)}`}
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

const Holidays = ({ v, station, proposals }: { v: View; station: Station } & Pick<StationClosures, 'proposals'>) => (
  <details class="edit">
    <summary>{v.t('stations.holidays')}</summary>
    <form class="narrow" method="post" action={`${hrefOf(station)}/ngay-nghi/le`}>
      <p class="quiet small spaced-s">{v.t('stations.holidays_lead')}</p>
      <ul class="checks">
        {proposals.map((day) => (
          <li>
            <label class="check">
              <input
                type="checkbox"
                name="days"
                value={`${day.from}/${day.to}`}
                checked={day.entered}
                disabled={day.entered}
              />
              <span>
                {v.lang === 'vi' ? day.name : day.nameEn} <span class="quiet num">{days(v, day)}</span>
                {day.entered && <span class="quiet"> · {v.t('stations.holiday_entered')}</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <button class="button" type="submit">
        {v.t('stations.holidays_enter')}
      </button>
    </form>
  </details>
)

type Props = { v: View; station: Station; found: StationClosures; form: Returned }
/** Days without broadcast on this station, and the form that enters some. */
export const Closures = ({ v, station, found, form }: Props) => (
  <section class="section" aria-labelledby="closures">
    <h2 id="closures">{v.t('stations.closures')}</h2>
    {found.closures.length === 0 ? (
      <p class="quiet">{v.t('stations.no_closures')}</p>
    ) : (
      <List v={v} station={station} closures={found.closures} />
    )}
    {can(v.actor, 'closure.manage') && (
      <>
        <details class="edit" open={form.faults.length > 0 || form.message !== null}>
          <summary>{v.t('stations.closure_add')}</summary>
          <form class="narrow" method="post" action={`${hrefOf(station)}/ngay-nghi`}>
            <input type="hidden" name="ticket" value={newTicket()} />
            <FormFaults v={v} form={form} fields={['from', 'to', 'reason']} />
            <div class="filter">
              <DateField v={v} name="from" label={v.t('stations.from')} form={form} value={v.today} required />
              <DateField v={v} name="to" label={v.t('stations.to')} form={form} value={v.today} required />
            </div>
            <Field
              v={v}
              name="reason"
              label={v.t('stations.reason')}
              hint={v.t('stations.reason_hint')}
              form={form}
              required
              maxlength={300}
            />
            <button class="button main" type="submit">
              {v.t('stations.closure_add')}
            </button>
          </form>
        </details>
        <Holidays v={v} station={station} proposals={found.proposals} />
      </>
    )}
  </section>
)
