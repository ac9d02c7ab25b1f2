import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

const number = (fallback: number, min: number, max: number) => z.coerce.number().min(min).max(max).default(fallback)
const flag = z
  .enum(['0', '1', 'true', 'false'])
  .default('0')
  .transform((value) => value === '1' || value === 'true')
const zoneName = z
  .string()
  .default('Asia/Ho_Chi_Minh')
  .refine((name) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name })
      return true
    } catch {
      return false
    }
  }, 'unknown time zone')

/** "a@example.vn, b@example.vn" */
const addresses = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .pipe(z.array(z.email()))

/** Every setting comes from the environment and is described in docs/van-hanh/cau-hinh.md; a test holds the two together. */
export const environment = z.object({
  PORT: number(8080, 0, 65_535),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  MEDIA_DIR: z.string().default('media'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/)
    .optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  TIME_ZONE: zoneName,
  FFMPEG_PATH: z.string().default('ffmpeg'),
  FFPROBE_PATH: z.string().default('ffprobe'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  TARGET_LUFS: number(-16, -31, -9),
  TRUE_PEAK_MAX_DBTP: number(-1, -9, 0),
  ENCODE_OPUS: flag,
  AUDIO_WORKERS: number(1, 0, availableParallelism()),
  AUDIO_TIME_LIMIT_SECONDS: number(1800, 10, 86_400),
  AUDIO_MEMORY_LIMIT_MB: number(1024, 128, 65_536),
  MAX_UPLOAD_MB: number(2048, 1, 16_384),
  MAX_AUDIO_HOURS: number(4, 0.01, 24),
  UPLOAD_TTL_HOURS: number(72, 1, 8760),
  HORIZON_DAYS: number(60, 7, 400),
  SYLLABLES_PER_MINUTE: number(210, 60, 500),
  CONTENT_APPROVAL: flag,
  REPORTING_SEGMENT: z.string().default('cai-cach-hanh-chinh'),
  SESSION_DAYS: number(30, 1, 365),
  TRUST_PROXY: flag,
  X_ACCEL_PREFIX: z
    .string()
    .regex(/^\/(.*\/)?$/, 'must begin and end with a slash')
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default(''),
  NOTICE_MAIL_TO: addresses,
  HEADS_MAIL_TO: addresses,
  WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  WEBHOOK_SECRET: z.string().default(''),
})

export type Config = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly mediaDir: string
  readonly databaseUrl: string
  /** Without a slash at the end. Undefined: taken from the request. */
  readonly publicUrl: string | undefined
  readonly timeZone: string
  readonly ffmpegPath: string
  readonly ffprobePath: string
  readonly logLevel: z.output<typeof environment>['LOG_LEVEL']
  readonly targetLufs: number
  readonly truePeakMaxDbtp: number
  readonly encodeOpus: boolean
  readonly audioWorkers: number
  readonly audioTimeLimitSeconds: number
  readonly audioMemoryLimitMb: number
  readonly maxUploadBytes: number
  readonly maxAudioSeconds: number
  readonly uploadTtlHours: number
  readonly horizonDays: number
  readonly syllablesPerMinute: number
  readonly contentApproval: boolean
  readonly reportingSegment: string
  readonly sessionDays: number
  readonly trustProxy: boolean
  /** Internal location of the reverse proxy that serves MEDIA_DIR ("/_media/"). Undefined: audio is sent by ourselves. */
  readonly xAccelPrefix: string | undefined
  /** Server for e-mail, with its account: "smtps://user:password@mail.example.vn". Undefined: none is sent. */
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** Who is reminded (stations without word, deadlines, supplements). */
  readonly noticeMailTo: readonly string[]
  /** Who keeps the daily heads of the ledgers. */
  readonly headsMailTo: readonly string[]
  readonly webhookUrl: string | undefined
  readonly webhookSecret: string
}

/**
 * Reads the configuration once, at start.
 * @throws Error naming every variable that is wrong, in one message
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable means "not set": that is how systemd and compose files clear one.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The configuration is wrong:\n${faults.join('\n')}`)
  }
  const e = parsed.data
  const missing = [
    ...(e.SMTP_URL && e.MAIL_FROM === '' ? ['MAIL_FROM: needed with SMTP_URL'] : []),
    ...(e.WEBHOOK_URL && e.WEBHOOK_SECRET.length < 16
      ? ['WEBHOOK_SECRET: 16 characters or more with WEBHOOK_URL']
      : []),
  ]
  if (missing.length > 0) throw new Error(`The configuration is wrong:\n${missing.map((one) => `  ${one}`).join('\n')}`)
  const dataDir = resolve(e.DATA_DIR)
  return {
    port: e.PORT,
    host: e.HOST,
    dataDir,
    mediaDir: resolve(e.MEDIA_DIR),
    databaseUrl: e.DATABASE_URL ?? `sqlite:${resolve(dataDir, 'songque.db')}`,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, ''),
    timeZone: e.TIME_ZONE,
    ffmpegPath: e.FFMPEG_PATH,
    ffprobePath: e.FFPROBE_PATH,
    logLevel: e.LOG_LEVEL,
    targetLufs: e.TARGET_LUFS,
    truePeakMaxDbtp: e.TRUE_PEAK_MAX_DBTP,
    encodeOpus: e.ENCODE_OPUS,
    audioWorkers: e.AUDIO_WORKERS,
    audioTimeLimitSeconds: e.AUDIO_TIME_LIMIT_SECONDS,
    audioMemoryLimitMb: e.AUDIO_MEMORY_LIMIT_MB,
    maxUploadBytes: e.MAX_UPLOAD_MB * 1_048_576,
    maxAudioSeconds: e.MAX_AUDIO_HOURS * 3600,
    uploadTtlHours: e.UPLOAD_TTL_HOURS,
    horizonDays: e.HORIZON_DAYS,
    syllablesPerMinute: e.SYLLABLES_PER_MINUTE,
    contentApproval: e.CONTENT_APPROVAL,
    reportingSegment: e.REPORTING_SEGMENT,
    sessionDays: e.SESSION_DAYS,
    trustProxy: e.TRUST_PROXY,
    xAccelPrefix: e.X_ACCEL_PREFIX,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    noticeMailTo: e.NOTICE_MAIL_TO,
    headsMailTo: e.HEADS_MAIL_TO,
    webhookUrl: e.WEBHOOK_URL,
    webhookSecret: e.WEBHOOK_SECRET,
  }
}
