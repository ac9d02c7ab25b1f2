import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { demand } from '../../accounts/index.ts'
import { audit } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import { type Tx, transact } from '../../db/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import { sha256 } from '../../kernel/canonical.ts'
import { notFound } from '../../kernel/errors.ts'
import { parseAiringId } from '../../protocol/index.ts'
import { airingByKey } from '../../schedule/index.ts'
import { playoutErrors } from '../errors.ts'
import { keyOf, type Saying, stateAirings } from '../statements.ts'
import { type CleanPhoto, cleanPhoto } from './clean.ts'
import { insertPhoto, type LogPhoto, linkPhoto, photoById, photosOfAiring } from './store.ts'

export type BroughtFile = { readonly name: string; readonly bytes: Uint8Array }
type Kept = { readonly photo: CleanPhoto; readonly sha256: string; readonly original: string; readonly name: string }

type Ref = Parameters<Context['storage']['put']>[1]

/** A page of a log, photographed well, is some 4 MB. */
export const PHOTO_MAX = 10 * 1_048_576

/** Puts bytes into the storage under their hash: they are on disk when this resolves. @throws DomainError disk_full */
export async function keepBytes(ctx: Context, bytes: Uint8Array, ref: Ref): Promise<void> {
  const folder = await ctx.storage.workFolder()
  try {
    const path = join(folder.path, ref.sha256)
    await writeFile(path, bytes)
    await ctx.storage.put(path, ref)
  } finally {
    await folder.remove()
  }
}

/** @throws DomainError photo_too_large, photo_unknown_kind */
async function keepPhoto(ctx: Context, { name, bytes }: BroughtFile): Promise<Kept> {
  if (bytes.byteLength > PHOTO_MAX) throw playoutErrors.photo_too_large({ max: PHOTO_MAX / 1_048_576 })
  const photo = cleanPhoto(bytes)
  if (!photo) throw playoutErrors.photo_unknown_kind()
  const hash = sha256(photo.bytes)
  await keepBytes(ctx, photo.bytes, { sha256: hash, extension: photo.extension })
  return { photo, sha256: hash, original: sha256(bytes), name: name.slice(-120).toWellFormed() || photo.extension }
}

/** Writes a kept photograph down, once for each station whose airings it shows. */
async function attach(tx: Tx, ctx: Context, actor: Actor, kept: Kept, airingIds: readonly string[]): Promise<void> {
  const at = ctx.clock.now()
  const byStation = new Map<number, string[]>()
  for (const id of airingIds) {
    const { stationId } = keyOf(id)
    byStation.set(stationId, [...(byStation.get(stationId) ?? []), id])
  }
  for (const [stationId, ids] of byStation) {
    const { photo, original, name } = kept
    const photoId = await insertPhoto(tx, {
      station_id: stationId,
      sha256: kept.sha256,
      original_sha256: original,
      extension: photo.extension,
      type: photo.type,
      bytes: photo.bytes.byteLength,
      file_name: name,
      place: photo.place,
      created_at: at,
      created_by: actor.kind === 'account' ? actor.accountId : null,
      created_by_name: actor.name,
    })
    await linkPhoto(tx, photoId, ids)
    const after = { sha256: kept.sha256, airings: ids, place: photo.place }
    await audit(tx, { at, actor, action: 'photo.attach', subject: ['photo', photoId], after })
  }
}

/**
 * People confirm airings, with a photograph of the log page where there is one: the ledger's rows name its hash.
 * @throws DomainError as stateAirings; photo_too_large, photo_unknown_kind
 */
export async function attestAirings(
  ctx: Context,
  actor: Actor,
  sayings: readonly Saying[],
  photo: BroughtFile | null,
): Promise<void> {
  for (const { airingId } of sayings) demand(actor, 'airing.attest', { stationId: keyOf(airingId).stationId })
  const kept = photo && (await keepPhoto(ctx, photo))
  const source = kept && { source: 'photo', file: kept.sha256, parts: [] }
  const said = source ? sayings.map((saying) => ({ ...saying, source })) : sayings
  const ids = sayings.map(({ airingId }) => airingId)
  await stateAirings(ctx, actor, 'attestation', said, async (tx) => {
    if (kept) await attach(tx, ctx, actor, kept, ids)
  })
}

/** Adds a photograph to what is known of an airing; changes no figure. @throws DomainError not_found, forbidden */
export async function addPhoto(ctx: Context, actor: Actor, airingId: string, photo: BroughtFile): Promise<void> {
  const key = keyOf(airingId)
  demand(actor, 'airing.attest', { stationId: key.stationId })
  const kept = await keepPhoto(ctx, photo)
  await transact(ctx.db, async (tx) => {
    if (!(await airingByKey(tx, key))) throw notFound('airing', airingId)
    await attach(tx, ctx, actor, kept, [airingId])
  })
}

/** The photographs behind an airing. @throws DomainError forbidden */
export async function airingPhotos(ctx: Context, actor: Actor, airingId: string): Promise<LogPhoto[]> {
  demand(actor, 'as_run.read', { stationId: parseAiringId(airingId)?.stationId })
  return photosOfAiring(ctx.db, airingId)
}

/** A photograph with its bytes, for those who may read that station's log. @throws DomainError not_found, forbidden */
export async function readPhoto(
  ctx: Context,
  actor: Actor,
  id: number,
): Promise<{ photo: LogPhoto; open: () => Readable }> {
  const photo = await photoById(ctx.db, id)
  demand(actor, 'as_run.read', { stationId: photo?.station_id })
  const ref = photo && { sha256: photo.sha256, extension: photo.extension }
  if (!photo || !ref || photo.removed_at !== null || !(await ctx.storage.stat(ref))) throw notFound('photo', id)
  return { photo, open: () => ctx.storage.open(ref) }
}
