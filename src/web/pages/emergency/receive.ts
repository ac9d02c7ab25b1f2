import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { Busboy } from '@fastify/busboy'
import type { Context as HonoContext } from 'hono'
import type { AppEnv } from '../../../http/index.ts'
import { commonErrors } from '../../../kernel/errors.ts'

type Kept<F> = { readonly values: Record<string, string>; readonly file: F | null }
const FIELD_BYTES = 400_000

/**
 * Reads a form with one file, the file as it comes: it goes to `keep`, never whole into memory. Fields must stand
 * before it.
 * @returns the fields, and what `keep` gave; null when no file was chosen
 * @throws DomainError bad_body when it is no such form; whatever `keep` throws
 */
export function receiveForm<F>(
  c: HonoContext<AppEnv>,
  keep: (file: { name: string; stream: Readable }, values: Record<string, string>) => Promise<F>,
): Promise<Kept<F>> {
  const type = c.req.header('content-type') ?? ''
  const { body } = c.req.raw
  if (!type.startsWith('multipart/form-data') || !body) return Promise.reject(commonErrors.bad_body())
  return new Promise((resolve, reject) => {
    const values: Record<string, string> = {}
    let kept: Promise<F | null> = Promise.resolve(null)
    let arriving: Readable | undefined
    let failed = false
    const fail = (error: unknown): void => {
      if (failed) return
      failed = true
      // The rest is read and thrown away: a browser that still sends would not hear the answer.
      incoming.unpipe(form)
      incoming.resume()
      // Whoever still writes the file to the disk would wait for its end for ever.
      arriving?.destroy(new Error('the form broke off'))
      reject(error)
    }
    const form = new Busboy({
      headers: { 'content-type': type },
      limits: { files: 1, fields: 20, fieldSize: FIELD_BYTES },
    })
    // The web's stream of fetch and Node's are one thing with two types.
    const incoming = Readable.fromWeb(body as ReadableStream<Uint8Array>)
    form.on('field', (name, value) => {
      values[name] = String(value)
    })
    form.on('file', (_field, stream, name) => {
      if (!name) return stream.resume()
      arriving = stream
      stream.on('error', () => {})
      // What `keep` throws at once is a refusal too; thrown into the parser it would end the process.
      kept = (async () => keep({ name, stream }, values))()
      kept.catch(fail)
      return undefined
    })
    form.on('finish', () => {
      kept.then((file) => resolve({ values, file }), fail)
    })
    form.on('error', () => fail(commonErrors.bad_body()))
    incoming.on('error', () => fail(commonErrors.bad_body()))
    incoming.pipe(form)
  })
}
