import type { Context as HonoContext } from 'hono'
import { can } from '../../../accounts/index.ts'
import type { Context } from '../../../context.ts'
import type { AppEnv } from '../../../http/index.ts'
import { addDays, type LocalDate } from '../../../kernel/dates.ts'
import { mondayOf } from '../../../schedule/index.ts'
import type { Station } from '../../../stations/index.ts'
import { send } from '../../answer.tsx'
import { DateField } from '../../components/date-field.tsx'
import { whatOf } from '../../components/day.tsx'
import { Field } from '../../components/form.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { Icon } from '../../components/shapes.tsx'
import { Mark, statusWord } from '../../components/status.tsx'
import { dayAsked } from '../../day.ts'
import { shortStationName } from '../../station-name.ts'
import type { View } from '../../view.ts'
import { hourColumn, onWall, WALL_HOURS, wallColumn } from '../../wall-columns.ts'
import { wordsOf } from '../../words/index.ts'
import { type Block, blocksOf } from './blocks.ts'
import { demandReading } from './list.tsx'
import { type Lane, type LaneGroup, loadDayLanes, loadWeekLanes, stationAsked } from './load.ts'
import { type LastAct, loadLastAct, ScheduleTabs, UndoBar } from './top.tsx'

const BlockLink = ({ v, block, view }: { v: View; block: Block; view: 'week' | 'day' }) => {
  const { airing, at, length, side, sides, tight } = block
  const time = v.fmt.time(airing.startsAt)
  const name = airing.programme === 'episode' ? airing.segmentName : whatOf(v, airing)
  const looks = ['blk', `s-${airing.status}`, `at-${at}`, `len-${length}`]
  if (sides > 1) looks.push(`side-${Math.min(side, 3)}`, `of-${sides}`)
  if (tight) looks.push('tight')
  const minutes = Math.round((airing.endsAt - airing.startsAt) / 60_000)
  return (
    <li>
      <a
        class={looks.join(' ')}
        href={`/lich-phat/luot/${airing.id}`}
        data-block={airing.id}
        data-start={airing.minutes}
        data-minutes={minutes}
        data-movable={airing.movable ? '' : undefined}
        title={`${time}–${v.fmt.time(airing.endsAt)} · ${name} · ${whatOf(v, airing)} · ${v.t(statusWord[airing.status])}`}
      >
        <Mark status={airing.status} />
        <span class="when">{time}</span>
        <span class={view === 'day' ? 'sr' : 'name'}>
          {' '}
          {name}
          {!airing.premiere && ` (${v.t('schedule.repeat')})`}
        </span>
        <span class="sr"> {v.t(statusWord[airing.status])}</span>
      </a>
    </li>
  )
}

const LaneList = ({ v, lane, view, now }: { v: View; lane: Lane; view: 'week' | 'day'; now: number | null }) => (
  <ol
    class={lane.closed === null ? 'lane' : 'lane closed'}
    data-lane=""
    data-date={lane.date}
    data-station={lane.station.code}
    data-name={view === 'week' ? v.fmt.day(lane.date) : shortStationName(lane.station.name)}
  >
    {now !== null && <li class={`now at-${now}`} aria-hidden="true" />}
    {lane.closed !== null && (
      <li class="shut">
        <span>{v.t('schedule.closed_for', { reason: lane.closed })}</span>
      </li>
    )}
    {blocksOf(lane.airings, view).map((block) => (
      <BlockLink v={v} block={block} view={view} />
    ))}
  </ol>
)

/** The hours beside a time line; steps of an hour where they run down the page. */
const Hours = ({ every }: { every: number }) => (
  <div class="hours" aria-hidden="true">
    {WALL_HOURS.flatMap((hour) => (every === 1 ? [hour, hour + 1] : [hour]))
      .filter((hour) => hour < 22)
      .map((hour) => (
        <span class={`at-${hourColumn(hour)}`}>{String(hour).padStart(2, '0')}:00</span>
      ))}
  </div>
)

/** What the island needs: its words, and whether this person may plan. */
const calendarData = (v: View, view: 'week' | 'day') => ({
  'data-view': view,
  'data-plan': can(v.actor, 'schedule.plan') ? '' : undefined,
  'data-words': JSON.stringify(wordsOf('calendar', v.lang)),
})

const addLink = (station: string | null, date: LocalDate): string =>
  `/lich-phat/khung-gio/moi?${new URLSearchParams({ ...(station ? { dai: station } : {}), ngay: date })}`

const Help = ({ v }: { v: View }) =>
  can(v.actor, 'schedule.plan') ? (
    <details class="cal-help no-print">
      <summary>{v.t('schedule.keys')}</summary>
      <p class="quiet small">{v.t('schedule.keys_text')}</p>
    </details>
  ) : null

type WeekProps = {
  v: View
  station: Station
  stations: readonly Station[]
  lanes: readonly Lane[]
  last: LastAct | null
}
const Week = ({ v, station, stations, lanes, last }: WeekProps) => {
  const monday = lanes[0]?.date ?? v.today
  const nowAt = v.fmt.time(v.now)
  const minutes = Number(nowAt.slice(0, 2)) * 60 + Number(nowAt.slice(3))
  const link = (date: LocalDate): string => `/lich-phat/tuan?dai=${station.code}&ngay=${date}`
  return (
    <Page v={v} title={v.t('schedule.week_title')} islands={['calendar']}>
      <Head
        title={v.t('schedule.week_of', { from: v.fmt.date(monday), to: v.fmt.date(addDays(monday, 6)) })}
        over={station.name}
      >
        <a class="button icon" href={link(addDays(monday, -7))} aria-label={v.t('schedule.week_before')}>
          <Icon name="back" />
        </a>
        <a class="button icon" href={link(addDays(monday, 7))} aria-label={v.t('schedule.week_after')}>
          <Icon name="forth" />
        </a>
        {can(v.actor, 'schedule.plan') && (
          <>
            <a class="button" href={`/lich-phat/chep-tuan?dai=${station.code}&tu=${monday}`}>
              {v.t('schedule.copy_week')}
            </a>
            <a class="button main" href={addLink(station.code, monday < v.today ? v.today : monday)} data-sheet-link="">
              {v.t('schedule.add')}
            </a>
          </>
        )}
      </Head>
      <ScheduleTabs
        v={v}
        here="week"
        date={monday <= v.today && v.today <= addDays(monday, 6) ? v.today : monday}
        station={station.code}
      />
      <UndoBar v={v} last={last} />
      <form class="filter no-print" method="get" action="/lich-phat/tuan">
        <Field v={v} name="dai" label={v.t('schedule.station')}>
          {stations.map(({ code, name }) => (
            <option value={code} selected={code === station.code}>
              {name}
            </option>
          ))}
        </Field>
        <DateField v={v} name="ngay" label={v.t('schedule.any_day')} value={monday} />
        <button class="button" type="submit">
          {v.t('app.show')}
        </button>
      </form>
      <sq-calendar class="cal week" {...calendarData(v, 'week')}>
        <section class="cal-scroll" tabindex={0} aria-label={v.t('schedule.week_title')}>
          <div class="cal-head" aria-hidden="true">
            <span />
            {lanes.map(({ date }) => (
              <a class={date === v.today ? 'day today' : 'day'} href={`/lich-phat/ngay?ngay=${date}`} tabindex={-1}>
                {v.fmt.day(date).slice(0, -5)}
              </a>
            ))}
          </div>
          <div class="cal-body">
            <Hours every={1} />
            {lanes.map((lane) => (
              <section aria-label={v.fmt.day(lane.date)}>
                <h2 class="lane-name">{v.fmt.day(lane.date)}</h2>
                <LaneList
                  v={v}
                  lane={lane}
                  view="week"
                  now={lane.date === v.today && onWall(minutes) ? wallColumn(minutes) : null}
                />
              </section>
            ))}
          </div>
        </section>
        <p class="sr" aria-live="assertive" data-said="" />
      </sq-calendar>
      <Help v={v} />
    </Page>
  )
}

type DayProps = { v: View; date: LocalDate; groups: readonly LaneGroup[]; last: LastAct | null }
const DayPage = ({ v, date, groups, last }: DayProps) => {
  const nowAt = v.fmt.time(v.now)
  const minutes = Number(nowAt.slice(0, 2)) * 60 + Number(nowAt.slice(3))
  const now = date === v.today && onWall(minutes) ? wallColumn(minutes) : null
  return (
    <Page v={v} title={v.t('schedule.day_title')} islands={['calendar']}>
      <Head title={v.fmt.day(date)} over={v.t('schedule.day_title')}>
        <a class="button icon" href={`/lich-phat/ngay?ngay=${addDays(date, -1)}`} aria-label={v.t('day.previous')}>
          <Icon name="back" />
        </a>
        <a class="button icon" href={`/lich-phat/ngay?ngay=${addDays(date, 1)}`} aria-label={v.t('day.next')}>
          <Icon name="forth" />
        </a>
        {can(v.actor, 'schedule.plan') && (
          <a class="button main" href={addLink(null, date < v.today ? v.today : date)} data-sheet-link="">
            {v.t('schedule.add')}
          </a>
        )}
      </Head>
      <ScheduleTabs v={v} here="day" date={date} />
      <UndoBar v={v} last={last} />
      <form class="filter no-print" method="get" action="/lich-phat/ngay">
        <DateField v={v} name="ngay" label={v.t('day.pick')} value={date} />
        <button class="button" type="submit">
          {v.t('app.show')}
        </button>
      </form>
      {groups.length === 0 ? (
        <Empty title={v.t('today.no_airings')} hint={v.t('today.no_airings_hint')} />
      ) : (
        <sq-calendar class="cal day" {...calendarData(v, 'day')}>
          <div class="cal-head" aria-hidden="true">
            <span />
            <Hours every={2} />
          </div>
          {groups.map(({ name, lanes }) => (
            <section aria-label={name[v.lang]}>
              <p class="group" aria-hidden="true">
                {name[v.lang]}
              </p>
              {lanes.map((lane) => (
                <div class="row">
                  <a
                    class="lane-name"
                    href={`/lich-phat/tuan?dai=${lane.station.code}&ngay=${date}`}
                    title={lane.station.name}
                  >
                    {shortStationName(lane.station.name)}
                  </a>
                  <LaneList v={v} lane={lane} view="day" now={now} />
                </div>
              ))}
            </section>
          ))}
          <p class="sr" aria-live="assertive" data-said="" />
        </sq-calendar>
      )}
      <Help v={v} />
    </Page>
  )
}

/** "Tuần của một đài": days beside each other, hours downwards. */
export async function weekPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demandReading(v)
  const monday = mondayOf(dayAsked(c.req.query('ngay'), v.today))
  const { station, stations } = await stationAsked(ctx, v.actor, c.req.query('dai'))
  const lanes = await loadWeekLanes(ctx, station, monday)
  return send(c, <Week v={v} station={station} stations={stations} lanes={lanes} last={await loadLastAct(ctx, v)} />)
}

/** "Ngày của mọi đài": a row for each station, hours to the right. */
export async function dayPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  demandReading(v)
  const date = dayAsked(c.req.query('ngay'), v.today)
  const groups = await loadDayLanes(ctx, v.actor, date)
  return send(c, <DayPage v={v} date={date} groups={groups} last={await loadLastAct(ctx, v)} />)
}
