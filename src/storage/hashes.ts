import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

export type FileHashes = { readonly sha256: string; readonly md5: string; readonly bytes: number }

/** SHA-256 and MD5 (for simple players) of a file, in one pass and 64 KB at a time. */
export async function hashFile(path: string): Promise<FileHashes> {
  const sha256 = createHash('sha256')
  const md5 = createHash('md5')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 65_536 }) as AsyncIterable<Buffer>) {
    sha256.update(chunk)
    md5.update(chunk)
    bytes += chunk.length
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex'), bytes }
}
