import type { Selectable } from 'kysely'
import type { Reader, Tx } from '../../db/index.ts'
import type { LogPhotoTable } from '../../db/tables/logs.ts'

export type LogPhoto = Selectable<LogPhotoTable>

/** Keeps a photograph of a station once. @returns its id */
export async function insertPhoto(
  tx: Tx,
  photo: Omit<LogPhoto, 'id' | 'removed_at' | 'removed_reason' | 'erased_at'>,
): Promise<number> {
  const known = await tx.q
    .selectFrom('log_photo')
    .select('id')
    .where('station_id', '=', photo.station_id)
    .where('sha256', '=', photo.sha256)
    .executeTakeFirst()
  if (known) {
    // Brought again after it was removed: the file is there again.
    await tx.q
      .updateTable('log_photo')
      .set({ removed_at: null, removed_reason: null, erased_at: null })
      .where('id', '=', known.id)
      .execute()
    return known.id
  }
  return (await tx.q.insertInto('log_photo').values(photo).returning('id').executeTakeFirstOrThrow()).id
}

export async function linkPhoto(tx: Tx, photoId: number, airingIds: readonly string[]): Promise<void> {
  for (let from = 0; from < airingIds.length; from += 200) {
    const rows = airingIds.slice(from, from + 200).map((airing_id) => ({ airing_id, photo_id: photoId }))
    await tx.q
      .insertInto('log_photo_airing')
      .values(rows)
      .onConflict((c) => c.columns(['airing_id', 'photo_id']).doNothing())
      .execute()
  }
}

export const photoById = (reader: Reader, id: number): Promise<LogPhoto | undefined> =>
  reader.q.selectFrom('log_photo').selectAll().where('id', '=', id).executeTakeFirst()

/** The photographs that stand behind an airing, in order of coming. */
export const photosOfAiring = (reader: Reader, airingId: string): Promise<LogPhoto[]> =>
  reader.q
    .selectFrom('log_photo as p')
    .innerJoin('log_photo_airing as a', 'a.photo_id', 'p.id')
    .selectAll('p')
    .where('a.airing_id', '=', airingId)
    .orderBy('p.id')
    .execute()
