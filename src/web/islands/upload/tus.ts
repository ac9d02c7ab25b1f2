/** The part of tus 1.0.0 that sends one file: made, asked how far it is, sent on from there. */
const TUS = { 'Tus-Resumable': '1.0.0' }
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

/** An answer that trying again cannot change: the server's sentence is for the person. */
export class Refused extends Error {}
/** The person paused, or gave it up. */
export class Stopped extends Error {}

const isFinal = (status: number): boolean =>
  status >= 400 && status < 500 && [404, 408, 409, 410, 423, 429].indexOf(status) < 0

function refusal(status: number, body: string, lang: string): Refused {
  try {
    const told: { detail?: string; vi?: string; en?: string } = JSON.parse(body)
    const words = lang === 'en' ? told.en : told.vi
    return new Refused(words || told.detail || `HTTP ${status}`)
  } catch {
    // Not a problem document: the status must do.
    return new Refused(`HTTP ${status}`)
  }
}

/** Where an upload is, and how many bytes the server has. */
export type Place = { readonly url: string; readonly offset: number }

/** Makes an upload. @throws Refused in the server's words */
export async function create(path: string, episode: string, file: File, lang: string): Promise<Place> {
  const metadata = `episode_id ${base64(episode)},filename ${base64(file.name)}`
  const headers = { ...TUS, 'Upload-Length': String(file.size), 'Upload-Metadata': metadata, 'Accept-Language': lang }
  const answer = await fetch(path, { method: 'POST', headers, credentials: 'same-origin' })
  if (isFinal(answer.status)) throw refusal(answer.status, await answer.text(), lang)
  const url = answer.headers.get('Location')
  if (answer.status !== 201 || !url) throw new Error(String(answer.status))
  return { url, offset: 0 }
}

/** How far an upload is; null when the server knows nothing of it. */
export async function resume(url: string): Promise<Place | null> {
  const answer = await fetch(url, { method: 'HEAD', headers: TUS, credentials: 'same-origin' })
  if (answer.ok) return { url, offset: Number(answer.headers.get('Upload-Offset')) }
  if (answer.status === 404 || answer.status === 410) return null
  throw new Error(String(answer.status))
}

/** Gives an upload up; whatever was sent is thrown away. */
export const giveUp = (url: string): Promise<unknown> =>
  fetch(url, { method: 'DELETE', headers: TUS, credentials: 'same-origin' }).catch(() => null)

/** Sends the rest of a file. `stop` is called back with what breaks it off. @throws Refused, Stopped, Error (the line) */
export function send(
  file: File,
  { url, offset }: Place,
  lang: string,
  told: { progress: (bytes: number) => void; stop: (stop: () => void) => void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    // fetch() cannot tell how much was sent.
    const request = new XMLHttpRequest()
    request.open('PATCH', url)
    request.setRequestHeader('Tus-Resumable', '1.0.0')
    request.setRequestHeader('Upload-Offset', String(offset))
    request.setRequestHeader('Content-Type', 'application/offset+octet-stream')
    request.upload.onprogress = ({ loaded }) => told.progress(Math.min(file.size, offset + loaded))
    request.onload = () => {
      if (request.status === 204) resolve()
      else reject(isFinal(request.status) ? refusal(request.status, request.responseText, lang) : new Error())
    }
    request.onerror = () => reject(new Error())
    request.onabort = () => reject(new Stopped())
    told.stop(() => request.abort())
    request.send(file.slice(offset))
  })
}
