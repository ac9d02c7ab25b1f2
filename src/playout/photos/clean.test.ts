import { expect, it } from 'vitest'
import { cleanPhoto, photoKind } from './clean.ts'

const SECRET = 'exif:GPSLatitude 10,21N'
const u32 = (n: number, little = false): Buffer => {
  const bytes = Buffer.alloc(4)
  if (little) bytes.writeUInt32LE(n)
  else bytes.writeUInt32BE(n)
  return bytes
}
const chunk = (name: string, body: Buffer): Buffer =>
  Buffer.concat([u32(body.length), Buffer.from(name, 'latin1'), body, u32(0)])
const png = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks, chunk('IEND', Buffer.alloc(0))])
const riff = (name: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(name, 'latin1'), u32(body.length, true), body, Buffer.alloc(body.length % 2)])
const webp = (...chunks: Buffer[]): Buffer => {
  const body = Buffer.concat(chunks)
  return Buffer.concat([Buffer.from('RIFF'), u32(body.length + 4, true), Buffer.from('WEBP'), body])
}
const cleaned = (bytes: Uint8Array) => {
  const photo = cleanPhoto(bytes)
  return photo && [photo.extension, photo.place, Buffer.from(photo.bytes).includes('GPS')]
}

it('is what its bytes say, whatever its name; nothing else is kept', () => {
  expect(photoKind(Buffer.from('%PDF-1.7'))?.extension).toBe('pdf')
  for (const other of ['GIF89a', '<svg xmlns', '<html>', 'MZ', '']) expect(cleanPhoto(Buffer.from(other))).toBeNull()
})

it('no picture tells where it was taken', () => {
  const words = Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0<x ${SECRET}>`, 'latin1')
  expect(cleaned(png(chunk('IHDR', Buffer.alloc(13)), chunk('iTXt', words)))).toEqual(['png', 'removed', false])
  expect(cleaned(png(chunk('IHDR', Buffer.alloc(13))))).toEqual(['png', 'none', false])
  const head = riff('VP8X', Buffer.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
  const photo = webp(head, riff('VP8 ', Buffer.alloc(7)), riff('XMP ', Buffer.from(SECRET)))
  expect(cleaned(photo)).toEqual(['webp', 'removed', false])
  // The header no longer announces what is not there any more, and the length is right.
  const bytes = Buffer.from(cleanPhoto(photo)?.bytes ?? [])
  expect([bytes[20], bytes.readUInt32LE(4)]).toEqual([0, bytes.length - 8])
})

it('a picture that breaks off is refused', () => {
  const whole = png(chunk('IHDR', Buffer.alloc(13)))
  expect(cleanPhoto(whole.subarray(0, -8))).toBeNull()
  expect(cleanPhoto(Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1]))).toBeNull()
})

it('what telephones put behind a picture, and blocks of their own, go as well', () => {
  const segment = (marker: number, body: string): Buffer => {
    const bytes = Buffer.from(body, 'latin1')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(bytes.length + 2)
    return Buffer.concat([Buffer.from([0xff, marker]), length, bytes])
  }
  const picture = (...before: Buffer[]): Buffer =>
    Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      segment(0xe0, 'JFIF\0'),
      ...before,
      segment(0xda, 'scan'),
      Buffer.from([1, 2, 0xff, 0, 0xff, 0xd3, 3]),
      segment(0xc4, 'tables of a second scan'),
      segment(0xda, 'scan'),
      Buffer.from([4, 0xff, 0xd9]),
    ])
  const own = [segment(0xe1, `Exif\0\0${SECRET}`), segment(0xeb, SECRET), segment(0xe2, `MPF\0${SECRET}`)]
  const photo = cleanPhoto(Buffer.concat([picture(...own), picture(segment(0xe1, SECRET)), Buffer.from(SECRET)]))
  expect(Buffer.from(photo?.bytes ?? [])).toEqual(picture())
  // A file that was cut off in the middle of its last scan is still a photograph.
  const cut = picture().subarray(0, -3)
  expect(Buffer.from(cleanPhoto(cut)?.bytes ?? [])).toEqual(cut)
  const claims = png(
    chunk('IHDR', Buffer.alloc(13)),
    chunk('gAMA', Buffer.alloc(4)),
    chunk('caBX', Buffer.from(SECRET)),
  )
  expect(cleaned(claims)).toEqual(['png', 'removed', false])
})
