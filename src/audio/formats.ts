/** An accepted format: ffmpeg's demuxer for it (forced, never guessed) and the extension of the stored original. */
export type AudioFormat = {
  readonly name: string
  readonly demuxer: string
  readonly extension: string
  readonly type: string
}

const format = (name: string, demuxer: string, extension: string, type: string): AudioFormat => ({
  name,
  demuxer,
  extension,
  type,
})
export const FORMATS = {
  wav: format('WAV', 'wav', 'wav', 'audio/wav'),
  mp3: format('MP3', 'mp3', 'mp3', 'audio/mpeg'),
  m4a: format('M4A', 'mov', 'm4a', 'audio/mp4'),
  aac: format('AAC', 'aac', 'aac', 'audio/aac'),
  flac: format('FLAC', 'flac', 'flac', 'audio/flac'),
  ogg: format('Ogg', 'ogg', 'ogg', 'audio/ogg'),
  wma: format('WMA', 'asf', 'wma', 'audio/x-ms-wma'),
} as const

/** How many bytes of the head `sniff` wants to see. */
export const SNIFF_BYTES = 65_536

/** What a file is by its first bytes; its name is never asked. */
export type Sniffed =
  | { readonly kind: 'audio'; readonly format: AudioFormat }
  | { readonly kind: 'empty' }
  | { readonly kind: 'other'; readonly vi: string; readonly en: string }

const other = (vi: string, en: string): Sniffed => ({ kind: 'other', vi, en })
const audio = (found: AudioFormat): Sniffed => ({ kind: 'audio', format: found })
const ascii = (head: Buffer, at: number, text: string): boolean =>
  head.toString('latin1', at, at + text.length) === text

/** Known strangers by their magic bytes, so that the refusal can name them. */
const STRANGERS: readonly (readonly [magic: string, vi: string, en: string])[] = [
  ['PK\x03\x04', 'tệp nén ZIP (hoặc văn bản Word, Excel)', 'a ZIP archive (or a Word or Excel document)'],
  ['PK\x05\x06', 'tệp nén ZIP rỗng', 'an empty ZIP archive'],
  ['\x89PNG', 'ảnh PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'ảnh JPEG', 'a JPEG picture'],
  ['GIF8', 'ảnh GIF', 'a GIF picture'],
  ['%PDF', 'văn bản PDF', 'a PDF document'],
  ['\xd0\xcf\x11\xe0', 'văn bản Word hoặc Excel kiểu cũ', 'an old Word or Excel document'],
  ['Rar!', 'tệp nén RAR', 'a RAR archive'],
  ['7z\xbc\xaf', 'tệp nén 7-Zip', 'a 7-Zip archive'],
  ['\x1f\x8b', 'tệp nén gzip', 'a gzip archive'],
  ['MZ', 'chương trình Windows', 'a Windows program'],
  ['\x7fELF', 'chương trình máy tính', 'a program'],
  ['\x1aE\xdf\xa3', 'tệp video Matroska/WebM', 'a Matroska/WebM file'],
  ['FORM', 'tệp AIFF', 'an AIFF file'],
]

function textual(head: Buffer): Sniffed | null {
  const text = head
    .toString('utf8', 0, 1024)
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase()
  if (text.startsWith('#extm3u')) return other('danh sách phát M3U/HLS', 'an M3U/HLS playlist')
  if (text.startsWith('ffconcat')) return other('danh sách ghép tệp (concat)', 'a concat playlist')
  if (text.startsWith('[playlist]')) return other('danh sách phát PLS', 'a PLS playlist')
  if (/^<(!doctype html|html|head|body|script)/.test(text)) return other('trang web HTML', 'an HTML page')
  if (text.startsWith('<?xml') || text.startsWith('<')) return other('tệp XML', 'an XML file')
  // Control characters other than white space do not occur in text, and always occur in sound.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is the test for them
  return text.length > 0 && !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text)
    ? other('tệp văn bản', 'a text file')
    : null
}

/** Length in bytes of the MPEG audio frame whose header starts at `at`; 0 when it is none (or free format). */
export function mpegFrameBytes(head: Buffer, at: number): number {
  if (at + 4 > head.length || head[at] !== 0xff) return 0
  const second = head.readUInt8(at + 1)
  const third = head.readUInt8(at + 2)
  const version = (second >> 3) & 3
  const layer = (second >> 1) & 3
  const rateIndex = (third >> 2) & 3
  const bitrateIndex = third >> 4
  if (second >> 5 !== 7 || version === 1 || layer === 0 || rateIndex === 3 || bitrateIndex === 0 || bitrateIndex === 15)
    return 0
  const rate = ([44_100, 48_000, 32_000][rateIndex] ?? 0) / (version === 3 ? 1 : version === 2 ? 2 : 4)
  const kbps = BITRATES[version === 3 ? 3 - layer : layer === 3 ? 3 : 4]?.[bitrateIndex] ?? 0
  const padding = (third >> 1) & 1
  if (layer === 3) return (Math.floor((12_000 * kbps) / rate) + padding) * 4
  return Math.floor(((layer === 1 && version !== 3 ? 72_000 : 144_000) * kbps) / rate) + padding
}
// kbit/s by header index: MPEG-1 layers I, II, III; MPEG-2 layer I; MPEG-2 layers II and III (ISO 11172-3, 13818-3).
const BITRATES = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
]

/** Offset of the first of two MPEG frames in a row from `from` on; -1 when there are none. */
export function findMpegFrames(head: Buffer, from = 0): number {
  for (let at = head.indexOf(0xff, from); at >= 0; at = head.indexOf(0xff, at + 1)) {
    const bytes = mpegFrameBytes(head, at)
    if (bytes > 0 && (mpegFrameBytes(head, at + bytes) > 0 || at + bytes === head.length)) return at
  }
  return -1
}

/** Bytes of an ID3v2 tag at the start, with its header; 0 when there is none. */
export function id3Bytes(head: Buffer): number {
  if (!ascii(head, 0, 'ID3') || head.length < 10) return 0
  const [a, b, c, d] = [head.readUInt8(6), head.readUInt8(7), head.readUInt8(8), head.readUInt8(9)]
  return 10 + (a << 21) + (b << 14) + (c << 7) + d
}

/**
 * Tells what a file is from its first bytes (`SNIFF_BYTES` of them, or all).
 * A long ID3 tag (a cover picture) may fill them: then it is taken for MP3, and decoding decides.
 */
export function sniff(head: Buffer): Sniffed {
  if (head.length === 0) return { kind: 'empty' }
  if (['RIFF', 'RF64', 'BW64'].some((id) => ascii(head, 0, id)) && ascii(head, 8, 'WAVE')) return audio(FORMATS.wav)
  if (ascii(head, 0, 'fLaC')) return audio(FORMATS.flac)
  if (ascii(head, 0, 'OggS')) return audio(FORMATS.ogg)
  if (ascii(head, 4, 'ftyp')) return audio(FORMATS.m4a)
  if (ascii(head, 0, '0&\xb2u\x8ef\xcf\x11')) return audio(FORMATS.wma)
  const stranger = STRANGERS.find(([magic]) => ascii(head, 0, magic))
  if (stranger) return other(stranger[1], stranger[2])
  const tag = id3Bytes(head)
  if (tag >= head.length) return audio(FORMATS.mp3)
  if (ascii(head, tag, 'fLaC')) return audio(FORMATS.flac)
  const isAdts = head.length > tag + 2 && head[tag] === 0xff && (head.readUInt8(tag + 1) & 0xf6) === 0xf0
  if (isAdts) return audio(FORMATS.aac)
  const written = tag === 0 ? textual(head) : null
  if (written) return written
  return findMpegFrames(head, tag) >= 0 ? audio(FORMATS.mp3) : other('dữ liệu lạ', 'unknown data')
}
