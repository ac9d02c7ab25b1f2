import type { Context as HonoContext } from 'hono'
import { can, demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { AppEnv } from '../../http/index.ts'
import type { ScriptState } from '../../kernel/terms.ts'
import { send } from '../answer.tsx'
import { DayNav } from '../components/day.tsx'
import { Empty, Head, Page } from '../components/page.tsx'
import { Icon } from '../components/shapes.tsx'
import { StatusWord } from '../components/status.tsx'
import { Wall } from '../components/wall.tsx'
import { type Day, dayAsked, loadDay } from '../day.ts'
import { countStatuses } from '../status.ts'
import type { View } from '../view.ts'
import { loadWeek, type Step, type StepName, type WeekEpisode } from '../week.ts'
import type { Word } from '../words/index.ts'

const stepWords: Readonly<Record<StepName, Word>> = {
  script: 'week.script',
  approval: 'week.approval',
  recording: 'week.recording',
  clearance: 'week.clearance',
  planned: 'week.planned',
}
const stateWords: Readonly<Record<Step['state'], Word>> = {
  done: 'week.state_done',
  next: 'week.state_next',
  todo: 'week.state_todo',
}

/** The next step as a button's words; nothing to do leads to the episode. */
function nextWord(steps: readonly Step[], script: ScriptState): Word {
  switch (steps.find(({ state }) => state === 'next')?.name) {
    case 'script':
      return script === 'draft' ? 'week.go_submit' : 'week.go_script'
    case 'approval':
      return 'week.go_approve'
    case 'recording':
      return 'week.go_record'
    case 'clearance':
      return 'week.go_clear'
    case 'planned':
      return 'week.go_schedule'
    default:
      return 'week.open'
  }
}

const WeekRow = ({ v, week }: { v: View; week: WeekEpisode }) => {
  const { episode, steps, airings } = week
  const word = nextWord(steps, episode.scriptState)
  return (
    <article class="week">
      <div class="week-head">
        <div>
          <p class="quiet small">
            {episode.segmentName} · {v.t('week.number', { n: episode.number })}
            {episode.airDate && ` · ${v.t('week.premiere', { date: v.fmt.day(episode.airDate) })}`}
          </p>
          <h3>
            <a href={`/ky/${episode.id}`}>{episode.title}</a>
          </h3>
        </div>
        <a
          class={word === 'week.open' ? 'button' : 'button main'}
          href={word === 'week.go_schedule' ? '/lich-phat' : `/ky/${episode.id}`}
        >
          {v.t(word)}
          <Icon name="arrow" size={18} />
        </a>
      </div>
      <ol class="steps">
        {steps.map(({ name, state }, i) => (
          <li class={state}>
            <span class="dot">{state === 'done' ? <Icon name="check" size={16} /> : i + 1}</span>
            <span class="word">{v.t(stepWords[name])}</span>
            <span class="note quiet small">
              {name === 'planned' && state === 'done'
                ? v.t('week.planned_n', { n: v.fmt.number(airings) })
                : v.t(stateWords[state])}
            </span>
          </li>
        ))}
      </ol>
    </article>
  )
}

type Props = { v: View; day: Day; week: readonly WeekEpisode[] | null; nowMinutes: number | null }
const Today = ({ v, day, week, nowMinutes }: Props) => (
  <Page v={v} title={day.date === v.today ? v.t('nav.today') : v.fmt.day(day.date)}>
    <Head
      title={day.date === v.today ? v.t('nav.today') : v.fmt.day(day.date)}
      over={day.date === v.today ? v.fmt.day(day.date) : undefined}
    >
      <DayNav v={v} date={day.date} path="/" />
      {can(v.actor, 'emergency.order') && (
        <a class="button" href="/khan-cap">
          {v.t('emergency.link')}
        </a>
      )}
    </Head>
    {week && (
      <section class="section" aria-labelledby="week">
        <h2 id="week">{v.t('week.title')}</h2>
        {week.map((one) => (
          <WeekRow v={v} week={one} />
        ))}
        {week.length === 0 && (
          <p>
            {v.t('week.none')} <span class="quiet">{v.t('week.none_hint')}</span>
          </p>
        )}
      </section>
    )}
    <section class="section" aria-labelledby="wall">
      <div class="row-head">
        <h2 id="wall">{v.t('today.wall')}</h2>
        <ul class="counts" aria-label={v.t('today.day_counts')}>
          {countStatuses(day.statuses).map(({ status, n }) => (
            <li>
              <b class="num">{v.fmt.number(n)}</b>
              <StatusWord v={v} status={status} />
            </li>
          ))}
        </ul>
      </div>
      {day.statuses.length === 0 ? (
        <Empty title={v.t('today.no_airings')} hint={v.t('today.no_airings_hint')} />
      ) : (
        <Wall v={v} day={day} nowMinutes={nowMinutes} />
      )}
    </section>
  </Page>
)

/** "Hôm nay": this week's episode as steps, and the wall of all stations. `?ngay=` shows another day. */
export async function todayPage(ctx: Context, c: HonoContext<AppEnv>, v: View): Promise<Response> {
  const { actor } = v
  const own = actor.kind === 'account' ? actor.stationIds[0] : undefined
  if (!can(actor, 'schedule.read', { stationId: own })) demand(actor, 'schedule.read')
  const date = dayAsked(c.req.query('ngay'), v.today)
  const [day, week] = [await loadDay(ctx, actor, date), await loadWeek(ctx, actor, date)]
  const nowMinutes = date === v.today ? ctx.zone.localMinutes(v.now) : null
  return send(c, <Today v={v} day={day} week={week} nowMinutes={nowMinutes} />)
}
