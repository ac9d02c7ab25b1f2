import { can } from '../../../accounts/index.ts'
import type { Priority } from '../../../kernel/terms.ts'
import { Clearance } from '../../components/episode-state.tsx'
import { Head, Page } from '../../components/page.tsx'
import type { DeskIsland } from '../../islands.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { Airings } from './airings.tsx'
import { Audio } from './audio.tsx'
import { Acts, Decisions } from './decisions.tsx'
import type { EpisodeForms } from './forms.tsx'
import type { EpisodeModel } from './load.ts'
import { Script } from './script.tsx'

const priorityWords: Readonly<Record<Priority, Word>> = {
  normal: 'priority.normal',
  priority: 'priority.priority',
  emergency: 'priority.emergency',
}

type Props = { v: View; model: EpisodeModel; forms: EpisodeForms }

const Facts = ({ v, model }: Omit<Props, 'forms'>) => {
  const { episode } = model.state
  return (
    <section class="section" aria-labelledby="facts">
      <h2 id="facts">{v.t('episode.facts')}</h2>
      <dl class="facts">
        {episode.airDate && (
          <>
            <dt>{v.t('episode.premiere')}</dt>
            <dd>{v.fmt.day(episode.airDate)}</dd>
          </>
        )}
        {episode.field && (
          <>
            <dt>{v.t('episode.field')}</dt>
            <dd>{episode.field}</dd>
          </>
        )}
        <dt>{v.t('episode.priority')}</dt>
        <dd>
          {episode.priority === 'emergency' ? (
            <span class="tag urgent">{v.t(priorityWords.emergency)}</span>
          ) : (
            v.t(priorityWords[episode.priority])
          )}
        </dd>
        {episode.legalReferences.length > 0 && (
          <>
            <dt>{v.t('episode.references')}</dt>
            <dd>
              {episode.legalReferences.map((reference) => (
                <span class="block">{reference}</span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

/** Only what this person can use: a reader of the script loads no editor. */
function islandsOf(v: View, { state, recordings }: EpisodeModel): DeskIsland[] {
  const isOpen = state.episode.withdrawnAt === null
  return [
    ...(state.allowed.includes('save_revision') ? (['editor'] as const) : []),
    ...(isOpen && can(v.actor, 'recording.upload') ? (['upload'] as const) : []),
    ...(recordings.some(({ state: at, peaksSha256 }) => at === 'ready' && peaksSha256 !== null)
      ? (['waveform'] as const)
      : []),
  ]
}

/** The page of an episode: script on the left; what to do, audio and decisions on the right; below, where it aired. */
export const EpisodePage = ({ v, model, forms }: Props) => {
  const { episode } = model.state
  return (
    <Page v={v} title={episode.title} islands={islandsOf(v, model)}>
      <Head
        title={episode.title}
        over={
          <>
            <a href={`/ky?tiet-muc=${episode.segmentCode}`}>{episode.segmentName}</a> ·{' '}
            {v.t('week.number', { n: `${episode.number}/${episode.year}` })}
          </>
        }
      >
        <Clearance v={v} episode={episode} />
      </Head>
      {episode.withdrawnAt !== null && (
        <p class="notice bad">{v.t('episode.withdrawn', { reason: episode.withdrawnReason ?? '' })}</p>
      )}
      <div class="desk">
        <div class="text">
          <Script v={v} model={model} forms={forms} />
        </div>
        <div class="side">
          <Acts v={v} model={model} forms={forms} />
          <Audio v={v} model={model} forms={forms} />
          <Decisions v={v} model={model} />
          <Facts v={v} model={model} />
        </div>
      </div>
      <Airings v={v} model={model} />
    </Page>
  )
}
