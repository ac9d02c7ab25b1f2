import type { Analysis } from './analyse.ts'
import { type ChannelKind, channelKind } from './channels.ts'
import { POINTS_PER_SECOND } from './meter.ts'
import type { Probe } from './probe.ts'
import { findSilence, type Silence, type Stretch, silenceThreshold } from './silence.ts'

/** `info`: worth knowing; `warning`: listen there; `error`: do not put it on air so. */
export type Severity = 'info' | 'warning' | 'error'
export type Finding = {
  readonly code: string
  readonly severity: Severity
  readonly vi: string
  readonly en: string
  /** Where, in seconds from the start; absent when it is everywhere. */
  readonly at?: readonly Stretch[]
}

/** What a segment demands of its recordings, in seconds; null: nothing. */
export type LengthRule = { readonly minSeconds: number | null; readonly maxSeconds: number | null }

/** What is kept of an analysis beside the findings: numbers only. */
export type AnalysisFacts = {
  readonly format: string
  readonly codec: string
  readonly sampleRate: number
  readonly channels: number
  readonly channelKind: ChannelKind
  readonly durationSeconds: number
  readonly integratedLufs: number
  readonly loudnessRangeLu: number
  readonly truePeakDbtp: number
  readonly silence: Silence
  readonly clippedSamples: number
  readonly dcOffset: readonly number[]
  readonly decodeErrors: number
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits))

/** The numbers of an analysis, rounded to what they mean. */
export function factsOf(probe: Probe, { loudness, measure, decodeErrors }: Analysis): AnalysisFacts {
  return {
    format: probe.format.name,
    codec: probe.codec,
    sampleRate: probe.sampleRate,
    channels: probe.channels,
    channelKind: channelKind(measure),
    durationSeconds: round(measure.seconds, 3),
    integratedLufs: loudness.integratedLufs,
    loudnessRangeLu: loudness.rangeLu,
    truePeakDbtp: loudness.truePeakDbtp,
    silence: findSilence(measure, silenceThreshold(loudness.integratedLufs)),
    clippedSamples: measure.channels.reduce((sum, channel) => sum + channel.clippedSamples, 0),
    dcOffset: measure.channels.map((channel) => round(channel.dc, 5)),
    decodeErrors,
  }
}

/** Stretches of clipped tops, those within a second of each other as one, at most 50. */
export function clippedStretches(points: readonly number[]): Stretch[] {
  const out: { from: number; to: number }[] = []
  for (const point of points) {
    const from = point / POINTS_PER_SECOND
    const last = out.at(-1)
    if (last && from - last.to <= 1) last.to = from + 1 / POINTS_PER_SECOND
    else out.push({ from, to: from + 1 / POINTS_PER_SECOND })
  }
  return out.slice(0, 50)
}

const decimal = (value: number, digits = 1): { vi: string; en: string } => {
  const en = value.toFixed(digits).replace('-', '−')
  return { vi: en.replace('.', ','), en }
}
type Rule = (facts: AnalysisFacts, length: LengthRule, clipped: readonly Stretch[]) => Finding | null

const tooShort: Rule = ({ durationSeconds: s }, { minSeconds: min }) =>
  min === null || s >= min
    ? null
    : {
        code: 'shorter_than_segment',
        severity: 'error',
        vi: `Dài ${Math.round(s)} giây, ngắn hơn mức ${min} giây của chuyên mục.`,
        en: `${Math.round(s)} s long, under the segment's ${min} s.`,
      }
const tooLong: Rule = ({ durationSeconds: s }, { maxSeconds: max }) =>
  max === null || s <= max
    ? null
    : {
        code: 'longer_than_segment',
        severity: 'error',
        vi: `Dài ${Math.round(s)} giây, quá mức ${max} giây của chuyên mục.`,
        en: `${Math.round(s)} s long, over the segment's ${max} s.`,
        at: [{ from: max, to: s }],
      }
const clipping: Rule = ({ clippedSamples: n, durationSeconds: s }, _length, clipped) =>
  n === 0
    ? null
    : {
        code: 'clipping',
        severity: n > s * 20 ? 'error' : 'warning',
        vi: `Tiếng bị vỡ (cắt đỉnh) ${n} mẫu: giảm âm lượng thu rồi thu lại nếu nghe rõ.`,
        en: `Clipped at ${n} samples: record again at a lower level if it can be heard.`,
        at: clipped,
      }
const quiet: Rule = ({ integratedLufs: i }) =>
  i >= -40
    ? null
    : {
        code: 'very_quiet',
        severity: 'warning',
        vi: `Thu rất nhỏ (${decimal(i).vi} LUFS): tăng lên thì tiếng ồn nền cũng to theo.`,
        en: `Recorded very quietly (${decimal(i).en} LUFS): its noise rises with it.`,
      }
const head: Rule = ({ silence }) =>
  silence.headSeconds < 2
    ? null
    : {
        code: 'silence_at_head',
        severity: 'warning',
        vi: `Im lặng ${decimal(silence.headSeconds).vi} giây ở đầu.`,
        en: `${decimal(silence.headSeconds).en} s of silence at the start.`,
        at: [{ from: 0, to: silence.headSeconds }],
      }
const tail: Rule = ({ silence, durationSeconds: s }) =>
  silence.tailSeconds < 3
    ? null
    : {
        code: 'silence_at_tail',
        severity: 'warning',
        vi: `Im lặng ${decimal(silence.tailSeconds).vi} giây ở cuối.`,
        en: `${decimal(silence.tailSeconds).en} s of silence at the end.`,
        at: [{ from: round(s - silence.tailSeconds, 2), to: s }],
      }
const pauses: Rule = ({ silence: { inside } }) =>
  inside.length === 0
    ? null
    : {
        code: 'silence_inside',
        severity: inside.some((p) => p.to - p.from >= 10) ? 'error' : 'warning',
        vi: `Có ${inside.length} khoảng lặng từ 3 giây trở lên ở giữa bài.`,
        en: `${inside.length} pauses of 3 s or more inside.`,
        at: inside.slice(0, 50),
      }
const dc: Rule = ({ dcOffset }) =>
  dcOffset.every((offset) => Math.abs(offset) < 0.01)
    ? null
    : {
        code: 'dc_offset',
        severity: 'warning',
        vi: 'Tín hiệu bị lệch một chiều (DC): kiểm tra cạc âm thanh.',
        en: 'The signal has a DC offset: check the sound card.',
      }
const errors: Rule = ({ decodeErrors: n }) =>
  n === 0
    ? null
    : {
        code: 'decode_errors',
        severity: 'warning',
        vi: `Có ${n} chỗ hỏng trong tệp, đã bỏ qua khi giải mã: hãy nghe lại cả bài.`,
        en: `${n} damaged places in the file were skipped: listen to all of it.`,
      }

const CHANNEL_WORDS: Readonly<Partial<Record<ChannelKind, Omit<Finding, 'code'>>>> = {
  left_only: {
    severity: 'warning',
    vi: 'Kênh phải không có tiếng: đã lấy kênh trái cho cả hai loa.',
    en: 'The right channel is dead: the left one was used for both.',
  },
  right_only: {
    severity: 'warning',
    vi: 'Kênh trái không có tiếng: đã lấy kênh phải cho cả hai loa.',
    en: 'The left channel is dead: the right one was used for both.',
  },
  opposite: {
    severity: 'warning',
    vi: 'Hai kênh ngược pha, loa đơn sẽ mất tiếng: đã chỉ dùng kênh trái.',
    en: 'The channels are of opposite phase and would vanish in mono: only the left was used.',
  },
  dual_mono: {
    severity: 'info',
    vi: 'Hai kênh giống hệt nhau: phát một kênh (mono).',
    en: 'Both channels are the same: it goes out as mono.',
  },
}
const channels: Rule = ({ channelKind: kind }) => {
  const words = CHANNEL_WORDS[kind]
  return words ? { code: `channels_${kind}`, ...words } : null
}

const RULES: readonly Rule[] = [tooShort, tooLong, clipping, channels, quiet, head, tail, pauses, dc, errors]
const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** What a person should know of a recording, the gravest first. Pure. */
export const findingsOf = (
  facts: AnalysisFacts,
  length: LengthRule,
  clippedPoints: readonly number[] = [],
): Finding[] =>
  RULES.map((rule) => rule(facts, length, clippedStretches(clippedPoints)))
    .filter((finding) => finding !== null)
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
