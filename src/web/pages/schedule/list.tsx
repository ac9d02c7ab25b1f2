import type { Context as HonoContext } from 'hono'
import { can, demand } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { send } from '../../answer.tsx'
import { DayNav, whatOf } from '../../components/day.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { gradeWord, StatusWord } from '../../components/status.tsx'
import { WideTable } from '../../components/table.tsx'
import { type Day, dayAsked, loadDay, type ShownAiring, type StationDay } from '../../day.ts'
import { reasonText } from '../../reason.ts'
import { countStatuses } from '../../status.ts'
import type { View } from '../../view.ts'
import { type LastAct, loadLastAct, ScheduleTabs, UndoBar } from './top.tsx'

const What = ({ v, airing }: { v: View; airing: ShownAiring }) => {
  const words = whatOf(v, airing)
  return (
    <>
      {airing.episode && can(v.actor, 'library.read') ? <a href={`/ky/${airing.episode.id}`}>{words}</a> : words}
      <span class="quiet small">
        {' '}
        {airing.segmentName}
        {` · ${v.t(airing.premiere ? 'schedule.premiere' : 'schedule.repeat')}`}
        {airing.fallback && ` · ${v.t('schedule.fallback')}`}
      </span>
    </>
  )
}

const Rows = ({ v, row }: { v: View; row: StationDay }) => (
  <tbody>
    <tr class="group">
      <th scope="colgroup" colspan={4}>
        {row.station.name}
      </th>
    </tr>
    {row.airings.map((airing) => (
      <tr id={`a-${airing.id}`}>
        <td class="num">
          <a href={`/lich-phat/luot/${airing.id}`}>
            <time datetime={new Date(airing.startsAt).toISOString()}>{v.fmt.time(airing.startsAt)}</time>
          </a>
        </td>
        <td class="what">
          <What v={v} airing={airing} />
        </td>
        <td>
          <StatusWord v={v} status={airing.status} />
          {airing.reason && <span class="quiet small"> {reasonText(v, airing.reason)}</span>}
        </td>
        <td class="quiet">{airing.grade && v.t(gradeWord[airing.grade])}</td>
      </tr>
    ))}
  </tbody>
)

const List = ({ v, day, last }: { v: View; day: Day; last: LastAct | null }) => {
  const rows = day.levels.flatMap(({ stations }) => stations).filter(({ airings }) => airings.length > 0)
  return (
    <Page v={v} title={v.t('schedule.title')}>
      <Head title={v.fmt.day(day.date)} over={v.t('schedule.title')}>
        <DayNav v={v} date={day.date} path="/lich-phat" />
      </Head>
      <ScheduleTabs v={v} here="list" date={day.date} />
      <UndoBar v={v} last={last} />
      <ul class="counts spaced" aria-label={v.t('today.day_counts')}>
        {countStatuses(day.statuses).map(({ status, n }) => (
          <li>
            <b class="num">{v.fmt.number(n)}</b>
            <StatusWord v={v} status={status} />
          </li>
        ))}
      </ul>
      {rows.length === 0 ? (
        <Empty title={v.t('today.no_airings')} hint={v.t('today.no_airings_hint')} />
      ) : (
        <WideTable name={v.t('schedule.title')}>
          <table class="table stack">
            <thead>
              <tr>
                <th scope="col">{v.t('schedule.time')}</th>
                <th scope="col">{v.t('schedule.what')}</th>
                <th scope="col">{v.t('schedule.status')}</th>
                <th scope="col">{v.t('schedule.evidence')}</th>
              </tr>
            </thead>
            {rows.map((row) => (
              <Rows v={v} row={row} />
            ))}
          </table>
        </WideTable>
      )}
    </Page>
  )
}

/** An operator reads the schedule of the own stations. */
export function demandReading(v: View): void {
  const own = v.actor.kind === 'account' ? v.actor.stationIds[0] : undefined
  if (!can(v.actor, 'schedule.read', { stationId: own })) demand(v.actor, 'schedule.read')
}

/** "Lịch phát": the airings of a day as a list, station by station: also for phones, and without JavaScript. */
export async function schedulePage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demandReading(v)
  const day = await loadDay(ctx, v.actor, dayAsked(c.req.query('ngay'), v.today))
  return send(c, <List v={v} day={day} last={await loadLastAct(ctx, v)} />)
}
