import { join } from 'node:path'
import { type ChannelKind, isMono, panFilter } from './channels.ts'
import { audioErrors } from './errors.ts'
import { EBUR128, type Loudness, LoudnessReader } from './loudness.ts'
import type { GainPlan } from './plan.ts'
import type { Probe } from './probe.ts'
import { type AudioTags, tagOptions } from './tags.ts'
import { inputOptions, makePipes, type Run, runTogether, type ToolLimits } from './tool.ts'
import { type Trim, trimFilter } from './trim.ts'

export type RenditionFormat = 'mp3' | 'opus'
const RATE = 48_000

export type EncodeJob = {
  readonly file: string
  readonly probe: Probe
  readonly kind: ChannelKind
  readonly plan: GainPlan
  readonly trim?: Trim | undefined
  readonly format: RenditionFormat
  readonly speech: boolean
  readonly tags: AudioTags
  /** Folder of the results; nothing else may use it meanwhile. */
  readonly cwd: string
  readonly attempt: number
  readonly signal?: AbortSignal
  readonly onProgress?: (seconds: number) => void
}
export type Encoded = { readonly file: string; readonly bitrateKbps: number; readonly loudness: Loudness }

const channelsOf = (job: EncodeJob): 1 | 2 => (isMono(job.kind) ? 1 : 2)
/** kbit/s: MP3 128, and 64 for speech in mono; Opus needs half of it. */
export function bitrateKbps(format: RenditionFormat, mono: boolean, speech: boolean): number {
  const mp3 = mono && speech ? 64 : 128
  return format === 'mp3' ? mp3 : mp3 / 2 + (mono ? 0 : 32)
}

const layoutOf = (job: EncodeJob): string => (channelsOf(job) === 1 ? 'mono' : 'stereo')
/** Channel repair and the linear gain, in floating point so that nothing clips on the way. */
const gainFilter = (job: EncodeJob): string =>
  trimFilter(job.trim) +
  [
    // A multichannel source was measured as its stereo downmix, so it goes out as that.
    ...(job.kind === 'mono' ? [] : ['aformat=channel_layouts=stereo']),
    panFilter(job.kind),
    `aformat=sample_fmts=flt:channel_layouts=${layoutOf(job)}`,
    `volume=${job.plan.gainDb}dB:precision=float`,
  ]
    .filter((part) => part !== null)
    .join(',')
/** The limiter works at 192 kHz: between the samples of 48 kHz lie peaks that it would not see. */
const limitFilter = (limitDbtp: number): string =>
  `aresample=192000,alimiter=limit=${(10 ** (limitDbtp / 20)).toFixed(6)}:attack=5:release=50:level=0:latency=1,aresample=${RATE}`

/**
 * LAME scales what it encodes by 0.95 (its presets up to 160 kbit/s do): made good before it, behind the limiter.
 * Opus keeps the level. dB.
 */
const CODER_LOSS: Readonly<Record<RenditionFormat, number>> = { mp3: 0.45, opus: 0 }
const coder = (format: RenditionFormat, kbps: number): string[] =>
  format === 'mp3'
    ? ['-c:a', 'libmp3lame', '-b:a', `${kbps}k`]
    : ['-c:a', 'libopus', '-b:a', `${kbps}k`, '-compression_level', '5']
/** The file, and the same packets into a pipe to be measured as they come. */
const tee = (format: RenditionFormat, file: string, pipe: string): string =>
  format === 'mp3'
    ? `[f=mp3:id3v2_version=4]${file}|[f=mp3:id3v2_version=0:write_xing=0]${pipe}`
    : `[f=opus]${file}|[f=opus]${pipe}`

/**
 * Encodes one rendition and measures the encoded sound, in runs that feed each other through named pipes: gain and limiter,
 * the encoder, and a decoder with ebur128 that hears the packets as they are made. So a second core is used, and no PCM
 * passes through this process.
 * @throws DomainError audio_tool_failed, audio_cancelled, audio_time_limit
 */
export async function encode(job: EncodeJob, limits: ToolLimits): Promise<Encoded> {
  const { format, plan, cwd } = job
  const kbps = bitrateKbps(format, isMono(job.kind), job.speech)
  const name = `${format}-${job.attempt}`
  const out = `${name}.${format}`
  const heard = `${name}.heard`
  const pcm = `${name}.pcm`
  await makePipes(cwd, plan.limitDbtp === null ? [heard] : [heard, pcm])
  const source = inputOptions(job.probe.format.demuxer)
  const loudness = new LoudnessReader()
  const runs: Run[] = []
  if (plan.limitDbtp !== null) {
    const graph = `[0:a:0]${gainFilter(job)},${limitFilter(plan.limitDbtp)},aformat=sample_fmts=flt[out]`
    runs.push({
      cwd,
      input: source,
      file: job.file,
      outputs: [{ options: ['-filter_complex', graph, '-map', '[out]', '-f', 'f32le'], to: pcm }],
    })
  }
  const encoderInput =
    plan.limitDbtp === null
      ? { input: source, file: job.file, filter: `${gainFilter(job)},aresample=${RATE}` }
      : {
          input: [...inputOptions('f32le'), '-ar', `${RATE}`, '-ac', `${channelsOf(job)}`],
          file: pcm,
          filter: 'anull',
        }
  runs.push({
    cwd,
    input: encoderInput.input,
    file: encoderInput.file,
    outputs: [
      {
        options: [
          '-filter_complex',
          `[0:a:0]${encoderInput.filter},volume=${CODER_LOSS[format]}dB:precision=float[out]`,
          '-map',
          '[out]',
          '-ar',
          `${RATE}`,
          ...coder(format, kbps),
          ...tagOptions(job.tags),
          '-f',
          'tee',
        ],
        to: tee(format, out, heard),
      },
    ],
    ...(job.onProgress ? { onProgress: job.onProgress } : {}),
  })
  runs.push({
    cwd,
    input: inputOptions(format === 'mp3' ? 'mp3' : 'ogg'),
    file: heard,
    outputs: [{ options: ['-filter_complex', `[0:a:0]${EBUR128}[out]`, '-map', '[out]', '-f', 'null'], to: '-' }],
    onLine: (line) => loudness.read(line),
  })
  await runTogether(runs, limits, job.signal)
  const found = loudness.done()
  if (!found) throw audioErrors.audio_tool_failed({ why: 'the encoded file could not be measured' })
  return { file: join(cwd, out), bitrateKbps: kbps, loudness: found }
}
