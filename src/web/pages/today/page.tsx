import { can } from '../../../accounts/index.ts'
import type { StationGroup } from '../../../stations/index.ts'
import { DayNav } from '../../components/day.tsx'
import { Empty, Head, Page } from '../../components/page.tsx'
import { StatusWord } from '../../components/status.tsx'
import { Wall } from '../../components/wall.tsx'
import type { Day } from '../../day.ts'
import { countStatuses } from '../../status.ts'
import type { View } from '../../view.ts'
import type { WeekEpisode } from '../../week.ts'
import { type Asked, narrowed, todayLink } from './asked.ts'
import { WallFilter } from './filter.tsx'
import type { Todo } from './todo.ts'
import { TodoList } from './todo.tsx'
import { Week } from './week.tsx'

export type TodayProps = {
  v: View
  asked: Asked
  day: Day
  groups: readonly StationGroup[]
  /** Null for those who have no library. */
  week: readonly WeekEpisode[] | null
  /** Null on another day than today. */
  todo: readonly Todo[] | null
  nowMinutes: number | null
}

/** The wall with its counts: what the filters and the live stream put anew. */
const DayPart = ({ v, asked, day, nowMinutes }: TodayProps) => {
  const levels = narrowed(day, asked)
  const statuses = levels.flatMap(({ stations }) => stations.flatMap(({ airings }) => airings.map((one) => one.status)))
  const counts = countStatuses(statuses)
  return (
    <div id="day">
      {counts.length > 0 && (
        <ul class="counts" id="counts" aria-label={v.t('today.day_counts')}>
          {counts.map(({ status, n }) => (
            <li>
              <b class="num">{v.fmt.number(n)}</b>
              <StatusWord v={v} status={status} />
            </li>
          ))}
        </ul>
      )}
      {day.statuses.length === 0 ? (
        <Empty title={v.t('today.no_airings')} hint={v.t('today.no_airings_hint')} />
      ) : levels.length === 0 ? (
        <Empty title={v.t('today.none_left')} hint={v.t('today.none_left_hint')}>
          <a href={todayLink({ ...asked, level: '', group: '', status: '' }, v.today)}>{v.t('today.show_all')}</a>
        </Empty>
      ) : (
        <Wall v={v} date={day.date} levels={levels} nowMinutes={nowMinutes} />
      )}
    </div>
  )
}

/** What changes by itself on the page, alone: fetched when the live stream says that it did. */
export const TodayPart = (props: TodayProps) => (
  <main>
    <DayPart {...props} />
    {props.todo && <TodoList v={props.v} todo={props.todo} />}
  </main>
)

export const Today = (props: TodayProps) => {
  const { v, asked, day, groups, week, todo } = props
  const isToday = day.date === v.today
  const title = isToday ? v.t('nav.today') : v.fmt.day(day.date)
  return (
    <Page v={v} title={title} islands={['today']}>
      <Head title={title} over={isToday ? v.fmt.day(day.date) : undefined}>
        <DayNav v={v} date={day.date} path="/" />
        {can(v.actor, 'emergency.order') && (
          <a class="button" href="/khan-cap">
            {v.t('emergency.link')}
          </a>
        )}
      </Head>
      <sq-today
        data-part={todayLink(asked, v.today, '/hom-nay/bang')}
        data-stream={isToday ? '/hom-nay/su-kien' : undefined}
        data-away={v.t('today.line_away')}
        data-back={v.t('today.line_back')}
      >
        {week && <Week v={v} week={week} />}
        {todo && <TodoList v={v} todo={todo} />}
        <section class="section" aria-labelledby="wall">
          <div class="row-head">
            <h2 id="wall">{v.t('today.wall')}</h2>
            <p class="live-state quiet small" role="status" />
          </div>
          <WallFilter v={v} asked={asked} levels={day.levels.map(({ level }) => level)} groups={groups} />
          <DayPart {...props} />
        </section>
      </sq-today>
    </Page>
  )
}
