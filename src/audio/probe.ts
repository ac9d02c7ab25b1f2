import { open } from 'node:fs/promises'
import { z } from 'zod'
import { type Claim, missingShare, mp3Claim, wavClaim } from './claims.ts'
import { audioErrors } from './errors.ts'
import { type AudioFormat, FORMATS, SNIFF_BYTES, sniff } from './formats.ts'
import { isInputFault, runFfprobe, type ToolLimits } from './tool.ts'

/** What a file is, before anything of it was decoded. */
export type Probe = {
  readonly format: AudioFormat
  readonly codec: string
  readonly sampleRate: number
  readonly channels: number
  /** As the header says; null when it does not. Seconds. */
  readonly declaredSeconds: number | null
  /** False where the length is only estimated from the bitrate (ADTS, MP3 without a Xing header). */
  readonly declaredExactly: boolean
  /** True when samples are floating point: only those can be NaN. */
  readonly float: boolean
  readonly bytes: number
}

const number = z.coerce.number()
const stream = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  sample_rate: number.optional(),
  channels: number.optional(),
  duration: number.optional().catch(undefined),
})
const probed = z.object({
  streams: z.array(stream).default([]),
  format: z.object({ duration: number.optional().catch(undefined) }).default({}),
})

/** The head of a file (for its magic bytes and header) and its length. */
export async function readHead(file: string): Promise<{ head: Buffer; bytes: number }> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const head = Buffer.alloc(Math.min(SNIFF_BYTES, size))
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    return { head: head.subarray(0, bytesRead), bytes: size }
  } finally {
    await handle.close()
  }
}

const size = (bytes: number): string =>
  bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} byte`

/** A header that promises more than is there: cut short on its way here. */
function refuseCut(claim: Claim, bytes: number): void {
  if (claim !== null && missingShare(claim, bytes) > 0.001) {
    throw audioErrors.recording_truncated({ expected: size(claim.fileBytes), found: size(bytes) })
  }
}

/**
 * Tells what a file is, by its content alone: its first bytes choose the one demuxer that may read it.
 * @param cwd a folder for the tool to stand in
 * @throws DomainError recording_empty, recording_not_audio, recording_truncated, recording_no_sound_track, recording_undecodable
 */
export async function probe(file: string, cwd: string, limits: ToolLimits, signal?: AbortSignal): Promise<Probe> {
  const { head, bytes } = await readHead(file)
  const sniffed = sniff(head)
  if (sniffed.kind === 'empty') throw audioErrors.recording_empty()
  if (sniffed.kind === 'other') throw audioErrors.recording_not_audio({ what_vi: sniffed.vi, what_en: sniffed.en })
  const { format } = sniffed
  if (format === FORMATS.wav) refuseCut(wavClaim(head), bytes)
  const mp3 = format === FORMATS.mp3 ? mp3Claim(head) : null
  refuseCut(mp3, bytes)
  const found = probed.parse(await probeOrRefuse(file, format, cwd, limits, signal))
  const sound = found.streams.find((s) => s.codec_type === 'audio')
  if (!sound?.codec_name || !sound.sample_rate || !sound.channels) throw audioErrors.recording_no_sound_track()
  return {
    format,
    codec: sound.codec_name,
    sampleRate: sound.sample_rate,
    channels: sound.channels,
    declaredSeconds: sound.duration ?? found.format.duration ?? null,
    declaredExactly: format !== FORMATS.aac && (format !== FORMATS.mp3 || mp3 !== null),
    float: /^pcm_f(32|64)/.test(sound.codec_name),
    bytes,
  }
}

async function probeOrRefuse(
  file: string,
  format: AudioFormat,
  cwd: string,
  limits: ToolLimits,
  signal?: AbortSignal,
): Promise<unknown> {
  try {
    return await runFfprobe(file, format.demuxer, cwd, limits, signal)
  } catch (error) {
    if (!isInputFault(error)) throw error
    const why = String(error.params.why ?? '')
    // An MP4 keeps its index at the end: a file cut short has none.
    if (/moov atom not found/i.test(why))
      throw audioErrors.recording_truncated({
        expected: { vi: 'bảng mục lục (moov)', en: 'its index (moov)' },
        found: { vi: 'phần đầu', en: 'the start' },
      })
    throw audioErrors.recording_undecodable({ why })
  }
}

/** The format of a file by its content; null when it is no accepted audio. */
export async function formatOf(file: string): Promise<AudioFormat | null> {
  const sniffed = sniff((await readHead(file)).head)
  return sniffed.kind === 'audio' ? sniffed.format : null
}
