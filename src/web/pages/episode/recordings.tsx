import type { Recording } from '../../../library/index.ts'
import { recordingWords } from '../../components/episode-state.tsx'
import { Field, type Returned, UNTOUCHED } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import { Confirm, type EpisodeForms } from './forms.tsx'
import type { EpisodeModel } from './load.ts'
import { Sound } from './sound.tsx'

const WORDS = {
  stop: 'episode.stop_work',
  again: 'episode.work_again',
  use: 'episode.use_this',
  useAgain: 'episode.use_again',
} as const satisfies Record<string, Word>

type OneProps = { v: View; recording: Recording; mayChange: boolean }

const Deed = ({ v, recording, deed, word }: Omit<OneProps, 'mayChange'> & { deed: string; word: Word }) => (
  <form method="post" action={`/ky/${recording.episodeId}/ban-ghi/${deed}#am-thanh`}>
    <input type="hidden" name="recording" value={recording.id} />
    <button class="link-button" type="submit">
      {v.t(word)}
    </button>
  </form>
)

/** A recording that is not ready: where it stands, or why it was refused. */
export const Pending = ({ v, recording, mayChange }: OneProps) => {
  const { state, error, progress, fileName } = recording
  return (
    <div class={error && state !== 'waiting' ? 'notice bad' : 'notice'} data-state={state}>
      <p>
        <strong>{fileName}</strong>: {v.t(recordingWords[state])}
        {state === 'working' && ` (${v.t('episode.progress', { n: Math.round(progress * 100) })})`}
      </p>
      {error && <p>{error[v.lang]}</p>}
      {state === 'working' && <progress max={100} value={Math.round(progress * 100)} aria-label={fileName} />}
      {mayChange && (state === 'working' || state === 'waiting') && (
        <Deed v={v} recording={recording} deed="huy" word={WORDS.stop} />
      )}
      {mayChange && state === 'failed' && <Deed v={v} recording={recording} deed="lai" word={WORDS.again} />}
    </div>
  )
}

type UseProps = OneProps & { model: EpisodeModel; forms: EpisodeForms }

/** Puts a recording into use; where that takes the episode off the air, what it empties is named first. */
const UseForm = ({ v, recording, forms, word }: Omit<UseProps, 'mayChange' | 'model'> & { word: Word }) => {
  const isBack = forms.recording.values.recording === String(recording.id)
  return (
    <form method="post" action={`/ky/${recording.episodeId}/ban-ghi/dung#am-thanh`}>
      {isBack && <Confirm v={v} form={forms.recording} />}
      <input type="hidden" name="recording" value={recording.id} />
      <button class="button" type="submit">
        {v.t(word)}
      </button>
    </form>
  )
}

/** A newer recording of an episode that is cleared for air: a person says when it takes the place of the old one. */
export const Candidate = ({ v, recording, model, forms, mayChange }: UseProps) => {
  const file = recording.renditions.find(({ format }) => format === 'mp3')
  return (
    <div class="candidate">
      <h3>{v.t('episode.candidate', { name: recording.fileName })}</h3>
      <p class="quiet small">{v.t('episode.candidate_hint')}</p>
      {file && <Sound v={v} recording={recording} file={file} title={model.state.episode.title} nonce={model.nonce} />}
      {mayChange && <UseForm v={v} recording={recording} forms={forms} word={WORDS.use} />}
    </div>
  )
}

/** Earlier recordings, which can be used again, and those that were stopped. */
export const Others = ({
  v,
  recordings,
  forms,
  mayChange,
}: Omit<UseProps, 'recording'> & { recordings: readonly Recording[] }) => (
  <details class="others">
    <summary>
      {v.t('episode.other_recordings')} ({recordings.length})
    </summary>
    <ul class="other-list">
      {recordings.map((recording) => (
        <li>
          <span class="name">{recording.fileName}</span>
          <span class="quiet small num">
            {v.t(recordingWords[recording.state])}
            {recording.durationSeconds !== null && ` · ${v.fmt.duration(recording.durationSeconds)}`} ·{' '}
            {v.fmt.moment(recording.createdAt)}
          </span>
          {recording.error && <span class="small block">{recording.error[v.lang]}</span>}
          {mayChange && recording.state === 'ready' && (
            <UseForm v={v} recording={recording} forms={forms} word={WORDS.useAgain} />
          )}
          {mayChange && (recording.state === 'failed' || recording.state === 'cancelled') && (
            <Deed v={v} recording={recording} deed="lai" word={WORDS.again} />
          )}
        </li>
      ))}
    </ul>
  </details>
)

type TrimProps = { v: View; recording: Recording; recordings: readonly Recording[]; form: Returned }

/** Seconds that a recording has lost of its original's tail. */
function tailCut(recording: Recording, all: readonly Recording[]): number {
  const to = recording.trim?.to
  const whole = all.find((one) => one.originalSha256 === recording.originalSha256 && one.trim === null)?.durationSeconds
  return to === undefined || to === null || whole === undefined || whole === null ? 0 : Math.max(0, whole - to)
}

/**
 * How much is cut off the original's head and tail. With JavaScript the same two numbers are drawn on the waveform.
 * `data-head` and `data-tail` are what this recording has already lost.
 */
export const Trim = ({ v, recording, recordings, form: all }: TrimProps) => {
  const isBack = all.values.head !== undefined
  const form = isBack ? all : UNTOUCHED
  const head = recording.trim?.from ?? 0
  const tail = tailCut(recording, recordings)
  return (
    <details class="trim" open={isBack}>
      <summary>{v.t('episode.trim')}</summary>
      <form method="post" action={`/ky/${recording.episodeId}/ban-ghi/cat#am-thanh`} data-head={head} data-tail={tail}>
        <p class="quiet small">{v.t('episode.trim_hint')}</p>
        <input type="hidden" name="recording" value={recording.id} />
        <div class="trim-fields">
          <Field v={v} name="head" label={v.t('episode.trim_head')} form={form} value={v.fmt.number(head, 1)} />
          <Field v={v} name="tail" label={v.t('episode.trim_tail')} form={form} value={v.fmt.number(tail, 1)} />
          <button class="button" type="submit">
            {v.t('episode.trim_button')}
          </button>
        </div>
      </form>
    </details>
  )
}
