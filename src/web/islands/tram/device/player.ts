/** A tenth of a second of silence: 8 kHz, mono, 8 bits. */
function silence(): Blob {
  const samples = 800
  const view = new DataView(new ArrayBuffer(44 + samples))
  const text = (at: number, word: string): void => {
    for (let i = 0; i < word.length; i++) view.setUint8(at + i, word.charCodeAt(i))
  }
  text(0, 'RIFF')
  view.setUint32(4, 36 + samples, true)
  text(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, 8000, true)
  view.setUint32(28, 8000, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  text(36, 'data')
  view.setUint32(40, samples, true)
  for (let i = 0; i < samples; i++) view.setUint8(44 + i, 128)
  return new Blob([view.buffer], { type: 'audio/wav' })
}

/** What came of asking to play. `refused`: the browser wants a touch first; `broken`: the file cannot be played. */
export type Started = 'playing' | 'refused' | 'broken'

/** The sound of this device: one audio element for the life of the page, so that one touch allows all that follows. */
export class Player {
  readonly #audio = new Audio()
  #url: string | null = null
  onEnded: () => void = () => {}
  onBroken: () => void = () => {}

  constructor() {
    this.#audio.preload = 'auto'
    this.#audio.addEventListener('ended', () => this.onEnded())
    this.#audio.addEventListener('error', () => this.onBroken())
  }

  /** Whether the browser lets us play. In a touch this also asks for it. */
  async allowed(): Promise<boolean> {
    return (await this.start(silence(), 0, 0, true)) === 'playing'
  }

  /** Seconds into the file. */
  get position(): number {
    return this.#audio.currentTime || 0
  }

  /** @param gainDb what the playlist says; a browser can only make it softer */
  async start(blob: Blob, from: number, gainDb: number, trial = false): Promise<Started> {
    this.#release()
    this.#url = URL.createObjectURL(blob)
    const audio = this.#audio
    const [ended, broken] = [this.onEnded, this.onBroken]
    // A trial and a file that fails while it begins are told by the answer alone.
    this.onBroken = () => {}
    if (trial) this.onEnded = () => {}
    audio.src = this.#url
    audio.volume = Math.min(1, 10 ** (Math.min(0, gainDb) / 20))
    try {
      if (from > 0) audio.currentTime = from
      await audio.play()
      if (trial) audio.pause()
      return 'playing'
    } catch (error) {
      return error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'broken'
    } finally {
      this.onBroken = broken
      if (trial) this.onEnded = ended
    }
  }

  stop(): void {
    this.#audio.pause()
    this.#release()
  }

  #release(): void {
    if (this.#url !== null) URL.revokeObjectURL(this.#url)
    this.#url = null
  }
}
