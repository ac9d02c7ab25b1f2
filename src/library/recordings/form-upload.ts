import { randomBytes } from 'node:crypto'
import { type Readable, Transform } from 'node:stream'
import { Upload } from '@tus/server'
import { demand } from '../../accounts/index.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../kernel/actor.ts'
import { commonErrors } from '../../kernel/errors.ts'
import { cleanFileName, receiveUpload } from './arrive.ts'
import { uploadsOf, wakeRecordings } from './worker.ts'

/** A file that came in a form: on the disk, of no episode yet. */
export type FormUpload = { readonly id: string; readonly bytes: number; readonly fileName: string }

/**
 * Takes a file of a plain form straight to the disk. It belongs to nothing yet; one that nobody asks for is tidied away
 * as broken uploads are.
 * @throws DomainError forbidden, too_large, disk_nearly_full, disk_full
 */
export async function keepFormFile(
  ctx: Context,
  actor: Actor,
  file: { readonly name: string; readonly stream: Readable },
): Promise<FormUpload> {
  demand(actor, 'recording.upload')
  const uploads = uploadsOf(ctx)
  const id = randomBytes(16).toString('hex')
  const max = ctx.config.maxUploadBytes
  let seen = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      done(seen > max ? commonErrors.too_large({ max }) : null, chunk)
    },
  })
  await uploads.create(new Upload({ id, offset: 0 }))
  try {
    // Broken off already: it would neither end nor fail any more.
    if (file.stream.destroyed) throw commonErrors.bad_body()
    file.stream.once('error', (error) => limit.destroy(error))
    const bytes = await uploads.write(file.stream.pipe(limit), id, 0)
    return { id, bytes, fileName: cleanFileName(file.name) }
  } catch (error) {
    await uploads.forget(id)
    throw error
  }
}

/** Makes a kept file the recording of an episode and wakes the worker. @returns the recording's id */
export async function useFormFile(ctx: Context, actor: Actor, episodeId: number, file: FormUpload): Promise<number> {
  demand(actor, 'recording.upload')
  const accountId = actor.kind === 'account' ? actor.accountId : null
  const note = { episodeId, fileName: file.fileName, accountId, by: actor.name }
  const recordingId = await receiveUpload(ctx, uploadsOf(ctx), { id: file.id, bytes: file.bytes, note })
  wakeRecordings(ctx)
  return recordingId
}

/** A kept file that is not wanted after all. */
export const forgetFormFile = (ctx: Context, file: FormUpload): Promise<void> => uploadsOf(ctx).forget(file.id)
