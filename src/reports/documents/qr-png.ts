import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'uqr'

/** One chunk of a PNG file. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
const crc = (bytes: Buffer): number => crc32(bytes) >>> 0

const SCALE = 6
const GREY_8 = 0

/**
 * A QR code as a PNG, black on white with its quiet zone, 6 pixels a module: word processors print it sharp at 25 mm.
 * @returns the file and the length of its side in pixels
 */
export function qrPng(text: string): { readonly bytes: Buffer; readonly side: number } {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const side = size * SCALE
  // A row begins with its filter: none.
  const pixels = Buffer.alloc(side * (side + 1), 0xff)
  for (let y = 0; y < side; y += 1) {
    pixels[y * (side + 1)] = 0
    for (let x = 0; x < side; x += 1) {
      if (data[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)]) pixels[y * (side + 1) + 1 + x] = 0
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, GREY_8, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]
  return { bytes: Buffer.concat([signature, ...parts]), side }
}
