import { spawn } from 'node:child_process'
import type { Player, Sound, SoundEnd, SoundRequest } from '../parts.ts'
import { watched } from './watchdog.ts'

export type PlayerSettings = { readonly device: string | null; readonly volume: number }

const FFPLAY = 'ffplay -nodisp -autoexit -loglevel error -volume {volume} -ss {start} {file}'

/** Splits a command line at spaces; quotes hold words together. No shell reads it. */
export const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((found) => found[1] ?? found[2] ?? found[3] ?? '')

/**
 * Any program that plays {file} and ends. Also known: {start} (seconds to begin at), {volume} (percent), {gain} (dB),
 * {device}. How much was heard is told by the clock, as such a program does not say.
 */
export function commandPlayer(line: string, settings: PlayerSettings): Player {
  const template = words(line === 'ffplay' ? FFPLAY : line)
  if (!template.some((word) => word.includes('{file}'))) template.push('{file}')
  const filled = (file: string, from: number, gain: number): string[] => {
    const values: Record<string, string> = {
      file,
      start: from.toFixed(3),
      volume: String(Math.round(settings.volume)),
      gain: gain.toFixed(1),
      device: settings.device ?? 'default',
    }
    return template.map((word) => word.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole))
  }
  return {
    name: template[0] ?? line,
    seeks: template.some((word) => word.includes('{start}')),
    load: async (request, onEnd) => commandSound(request, filled, onEnd),
  }
}

function commandSound(
  request: SoundRequest,
  filled: (file: string, from: number, gain: number) => string[],
  onEnd: (end: SoundEnd) => Promise<void>,
): Sound {
  let child: ReturnType<typeof spawn> | null = null
  let begun: number | null = null
  let stopped = false
  const heard = (): number | null => (begun === null ? null : (performance.now() - begun) / 1000)
  const run = (args: string[]): Promise<SoundEnd> =>
    new Promise((resolve) => {
      const { command, args: all } = watched(args[0] ?? '', args.slice(1))
      child = spawn(command, all, { stdio: ['pipe', 'ignore', 'pipe'] })
      let said = ''
      child.stderr?.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-300)
      })
      child.once('error', (error) => resolve({ how: 'failed', seconds: 0, detail: error.message }))
      child.once('close', (code) => {
        const detail = code === 0 ? null : `${code} ${said.trim()}`
        resolve({ how: code === 0 ? 'finished' : 'failed', seconds: heard() ?? 0, detail })
      })
    })
  const play = async (): Promise<void> => {
    if (request.ident !== null) await run(filled(request.ident, 0, 0))
    if (stopped) return
    begun = performance.now()
    const end = await run(filled(request.file, request.fromSeconds, request.gainDb))
    if (!stopped) await onEnd(end)
  }
  return {
    start: async () => {
      play().catch(() => {})
    },
    stop: async () => {
      stopped = true
      // The guard ends the player when its input closes.
      child?.stdin?.destroy()
      return heard() ?? 0
    },
    heard,
  }
}
