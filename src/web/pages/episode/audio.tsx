import { can } from '../../../accounts/index.ts'
import { type Recording, type RenditionFile, UPLOAD_PATH } from '../../../library/index.ts'
import { FormFaults } from '../../components/form.tsx'
import type { View } from '../../view.ts'
import { WordsBlock } from './edit.tsx'
import type { EpisodeForms } from './forms.tsx'
import type { EpisodeModel } from './load.ts'
import { Candidate, Others, Pending, Trim } from './recordings.tsx'
import { Sound } from './sound.tsx'

/** The meter shows −36 to −6 LUFS. */
const LOW = -36
const SPAN = 30
const share = (lufs: number): string => `${(Math.min(Math.max((lufs - LOW) / SPAN, 0), 1) * 100).toFixed(1)}%`
/** The house tolerance around the target. */
const TOLERANCE = 0.7

const Meter = ({ lufs, target }: { lufs: number; target: number }) => (
  <svg class="meter" width="100%" height="16" aria-hidden="true">
    <rect class="ground" y="6" width="100%" height="4" rx="2" />
    <rect class="aim" x={share(target - TOLERANCE)} width={`${((2 * TOLERANCE) / SPAN) * 100}%`} y="1" height="14" />
    <rect class="needle" x={share(lufs)} width="3" y="0" height="16" />
  </svg>
)

type NumbersProps = { v: View; recording: Recording; file: RenditionFile; target: number }
const Numbers = ({ v, recording, file, target }: NumbersProps) => (
  <>
    <Meter lufs={file.integratedLufs} target={target} />
    <dl class="facts num">
      <dt>{v.t('episode.loudness')}</dt>
      <dd>
        <strong>{v.fmt.number(file.integratedLufs, 1)} LUFS</strong>{' '}
        <span class="quiet small">{v.t('episode.target', { n: v.fmt.number(target, 1) })}</span>
      </dd>
      {recording.facts && (
        <>
          <dt>{v.t('episode.loudness_source')}</dt>
          <dd>{v.fmt.number(recording.facts.integratedLufs, 1)} LUFS</dd>
        </>
      )}
      <dt>{v.t('episode.peak')}</dt>
      <dd>{v.fmt.number(file.truePeakDbtp, 1)} dBTP</dd>
      <dt>{v.t('episode.range')}</dt>
      <dd>{v.fmt.number(file.loudnessRangeLu, 1)} LU</dd>
      <dt>{v.t('episode.gain')}</dt>
      <dd>
        {v.fmt.number(file.gainDb, 1)} dB{file.limited && `, ${v.t('episode.limited')}`}
      </dd>
      <dt>{v.t('episode.broadcast_file')}</dt>
      <dd>
        {recording.renditions.map((one) => (
          <a class="file" href={`/audio/${one.sha256}.${one.format}`} download="">
            {one.format.toUpperCase()} {v.t('episode.kbps', { n: one.bitrateKbps })}
          </a>
        ))}
      </dd>
      <dt>{v.t('episode.original_file')}</dt>
      <dd>
        {recording.originalSha256 && recording.originalExtension ? (
          <a href={`/audio/${recording.originalSha256}.${recording.originalExtension}`} download="">
            {recording.fileName}
          </a>
        ) : (
          recording.fileName
        )}
      </dd>
    </dl>
  </>
)

/** The words go along, since the island has none of its own. */
const UploadField = ({ v, model }: { v: View; model: EpisodeModel }) => {
  const working = model.recordings.some(({ state }) => state === 'waiting' || state === 'working')
  return (
    <>
      <sq-upload
        hidden
        data-path={UPLOAD_PATH}
        data-episode={model.state.episode.id}
        data-working={working ? '' : undefined}
      >
        <div class="pick">
          <input
            class="sr"
            id="upload"
            type="file"
            multiple
            accept="audio/*,.wav,.bwf,.mp3,.m4a,.aac,.flac,.ogg,.opus,.wma"
            aria-describedby="upload-hint"
          />
          <label class="button" for="upload">
            {v.t('upload.label')}
          </label>
        </div>
        <p class="hint quiet small" id="upload-hint">
          {v.t('upload.hint')}
        </p>
      </sq-upload>
      <WordsBlock v={v} area="upload" id="upload-words" />
      <noscript>
        <p class="quiet small">{v.t('episode.no_script_upload', { path: UPLOAD_PATH })}</p>
      </noscript>
    </>
  )
}

type Props = { v: View; model: EpisodeModel; forms: EpisodeForms }

/** The recording in use: player, loudness after encoding, findings; others that are on their way, wait or were refused. */
export const Audio = ({ v, model, forms }: Props) => {
  const { recordings, state, targetLufs } = model
  const used = recordings.find(({ inUse }) => inUse)
  const file = used?.renditions.find(({ format }) => format === 'mp3')
  const usedId = used?.id ?? 0
  const newer = recordings.filter(({ id }) => id > usedId)
  const ready = newer.filter((recording) => recording.state === 'ready')
  const pending = newer.filter((recording) => recording.state !== 'ready' && recording.state !== 'cancelled')
  const others = recordings.filter((one) => one.id < usedId || (one.id > usedId && one.state === 'cancelled'))
  const mayChange = can(v.actor, 'recording.upload') && state.episode.withdrawnAt === null
  return (
    <section class="section audio-side" id="am-thanh" aria-labelledby="audio">
      <h2 id="audio">{v.t('episode.audio')}</h2>
      <FormFaults v={v} form={forms.recording} fields={['head', 'tail']} />
      {pending.map((recording) => (
        <Pending v={v} recording={recording} mayChange={mayChange} />
      ))}
      {ready.map((recording) => (
        <Candidate v={v} recording={recording} model={model} forms={forms} mayChange={mayChange} />
      ))}
      {used && !file && <Pending v={v} recording={used} mayChange={mayChange} />}
      {used && file && (
        <>
          <Sound v={v} recording={used} file={file} title={state.episode.title} nonce={model.nonce} />
          {mayChange && <Trim v={v} recording={used} recordings={recordings} form={forms.recording} />}
          <Numbers v={v} recording={used} file={file} target={targetLufs} />
        </>
      )}
      {recordings.length === 0 && <p class="quiet">{v.t('episode.no_audio')}</p>}
      {others.length > 0 && <Others v={v} recordings={others} model={model} forms={forms} mayChange={mayChange} />}
      {mayChange && <UploadField v={v} model={model} />}
      <WordsBlock v={v} area="waveform" id="waveform-words" />
    </section>
  )
}
