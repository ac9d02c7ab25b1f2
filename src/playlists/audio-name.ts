/** Kinds of audio that stations and staff may fetch, with their bare MIME types. */
const TYPES: Readonly<Record<string, string>> = { mp3: 'audio/mpeg', opus: 'audio/ogg', wav: 'audio/wav' }

export const audioType = (extension: string): string => TYPES[extension] ?? 'application/octet-stream'

/** Absolute, percent-encoded address of an audio file. @param base origin and path prefix, without a slash at the end */
export const audioUrl = (base: string, file: { readonly sha256: string; readonly extension: string }): string =>
  `${base}/audio/${file.sha256}.${file.extension}`

/** Reads the last part of an audio address; null when it names no audio that could be here. */
export function parseAudioName(name: string): { sha256: string; extension: string } | null {
  const parts = /^([0-9a-f]{64})\.(mp3|opus|wav)$/.exec(name)
  const [, sha256, extension] = parts ?? []
  return sha256 && extension ? { sha256, extension } : null
}
