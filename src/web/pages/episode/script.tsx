import { type Block, type Inline, parseScript, readingSeconds } from '../../../library/index.ts'
import { Field, FormFaults } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import { Confirm, type EpisodeForms } from './forms.tsx'
import type { EpisodeModel } from './load.ts'

const Inlines = ({ parts }: { parts: readonly Inline[] }) => (
  <>{parts.map(({ text, bold }) => (bold ? <strong>{text}</strong> : text))}</>
)

const ShownBlock = ({ block }: { block: Block }) => {
  switch (block.kind) {
    case 'heading': {
      const Tag = (['h3', 'h4', 'h5'] as const)[block.level - 1] ?? 'h5'
      return (
        <Tag>
          <Inlines parts={block.inlines} />
        </Tag>
      )
    }
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>
              <Inlines parts={item} />
            </li>
          ))}
        </ul>
      )
    case 'paragraph':
      return (
        <p>
          {block.voice !== null && <span class="voice">{block.voice}</span>}
          {block.lines.map((line, i) => (
            <>
              {i > 0 && <br />}
              <Inlines parts={line} />
            </>
          ))}
        </p>
      )
  }
}

const Revisions = ({ v, model }: { v: View; model: EpisodeModel }) => {
  const { episode, revisions } = model.state
  if (revisions.length < 2) return null
  return (
    <details class="edit">
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
              {' '}
              {v.fmt.moment(head.createdAt)} {head.author && `· ${head.author}`}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

const EditForm = ({ v, model, forms }: Props) => {
  const { episode, script, allowed } = model.state
  if (!allowed.includes('save_revision')) return null
  const form = forms.script
  const bound = episode.scriptState === 'approved' || episode.scriptState === 'content_approved'
  return (
    <details class="edit" id="sua" open={form.message !== null || form.faults.length > 0 || !script}>
      <summary>{v.t('episode.edit')}</summary>
      <form method="post" action={`/ky/${episode.id}/ban-sua#sua`}>
        {bound && <p class="notice">{v.t('episode.edit_voids')}</p>}
        <FormFaults v={v} form={form} fields={['text']} />
        <Confirm v={v} form={form} />
        <input type="hidden" name="base" value={forms.base ?? script?.revision ?? 0} />
        <Field
          v={v}
          name="text"
          label={v.t('episode.script')}
          hint={v.t('episode.edit_hint')}
          form={form}
          rows={20}
          value={script?.body}
          class="script-edit"
          required
        />
        <button class="button main" type="submit">
          {v.t('episode.save_revision')}
        </button>
      </form>
    </details>
  )
}

type Props = { v: View; model: EpisodeModel; forms: EpisodeForms }

/** The script as it will be read, its revisions, and the form that saves a new one. */
export const Script = ({ v, model, forms }: Props) => {
  const { shown, pace, state } = model
  return (
    <section aria-labelledby="script">
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
      {shown && state.script && shown.revision !== state.script.revision && (
        <p class="notice">
          {v.t('episode.old_revision')} <a href={`/ky/${state.episode.id}`}>{v.t('episode.see_newest')}</a>
        </p>
      )}
      {shown ? (
        <div class="script" lang="vi">
          {parseScript(shown.body).map((block) => (
            <ShownBlock block={block} />
          ))}
        </div>
      ) : (
        <p>
          {v.t('episode.no_script')} <span class="quiet">{v.t('episode.no_script_hint')}</span>
        </p>
      )}
      <Revisions v={v} model={model} />
      <EditForm v={v} model={model} forms={forms} />
    </section>
  )
}
