import { bit, lockRow, type Tx } from '../db/index.ts'

export type SegmentFields = {
  readonly name: string
  readonly kind: string
  /** Length that a recording of it should have, in seconds; null: no rule. */
  readonly minSeconds: number | null
  readonly maxSeconds: number | null
  /** Speech may be encoded narrower than music. */
  readonly speech: boolean
}

const columns = (fields: SegmentFields) => ({
  name: fields.name,
  kind: fields.kind,
  min_seconds: fields.minSeconds,
  max_seconds: fields.maxSeconds,
  speech: bit(fields.speech),
})

/** @returns the new id; undefined when the code is taken */
export async function insertSegment(
  tx: Tx,
  code: string,
  fields: SegmentFields,
  at: number,
): Promise<number | undefined> {
  const row = await tx.q
    .insertInto('segment')
    .values({ code, ...columns(fields), fallback_episode_id: null, created_at: at, withdrawn_at: null })
    .onConflict((oc) => oc.column('code').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateSegment(
  tx: Tx,
  id: number,
  fields: SegmentFields & { fallbackEpisodeId: number | null },
): Promise<void> {
  await tx.q
    .updateTable('segment')
    .set({ ...columns(fields), fallback_episode_id: fields.fallbackEpisodeId })
    .where('id', '=', id)
    .execute()
}

export async function markSegmentWithdrawn(tx: Tx, id: number, at: number | null): Promise<void> {
  await tx.q.updateTable('segment').set({ withdrawn_at: at }).where('id', '=', id).execute()
}

/** Holds a segment still for the rest of the transaction: numbers of its episodes are given out one by one. */
export async function lockSegment(tx: Tx, id: number): Promise<void> {
  await tx.q.selectFrom('segment').select('id').where('id', '=', id).modifyEnd(lockRow(tx)).execute()
}
