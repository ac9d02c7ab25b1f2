import { idParam, z } from '../../http/index.ts'

const stretch = z.object({ from: z.number(), to: z.number() })
/** Stored and answered alike: what a person should know of a recording. */
export const findingSchema = z
  .object({
    code: z.string(),
    severity: z.enum(['info', 'warning', 'error']),
    vi: z.string(),
    en: z.string(),
    at: z.array(stretch).optional(),
  })
  .openapi('Finding')
export const findingsColumn = z.array(findingSchema)

/** The numbers of an analysis, as stored in the row. */
export const factsColumn = z.object({
  format: z.string(),
  codec: z.string(),
  sampleRate: z.number(),
  channels: z.number(),
  channelKind: z.enum(['mono', 'stereo', 'dual_mono', 'left_only', 'right_only', 'opposite']),
  durationSeconds: z.number(),
  integratedLufs: z.number(),
  loudnessRangeLu: z.number(),
  truePeakDbtp: z.number(),
  silence: z.object({ headSeconds: z.number(), tailSeconds: z.number(), inside: z.array(stretch) }),
  clippedSamples: z.number(),
  dcOffset: z.array(z.number()),
  decodeErrors: z.number(),
})

const renditionAnswer = z.object({
  format: z.enum(['mp3', 'opus']),
  url: z.string(),
  sha256: z.string(),
  md5: z.string(),
  bytes: z.number().int(),
  duration_seconds: z.number(),
  integrated_lufs: z.number(),
  true_peak_dbtp: z.number(),
  loudness_range_lu: z.number(),
  gain_db: z.number(),
  limited: z.boolean(),
  bitrate_kbps: z.number().int(),
})
const analysisAnswer = z.object({
  format: z.string(),
  codec: z.string(),
  sample_rate: z.number(),
  channels: z.number().int(),
  channel_kind: z.string(),
  integrated_lufs: z.number(),
  loudness_range_lu: z.number(),
  true_peak_dbtp: z.number(),
  silence: z.object({ head_seconds: z.number(), tail_seconds: z.number(), inside: z.array(stretch) }),
  clipped_samples: z.number().int(),
  dc_offset: z.array(z.number()),
  decode_errors: z.number().int(),
})
export const recordingAnswer = z
  .object({
    id: z.number().int(),
    episode_id: z.number().int(),
    file_name: z.string(),
    bytes: z.number().int(),
    sha256: z.string().nullable(),
    state: z.enum(['waiting', 'working', 'ready', 'refused', 'failed', 'cancelled']),
    step: z.string().nullable(),
    progress: z.number(),
    attempts: z.number().int(),
    cancel_requested: z.boolean(),
    error: z.object({ code: z.string(), vi: z.string(), en: z.string() }).nullable(),
    duration_seconds: z.number().nullable(),
    analysis: analysisAnswer.nullable(),
    findings: z.array(findingSchema),
    renditions: z.array(renditionAnswer),
    peaks_url: z.string().nullable(),
    trim: z
      .object({ from_seconds: z.number(), to_seconds: z.number().nullable() })
      .nullable()
      .openapi({ description: 'the part of the original that is broadcast; null: all of it' }),
    in_use: z.boolean(),
    created_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .openapi('Recording')
export type RecordingJson = z.output<typeof recordingAnswer>
const seconds = z.number().min(0).max(1_000_000)
export const trimBody = z
  .strictObject({
    head_seconds: seconds.openapi({ description: 'taken off the start of the original' }),
    tail_seconds: seconds.openapi({ description: 'taken off its end' }),
  })
  .openapi('NewTrim')
export const useBody = z
  .strictObject({ recording_id: idParam, confirm_empties: z.boolean().default(false) })
  .openapi('RecordingInUse')
/** Why a recording was refused or failed, as stored: both sentences, filled. */
export const errorColumn = z.object({ vi: z.string(), en: z.string() })
