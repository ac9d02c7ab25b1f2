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
  AUDIO_SANDBOX: z.enum(['auto', 'off', 'required']).default('auto'),
  MAX_UPLOAD_MB: number(2048, 1, 16_384),
  MAX_AUDIO_HOURS: number(4, 0.01, 24),
  UPLOAD_TTL_HOURS: number(72, 1, 8760),
  HORIZON_DAYS: number(60, 7, 400),
  SYLLABLES_PER_MINUTE: number(210, 60, 500),
  CONTENT_APPROVAL: flag,
  REPORTING_SEGMENT: z.string().default('cai-cach-hanh-chinh'),
  SESSION_DAYS: number(30, 1, 365),
  SESSION_IDLE_HOURS: number(336, 1, 8760),
  HSTS_DAYS: number(180, 0, 3650),
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
  BACKUP_TO: z.string().default(''),
  BACKUP_KEY: z
    .string()
    .regex(/^([0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$/, '32 bytes as 64 hex digits or as base64')
    .optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a local time like 02:15')
    .default('02:15'),
  BACKUP_KEEP_DAYS: number(7, 1, 3660),
  BACKUP_KEEP_WEEKS: number(5, 0, 1000),
  BACKUP_KEEP_MONTHS: number(12, 0, 1200),
  BACKUP_MAX_AGE_HOURS: number(50, 1, 8760),
  BACKUP_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  BACKUP_S3_REGION: z.string().default('auto'),
  BACKUP_S3_ACCESS_KEY_ID: z.string().default(''),
  BACKUP_S3_SECRET_ACCESS_KEY: z.string().default(''),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z.string().default(''),
  S3_REGION: z.string().default('auto'),
  S3_ACCESS_KEY_ID: z.string().default(''),
  S3_SECRET_ACCESS_KEY: z.string().default(''),
  S3_REDIRECT: flag,
  S3_PUBLIC_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_CACHE_MB: number(4096, 0, 10_485_760),
  METRICS: z.enum(['off', 'loopback']).default('off'),
  METRICS_TOKEN: z.string().default(''),
  LOG_FILE: z.string().default(''),
  LOG_FILE_MAX_MB: number(50, 1, 10_240),
  LOG_FILES_KEPT: number(5, 1, 100),
  DISK_WARN_MB: number(5120, 0, 10_485_760),
  DISK_RESERVE_MB: number(1024, 0, 10_485_760),
  KEEP_ORIGINALS_MONTHS: number(0, 0, 1200),
  KEEP_REPLACED_AUDIO_MONTHS: number(0, 0, 1200),
  KEEP_WITHDRAWN_AUDIO_MONTHS: number(0, 0, 1200),
  KEEP_PHOTOS_MONTHS: number(0, 0, 1200),
  KEEP_SIGN_INS_DAYS: number(7, 7, 3660),
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
  /** Whether ffmpeg runs under bubblewrap. */
  readonly audioSandbox: z.output<typeof environment>['AUDIO_SANDBOX']
  readonly maxUploadBytes: number
  readonly maxAudioSeconds: number
  readonly uploadTtlHours: number
  readonly horizonDays: number
  readonly syllablesPerMinute: number
  readonly contentApproval: boolean
  readonly reportingSegment: string
  readonly sessionDays: number
  /** A session that nobody used for this long is over, whatever its last day. */
  readonly sessionIdleMs: number
  /** How long browsers that came by TLS are told to come by it alone; 0: they are told nothing. */
  readonly hstsDays: number
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
  readonly backup: {
    /** A folder, or "s3://bucket/prefix". Empty: none is made by itself. */
    readonly to: string
    /** 32 bytes as text; with it every object is encrypted. */
    readonly key: string | undefined
    /** Local time of day, "02:15". */
    readonly at: string
    readonly keep: { readonly days: number; readonly weeks: number; readonly months: number }
    /** Older than this, and people are told. Milliseconds. */
    readonly maxAgeMs: number
    readonly s3:
      | {
          readonly endpoint: string
          readonly region: string
          readonly accessKeyId: string
          readonly secretAccessKey: string
        }
      | undefined
  }
  /** The bucket of the audio; undefined: it is kept in `mediaDir`. */
  readonly s3:
    | {
        /** Of the bucket, not of the service. */
        readonly endpoint: string
        /** The same as stations reach it. */
        readonly publicEndpoint: string | undefined
        readonly region: string
        readonly accessKeyId: string
        readonly secretAccessKey: string
        /** Players are sent to the bucket by signed addresses. */
        readonly redirect: boolean
        /** Room for copies on this machine's disk. */
        readonly cacheBytes: number
      }
    | undefined
  /** Who may read /metrics: nobody, or programs on this machine that no proxy stands before. */
  readonly metrics: 'off' | 'loopback'
  /** With it /metrics is given to whoever shows it, from anywhere. Empty: not at all. */
  readonly metricsToken: string
  /** Where the log goes; empty: to the standard error output, for journald. */
  readonly logFile: string
  readonly logFileMaxBytes: number
  /** How many full log files are kept beside the one that is written. */
  readonly logFilesKept: number
  /** Free room below which people are told. Bytes. */
  readonly diskWarnBytes: number
  /** Room that uploads leave for the database, reports and playlists. Bytes. */
  readonly diskReserveBytes: number
  /** How long each kind is kept, in months; 0: for ever. */
  readonly keepMonths: {
    readonly originals: number
    readonly replacedAudio: number
    readonly withdrawnAudio: number
    readonly photos: number
  }
  readonly keepSignInsDays: number
}

/** Address of a bucket: below that of the service, or the service's own when it names the bucket already. */
const bucketAt = (service: string, bucket: string): string =>
  bucket === '' ? service.replace(/\/+$/, '') : `${service.replace(/\/+$/, '')}/${bucket}`

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
    ...(e.BACKUP_TO.startsWith('s3://') && !(e.BACKUP_S3_ENDPOINT && e.BACKUP_S3_ACCESS_KEY_ID)
      ? ['BACKUP_S3_ENDPOINT, BACKUP_S3_ACCESS_KEY_ID: needed when BACKUP_TO is a bucket']
      : []),
    ...(e.S3_ENDPOINT && !(e.S3_ACCESS_KEY_ID && e.S3_SECRET_ACCESS_KEY)
      ? ['S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY: needed with S3_ENDPOINT']
      : []),
    ...(e.METRICS_TOKEN !== '' && e.METRICS_TOKEN.length < 16 ? ['METRICS_TOKEN: 16 characters or more'] : []),
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
    audioSandbox: e.AUDIO_SANDBOX,
    maxUploadBytes: e.MAX_UPLOAD_MB * 1_048_576,
    maxAudioSeconds: e.MAX_AUDIO_HOURS * 3600,
    uploadTtlHours: e.UPLOAD_TTL_HOURS,
    horizonDays: e.HORIZON_DAYS,
    syllablesPerMinute: e.SYLLABLES_PER_MINUTE,
    contentApproval: e.CONTENT_APPROVAL,
    reportingSegment: e.REPORTING_SEGMENT,
    sessionDays: e.SESSION_DAYS,
    sessionIdleMs: e.SESSION_IDLE_HOURS * 3_600_000,
    hstsDays: e.HSTS_DAYS,
    trustProxy: e.TRUST_PROXY,
    xAccelPrefix: e.X_ACCEL_PREFIX,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    noticeMailTo: e.NOTICE_MAIL_TO,
    headsMailTo: e.HEADS_MAIL_TO,
    webhookUrl: e.WEBHOOK_URL,
    webhookSecret: e.WEBHOOK_SECRET,
    backup: {
      to: e.BACKUP_TO,
      key: e.BACKUP_KEY,
      at: e.BACKUP_AT,
      keep: { days: e.BACKUP_KEEP_DAYS, weeks: e.BACKUP_KEEP_WEEKS, months: e.BACKUP_KEEP_MONTHS },
      maxAgeMs: e.BACKUP_MAX_AGE_HOURS * 3_600_000,
      s3:
        e.BACKUP_S3_ENDPOINT === undefined
          ? undefined
          : {
              endpoint: e.BACKUP_S3_ENDPOINT,
              region: e.BACKUP_S3_REGION,
              accessKeyId: e.BACKUP_S3_ACCESS_KEY_ID,
              secretAccessKey: e.BACKUP_S3_SECRET_ACCESS_KEY,
            },
    },
    s3:
      e.S3_ENDPOINT === undefined
        ? undefined
        : {
            endpoint: bucketAt(e.S3_ENDPOINT, e.S3_BUCKET),
            publicEndpoint: e.S3_PUBLIC_ENDPOINT && bucketAt(e.S3_PUBLIC_ENDPOINT, e.S3_BUCKET),
            region: e.S3_REGION,
            accessKeyId: e.S3_ACCESS_KEY_ID,
            secretAccessKey: e.S3_SECRET_ACCESS_KEY,
            redirect: e.S3_REDIRECT,
            cacheBytes: e.S3_CACHE_MB * 1_048_576,
          },
    metrics: e.METRICS,
    metricsToken: e.METRICS_TOKEN,
    logFile: e.LOG_FILE,
    logFileMaxBytes: e.LOG_FILE_MAX_MB * 1_048_576,
    logFilesKept: e.LOG_FILES_KEPT,
    diskWarnBytes: e.DISK_WARN_MB * 1_048_576,
    diskReserveBytes: e.DISK_RESERVE_MB * 1_048_576,
    keepMonths: {
      originals: e.KEEP_ORIGINALS_MONTHS,
      replacedAudio: e.KEEP_REPLACED_AUDIO_MONTHS,
      withdrawnAudio: e.KEEP_WITHDRAWN_AUDIO_MONTHS,
      photos: e.KEEP_PHOTOS_MONTHS,
    },
    keepSignInsDays: e.KEEP_SIGN_INS_DAYS,
  }
}
