import { monoOf, wavOf } from './wav.ts'

/**
 * <sq-recorder data-for="ID">: records by the microphone and puts what was said into the file field ID, which its form
 * then sends as if it had been chosen. Shown only where scripts run and the browser can record.
 */
class Recorder extends HTMLElement {
  #recorder: MediaRecorder | null = null
  #clock: ReturnType<typeof setInterval> | undefined
  readonly #parts: Blob[] = []

  connectedCallback(): void {
    if (!navigator.mediaDevices || typeof MediaRecorder === 'undefined') return
    this.hidden = false
    this.#button('start').addEventListener('click', () => void this.#start())
    this.#button('stop').addEventListener('click', () => this.#recorder?.stop())
  }

  #button(act: string): HTMLButtonElement {
    const found = this.querySelector<HTMLButtonElement>(`[data-act="${act}"]`)
    if (!found) throw new Error(`recorder without a button ${act}`)
    return found
  }

  #say(word: string, params: Readonly<Record<string, string>> = {}): void {
    const said = this.querySelector('output')
    const text = this.dataset[word] ?? ''
    if (said) said.textContent = text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
  }

  #turn(recording: boolean): void {
    this.#button('start').hidden = recording
    this.#button('stop').hidden = !recording
    this.#button(recording ? 'stop' : 'start').focus()
  }

  async #start(): Promise<void> {
    let stream: MediaStream
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: false, noiseSuppression: false },
      })
    } catch {
      this.#say('refused')
      return
    }
    this.#parts.length = 0
    const recorder = new MediaRecorder(stream)
    this.#recorder = recorder
    recorder.addEventListener('dataavailable', ({ data }) => this.#parts.push(data))
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop()
      void this.#stopped(recorder.mimeType)
    })
    // In pieces, so that a long word is not held in one.
    recorder.start(1000)
    this.#turn(true)
    const began = performance.now()
    const tick = (): void => {
      const seconds = Math.floor((performance.now() - began) / 1000)
      this.#say('going', { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` })
    }
    tick()
    this.#clock = setInterval(tick, 500)
  }

  async #stopped(type: string): Promise<void> {
    clearInterval(this.#clock)
    this.#turn(false)
    try {
      const sound = await new AudioContext().decodeAudioData(await new Blob(this.#parts, { type }).arrayBuffer())
      this.#give(wavOf(monoOf(sound), sound.sampleRate))
      this.#say('done', { time: `${Math.round(sound.duration)}` })
    } catch {
      this.#say('broken')
    }
  }

  #give(wav: Blob): void {
    const input = document.getElementById(this.dataset.for ?? '')
    if (!(input instanceof HTMLInputElement)) return
    const files = new DataTransfer()
    files.items.add(new File([wav], 'ghi-am-khan-cap.wav', { type: 'audio/wav' }))
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
    const player = this.querySelector('audio')
    if (!player) return
    URL.revokeObjectURL(player.src)
    player.src = URL.createObjectURL(wav)
    player.hidden = false
  }
}

customElements.define('sq-recorder', Recorder)
