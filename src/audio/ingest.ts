import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type FileHashes, hashFile, orDiskFull } from '../storage/index.ts'
import { analyse } from './analyse.ts'
import { panLoudness } from './channels.ts'
import { type Encoded, encode, type RenditionFormat } from './encode.ts'
import { type AnalysisFacts, type Finding, factsOf, findingsOf, type LengthRule } from './findings.ts'
import type { Loudness } from './loudness.ts'
import { peaksJson } from './peaks.ts'
import { type GainPlan, isWithin, type LimiterLoss, limiterLossOf, planGain, replan, type Target } from './plan.ts'
import { type Probe, probe } from './probe.ts'
import type { AudioTags } from './tags.ts'
import type { ToolLimits } from './tool.ts'
import type { Trim } from './trim.ts'

/** Encoding is tried again with a corrected gain so often, at most. */
const MOST_ATTEMPTS = 4

export type IngestStep = 'probing' | 'analysing' | 'encoding'
export type IngestJob = {
  readonly file: string
  /** A fresh folder for the results, on the disk where they will be stored. */
  readonly cwd: string
  readonly target: Target
  readonly formats: readonly RenditionFormat[]
  readonly speech: boolean
  readonly length: LengthRule
  readonly maxSeconds: number
  readonly tags: AudioTags
  /** Only this part of the file is measured and encoded; the file itself stays as it is. */
  readonly trim?: Trim | undefined
  readonly signal?: AbortSignal
  /** Overall share, 0 to 1. */
  readonly onProgress?: (step: IngestStep, share: number) => void
}

/** An encoded file as it was measured after encoding, with the plan that led to it. */
export type Rendition = FileHashes & {
  readonly format: RenditionFormat
  readonly file: string
  readonly bitrateKbps: number
  readonly durationSeconds: number
  readonly loudness: Loudness
  readonly plan: GainPlan
  readonly attempts: number
}
export type Ingested = {
  readonly facts: AnalysisFacts
  readonly findings: readonly Finding[]
  readonly renditions: readonly Rendition[]
  /** File with the waveform (JSON). */
  readonly peaks: FileHashes & { readonly file: string }
}

/**
 * The whole way of a recording: probe, one decode that measures everything, one linear gain (and a limiter where needed),
 * encoding, and the measuring of what was encoded.
 * @throws DomainError of audioErrors (a refusal, a limit, a cancellation); disk_full
 */
export async function ingest(given: IngestJob, limits: ToolLimits): Promise<Ingested> {
  const job = { ...given, file: resolve(given.file) }
  const report = job.onProgress ?? (() => undefined)
  report('probing', 0)
  const found = trimmedProbe(await probe(job.file, job.cwd, limits, job.signal), job.trim)
  const analysis = await analyse(job.file, found, limits, {
    cwd: job.cwd,
    maxSeconds: job.maxSeconds,
    trim: job.trim,
    ...(job.signal ? { signal: job.signal } : {}),
    onProgress: (share) => report('analysing', share * 0.4),
  })
  const facts = factsOf(found, analysis)
  const peaksFile = join(job.cwd, 'peaks.json')
  await orDiskFull(writeFile(peaksFile, peaksJson(analysis.measure, found.sampleRate)))
  const shares = new Map<RenditionFormat, number>()
  const renditions = await Promise.all(
    job.formats.map((format) =>
      rendition(job, found, facts, limiterLossOf(analysis.measure), format, limits, (share) => {
        shares.set(format, share)
        report('encoding', 0.4 + 0.6 * Math.min(...job.formats.map((name) => shares.get(name) ?? 0)))
      }),
    ),
  )
  const findings = findingsOf(facts, job.length, analysis.measure.clippedPoints)
  return {
    facts,
    findings: [...findings, ...shortOf(renditions)],
    renditions,
    peaks: { file: peaksFile, ...(await hashFile(peaksFile)) },
  }
}

/** What the header promises of the part that is wanted. */
const trimmedProbe = (found: Probe, trim: Trim | undefined): Probe =>
  trim === undefined || found.declaredSeconds === null
    ? found
    : {
        ...found,
        declaredSeconds: Math.max(0, Math.min(trim.to ?? found.declaredSeconds, found.declaredSeconds) - trim.from),
        declaredExactly: false,
      }

/** Encodes until the measured result is within the target, with a corrected gain each time. */
async function rendition(
  job: IngestJob,
  found: Probe,
  facts: AnalysisFacts,
  lossOf: LimiterLoss,
  format: RenditionFormat,
  limits: ToolLimits,
  report: (share: number) => void,
): Promise<Rendition> {
  const source = {
    integratedLufs: facts.integratedLufs + panLoudness(facts.channelKind),
    truePeakDbtp: facts.truePeakDbtp,
  }
  let plan = planGain(source, job.target, lossOf)
  for (let attempt = 1; ; attempt += 1) {
    const encoded: Encoded = await encode(
      {
        file: job.file,
        probe: found,
        kind: facts.channelKind,
        plan,
        trim: job.trim,
        format,
        speech: job.speech,
        tags: job.tags,
        cwd: job.cwd,
        attempt,
        ...(job.signal ? { signal: job.signal } : {}),
        onProgress: (seconds) => report(Math.min(0.99, seconds / facts.durationSeconds)),
      },
      limits,
    )
    if (isWithin(encoded.loudness, plan, job.target) || attempt === MOST_ATTEMPTS) {
      return {
        format,
        ...encoded,
        ...(await hashFile(encoded.file)),
        durationSeconds: facts.durationSeconds,
        plan,
        attempts: attempt,
      }
    }
    plan = replan(source, plan, encoded.loudness, job.target, attempt)
  }
}

/** The stated reason of a rendition that stays under the target. */
function shortOf(renditions: readonly Rendition[]): Finding[] {
  const short = renditions.find((one) => one.plan.short === 'ceiling')
  if (!short) return []
  const level = short.loudness.integratedLufs.toFixed(1).replace('-', '−')
  return [
    {
      code: 'quieter_than_target',
      severity: 'info',
      vi: `Bản phát chỉ đạt ${level.replace('.', ',')} LUFS vì đỉnh tín hiệu đã chạm trần.`,
      en: `The rendition reaches only ${level} LUFS because its peaks are at the ceiling.`,
    },
  ]
}
