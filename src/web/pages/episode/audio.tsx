import { can } from '../../../accounts/index.ts'
import { type Recording, type RenditionFile, UPLOAD_PATH } from '../../../library/index.ts'
import { recordingWords } from '../../components/episode-state.tsx'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'
import type { EpisodeModel } from './load.ts'

/** The meter shows −36 to −6 LUFS. */
const LOW = -36
const SPAN = 30
const share = (lufs: number): string => `${(Math.min(Math.max((lufs - LOW) / SPAN, 0), 1) * 100).toFixed(1)}%`
/** The house tolerance around the target. */
const TOLERANCE = 0.7

const severityWords: Readonly<Record<Recording['findings'][number]['severity'], Word>> = {
  error: 'severity.error',
  warning: 'severity.warning',
  info: 'severity.info',
}

const Meter = ({ lufs, target }: { lufs: number; target: number }) => (
  <svg class="meter" width="100%" height="16" aria-hidden="true">
    <rect class="ground" y="6" width="100%" height="4" rx="2" />
    <rect class="aim" x={share(target - TOLERANCE)} width={`${((2 * TOLERANCE) / SPAN) * 100}%`} y="1" height="14" />
    <rect class="needle" x={share(lufs)} width="3" y="0" height="16" />
  </svg>
)

const Numbers = ({
  v,
  recording,
  file,
  target,
}: {
  v: View
  recording: Recording
  file: RenditionFile
  target: number
}) => (
  <>
    <Meter lufs={file.integratedLufs} target={target} />
    <p class="quiet small">{v.t('episode.target', { n: v.fmt.number(target, 1) })}</p>
    <dl class="facts num">
      <dt>{v.t('episode.duration')}</dt>
      <dd>{v.fmt.duration(file.durationSeconds)}</dd>
      <dt>{v.t('episode.loudness')}</dt>
      <dd>{v.fmt.number(file.integratedLufs, 1)} LUFS</dd>
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
      <dt>{v.t('episode.original_file')}</dt>
      <dd>{recording.fileName}</dd>
    </dl>
  </>
)

const Findings = ({ v, recording }: { v: View; recording: Recording }) => (
  <div class="block-apart">
    <h3>{v.t('episode.findings')}</h3>
    {recording.findings.length === 0 ? (
      <p class="quiet">{v.t('episode.no_findings')}</p>
    ) : (
      <ul class="findings">
        {recording.findings.map(({ severity, at, ...told }) => (
          <li>
            <span class={`tag${severity === 'error' ? ' urgent' : ''}`}>{v.t(severityWords[severity])}</span>
            <span>{told[v.lang]}</span>
            <span class="quiet num">{at?.[0] && v.t('episode.finding_at', { time: v.fmt.duration(at[0].from) })}</span>
          </li>
        ))}
      </ul>
    )}
  </div>
)

/** A recording that is not ready: where it stands, or why it was refused. */
const Pending = ({ v, recording }: { v: View; recording: Recording }) => (
  <p class={recording.error ? 'notice bad' : 'notice'}>
    <strong>{recording.fileName}</strong>: {v.t(recordingWords[recording.state])}
    {recording.state === 'working' && ` (${v.t('episode.progress', { n: Math.round(recording.progress * 100) })})`}
    {recording.error && <span class="block">{recording.error[v.lang]}</span>}
  </p>
)

/** The words go along, since the island has none of its own. */
const UploadField = ({ v, episodeId }: { v: View; episodeId: number }) => (
  <sq-upload
    hidden
    data-path={UPLOAD_PATH}
    data-episode={episodeId}
    data-sending={v.t('upload.sending', { n: '{n}' })}
    data-broken={v.t('upload.broken', { n: '{n}' })}
    data-done={v.t('upload.done')}
  >
    <div class="field">
      <label for="upload">{v.t('upload.label')}</label>
      <input id="upload" type="file" accept="audio/*,.wav,.bwf,.mp3,.m4a,.aac,.flac,.ogg,.opus,.wma" />
      <p class="hint">{v.t('upload.hint')}</p>
    </div>
    <progress max={100} value={0} hidden aria-label={v.t('upload.label')} />
    <output aria-live="polite" />
  </sq-upload>
)

/** The recording in use: player, loudness after encoding, findings; others that are on their way or were refused. */
export const Audio = ({ v, model }: { v: View; model: EpisodeModel }) => {
  const { recordings, state, targetLufs } = model
  const used = recordings.find(({ inUse }) => inUse)
  const file = used?.renditions.find(({ format }) => format === 'mp3')
  const newer = recordings.filter(({ inUse, id, state: s }) => !inUse && s !== 'cancelled' && id > (used?.id ?? 0))
  return (
    <section class="section" aria-labelledby="audio">
      <h2 id="audio">{v.t('episode.audio')}</h2>
      {newer.map((recording) => (
        <Pending v={v} recording={recording} />
      ))}
      {used && !file && <Pending v={v} recording={used} />}
      {used && file && (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: the script stands beside it, word for word */}
          <audio
            controls
            preload="none"
            src={`/audio/${file.sha256}.${file.format}`}
            aria-label={v.t('episode.play', { title: state.episode.title })}
          />
          <Numbers v={v} recording={used} file={file} target={targetLufs} />
          <Findings v={v} recording={used} />
        </>
      )}
      {recordings.length === 0 && <p>{v.t('episode.no_audio')}</p>}
      {can(v.actor, 'recording.upload') && state.episode.withdrawnAt === null && (
        <>
          <UploadField v={v} episodeId={state.episode.id} />
          <noscript>
            <p class="quiet small">{v.t('episode.no_script_upload', { path: UPLOAD_PATH })}</p>
          </noscript>
        </>
      )}
    </section>
  )
}
