import {
  audioErrors,
  houseTarget,
  type Ingested,
  type IngestJob,
  ingest,
  type Rendition,
  sandboxFor,
} from '../../audio/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import { system } from '../../kernel/actor.ts'
import { DomainError } from '../../kernel/errors.ts'
import { putRecordingInUse } from '../progress.ts'
import { type EpisodeBrief, episodeById, type SegmentBrief, segmentById } from '../read-store.ts'
import { recordingErrors } from './errors.ts'
import {
  findRecording,
  keepMediaFile,
  markRemoved,
  originalNeeded,
  type Recording,
  type RenditionFile,
} from './store.ts'
import { type Claim, endRecording, finishRecording, releaseRecording, renewLease } from './work-store.ts'

/** How long a claim holds without a word; a killed worker's rows are free after it. */
export const LEASE_MS = 30_000
const TELL_EVERY_MS = 1_000
/** A tool that fails so often on a recording will not succeed. */
const TRIES = 3
/** So many lost workers are no power cuts any more: the recording itself may bring the server down. */
const LOST_WORKERS = 25
const RETRY_AFTER_MS = 30_000
const WORKER = system('recordings')

const told = new WeakSet<Context>()
/** Once in a process: that the audio tools run without a sandbox, and what would give them one. */
async function sayUnconfined(ctx: Context): Promise<void> {
  const { ffmpegPath, audioSandbox } = ctx.config
  if (told.has(ctx)) return
  told.add(ctx)
  if ((await sandboxFor(ffmpegPath, audioSandbox)) === 'none')
    ctx.log.warn(
      { setting: audioSandbox },
      'ffmpeg runs with limits but without a sandbox: install bubblewrap, or see docs/security.md',
    )
}

/** Renews the lease and tells progress while `work` runs; stops it when a person asks or another worker took the row. */
async function whileHeld<T>(
  ctx: Context,
  claim: Claim,
  stop: AbortSignal,
  work: (signal: AbortSignal, tell: IngestJob['onProgress']) => Promise<T>,
): Promise<T> {
  const halt = new AbortController()
  const forward = () => halt.abort()
  stop.addEventListener('abort', forward)
  if (stop.aborted) halt.abort()
  let step = 'probing'
  let progress = 0
  let telling: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    telling = transact(ctx.db, (tx) =>
      renewLease(tx, claim, { step, progress, leaseUntil: ctx.clock.now() + LEASE_MS }),
    )
      .then((found) => {
        if (found !== 'held') halt.abort()
      })
      .catch((error: unknown) => ctx.log.warn({ err: error, recording: claim.id }, 'the lease could not be renewed'))
  }, TELL_EVERY_MS)
  try {
    return await work(halt.signal, (nextStep, share) => {
      step = nextStep
      progress = Math.round(share * 1000) / 1000
    })
  } finally {
    clearInterval(timer)
    stop.removeEventListener('abort', forward)
    await telling
  }
}

const jobOf = (
  ctx: Context,
  recording: Recording,
  episode: EpisodeBrief,
  segment: SegmentBrief,
): Omit<IngestJob, 'file' | 'cwd' | 'signal' | 'onProgress'> => ({
  trim: recording.trim ?? undefined,
  target: houseTarget(ctx.config.targetLufs, ctx.config.truePeakMaxDbtp),
  formats: ctx.config.encodeOpus ? ['mp3', 'opus'] : ['mp3'],
  speech: segment.speech,
  length: { minSeconds: segment.minSeconds, maxSeconds: segment.maxSeconds },
  maxSeconds: ctx.config.maxAudioSeconds,
  tags: {
    title: episode.title,
    album: segment.name,
    artist: segment.name,
    year: episode.year,
    track: episode.number,
    comment: `Bản ghi ${recording.id}`,
  },
})

const fileOf = (rendition: Rendition): RenditionFile => ({
  format: rendition.format,
  sha256: rendition.sha256,
  md5: rendition.md5,
  bytes: rendition.bytes,
  durationSeconds: rendition.durationSeconds,
  integratedLufs: rendition.loudness.integratedLufs,
  truePeakDbtp: rendition.loudness.truePeakDbtp,
  loudnessRangeLu: rendition.loudness.rangeLu,
  gainDb: rendition.plan.gainDb,
  limited: rendition.plan.limitDbtp !== null,
  bitrateKbps: rendition.bitrateKbps,
})
const MEDIA_TYPES = { mp3: 'audio/mpeg', opus: 'audio/ogg' } as const

/** Stores the files first, then writes down all of it in one transaction: a crash between leaves only unnamed files. */
async function keep(ctx: Context, claim: Claim, recording: Recording, done: Ingested): Promise<void> {
  for (const { file, sha256, format } of done.renditions) await ctx.storage.put(file, { sha256, extension: format })
  await ctx.storage.put(done.peaks.file, { sha256: done.peaks.sha256, extension: 'json' })
  const at = ctx.clock.now()
  await transact(ctx.db, async (tx) => {
    const { sha256, md5, bytes } = done.peaks
    await keepMediaFile(tx, { sha256, md5, bytes, extension: 'json', type: 'application/json' }, at)
    for (const one of done.renditions) {
      await keepMediaFile(
        tx,
        { sha256: one.sha256, md5: one.md5, bytes: one.bytes, extension: one.format, type: MEDIA_TYPES[one.format] },
        at,
      )
    }
    const result = {
      facts: done.facts,
      findings: done.findings,
      peaksSha256: sha256,
      renditions: done.renditions.map(fileOf),
    }
    if (!(await finishRecording(tx, claim, result, at))) return
    await audit(tx, {
      at,
      actor: WORKER,
      action: 'recording.ready',
      subject: ['recording', claim.id],
      after: { episode_id: recording.episodeId },
    })
    const episode = await episodeById(tx, recording.episodeId)
    // An older upload that is done later does not push out a newer one; and what is cleared for air is taken off it by
    // a person alone, who is told which airings that empties (use.ts).
    if (episode && !episode.cleared && (episode.recordingId ?? 0) < claim.id) {
      await putRecordingInUse(tx, { episodeId: recording.episodeId, recordingId: claim.id, actor: WORKER, at })
    }
    await tx.emit({ type: 'recording_ready', recordingId: claim.id, episodeId: recording.episodeId })
  })
}

/**
 * Does the work of one claimed recording to its end, whatever that is; never throws for the recording's sake.
 * @param stop the server is stopping: the row goes back untouched
 */
export async function workOn(ctx: Context, claim: Claim, stop: AbortSignal): Promise<void> {
  const recording = await findRecording(ctx.db, claim.id)
  const episode = recording && (await episodeById(ctx.db, recording.episodeId))
  const segment = episode && (await segmentById(ctx.db, episode.segmentId))
  if (!recording || !episode || !segment) return
  const folder = await ctx.storage.workFolder().catch((error: unknown) => error)
  try {
    if (!isFolder(folder)) throw folder
    if (claim.attempts > LOST_WORKERS) throw recordingErrors.recording_gave_up()
    const { originalSha256: sha256, originalExtension: extension } = recording
    const file = sha256 && extension ? await ctx.storage.local({ sha256, extension }) : null
    if (file === null) throw recordingErrors.recording_original_missing()
    const limits = {
      ffmpegPath: ctx.config.ffmpegPath,
      ffprobePath: ctx.config.ffprobePath,
      timeLimitSeconds: ctx.config.audioTimeLimitSeconds,
      memoryLimitMb: ctx.config.audioMemoryLimitMb,
      sandbox: ctx.config.audioSandbox,
    }
    await sayUnconfined(ctx)
    const done = await whileHeld(ctx, claim, stop, (signal, onProgress) =>
      ingest(
        {
          ...jobOf(ctx, recording, episode, segment),
          file,
          cwd: folder.path,
          signal,
          ...(onProgress ? { onProgress } : {}),
        },
        limits,
      ),
    )
    await keep(ctx, claim, recording, done)
  } catch (error) {
    await endBadly(ctx, claim, recording, error, stop)
  } finally {
    if (isFolder(folder)) await folder.remove()
  }
}
const isFolder = (value: unknown): value is { path: string; remove(): Promise<void> } =>
  typeof value === 'object' && value !== null && 'path' in value && 'remove' in value

/** A refusal is final; a cancellation is a person's, or the server's, who then puts the row back; the rest is tried again. */
async function endBadly(
  ctx: Context,
  claim: Claim,
  recording: Recording,
  error: unknown,
  stop: AbortSignal,
): Promise<void> {
  const known = error instanceof DomainError ? error : null
  const at = ctx.clock.now()
  if (known?.status === 422) return refuse(ctx, claim, recording, known)
  if (known?.code === 'audio_cancelled') {
    return transact(ctx.db, async (tx) => {
      if (stop.aborted) await releaseRecording(tx, claim, { attempts: claim.attempts - 1, notBefore: null })
      else await endRecording(tx, claim, { state: 'cancelled', at, error: null })
    })
  }
  ctx.log.error({ err: error, recording: claim.id, attempts: claim.attempts }, 'work on a recording failed')
  const told = known ?? audioErrors.audio_tool_failed({ why: 'internal' })
  // A store that is away says nothing of the recording: it costs no try.
  const isAway = known?.code === 'storage_away'
  const isFinal =
    !isAway &&
    (claim.attempts >= TRIES || known?.code === 'recording_gave_up' || known?.code === 'recording_original_missing')
  await transact(ctx.db, async (tx) => {
    if (isFinal) await endRecording(tx, claim, { state: 'failed', at, error: told })
    else
      await releaseRecording(tx, claim, {
        attempts: isAway ? claim.attempts - 1 : claim.attempts,
        notBefore: at + RETRY_AFTER_MS * (isAway ? 1 : claim.attempts),
        error: told,
      })
  })
}

/** Writes the reason down and puts the file aside, unless another recording has the same content. */
async function refuse(ctx: Context, claim: Claim, recording: Recording, why: DomainError): Promise<void> {
  const at = ctx.clock.now()
  const { originalSha256: sha256, originalExtension: extension } = recording
  const isAlone = await transact(ctx.db, async (tx) => {
    if (!(await endRecording(tx, claim, { state: 'refused', at, error: why }))) return false
    await audit(tx, {
      at,
      actor: WORKER,
      action: 'recording.refuse',
      subject: ['recording', claim.id],
      after: { code: why.code },
    })
    if (!sha256 || (await originalNeeded(tx, sha256, claim.id))) return false
    await markRemoved(tx, sha256, 'refused', at)
    return true
  })
  const file = isAlone && sha256 && extension ? await ctx.storage.local({ sha256, extension }) : null
  if (file !== null) await ctx.storage.quarantine(file, `${claim.id}-${recording.fileName}`)
}
