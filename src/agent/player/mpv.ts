import { type ChildProcess, spawn } from 'node:child_process'
import type { Duplex } from 'node:stream'
import { z } from 'zod'
import type { Player, Sound, SoundEnd, SoundRequest } from '../parts.ts'
import { type PlayerSettings, words } from './command.ts'
import { watched } from './watchdog.ts'

const said = z.object({
  event: z.string().optional(),
  name: z.string().optional(),
  data: z.unknown().optional(),
  reason: z.string().optional(),
  file_error: z.string().optional(),
  request_id: z.number().optional(),
})
/** A player that is not ready after so long will not be. */
const READY_WITHIN_MS = 10_000

/**
 * mpv, loaded and paused before its time and let go at the second, over its JSON interface on a descriptor of its own:
 * no socket lies about, and what was heard is what mpv says.
 */
export function mpvPlayer(line: string, settings: PlayerSettings): Player {
  const [command = 'mpv', ...own] = words(line)
  const args = [
    ...own,
    '--no-config',
    '--no-video',
    '--no-terminal',
    '--really-quiet',
    '--idle=no',
    '--pause',
    '--gapless-audio=yes',
    '--input-ipc-client=fd://3',
    `--volume=${Math.round(settings.volume)}`,
    '--volume-max=200',
    ...(settings.device === null ? [] : [`--audio-device=${settings.device}`]),
  ]
  return {
    name: 'mpv',
    seeks: true,
    load: async (request, onEnd) => {
      const sound = new MpvSound(command, [...args, ...fileArgs(request)], request, onEnd)
      await sound.ready()
      return sound
    },
  }
}

/** `--{ … --}` are options of the file between them only. */
function fileArgs({ file, fromSeconds, gainDb, ident }: SoundRequest): string[] {
  const own = [
    ...(fromSeconds > 0 ? [`--start=${fromSeconds.toFixed(3)}`] : []),
    ...(gainDb === 0 ? [] : [`--af=lavfi=[volume=${gainDb.toFixed(1)}dB]`]),
  ]
  return [...(ident === null ? [] : [ident]), '--{', ...own, file, '--}']
}

class MpvSound implements Sound {
  readonly #request: SoundRequest
  readonly #onEnd: (end: SoundEnd) => Promise<void>
  readonly #child: ChildProcess
  readonly #pipe: Duplex
  #rest = ''
  #position: number | null = null
  #fault: string | null = null
  #entry = 0
  #ended = false
  #settleReady: { resolve: () => void; reject: (error: Error) => void } | null = null
  #isReady = false

  constructor(command: string, args: string[], request: SoundRequest, onEnd: (end: SoundEnd) => Promise<void>) {
    this.#request = request
    this.#onEnd = onEnd
    const run = watched(command, args)
    this.#child = spawn(run.command, run.args, { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] })
    // Descriptor 3 is a pipe in both directions, which the types do not say.
    this.#pipe = this.#child.stdio[3] as Duplex
    this.#pipe.on('data', (chunk: Buffer) => this.#read(chunk.toString()))
    this.#pipe.on('error', () => {})
    this.#child.stdin?.on('error', () => {})
    this.#child.once('error', (error) => this.#close(error.message))
    this.#child.once('close', (code) => this.#close(code === 0 ? null : `mpv: ${code}`))
    this.#send(['observe_property', 1, 'time-pos'])
  }

  /** Resolves when the first sound could be played at once. @throws Error when mpv cannot play it */
  ready(): Promise<void> {
    if (this.#isReady) return Promise.resolve()
    if (this.#ended) return Promise.reject(new Error(this.#fault ?? 'mpv ended'))
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#kill()
        reject(new Error('mpv does not answer'))
      }, READY_WITHIN_MS)
      this.#settleReady = {
        resolve: () => {
          clearTimeout(timer)
          resolve()
        },
        reject: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      }
    })
  }

  async start(): Promise<void> {
    this.#send(['set_property', 'pause', false])
  }

  async stop(): Promise<number | null> {
    const heard = this.heard()
    this.#ended = true
    this.#kill()
    return heard
  }

  heard(): number | null {
    return this.#position === null ? null : Math.max(0, this.#position - this.#request.fromSeconds)
  }

  #send(command: readonly unknown[]): void {
    if (this.#pipe.writable) this.#pipe.write(`${JSON.stringify({ command })}\n`)
  }

  #kill(): void {
    this.#child.stdin?.destroy()
    this.#pipe.destroy()
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const message = said.safeParse(JSON.parse(line))
      if (message.success) this.#hear(message.data)
    }
  }

  #hear({ event, name, data, reason, file_error }: z.output<typeof said>): void {
    const isItem = this.#entry === (this.#request.ident === null ? 1 : 2)
    if (event === 'start-file') this.#entry += 1
    if (event === 'playback-restart' && !this.#isReady) {
      this.#isReady = true
      this.#settleReady?.resolve()
    }
    if (event === 'property-change' && name === 'time-pos' && isItem && typeof data === 'number') this.#position = data
    if (event === 'end-file' && reason === 'error') this.#fault = `mpv: ${file_error ?? 'error'}`
    // It has come to its end: the last position told lies a moment before it.
    if (event === 'end-file' && reason === 'eof' && isItem) this.#position = this.#request.seconds
  }

  #close(fault: string | null): void {
    const detail = this.#fault ?? fault
    if (!this.#isReady) {
      this.#fault = detail ?? 'mpv ended'
      this.#settleReady?.reject(new Error(this.#fault))
    }
    const tell = this.#isReady && !this.#ended
    this.#ended = true
    if (tell)
      this.#onEnd({ how: detail === null ? 'finished' : 'failed', seconds: this.heard(), detail }).catch(() => {})
  }
}
