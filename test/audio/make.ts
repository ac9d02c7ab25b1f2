import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** A folder of its own for the files of a test. */
export const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'songque-am-'))

/** Makes a file with ffmpeg from a description of sound (lavfi), for instance "sine=f=440:d=3". */
export async function sound(file: string, lavfi: string, ...options: string[]): Promise<string> {
  await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    lavfi,
    '-map_metadata',
    '-1',
    ...options,
    file,
  ])
  return file
}

/** Vietnamese speech by espeak-ng, 22,05 kHz mono. */
export async function speech(file: string, words: string): Promise<string> {
  await run('espeak-ng', ['-v', 'vi', '-w', file, words])
  return file
}

/** Re-writes a file with ffmpeg, through a filter of sound. */
export async function changed(from: string, to: string, filter: string, ...options: string[]): Promise<string> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', from, '-af', filter, ...options, to])
  return to
}

/** The first part of a file, as a broken copy leaves it. */
export async function cut(from: string, to: string, share: number): Promise<string> {
  const whole = await readFile(from)
  await writeFile(to, whole.subarray(0, Math.floor(whole.length * share)))
  return to
}

/** A WAV of PCM that says what it likes of its length. @param claim bytes that its data chunk promises */
export function wav(pcm: Buffer, { rate = 48_000, channels = 1, float = false, claim = pcm.length } = {}): Buffer {
  const head = Buffer.alloc(44)
  const width = float ? 4 : 2
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(Math.min(0xffffffff, claim + 36), 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(float ? 3 : 1, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * channels * width, 28)
  head.writeUInt16LE(channels * width, 32)
  head.writeUInt16LE(width * 8, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(claim, 40)
  return Buffer.concat([head, pcm])
}

/** What ffmpeg itself measures of a file. */
export async function measured(file: string): Promise<{ lufs: number; range: number; peak: number }> {
  const { stderr } = await run('ffmpeg', [
    '-nostdin',
    '-hide_banner',
    '-i',
    file,
    '-af',
    'ebur128=peak=true:framelog=verbose:dualmono=true',
    '-f',
    'null',
    '-',
  ])
  const value = (name: RegExp): number => Number(name.exec(stderr)?.[1] ?? Number.NaN)
  return {
    lufs: value(/ I: +(-?[\d.]+) LUFS/),
    range: value(/LRA: +(-?[\d.]+) LU/),
    peak: value(/Peak: +(-?[\d.]+) dBFS/),
  }
}

/** The tags of a file, as ffprobe reads them. */
export async function tagsOf(file: string): Promise<Record<string, string>> {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format_tags:stream_tags',
    '-of',
    'json',
    file,
  ])
  const told = JSON.parse(stdout) as {
    format?: { tags?: Record<string, string> }
    streams?: { tags?: Record<string, string> }[]
  }
  return { ...told.streams?.[0]?.tags, ...told.format?.tags }
}
