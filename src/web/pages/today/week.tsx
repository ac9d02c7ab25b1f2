import type { ScriptState } from '../../../kernel/terms.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/shapes.tsx'
import { Steps } from '../../components/steps.tsx'
import type { View } from '../../view.ts'
import type { Step, StepName, WeekEpisode } from '../../week.ts'
import type { Word } from '../../words/index.ts'

const stepWords: Readonly<Record<StepName, Word>> = {
  script: 'week.script',
  approval: 'week.approval',
  recording: 'week.recording',
  clearance: 'week.clearance',
  planned: 'week.planned',
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
  const noteOf = ({ name, state }: Step): string | undefined =>
    name === 'planned' && state === 'done' ? v.t('week.planned_n', { n: v.fmt.number(airings) }) : undefined
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
        <Button
          kind={word === 'week.open' ? undefined : 'main'}
          href={word === 'week.go_schedule' ? '/lich-phat' : `/ky/${episode.id}`}
        >
          {v.t(word)}
          <Icon name="arrow" size={18} />
        </Button>
      </div>
      <Steps v={v} steps={steps.map((step) => ({ ...step, label: v.t(stepWords[step.name]), note: noteOf(step) }))} />
    </article>
  )
}

/** "Kỳ tuần này": each episode of the reporting segment in this week, with the step that comes next. */
export const Week = ({ v, week }: { v: View; week: readonly WeekEpisode[] }) => (
  <section class="section first" aria-labelledby="week">
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
)
