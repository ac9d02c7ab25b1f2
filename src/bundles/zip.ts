import { createHash } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import yazl from 'yazl'

/** A file of an archive; `open` is called when its turn has come, and only then. */
export type ZipEntry = {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  open(): Readable
}

export const textEntry = (path: string, content: string | Buffer): ZipEntry => {
  const bytes = Buffer.from(content)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { path, bytes: bytes.length, sha256, open: () => Readable.from([bytes]) }
}

/** Passes bytes on, and fails at the end when they are not what the manifest says. */
function proven({ path, sha256 }: ZipEntry): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(
        hash.digest('hex') === sha256 ? null : new Error(`${path} is not what it should be: the archive is broken off`),
      )
    },
  })
}

/**
 * A ZIP of these entries, made as it is read: one file is open at a time, nothing is held but the chunk on its way, and a
 * receiver that waits makes it wait. Everything is stored as it is, since audio does not shrink; so the size is known
 * before the first byte. The same entries give the same bytes.
 * @param at time written beside each entry, epoch ms
 * @returns the stream (it fails when a file is missing or is not what it should be) and its size in bytes
 */
export function zipStream(entries: readonly ZipEntry[], at: number): Promise<{ stream: Readable; bytes: number }> {
  const zip = new yazl.ZipFile()
  // Its type says less than it is: a PassThrough.
  const stream = zip.outputStream as Readable
  const inFlight = new Set<Readable>()
  zip.on('error', (error: Error) => stream.destroy(error))
  stream.on('close', () => {
    for (const one of inFlight) one.destroy()
  })
  for (const entry of entries) {
    const options = { mtime: new Date(at), mode: 0o100644, compress: false, size: entry.bytes, forceDosTimestamp: true }
    zip.addReadStreamLazy(entry.path, options, (take) => {
      const source = entry.open()
      const checked = proven(entry)
      inFlight.add(source)
      source.on('error', (error) => checked.destroy(error))
      checked.on('error', (error) => stream.destroy(error))
      checked.on('close', () => {
        source.destroy()
        inFlight.delete(source)
      })
      take(null, source.pipe(checked))
    })
  }
  return new Promise((resolve) => {
    const told = (bytes: number): void => resolve({ stream, bytes })
    zip.end({ forceZip64Format: false, comment: '' }, told as () => void)
  })
}
