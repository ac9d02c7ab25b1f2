import type { Reader, Tx } from '../db/index.ts'

export type RevisionSource = 'typed' | 'docx' | 'text'
export type RevisionHead = {
  readonly id: number
  readonly episodeId: number
  readonly revision: number
  readonly hash: string
  readonly words: number
  readonly source: RevisionSource
  readonly createdAt: number
  readonly createdBy: number | null
  readonly author: string | null
}
export type Revision = RevisionHead & { readonly body: string }

const heads = (reader: Reader) =>
  reader.q
    .selectFrom('script_revision')
    .leftJoin('account', 'account.id', 'script_revision.created_by')
    .select(['script_revision.id', 'script_revision.episode_id', 'script_revision.revision', 'script_revision.hash'])
    .select([
      'script_revision.words',
      'script_revision.source',
      'script_revision.created_at',
      'script_revision.created_by',
    ])
    .select('account.name as author')

type Row = Awaited<ReturnType<ReturnType<typeof heads>['execute']>>[number]
const headOf = (row: Row): RevisionHead => ({
  id: row.id,
  episodeId: row.episode_id,
  revision: row.revision,
  hash: row.hash,
  words: row.words,
  source: row.source,
  createdAt: row.created_at,
  createdBy: row.created_by,
  author: row.author,
})

/** All revisions of an episode without their text, newest first. */
export async function revisionHeads(reader: Reader, episodeId: number): Promise<RevisionHead[]> {
  const rows = await heads(reader).where('episode_id', '=', episodeId).orderBy('revision', 'desc').execute()
  return rows.map(headOf)
}

/** @param revision its number within the episode, or 'newest' */
export async function findRevision(
  reader: Reader,
  episodeId: number,
  revision: number | 'newest',
): Promise<Revision | undefined> {
  let query = heads(reader)
    .select('script_revision.body')
    .where('episode_id', '=', episodeId)
    .orderBy('revision', 'desc')
    .limit(1)
  if (revision !== 'newest') query = query.where('revision', '=', revision)
  const row = await query.executeTakeFirst()
  return row && { ...headOf(row), body: row.body }
}

/** Revisions are written once and never changed. @returns the new id */
export async function insertRevision(tx: Tx, revision: Omit<Revision, 'id' | 'author'>): Promise<number> {
  const row = await tx.q
    .insertInto('script_revision')
    .values({
      episode_id: revision.episodeId,
      revision: revision.revision,
      body: revision.body,
      hash: revision.hash,
      words: revision.words,
      source: revision.source,
      created_at: revision.createdAt,
      created_by: revision.createdBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The hash of a revision by its row id. */
export async function revisionHash(reader: Reader, id: number): Promise<string | undefined> {
  const row = await reader.q.selectFrom('script_revision').select('hash').where('id', '=', id).executeTakeFirst()
  return row?.hash
}

/** The newest texts of several episodes, by episode id. */
export async function newestBodies(reader: Reader, episodeIds: readonly number[]): Promise<Map<number, string>> {
  if (episodeIds.length === 0) return new Map()
  const rows = await reader.q
    .selectFrom('episode')
    .innerJoin('script_revision', 'script_revision.id', 'episode.script_revision_id')
    .select(['episode.id', 'script_revision.body'])
    .where('episode.id', 'in', episodeIds)
    .execute()
  return new Map(rows.map((row) => [row.id, row.body]))
}
