import { Writable } from 'node:stream'
import type { DomainError } from '../kernel/errors.ts'
import { audioErrors } from './errors.ts'
import { EBUR128, type Loudness, LoudnessReader } from './loudness.ts'
import { type Measure, Meter } from './meter.ts'
import type { Probe } from './probe.ts'
import { inputOptions, isInputFault, lastFault, runFfmpeg, type ToolLimits } from './tool.ts'
import { type Trim, trimFilter } from './trim.ts'

const NO_SAMPLES = { vi: 'không có mẫu nào', en: 'no samples' }

/** A recording that is silent for so long from its start is not listened to further. Seconds. */
const SILENT_START_LIMIT = 300
/** Shorter is no recording. Seconds. */
const SHORTEST = 0.4

/** All that one decode tells of a recording. */
export type Analysis = { readonly loudness: Loudness; readonly measure: Measure; readonly decodeErrors: number }

export type AnalyseOptions = {
  readonly cwd: string
  readonly maxSeconds: number
  /** Only this part is listened to. */
  readonly trim?: Trim | undefined
  readonly signal?: AbortSignal
  /** Share done, 0 to 1; by the header's length, so only roughly. */
  readonly onProgress?: (share: number) => void
}

/** Ear for PCM: feeds the meter, and stops the decoding early when nothing can come of it. */
function listen(meter: Meter, probe: Probe, options: AnalyseOptions, stop: (why: DomainError) => void): Writable {
  return new Writable({
    highWaterMark: 65_536,
    // fluent-ffmpeg takes a closed output for a broken one unless ffmpeg has exited within 20 ms, which under load it
    // has not: the exit alone ends the run.
    emitClose: false,
    write(chunk: Buffer, _encoding, done) {
      meter.push(chunk)
      if (meter.seconds > options.maxSeconds)
        stop(audioErrors.recording_too_long({ max: Math.round(options.maxSeconds / 36) / 100 }))
      else if (meter.leadingSilence >= SILENT_START_LIMIT)
        stop(audioErrors.recording_silent({ seconds: Math.floor(meter.leadingSilence) }))
      if (probe.declaredSeconds) options.onProgress?.(Math.min(1, meter.seconds / probe.declaredSeconds))
      done()
    },
  })
}

/**
 * Decodes a recording once and measures everything: ffmpeg's ebur128 on one branch, our own meter on the PCM of the other.
 * @throws DomainError recording_too_long, recording_too_short, recording_silent, recording_bad_samples, recording_truncated,
 *   recording_undecodable; audio_cancelled, audio_time_limit
 */
export async function analyse(
  file: string,
  probe: Probe,
  limits: ToolLimits,
  options: AnalyseOptions,
): Promise<Analysis> {
  const channels = probe.channels === 1 ? 1 : 2
  const format = probe.float ? 'f32le' : 's16le'
  const meter = new Meter(probe.sampleRate, channels, format)
  const loudness = new LoudnessReader()
  const halt = new AbortController()
  let stopped: DomainError | undefined
  const log: string[] = []
  let decodeErrors = 0
  const ear = listen(meter, probe, options, (why) => {
    stopped ??= why
    halt.abort()
  })
  const layout = channels === 1 ? 'mono' : 'stereo'
  const graph = `[0:a:0]${trimFilter(options.trim)}aformat=channel_layouts=${layout},asplit=2[m][p];[m]${EBUR128},anullsink;[p]aformat=sample_fmts=${probe.float ? 'flt' : 's16'}[pcm]`
  const outer = options.signal
  const forward = () => halt.abort()
  outer?.addEventListener('abort', forward)
  if (outer?.aborted) halt.abort()
  try {
    await runFfmpeg(
      {
        cwd: options.cwd,
        input: inputOptions(probe.format.demuxer),
        file,
        outputs: [{ options: ['-filter_complex', graph, '-map', '[pcm]', '-f', format], to: ear }],
        signal: halt.signal,
        onLine: (line) => {
          loudness.read(line)
          if (!/\[(error|fatal)\]/.test(line)) return
          decodeErrors += 1
          if (log.length < 20) log.push(line)
        },
      },
      limits,
    )
  } catch (error) {
    if (stopped) throw stopped
    if (isInputFault(error)) {
      throw audioErrors.recording_undecodable({ why: String(error.params.why ?? '') })
    }
    throw error
  } finally {
    outer?.removeEventListener('abort', forward)
  }
  const found = loudness.done()
  const measure = meter.finish()
  if (!found || measure.seconds === 0)
    throw audioErrors.recording_undecodable({ why: lastFault(log.join('\n')) || NO_SAMPLES })
  refuse(probe, measure, found)
  return { loudness: found, measure, decodeErrors }
}

/** What no setting can make fit for broadcast. */
function refuse(probe: Probe, measure: Measure, loudness: Loudness): void {
  const { seconds } = measure
  if (measure.badSamples > 0) throw audioErrors.recording_bad_samples({ count: measure.badSamples })
  const declared = probe.declaredExactly ? (probe.declaredSeconds ?? 0) : 0
  if (declared - seconds > Math.max(1, declared * 0.01)) {
    throw audioErrors.recording_truncated({ expected: clock(declared), found: clock(seconds) })
  }
  const peak = Math.max(...measure.channels.map((channel) => channel.peak))
  if (peak < 0.001 || loudness.integratedLufs <= -70)
    throw audioErrors.recording_silent({ seconds: Math.round(seconds) })
  if (seconds < SHORTEST) throw audioErrors.recording_too_short({ seconds: seconds.toFixed(2) })
}

/** 754.3 → "12:34". */
export const clock = (seconds: number): string => {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
