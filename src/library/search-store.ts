import { sql } from 'kysely'
import type { Reader, Tx } from '../db/index.ts'
import { readList } from './read-store.ts'
import { fts5Query, indexedWords, type SearchedParts, type SearchWords, tsQuery, tsVector } from './search-words.ts'

/** Writes the full-text row of an episode anew from its fields and its newest revision. */
export async function reindexEpisode(tx: Tx, episodeId: number): Promise<void> {
  const row = await tx.q
    .selectFrom('episode')
    .leftJoin('script_revision', 'script_revision.id', 'episode.script_revision_id')
    .select(['episode.title', 'episode.tags', 'episode.legal_references', 'script_revision.body'])
    .where('episode.id', '=', episodeId)
    .executeTakeFirstOrThrow()
  const parts = {
    title: row.title,
    legalReferences: readList(row.legal_references).join(' '),
    tags: readList(row.tags).join(' '),
    script: row.body ?? '',
  }
  await (tx.dialect === 'sqlite' ? writeFts5(tx, episodeId, parts) : writeTsVector(tx, episodeId, parts))
}

async function writeFts5(tx: Tx, episodeId: number, parts: SearchedParts): Promise<void> {
  const words = indexedWords(parts)
  await sql`delete from episode_search where rowid = ${episodeId}`.execute(tx.q)
  await sql`insert into episode_search (rowid, title, legal_references, tags, script) values (
    ${episodeId}, ${words.title.join(' ')}, ${words.legalReferences.join(' ')}, ${words.tags.join(' ')}, ${words.script.join(' ')}
  )`.execute(tx.q)
}

async function writeTsVector(tx: Tx, episodeId: number, parts: SearchedParts): Promise<void> {
  const words = tsVector(parts)
  await sql`insert into episode_search (episode_id, words) values (${episodeId}, cast(cast(${words} as text) as tsvector))
    on conflict (episode_id) do update set words = excluded.words`.execute(tx.q)
}

/**
 * The episodes that hold all the words, as a table expression `hit(episode_id, score)` to be joined; a higher score
 * is better. A word in the title outweighs any number of them in the script.
 */
export const searchHits = (reader: Reader, words: SearchWords) =>
  (reader.dialect === 'sqlite'
    ? sql<{ episode_id: number; score: number }>`(
        select rowid as episode_id, -bm25(episode_search, 60.0, 20.0, 15.0, 1.0) as score
        from episode_search where episode_search match ${fts5Query(words)}
      )`
    : sql<{ episode_id: number; score: number }>`(
        select episode_id, ts_rank('{0.05, 0.3, 0.4, 1.0}', words, cast(cast(${tsQuery(words, 'rank')} as text) as tsquery)) as score
        from episode_search where words @@ cast(cast(${tsQuery(words, 'find')} as text) as tsquery)
      )`
  ).as('hit')
