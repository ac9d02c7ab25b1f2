import { join } from 'node:path'
import { FORMATS, formatOf } from '../../audio/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { transact } from '../../db/index.ts'
import { type Actor, system } from '../../kernel/actor.ts'
import { normaliseLine } from '../../kernel/text.ts'
import { finishedUpload, insertRecording, keepMediaFile } from './store.ts'
import type { UploadStore } from './upload-store.ts'

/** What goes with an upload: written by the server when the upload is made, so the client cannot claim another's name. */
export type UploadNote = {
  readonly episodeId: number
  readonly fileName: string
  readonly accountId: number | null
  readonly by: string
}

/** A file name as people see it: NFC, one line, without folders. */
export const cleanFileName = (name: string): string =>
  normaliseLine(name).split(/[/\\]/).at(-1)?.slice(0, 200) || 'ghi-am'

export const noteToMetadata = (note: UploadNote): Record<string, string> => ({
  episode_id: String(note.episodeId),
  filename: note.fileName,
  by: note.by,
  ...(note.accountId === null ? {} : { account_id: String(note.accountId) }),
})

export function noteOf(metadata: Readonly<Record<string, string | null>>): UploadNote | null {
  const episodeId = Number(metadata.episode_id)
  if (!Number.isSafeInteger(episodeId) || episodeId <= 0) return null
  const accountId = Number(metadata.account_id ?? Number.NaN)
  return {
    episodeId,
    fileName: cleanFileName(metadata.filename ?? ''),
    accountId: Number.isSafeInteger(accountId) ? accountId : null,
    by: metadata.by ?? '',
  }
}

const actorOf = ({ accountId, by }: UploadNote): Actor =>
  accountId === null ? system(by || 'upload') : { kind: 'account', accountId, name: by, roles: [], stationIds: [] }

export type WholeUpload = {
  readonly id: string
  readonly bytes: number
  readonly note: UploadNote
}
/** Uploads that are becoming recordings right now: a client's question meanwhile waits for the same answer. */
const receiving = new Map<string, Promise<number>>()

/**
 * Turns a whole upload into a recording that waits for its work. In this order, so that a crash between any two steps loses
 * nothing and doubles nothing: the content is stored (the upload stays), the row is written, the upload goes.
 * @returns the recording's id; the same one when the upload had become a recording before
 * @throws DomainError disk_full
 */
export function receiveUpload(ctx: Context, uploads: UploadStore, upload: WholeUpload): Promise<number> {
  const known = receiving.get(upload.id)
  if (known) return known
  const work = receive(ctx, uploads, upload).finally(() => receiving.delete(upload.id))
  receiving.set(upload.id, work)
  return work
}

async function receive(ctx: Context, uploads: UploadStore, upload: WholeUpload): Promise<number> {
  const known = await finishedUpload(ctx.db, upload.id)
  if (known) {
    await uploads.forget(upload.id)
    return known.id
  }
  const path = join(uploads.directory, upload.id)
  const { sha256, md5 } = await uploads.hashesOf(upload.id, upload.bytes)
  const format = (await formatOf(path)) ?? null
  const extension = format?.extension ?? 'bin'
  const type = format?.type ?? 'application/octet-stream'
  await ctx.storage.put(path, { sha256, extension }, { keep: true })
  const at = ctx.clock.now()
  const { note } = upload
  const id = await transact(ctx.db, async (tx) => {
    await keepMediaFile(tx, { sha256, md5, bytes: upload.bytes, extension, type }, at)
    const recordingId = await insertRecording(tx, {
      episodeId: note.episodeId,
      uploadId: upload.id,
      fileName: note.fileName,
      sha256,
      bytes: upload.bytes,
      at,
      createdBy: note.accountId,
    })
    await audit(tx, {
      at,
      actor: actorOf(note),
      action: 'recording.upload',
      subject: ['recording', recordingId],
      after: { episode_id: note.episodeId, file_name: note.fileName, sha256, bytes: upload.bytes },
    })
    // Another server may have the time, or be the only one that works on recordings.
    tx.tell({ about: 'recordings' })
    return recordingId
  })
  await uploads.forget(upload.id)
  return id
}

/**
 * Finishes an upload that has all its bytes but, by a crash, no recording; others are left alone. To be called before a
 * client is told how far its upload is: "all of it" must mean that the recording is there.
 */
export async function settleUpload(ctx: Context, uploads: UploadStore, id: string): Promise<void> {
  const upload = await uploads.incomingOne(id)
  const note = noteOf(upload.metadata)
  if (note && upload.size !== undefined && upload.offset === upload.size) {
    await receiveUpload(ctx, uploads, { id, bytes: upload.offset, note })
  }
}

/**
 * Sets the folder of uploads right: whole ones that a crash kept from becoming recordings become them now, and those that
 * nobody went on with for UPLOAD_TTL_HOURS (on a full disk for less) are removed.
 */
export async function tidyUploads(
  ctx: Context,
  uploads: UploadStore,
  ttlHours = ctx.config.uploadTtlHours,
): Promise<{ received: number; removed: number }> {
  const oldest = ctx.clock.now() - ttlHours * 3_600_000
  let received = 0
  let removed = 0
  for (const upload of await uploads.incoming()) {
    const note = noteOf(upload.metadata)
    const isWhole = upload.size !== undefined && upload.offset === upload.size && note !== null
    const isDone = (await finishedUpload(ctx.db, upload.id)) !== undefined
    if (isDone || isWhole) {
      if (note) await receiveUpload(ctx, uploads, { id: upload.id, bytes: upload.offset, note })
      else await uploads.forget(upload.id)
      received += isDone ? 0 : 1
    } else if (upload.touchedAt < oldest) {
      await uploads.forget(upload.id)
      removed += 1
    }
  }
  if (received + removed > 0) ctx.log.info({ received, removed }, 'uploads tidied')
  return { received, removed }
}

/** Media type of a stored original by its extension. */
export const typeOfExtension = (extension: string): string =>
  Object.values(FORMATS).find((format) => format.extension === extension)?.type ?? 'application/octet-stream'
