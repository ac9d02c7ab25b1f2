import { findMpegFrames, id3Bytes, mpegFrameBytes } from './formats.ts'

/** What a header promises of its file, in bytes from the start of the file; null when it promises nothing. */
export type Claim = { readonly fileBytes: number } | null

/**
 * How long a WAV (RIFF, RF64, BW64) says it is: end of its data chunk. Sizes come from the ds64 chunk where there is one.
 * @param head the first bytes of the file; a data chunk behind them promises nothing
 */
export function wavClaim(head: Buffer): Claim {
  let at = 12
  let long: number | null = null
  while (at + 8 <= head.length) {
    const id = head.toString('latin1', at, at + 4)
    const size = head.readUInt32LE(at + 4)
    if (id === 'ds64' && at + 24 <= head.length) long = Number(head.readBigUInt64LE(at + 16))
    if (id === 'data') return { fileBytes: at + 8 + (size === 0xffffffff && long !== null ? long : size) }
    at += 8 + size + (size % 2)
  }
  return null
}

/** How long an MP3 says it is, by the byte count of its Xing/Info header (written by LAME and most others). */
export function mp3Claim(head: Buffer): Claim {
  const at = findMpegFrames(head, id3Bytes(head))
  if (at < 0) return null
  const frame = head.subarray(at, at + mpegFrameBytes(head, at))
  for (const name of ['Xing', 'Info']) {
    const tag = frame.indexOf(name, 0, 'latin1')
    if (tag < 0 || tag > 40 || tag + 16 > frame.length) continue
    const flags = frame.readUInt32BE(tag + 4)
    if ((flags & 2) === 0) continue
    return { fileBytes: at + frame.readUInt32BE(tag + 8 + (flags & 1 ? 4 : 0)) }
  }
  return null
}

/**
 * How much of what the header promises is missing, as a share from 0 to 1.
 * A few kilobytes are forgiven: trailing tags and padding are counted differently by different writers.
 */
export function missingShare(claim: Claim, fileBytes: number): number {
  if (claim === null || claim.fileBytes <= 0) return 0
  const missing = claim.fileBytes - fileBytes
  return missing > 4096 ? Math.min(1, missing / claim.fileBytes) : 0
}
