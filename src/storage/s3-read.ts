import { Readable } from 'node:stream'
import { storageErrors } from './errors.ts'
import type { S3Client } from './s3-client.ts'
import type { ByteRange } from './storage.ts'

/** No byte for so long: the line is dead. */
const STALL_MS = 30_000
/** A line that breaks in the middle is taken up again so often. */
const RESUMES = 3

/**
 * An object's bytes as a stream, all or a range; a line that breaks is taken up again where it broke.
 * @throws (on the stream) DomainError storage_away, storage_refused; Error ENOENT when the object is not there
 */
export function readObject(client: S3Client, key: string, range?: ByteRange): Readable {
  const closed = new AbortController()
  const stream = Readable.from(bytesOf(client, key, range, closed.signal), { objectMode: false, highWaterMark: 65_536 })
  stream.once('close', () => closed.abort())
  return stream
}

async function* bytesOf(
  client: S3Client,
  key: string,
  range: ByteRange | undefined,
  closed: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let at = range?.start ?? 0
  let end = range?.end
  for (let resumes = 0; ; resumes += 1) {
    const answer = await client.read(key, at === 0 && end === undefined ? undefined : { start: at, end: end ?? at })
    if (!answer?.body) throw Object.assign(new Error(`not in the store: ${key}`), { code: 'ENOENT' })
    end ??= Number(answer.headers.get('content-length')) - 1
    try {
      for await (const chunk of chunksOf(answer.body, closed)) {
        at += chunk.length
        yield chunk
      }
    } catch (error) {
      if (closed.aborted || resumes >= RESUMES) throw error
    }
    if (at > end || closed.aborted) return
    if (resumes >= RESUMES) throw storageErrors.storage_away()
  }
}

/** The chunks of a body until it ends, breaks, stalls or nobody wants it any more. */
async function* chunksOf(body: ReadableStream<Uint8Array>, closed: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  let stop = (): void => {}
  const broken = new Promise<never>((_, reject) => {
    stop = () => reject(new Error('the store sends nothing more'))
  })
  broken.catch(() => undefined)
  closed.addEventListener('abort', stop)
  if (closed.aborted) stop()
  let timer = setTimeout(stop, STALL_MS)
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), broken])
      clearTimeout(timer)
      if (done) return
      yield value
      timer = setTimeout(stop, STALL_MS)
    }
  } finally {
    clearTimeout(timer)
    closed.removeEventListener('abort', stop)
    reader.cancel().catch(() => undefined)
  }
}
