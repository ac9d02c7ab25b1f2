import type { Context as HonoContext } from 'hono'
import { can } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { addDays, daysBetween, type LocalDate } from '../../../kernel/dates.ts'
import { readReportSettings, writeBook } from '../../../reports/index.ts'
import { mondayOf } from '../../../schedule/index.ts'
import type { Station } from '../../../stations/index.ts'
import { send } from '../../answer.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Field } from '../../components/form.tsx'
import { Head, Page } from '../../components/page.tsx'
import { queryDate } from '../../date-field.ts'
import { visibleStations } from '../../day.ts'
import type { View } from '../../view.ts'
import { demandReading } from './list.tsx'
import { programmeBook } from './programme-book.ts'
import { type Item, loadProgramme, MAX_DAYS, PARTS, type ProgrammeDay, partWords } from './programme-rows.ts'
import { ScheduleTabs } from './top.tsx'

type Asked = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly station: Station | null
  readonly stations: readonly Station[]
}

/** `?dai=&tu=&den=`: one station, or all that this person may see; this week without dates, at most a month. */
async function askedOf(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Asked> {
  const stations = await visibleStations(ctx, v.actor)
  const from = queryDate(c.req.query('tu')) ?? mondayOf(queryDate(c.req.query('ngay')) ?? v.today)
  const wished = queryDate(c.req.query('den')) ?? addDays(from, 6)
  const to = daysBetween(from, wished) < 0 ? addDays(from, 6) : wished
  const last = addDays(from, MAX_DAYS - 1)
  return {
    from,
    to: to > last ? last : to,
    station: stations.find(({ code }) => code === c.req.query('dai')) ?? null,
    stations,
  }
}

const Line = ({ v, item, all }: { v: View; item: Item; all: number }) => (
  <li>
    <b class="num">{item.time}</b> {item.segment}
    {item.text && `: ${item.text}`}
    {item.repeat && ` (${v.t('schedule.repeat')})`}
    {all > 1 && item.stations < all && (
      <span class="quiet"> {v.t('schedule.n_stations', { n: v.fmt.number(item.stations) })}</span>
    )}
  </li>
)

type Props = { v: View; asked: Asked; days: readonly ProgrammeDay[]; heading: { superior: string; agency: string } }
const Programme = ({ v, asked, days, heading }: Props) => {
  const { from, to, station, stations } = asked
  const all = station ? 1 : stations.length
  const query = new URLSearchParams({ ...(station ? { dai: station.code } : {}), tu: from, den: to })
  return (
    <Page v={v} title={v.t('schedule.programme_title')}>
      <div class="no-print">
        <Head title={v.t('schedule.programme_title')} over={v.t('nav.schedule')}>
          <a class="button" href={`/lich-phat/chuong-trinh.xlsx?${query}`} download>
            {v.t('schedule.xlsx')}
          </a>
        </Head>
        <ScheduleTabs v={v} here="programme" station={station?.code} />
        <form class="filter" method="get" action="/lich-phat/in">
          <Field v={v} name="dai" label={v.t('schedule.station')}>
            <option value="">{v.t('schedule.stations_all', { n: v.fmt.number(stations.length) })}</option>
            {stations.map(({ code, name }) => (
              <option value={code} selected={code === station?.code}>
                {name}
              </option>
            ))}
          </Field>
          <DateField v={v} name="tu" label={v.t('schedule.from')} value={from} />
          <DateField v={v} name="den" label={v.t('schedule.to')} value={to} />
          <button class="button" type="submit">
            {v.t('app.show')}
          </button>
        </form>
        <p class="quiet small">{v.t('schedule.print_hint')}</p>
      </div>
      <article class="programme" lang={v.lang}>
        {(heading.agency || heading.superior) && (
          <p class="agency">
            {heading.superior}
            {heading.superior && <br />}
            <b>{heading.agency}</b>
          </p>
        )}
        <h2>{v.t('schedule.programme_heading', { from: v.fmt.date(from), to: v.fmt.date(to) })}</h2>
        <p class="of">{station ? station.name : v.t('schedule.programme_all', { n: v.fmt.number(all) })}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">{v.t('schedule.date')}</th>
              {PARTS.map((part) => (
                <th scope="col">{v.t(partWords[part])}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, parts, closed }) => (
              <tr>
                <th scope="row">{v.fmt.day(date)}</th>
                {closed !== null && (
                  <td colspan={3}>
                    <i>{v.t('schedule.closed_for', { reason: closed })}</i>
                  </td>
                )}
                {(closed === null ? PARTS : []).map((part) => (
                  <td>
                    <ul>
                      {parts[part].map((item) => (
                        <Line v={v} item={item} all={all} />
                      ))}
                    </ul>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p class="legend">{v.t('schedule.programme_legend')}</p>
      </article>
    </Page>
  )
}

/** "CHƯƠNG TRÌNH PHÁT THANH TỪ NGÀY … ĐẾN NGÀY …" for a station or the whole district, to be printed on A4. */
export async function programmePage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demandReading(v)
  const asked = await askedOf(ctx, c, v)
  const days = await loadProgramme(ctx, v, asked.station ? [asked.station] : asked.stations, asked.from, asked.to)
  const settings = can(v.actor, 'report.read') ? await readReportSettings(ctx, v.actor) : null
  const heading = { superior: settings?.superior ?? '', agency: settings?.agency ?? '' }
  return send(c, <Programme v={v} asked={asked} days={days} heading={heading} />)
}

/** The same as a workbook. */
export async function programmeFile(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demandReading(v)
  const asked = await askedOf(ctx, c, v)
  const days = await loadProgramme(ctx, v, asked.station ? [asked.station] : asked.stations, asked.from, asked.to)
  const { from, to, station } = asked
  const body = await writeBook(programmeBook(v, days, { from, to, station: station?.name ?? null }))
  c.header('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  c.header('Content-Disposition', `attachment; filename="chuong-trinh-${station?.code ?? 'tat-ca'}-${from}-${to}.xlsx"`)
  c.header('Cache-Control', 'private, no-store')
  return c.body(new Uint8Array(body))
}
