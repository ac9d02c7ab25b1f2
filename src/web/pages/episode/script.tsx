import { parseScript, readingSeconds } from '../../../kernel/script-markup.ts'
import { Icon } from '../../components/shapes.tsx'
import type { View } from '../../view.ts'
import { Edit } from './edit.tsx'
import type { EpisodeForms } from './forms.tsx'
import { ShownBlock } from './inlines.tsx'
import type { EpisodeModel } from './load.ts'

type Props = { v: View; model: EpisodeModel; forms: EpisodeForms }

const Revisions = ({ v, model }: Omit<Props, 'forms'>) => {
  const { episode, revisions } = model.state
  if (revisions.length < 2) return null
  const previous = new Map(revisions.map((head, i) => [head.revision, revisions[i + 1]?.revision]))
  return (
    <details class="edit revisions-box">
      <summary>
        {v.t('episode.revisions')} ({revisions.length})
      </summary>
      <ol class="revisions">
        {revisions.map((head) => (
          <li>
            <a
              href={`/ky/${episode.id}?ban-sua=${head.revision}`}
              aria-current={head.revision === model.shown?.revision ? 'true' : undefined}
            >
              {v.t('episode.revision', { n: head.revision })}
            </a>
            <span class="quiet small">
              {v.fmt.moment(head.createdAt)} {head.author && `· ${head.author}`} ·{' '}
              {v.t('episode.words', { n: v.fmt.number(head.words) })}
            </span>
            {previous.get(head.revision) !== undefined && (
              <a
                class="small"
                href={`/ky/${episode.id}/so-sanh?tu=${previous.get(head.revision)}&den=${head.revision}`}
              >
                {v.t('editor.compare_before')}
              </a>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

/** Copies for paper, and what changed since the revision before. */
const Tools = ({ v, model }: Omit<Props, 'forms'>) => {
  const { shown, state } = model
  if (!shown) return null
  const { id } = state.episode
  const asked = shown.revision === state.script?.revision ? '' : `?ban-sua=${shown.revision}`
  return (
    <p class="script-tools no-print">
      <a href={`/ky/${id}/ban-in${asked}`}>
        <Icon name="print" size={16} />
        {v.t('editor.print')}
      </a>
      <a href={`/ky/${id}/kich-ban.docx${asked}`}>
        <Icon name="download" size={16} />
        {v.t('editor.docx')}
      </a>
      {state.revisions.length > 1 && <a href={`/ky/${id}/so-sanh`}>{v.t('editor.compare')}</a>}
    </p>
  )
}

/** Why the script came back, while it is so. */
const ReturnedNotice = ({ v, model }: Omit<Props, 'forms'>) => {
  const { episode, decisions } = model.state
  const last = decisions.filter(({ kind }) => kind === 'returned').at(-1)
  if (episode.scriptState !== 'returned' || !last) return null
  return (
    <div class="notice bad">
      <strong>{v.t('episode.returned_by', { who: last.actorName })}</strong>
      <span class="block">{last.comment}</span>
    </div>
  )
}

/** The script as it will be read, its revisions, and the form that saves a new one. */
export const Script = ({ v, model, forms }: Props) => {
  const { shown, pace, state } = model
  return (
    <section class="script-side" aria-labelledby="script">
      <div class="row-head">
        <h2 id="script">{v.t('episode.script')}</h2>
        {shown && (
          <p class="quiet small">
            {v.t('episode.revision', { n: shown.revision })} ·{' '}
            {v.t('episode.revision_meta', {
              words: v.fmt.number(shown.words),
              time: v.fmt.duration(readingSeconds(shown.words, pace)),
            })}{' '}
            · {v.t('episode.saved_by', { when: v.fmt.moment(shown.createdAt) })}
            {shown.author && `, ${shown.author}`}
          </p>
        )}
      </div>
      <ReturnedNotice v={v} model={model} />
      {shown && state.script && shown.revision !== state.script.revision && (
        <p class="notice">
          {v.t('episode.old_revision')} <a href={`/ky/${state.episode.id}`}>{v.t('episode.see_newest')}</a> ·{' '}
          <a href={`/ky/${state.episode.id}/so-sanh?tu=${shown.revision}&den=${state.script.revision}`}>
            {v.t('editor.compare_before')}
          </a>
        </p>
      )}
      <Tools v={v} model={model} />
      <Edit v={v} model={model} forms={forms} />
      {shown ? (
        <div class="script script-read" lang="vi">
          {parseScript(shown.body).map((block) => (
            <ShownBlock block={block} />
          ))}
        </div>
      ) : (
        <p class="script-read">
          {v.t('episode.no_script')}{' '}
          {state.allowed.includes('save_revision') && <span class="quiet">{v.t('episode.no_script_hint')}</span>}
        </p>
      )}
      <Revisions v={v} model={model} />
    </section>
  )
}
