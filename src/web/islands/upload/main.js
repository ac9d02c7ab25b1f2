/**
 * <sq-upload>: sends a recording by tus, so that a broken line or a closed page costs only what was not yet sent.
 * The element comes from the server with its words as data-* and is shown only where scripts run.
 */
const RETRY_SECONDS = [1, 3, 10, 30, 60]
const TUS = { 'Tus-Resumable': '1.0.0' }

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)

/** An answer that trying again cannot change: the server's sentence is for the person. */
class Refused extends Error {}

async function refusal(status, body) {
  let detail = ''
  try {
    detail = JSON.parse(body).detail ?? ''
  } catch {
    // Not a problem document: the status must do.
  }
  return new Refused(detail || `HTTP ${status}`)
}
const isFinal = (status) => status >= 400 && status < 500 && ![404, 408, 409, 410, 423, 429].includes(status)

class Upload extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.input = this.querySelector('input')
    this.bar = this.querySelector('progress')
    this.said = this.querySelector('output')
    this.input.addEventListener('change', () => this.input.files[0] && this.send(this.input.files[0]))
  }

  say(words, values = {}) {
    this.said.textContent = fill(this.dataset[words] ?? words, values)
  }

  /** Where this very file was left, in this browser. */
  key(file) {
    return `sq-upload:${this.dataset.episode}:${file.name}:${file.size}:${file.lastModified}`
  }

  async create(file) {
    const metadata = `episode_id ${base64(this.dataset.episode)},filename ${base64(file.name)}`
    const headers = { ...TUS, 'Upload-Length': String(file.size), 'Upload-Metadata': metadata }
    const answer = await fetch(this.dataset.path, { method: 'POST', headers })
    if (isFinal(answer.status)) throw await refusal(answer.status, await answer.text())
    if (answer.status !== 201) throw new Error(String(answer.status))
    const place = answer.headers.get('Location')
    localStorage.setItem(this.key(file), place)
    return { place, offset: 0 }
  }

  /** The upload and how much of it the server has; a new one when there was none, or it is gone. */
  async place(file) {
    const place = localStorage.getItem(this.key(file))
    if (!place) return this.create(file)
    const answer = await fetch(place, { method: 'HEAD', headers: TUS })
    if (answer.ok) return { place, offset: Number(answer.headers.get('Upload-Offset')) }
    if (answer.status === 404 || answer.status === 410) return this.create(file)
    throw new Error(String(answer.status))
  }

  patch(file, { place, offset }) {
    return new Promise((resolve, reject) => {
      // fetch() cannot tell how much was sent.
      const request = new XMLHttpRequest()
      request.open('PATCH', place)
      for (const [name, value] of Object.entries(TUS)) request.setRequestHeader(name, value)
      request.setRequestHeader('Upload-Offset', String(offset))
      request.setRequestHeader('Content-Type', 'application/offset+octet-stream')
      request.upload.onprogress = ({ loaded }) => {
        const percent = Math.min(100, Math.floor(((offset + loaded) / file.size) * 100))
        this.bar.value = percent
        this.say('sending', { n: percent })
      }
      request.onload = async () => {
        if (request.status === 204) resolve()
        else reject(isFinal(request.status) ? await refusal(request.status, request.responseText) : new Error())
      }
      request.onerror = () => reject(new Error())
      request.send(file.slice(offset))
    })
  }

  async send(file) {
    this.input.disabled = true
    this.bar.hidden = false
    for (let tries = 0; ; tries++) {
      try {
        const left = await this.place(file)
        if (left.offset < file.size || file.size === 0) await this.patch(file, left)
        localStorage.removeItem(this.key(file))
        this.say('done')
        return location.reload()
      } catch (error) {
        if (error instanceof Refused) {
          localStorage.removeItem(this.key(file))
          this.input.disabled = false
          this.bar.hidden = true
          return this.say(error.message)
        }
        const seconds = RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)]
        this.say('broken', { n: seconds })
        await wait(seconds)
      }
    }
  }
}

customElements.define('sq-upload', Upload)
