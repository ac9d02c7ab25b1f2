/**
 * Photographs of log pages: what they are is told by their bytes, and what they tell of the place and the telephone
 * is left out. Only the direction in which a picture is to be turned is kept of its EXIF.
 */
export type PhotoKind = { readonly extension: 'jpg' | 'png' | 'webp' | 'pdf'; readonly type: string }
export type CleanPhoto = PhotoKind & {
  readonly bytes: Uint8Array
  /** Whether it told where it was taken: none, told and removed; a PDF is kept as it is, and nobody looked. */
  readonly place: 'none' | 'removed' | 'unknown'
}

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))

/** @returns null when it is none of the kinds that are kept */
export function photoKind(bytes: Uint8Array): PhotoKind | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { extension: 'jpg', type: 'image/jpeg' }
  if (ascii(bytes, 1, 8) === 'PNG\r\n\x1a\n' && bytes[0] === 0x89) return { extension: 'png', type: 'image/png' }
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return { extension: 'webp', type: 'image/webp' }
  if (ascii(bytes, 0, 5) === '%PDF-') return { extension: 'pdf', type: 'application/pdf' }
  return null
}

/** @returns the photograph without what it need not tell; null when it is none of the kinds, or broken */
export function cleanPhoto(bytes: Uint8Array): CleanPhoto | null {
  const kind = photoKind(bytes)
  if (!kind) return null
  if (kind.extension === 'pdf') return { ...kind, bytes, place: 'unknown' }
  const cleaned =
    kind.extension === 'jpg' ? cleanJpeg(bytes) : kind.extension === 'png' ? cleanPng(bytes) : cleanWebp(bytes)
  return cleaned && { ...kind, ...cleaned }
}

type Cleaned = { readonly bytes: Uint8Array; readonly place: 'none' | 'removed' }
const join = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The first IFD of a TIFF block: tag → its value field. Empty when it cannot be read. */
function firstTags(tiff: Uint8Array): ReadonlyMap<number, number> {
  const tags = new Map<number, number>()
  if (tiff.length < 8) return tags
  const data = view(tiff)
  const little = ascii(tiff, 0, 2) === 'II'
  const start = data.getUint32(4, little)
  if (start + 2 > tiff.length) return tags
  const count = data.getUint16(start, little)
  for (let i = 0; i < count && start + 14 + i * 12 <= tiff.length; i++) {
    const at = start + 2 + i * 12
    tags.set(data.getUint16(at, little), data.getUint16(at + 8, little))
  }
  return tags
}
const ORIENTATION = 0x0112
const GPS = 0x8825
/** EXIF tells a place by its GPS block; XMP by words. */
const tellsPlace = (block: Uint8Array): boolean => firstTags(block).has(GPS) || Buffer.from(block).includes('exif:GPS')

/** An EXIF block that says nothing but how to turn the picture. */
function turnOnly(orientation: number): Uint8Array {
  const block = Buffer.alloc(36)
  block.writeUInt16BE(0xffe1, 0)
  block.writeUInt16BE(34, 2)
  block.write('Exif\0\0II*\0', 4, 'latin1')
  block.writeUInt32LE(8, 14)
  block.writeUInt16LE(1, 18)
  block.writeUInt16LE(ORIENTATION, 20)
  block.writeUInt16LE(3, 22)
  block.writeUInt32LE(1, 24)
  block.writeUInt16LE(orientation, 28)
  return block
}

/** What a JPEG's program blocks hold of the picture itself: size, colours, how they are mixed. All others tell of the camera. */
const keepsApp = (marker: number, segment: Uint8Array): boolean =>
  marker === 0xe0 || marker === 0xee || (marker === 0xe2 && ascii(segment, 4, 15) === 'ICC_PROFILE')

/** Where the next marker after a scan's data stands: in the data 0xFF is followed by 0, or by a restart (D0 to D7). */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

function cleanJpeg(bytes: Uint8Array): Cleaned | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let place: Cleaned['place'] = 'none'
  let scanned = false
  let at = 2
  while (at + 2 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    if (marker === 0xff) {
      at += 1
      continue
    }
    // Telephones put more behind the end: further pictures with an EXIF of their own, a film.
    if (marker === 0xd9) return scanned ? { bytes: join([...kept, bytes.subarray(at, at + 2)]), place } : null
    if (at + 4 > bytes.length) return null
    const length = view(bytes).getUint16(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) return null
    const segment = bytes.subarray(at, at + 2 + length)
    at += 2 + length
    if (marker === 0xe1) {
      const tiff = ascii(segment, 4, 8) === 'Exif' ? segment.subarray(10) : segment.subarray(4)
      if (tellsPlace(tiff)) place = 'removed'
      const orientation = firstTags(tiff).get(ORIENTATION) ?? 1
      if (orientation > 1 && orientation <= 8) kept.push(turnOnly(orientation))
    } else if (marker === 0xda) {
      const end = endOfScan(bytes, at)
      kept.push(segment, bytes.subarray(at, end))
      scanned = true
      at = end
      // Captions and places (APP13), comments, and whatever else programs add.
    } else if (marker < 0xe0 || (marker <= 0xef && keepsApp(marker, segment))) kept.push(segment)
  }
  // A picture that breaks off at its lower edge can be seen all the same.
  return scanned ? { bytes: join(kept), place } : null
}

/** Blocks that a picture may have beside those that it must have, whose names begin with a capital. */
const PNG_MORE = /^(?:tRNS|gAMA|cHRM|sRGB|iCCP|cICP|sBIT|bKGD|pHYs|hIST|sPLT|acTL|fcTL|fdAT)$/
function cleanPng(bytes: Uint8Array): Cleaned | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  let place: Cleaned['place'] = 'none'
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view(bytes).getUint32(at)
    if (end > bytes.length) return null
    const name = ascii(bytes, at + 4, at + 8)
    const chunk = bytes.subarray(at, end)
    if (/^[A-Z]/.test(name) || PNG_MORE.test(name)) kept.push(chunk)
    else if (tellsPlace(chunk.subarray(8, -4))) place = 'removed'
    if (name === 'IEND') return { bytes: join(kept), place }
    at = end
  }
  return null
}

/** The extended header says which blocks follow: EXIF (bit 3) and XMP (bit 2) no longer do. */
function cleanWebp(bytes: Uint8Array): Cleaned | null {
  const kept: Uint8Array[] = []
  let place: Cleaned['place'] = 'none'
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view(bytes).getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) return null
    const name = ascii(bytes, at, at + 4)
    const chunk = new Uint8Array(bytes.subarray(at, end))
    if (name === 'EXIF' || name === 'XMP ') {
      const body = chunk.subarray(8)
      if (tellsPlace(ascii(body, 0, 4) === 'Exif' ? body.subarray(6) : body)) place = 'removed'
    } else {
      if (name === 'VP8X' && chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~0x0c
      kept.push(chunk)
    }
    at = end
  }
  const body = join(kept)
  const head = Buffer.alloc(12)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  head.write('WEBP', 8, 'latin1')
  return kept.length > 0 ? { bytes: join([head, body]), place } : null
}
