import type { Recording, RenditionFile } from '../../../library/index.ts'
import type { View } from '../../view.ts'
import type { Word } from '../../words/index.ts'

const severityWords: Readonly<Record<Recording['findings'][number]['severity'], Word>> = {
  error: 'severity.error',
  warning: 'severity.warning',
  info: 'severity.info',
}

/** What the machine found, the gravest first; with JavaScript each place can be pressed and heard. */
const Findings = ({ v, recording }: { v: View; recording: Recording }) =>
  recording.findings.length === 0 ? (
    <p class="quiet small">{v.t('episode.no_findings')}</p>
  ) : (
    <ul class="findings" aria-label={v.t('episode.findings')}>
      {recording.findings.map(({ severity, at = [], ...told }) => (
        <li data-severity={severity}>
          <span class={`tag${severity === 'error' ? ' urgent' : ''}`}>{v.t(severityWords[severity])}</span>
          <span>{told[v.lang]}</span>
          <span class="places num">
            {at.slice(0, 12).map(({ from, to }) => (
              <span class="place" data-from={from} data-to={to}>
                {v.fmt.duration(from)}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )

type Props = { v: View; recording: Recording; file: RenditionFile; title: string; nonce: string }

/** The broadcast file to be heard: a plain player, and with JavaScript its waveform with what was found on it. */
export const Sound = ({ v, recording, file, title, nonce }: Props) => (
  <sq-waveform
    data-peaks={recording.peaksSha256 === null ? undefined : `/api/v1/recordings/${recording.id}/peaks`}
    data-seconds={file.durationSeconds}
    data-nonce={nonce}
  >
    {/* biome-ignore lint/a11y/useMediaCaption: the script stands beside it, word for word */}
    <audio
      controls
      preload="none"
      src={`/audio/${file.sha256}.${file.format}`}
      aria-label={v.t('episode.play', { title })}
    />
    <p class="sound-facts quiet small num">
      {v.t('episode.duration')}: <strong>{v.fmt.duration(file.durationSeconds)}</strong>
      {recording.trim && (recording.trim.from > 0 || recording.trim.to !== null) && ` · ${v.t('episode.is_trimmed')}`}
    </p>
    <Findings v={v} recording={recording} />
  </sq-waveform>
)
