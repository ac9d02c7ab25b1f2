import type { Account } from '../../../accounts/index.ts'
import { can } from '../../../accounts/index.ts'
import type { EpisodeState, Recording, SegmentBrief, UrgentDraft } from '../../../library/index.ts'
import { recordingWords } from '../../components/episode-state.tsx'
import { Field, FormFaults, faultsOf, type Returned } from '../../components/form.tsx'
import { Head, Page } from '../../components/page.tsx'
import { Steps } from '../../components/steps.tsx'
import { ago } from '../../told.ts'
import type { View } from '../../view.ts'

export const prepareHref = (id: number): string => `/khan-cap/chuan-bi/${id}`

const Recorder = ({ v }: { v: View }) => (
  <sq-recorder
    hidden
    data-for="file"
    data-going={v.t('emergency.record_going', { time: '{time}' })}
    data-done={v.t('emergency.record_done', { time: '{time}' })}
    data-refused={v.t('emergency.record_refused')}
    data-broken={v.t('emergency.record_broken')}
  >
    <button class="button" type="button" data-act="start">
      {v.t('emergency.record_start')}
    </button>
    <button class="button danger" type="button" data-act="stop" hidden>
      {v.t('emergency.record_stop')}
    </button>
    <output aria-live="polite" />
    {/* biome-ignore lint/a11y/useMediaCaption: what is said stands in the text field beside it */}
    <audio controls hidden aria-label={v.t('emergency.record_listen')} />
  </sq-recorder>
)

type FormProps = { v: View; segments: readonly SegmentBrief[]; form: Returned }
/** A new recording in one form: what it is, what it says, and the sound itself. */
export const PrepareForm = ({ v, segments, form }: FormProps) => {
  const faults = faultsOf(v, 'file', form)
  return (
    <form class="narrow" method="post" action="/khan-cap/chuan-bi" enctype="multipart/form-data">
      <FormFaults v={v} form={form} fields={['title', 'segment', 'text', 'file']} />
      <Field v={v} name="title" label={v.t('emergency.title_field')} form={form} required maxlength={300} />
      {segments.length > 1 ? (
        <Field v={v} name="segment" label={v.t('library.segment')} form={form} required>
          {segments.map(({ code, name }) => (
            <option value={code} selected={code === form.values.segment}>
              {name}
            </option>
          ))}
        </Field>
      ) : (
        <input type="hidden" name="segment" value={segments[0]?.code ?? ''} />
      )}
      <Field
        v={v}
        name="text"
        label={v.t('emergency.text_field')}
        hint={v.t('emergency.text_hint')}
        form={form}
        rows={4}
        required
      />
      <fieldset class="field">
        <legend class="label">{v.t('emergency.sound')}</legend>
        <Recorder v={v} />
        <label for="file">{v.t('emergency.file')}</label>
        <input
          id="file"
          name="file"
          type="file"
          accept="audio/*,.wav,.mp3,.m4a,.aac,.flac,.ogg,.wma"
          aria-describedby={faults.length > 0 ? 'file-fault' : undefined}
        />
        {faults.length > 0 && (
          <p class="fault" id="file-fault">
            {faults.join(' ')}
          </p>
        )}
      </fieldset>
      <button class="button main" type="submit">
        {v.t('emergency.prepare')}
      </button>
      <p class="quiet small">{v.t('emergency.prepare_hint')}</p>
    </form>
  )
}

/** Those on their way, so that a second person finds what the first one recorded. */
export const Drafts = ({ v, drafts }: { v: View; drafts: readonly UrgentDraft[] }) => (
  <ul class="plain-list">
    {drafts.map(({ id, title, createdAt, by }) => (
      <li>
        <a href={prepareHref(id)}>{title}</a>{' '}
        <span class="quiet">
          · {ago(v, createdAt)}
          {by && ` · ${by}`}
        </span>
      </li>
    ))}
  </ul>
)

export type Preparation = {
  readonly state: EpisodeState
  readonly recording: Recording | undefined
  readonly approvers: readonly Account[]
}
type Props = { v: View; model: Preparation; form: Returned }

const Working = ({ v, recording }: { v: View; recording: Recording | undefined }) => (
  <p class={recording?.error ? 'notice bad' : 'notice'} role="status">
    {recording ? v.t(recordingWords[recording.state]) : v.t('emergency.no_sound')}
    {recording?.state === 'working' && ` (${v.t('episode.progress', { n: Math.round(recording.progress * 100) })})`}
    {recording?.error && <span class="block">{recording.error[v.lang]}</span>}
  </p>
)

const Clear = ({ v, model }: { v: View; model: Preparation }) => {
  const { state, recording, approvers } = model
  if (!can(v.actor, 'air.clear')) {
    return (
      <p class="notice">
        {approvers.length === 0
          ? v.t('emergency.no_approver')
          : v.t('emergency.must_clear', { who: approvers.map(({ name }) => name).join(', ') })}
      </p>
    )
  }
  return (
    <form method="post" action={`${prepareHref(state.episode.id)}/duyet`}>
      <input type="hidden" name="recording" value={recording?.id} />
      <input type="hidden" name="revision" value={state.script?.revision} />
      <button class="button main" type="submit">
        {v.t('emergency.clear')}
      </button>
      <p class="quiet small">{v.t('emergency.clear_hint')}</p>
    </form>
  )
}

/** One emergency on its way to the air: heard, read and cleared here; the stations come next. */
export const PreparePage = ({ v, model, form }: Props) => {
  const { state, recording } = model
  const file = recording?.renditions.find(({ format }) => format === 'mp3')
  const ready = recording?.state === 'ready' && file !== undefined
  return (
    <Page v={v} title={state.episode.title}>
      <Head title={state.episode.title} over={<a href="/khan-cap">{v.t('emergency.title')}</a>}>
        <a class="button" href={`/ky/${state.episode.id}`}>
          {v.t('emergency.open_episode')}
        </a>
      </Head>
      <Steps
        v={v}
        steps={[
          { label: v.t('emergency.step_record'), state: ready ? 'done' : 'next' },
          { label: v.t('emergency.step_clear'), state: ready ? 'next' : 'todo' },
          { label: v.t('emergency.step_stations'), state: 'todo' },
        ]}
      />
      <FormFaults v={v} form={form} fields={[]} />
      <div class="narrow">
        {!ready && <Working v={v} recording={recording} />}
        {ready && (
          <>
            {/* biome-ignore lint/a11y/useMediaCaption: the text stands below it */}
            <audio
              controls
              preload="none"
              src={`/audio/${file.sha256}.${file.format}`}
              aria-label={v.t('emergency.record_listen')}
            />
            <p class="quiet small spaced-s num">
              {v.fmt.duration(file.durationSeconds)} · {v.fmt.number(file.integratedLufs, 1)} LUFS
            </p>
          </>
        )}
        <blockquote class="said-text">{state.script?.body}</blockquote>
        {ready && <Clear v={v} model={model} />}
      </div>
    </Page>
  )
}
