import { spawn } from 'node:child_process'

export type ToolAbout = {
  /** "5.1.6-0+deb12u1"; null: the program is not there or does not start. */
  readonly ffmpeg: string | null
  readonly ffprobe: string | null
  /** What the work on recordings needs and this ffmpeg lacks. */
  readonly lacks: readonly string[]
}

const FILTERS = ['ebur128', 'silencedetect', 'alimiter', 'aresample', 'pan', 'volume']
const ENCODERS = ['libmp3lame', 'libopus']
const LIMIT_MS = 20_000

/** What a program says; null when it is not there, fails or takes too long. */
function said(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], timeout: LIMIT_MS })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    child.once('error', () => resolve(null))
    child.once('close', (code) => resolve(code === 0 ? text : null))
  })
}

const versionOf = (text: string | null): string | null => /version (\S+)/.exec(text ?? '')?.[1] ?? null
const names = (list: string | null): Set<string> =>
  new Set([...(list ?? '').matchAll(/^ *[A-Z.]{3,6} (\w+) /gm)].map((match) => match[1] ?? ''))

/** Looks at the audio tools of this machine, for the doctor. */
export async function aboutTools(paths: { ffmpegPath: string; ffprobePath: string }): Promise<ToolAbout> {
  const ffmpeg = versionOf(await said(paths.ffmpegPath, ['-version']))
  const ffprobe = versionOf(await said(paths.ffprobePath, ['-version']))
  if (ffmpeg === null) return { ffmpeg, ffprobe, lacks: [] }
  const filters = names(await said(paths.ffmpegPath, ['-hide_banner', '-filters']))
  const encoders = names(await said(paths.ffmpegPath, ['-hide_banner', '-encoders']))
  return {
    ffmpeg,
    ffprobe,
    lacks: [...FILTERS.filter((one) => !filters.has(one)), ...ENCODERS.filter((one) => !encoders.has(one))],
  }
}
