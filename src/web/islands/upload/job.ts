import { h, write } from '../desk/dom.ts'
import type { Say } from '../tram/view/words.ts'
import type { KeptUploads } from './kept.ts'
import { create, giveUp, type Place, Refused, resume, Stopped, send } from './tus.ts'

const RETRY_SECONDS = [1, 3, 10, 30, 60]
export type Ended = 'done' | 'refused' | 'gone'
type Around = {
  readonly path: string
  readonly episode: string
  readonly lang: string
  readonly say: Say
  readonly kept: KeptUploads
}

/** Files that are no sound, told by what the browser says of them; the rest is the server's to judge by its bytes. */
export const isForeign = (file: File): boolean =>
  /^(image|text|font)\//.test(file.type) ||
  /^application\/(pdf|zip|msword|vnd\.(openxml|ms-|oasis)|x-(zip|rar|7z)|json|xml)/.test(file.type) ||
  /\.(docx?|xlsx?|pptx?|pdf|zip|rar|7z|txt|jpe?g|png|gif|exe)$/i.test(file.name)

/** One file on its way: a row with its name, progress and what can be done with it. */
export class UploadJob {
  readonly row: HTMLElement
  readonly #bar = h('progress', { max: '100', value: '0' })
  readonly #told = h('output', { class: 'small', 'aria-live': 'polite' })
  readonly #pause: HTMLElement
  readonly #drop: HTMLElement
  readonly #file: File
  readonly #with: Around
  #url: string | null = null
  #stop: () => void = () => {}
  #state: 'going' | 'paused' | 'given_up' = 'going'
  #wake: () => void = () => {}

  constructor(file: File, around: Around) {
    this.#file = file
    this.#with = around
    const { say } = around
    this.#bar.setAttribute('aria-label', file.name)
    this.#pause = h(
      'button',
      { type: 'button', class: 'link-button', click: () => this.#toggle() },
      say('upload.pause'),
    )
    this.#drop = h(
      'button',
      { type: 'button', class: 'link-button', click: () => this.#giveUp() },
      say('upload.give_up'),
    )
    this.row = h(
      'li',
      { class: 'upload' },
      h('span', { class: 'name' }, file.name),
      h('span', { class: 'upload-acts' }, this.#pause, this.#drop),
      this.#bar,
      this.#told,
    )
  }

  /** Sends the file to its end, whatever breaks in between. */
  async run(): Promise<Ended> {
    const { say } = this.#with
    if (isForeign(this.#file)) return this.#refuse(say('upload.not_audio'))
    if (this.#file.size === 0) return this.#refuse(say('upload.empty'))
    for (let tries = 0; ; tries += 1) {
      try {
        await this.#whileGoing()
        const place = await this.#place()
        if (place.offset > 0) tries = 0
        if (place.offset < this.#file.size) await this.#send(place)
        this.#with.kept.drop(place.url)
        return this.#end('done', say('upload.done'))
      } catch (error) {
        if (error instanceof Refused) return this.#refuse(error.message)
        if (this.#state === 'given_up') return this.#end('gone', say('upload.given_up'))
        if (error instanceof Stopped) continue
        const seconds = RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)] || 1
        this.#tell(say('upload.broken', { n: seconds }))
        await new Promise<void>((resolve) => {
          this.#wake = resolve
          setTimeout(resolve, seconds * 1000)
        })
      }
    }
  }

  /** Where the rest is to be sent: the upload that was begun before, else a new one. */
  async #place(): Promise<Place> {
    const { kept, path, episode, lang } = this.#with
    const known = this.#url || kept.of(this.#file)?.url
    const place = (known && (await resume(known))) || (await create(path, episode, this.#file, lang))
    this.#url = place.url
    this.#progress(place.offset)
    return place
  }

  #send(place: Place): Promise<void> {
    return send(this.#file, place, this.#with.lang, {
      progress: (bytes) => this.#progress(bytes),
      stop: (stop) => {
        this.#stop = stop
      },
    })
  }

  #progress(bytes: number): void {
    const percent = Math.floor((bytes / this.#file.size) * 100)
    this.#bar.setAttribute('value', String(percent))
    this.#tell(this.#with.say('upload.sending', { n: percent }))
    if (this.#url) this.#with.kept.put(this.#file, this.#url, percent)
  }

  #tell(text: string): void {
    write(this.#told, text)
  }

  async #whileGoing(): Promise<void> {
    while (this.#state === 'paused') {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#state === 'given_up') throw new Stopped()
  }

  #toggle(): void {
    const pauses = this.#state === 'going'
    this.#state = pauses ? 'paused' : 'going'
    write(this.#pause, this.#with.say(pauses ? 'upload.resume' : 'upload.pause'))
    if (pauses) this.#tell(this.#with.say('upload.paused'))
    this.#stop()
    this.#wake()
  }

  #giveUp(): void {
    this.#state = 'given_up'
    if (this.#url) {
      this.#with.kept.drop(this.#url)
      void giveUp(this.#url)
    }
    this.#stop()
    this.#wake()
  }

  #refuse(text: string): Ended {
    if (this.#url) this.#with.kept.drop(this.#url)
    this.row.classList.add('bad')
    return this.#end('refused', text)
  }

  #end(how: Ended, text: string): Ended {
    this.#tell(text)
    this.#pause.remove()
    this.#drop.remove()
    if (how !== 'done') this.#bar.remove()
    return how
  }
}
