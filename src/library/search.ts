import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Page, PageQuery } from '../kernel/paging.ts'
import { findEpisodes } from './episodes.ts'
import type { Episode } from './episodes-store.ts'
import { newestBodies } from './scripts-store.ts'
import { searchWords } from './search-words.ts'
import { type SnippetPart, snippet } from './snippet.ts'

export type SearchHit = {
  readonly episode: Episode
  /** The title with what was looked for marked; unmarked when the words stand elsewhere. */
  readonly title: readonly SnippetPart[]
  /** The stretch of script, else of the references or tags, that holds the words; empty when only the title does. */
  readonly snippet: readonly SnippetPart[]
}

/** Episodes that hold all the words asked for, the best first, with what to show of them. Withdrawn ones are left out. */
export async function searchLibrary(
  ctx: Context,
  actor: Actor,
  { q, segment }: { q: string; segment?: string | undefined },
  page: PageQuery,
): Promise<Page<SearchHit>> {
  const words = searchWords(q)
  if (!words) return { items: [], next: null }
  const found = await findEpisodes(ctx, actor, { q, segment, withdrawn: 'no', sort: 'relevance' }, page)
  const bodies = await newestBodies(
    ctx.db,
    found.items.map((episode) => episode.id),
  )
  const items = found.items.map((episode): SearchHit => {
    const marked = snippet(episode.title, words)
    const places = [bodies.get(episode.id) ?? '', episode.legalReferences.join(' · '), episode.tags.join(' · ')]
    return {
      episode,
      title: marked.length > 0 ? marked : [{ text: episode.title, hit: false }],
      snippet: places.map((text) => snippet(text, words)).find((parts) => parts.length > 0) ?? [],
    }
  })
  return { items, next: found.next }
}
