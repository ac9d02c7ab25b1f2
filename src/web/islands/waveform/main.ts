import WaveSurfer from 'wavesurfer.js'
import { h, write } from '../desk/dom.ts'
import { readWords, type Say } from '../tram/view/words.ts'
import { TrimMarks } from './trim.ts'

const STEP_SECONDS = 5
const HEIGHT = 88
/** A finding is heard from a little before it. */
const LEAD_SECONDS = 1

const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
/** Lowest and highest sample of each stretch by turns, 8 bits: the larger of both, from 0 to 1. */
function loudest(data: readonly number[]): number[] {
  const out: number[] = []
  for (let i = 0; i < data.length; i += 2) out.push(Math.max(Math.abs(data[i] || 0), Math.abs(data[i + 1] || 0)) / 128)
  return out
}

/**
 * <sq-waveform>: draws the server's peaks of a recording around its plain player, with what was found on them. Everything
 * works by keyboard; without the peaks the plain player stays.
 */
class Waveform extends HTMLElement {
  #say: Say = (word) => word
  #audio: HTMLAudioElement | null = null
  #seconds = 0
  readonly #play = h('button', { type: 'button', class: 'button icon wave-play' })
  readonly #view = h('div', { class: 'wave-view', role: 'slider', tabindex: '0', 'aria-valuemin': '0' })
  readonly #box = h('div', { class: 'wave-box' })
  readonly #time = h('span', { class: 'wave-time num small' })

  connectedCallback(): void {
    const audio = this.querySelector('audio')
    const { peaks, seconds } = this.dataset
    if (!audio || !peaks || this.#audio) return
    this.#audio = audio
    this.#seconds = Number(seconds) || 0
    this.#say = readWords(document.getElementById('waveform-words')?.textContent || '{}')
    this.#makePlaces()
    void this.#draw(audio, peaks)
  }

  async #draw(audio: HTMLAudioElement, path: string): Promise<void> {
    try {
      const answer = await fetch(path, { credentials: 'same-origin' })
      if (!answer.ok) throw new Error(String(answer.status))
      const { data }: { data: number[] } = await answer.json()
      this.#build(audio)
      this.#surf(audio, loudest(data))
    } catch {
      this.append(h('p', { class: 'quiet small' }, this.#say('waveform.gone')))
    }
  }

  #build(audio: HTMLAudioElement): void {
    const say = this.#say
    const view = this.#view
    view.setAttribute('aria-label', say('waveform.position'))
    view.setAttribute('aria-valuemax', String(Math.round(this.#seconds)))
    view.title = say('waveform.keys')
    this.#box.append(view)
    const wave = h('div', { class: 'wave' }, this.#play, this.#box)
    audio.insertAdjacentElement('afterend', wave)
    wave.insertAdjacentElement('afterend', this.#time)
    audio.hidden = true
    this.#play.addEventListener('click', () => this.#toggle())
    for (const type of ['play', 'pause', 'ended']) audio.addEventListener(type, () => this.#tell())
    audio.addEventListener('timeupdate', () => this.#tell())
    audio.addEventListener('seeked', () => this.#tell())
    view.addEventListener('keydown', (event) => this.#key(event))
    this.#tell()
  }

  #surf(audio: HTMLAudioElement, peaks: number[]): void {
    const colour = (look: string): string => {
      const probe = h('span', { class: look })
      this.append(probe)
      const found = getComputedStyle(probe).color
      probe.remove()
      return found
    }
    WaveSurfer.create({
      container: this.#view,
      media: audio,
      peaks: [peaks],
      duration: this.#seconds,
      height: HEIGHT,
      normalize: true,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      cursorWidth: 2,
      waveColor: colour('wave-rest'),
      progressColor: colour('wave-heard'),
      cursorColor: colour('wave-cursor'),
      dragToSeek: true,
      hideScrollbar: true,
      cspNonce: this.dataset.nonce || '',
    })
    this.#markFindings()
    const cut = this.nextElementSibling
    if (cut instanceof HTMLDetailsElement && cut.classList.contains('trim'))
      new TrimMarks(this.#box, cut, this.#seconds, this.#say)
  }

  /** What was found, on the waveform. The list below says it; here it is only shown, and pressed with a pointer. */
  #markFindings(): void {
    for (const item of Array.from(this.querySelectorAll<HTMLElement>('.findings li'))) {
      for (const place of Array.from(item.querySelectorAll<HTMLElement>('.place'))) {
        const from = Number(place.dataset.from)
        const to = Number(place.dataset.to)
        const mark = h('div', { class: `wave-mark ${item.dataset.severity || ''}`, 'aria-hidden': 'true' })
        mark.style.left = `${(from / this.#seconds) * 100}%`
        mark.style.width = `${Math.max(0.4, ((to - from) / this.#seconds) * 100)}%`
        mark.title = item.children[1]?.textContent || ''
        mark.addEventListener('click', () => this.#hear(from))
        this.#box.append(mark)
      }
    }
  }

  /** Every place of a finding becomes a button. */
  #makePlaces(): void {
    for (const place of Array.from(this.querySelectorAll<HTMLElement>('.place'))) {
      const from = Number(place.dataset.from)
      const label = this.#say('waveform.at', { time: duration(from) })
      const button = h('button', { type: 'button', class: 'link-button place', 'aria-label': label }, place.textContent)
      button.dataset.from = place.dataset.from
      button.dataset.to = place.dataset.to
      button.addEventListener('click', () => this.#hear(from))
      place.replaceWith(button)
    }
  }

  #hear(from: number): void {
    if (!this.#audio) return
    this.#seek(Math.max(0, from - LEAD_SECONDS))
    void this.#audio.play().catch(() => {})
  }

  #seek(to: number): void {
    if (!this.#audio) return
    this.#audio.currentTime = Math.min(this.#seconds, Math.max(0, to))
    this.#tell()
  }

  #toggle(): void {
    const audio = this.#audio
    if (!audio) return
    if (audio.paused) void audio.play().catch(() => {})
    else audio.pause()
  }

  #key(event: KeyboardEvent): void {
    const now = this.#audio ? this.#audio.currentTime : 0
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: now - STEP_SECONDS,
      ArrowRight: now + STEP_SECONDS,
      ArrowDown: now - STEP_SECONDS,
      ArrowUp: now + STEP_SECONDS,
      Home: 0,
      End: this.#seconds,
    }
    const place = to[event.key]
    if (event.key === ' ' || event.key === 'Enter') this.#toggle()
    else if (place !== undefined) this.#seek(place)
    else return
    event.preventDefault()
  }

  #tell(): void {
    const audio = this.#audio
    if (!audio) return
    const isPlaying = !audio.paused && !audio.ended
    const label = this.#say(isPlaying ? 'waveform.pause' : 'waveform.play')
    this.#play.setAttribute('aria-label', label)
    this.#play.title = label
    this.#play.classList.toggle('playing', isPlaying)
    const at = duration(audio.currentTime)
    write(this.#time, `${at} / ${duration(this.#seconds)}`)
    this.#view.setAttribute('aria-valuenow', String(Math.round(audio.currentTime)))
    this.#view.setAttribute('aria-valuetext', at)
  }
}

customElements.define('sq-waveform', Waveform)
