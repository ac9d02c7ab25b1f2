import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { type Page, type PageQuery, pageOf } from '../kernel/paging.ts'
import type { Priority, ScriptState } from '../kernel/terms.ts'
import { type Episode, episodeOf, episodeRows } from './episodes-store.ts'
import { searchHits } from './search-store.ts'
import type { SearchWords } from './search-words.ts'

export const EPISODE_SORTS = ['newest', 'oldest', 'title', 'number', 'relevance'] as const
export type EpisodeSort = (typeof EPISODE_SORTS)[number]

export type EpisodeFilter = {
  readonly words?: SearchWords | undefined
  readonly segmentId?: number | undefined
  readonly year?: number | undefined
  readonly scriptState?: ScriptState | undefined
  readonly cleared?: boolean | undefined
  readonly priority?: Priority | undefined
  readonly field?: string | undefined
  readonly tag?: string | undefined
  /** Air date, both inclusive. */
  readonly from?: LocalDate | undefined
  readonly to?: LocalDate | undefined
  /** Withdrawn episodes: none of them, only them, or both kinds. */
  readonly withdrawn: 'no' | 'only' | 'all'
  readonly sort: EpisodeSort
}

const filtered = (reader: Reader, filter: EpisodeFilter) => {
  let query = episodeRows(reader)
  if (filter.segmentId !== undefined) query = query.where('episode.segment_id', '=', filter.segmentId)
  if (filter.year !== undefined) query = query.where('episode.year', '=', filter.year)
  if (filter.scriptState !== undefined) query = query.where('episode.script_state', '=', filter.scriptState)
  if (filter.cleared !== undefined)
    query = query.where('episode.cleared_decision_id', filter.cleared ? 'is not' : 'is', null)
  if (filter.priority !== undefined) query = query.where('episode.priority', '=', filter.priority)
  if (filter.field !== undefined) query = query.where('episode.field', '=', filter.field)
  if (filter.from !== undefined) query = query.where('episode.air_date', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('episode.air_date', '<=', filter.to)
  if (filter.withdrawn !== 'all')
    query = query.where('episode.withdrawn_at', filter.withdrawn === 'no' ? 'is' : 'is not', null)
  // Tags are a JSON list of NFC texts: the quoted tag within it is that tag, whole.
  const tag = filter.tag === undefined ? undefined : JSON.stringify(filter.tag)
  if (tag !== undefined) {
    query = query.where(({ eb, fn, val }) =>
      reader.dialect === 'sqlite'
        ? eb(fn<number>('instr', ['episode.tags', val(tag)]), '>', 0)
        : eb(fn<number>('strpos', ['episode.tags', val(tag)]), '>', 0),
    )
  }
  return query
}

/** Episodes without an air date are still in work: they stand before the newest, after the oldest. */
const sorted = (query: ReturnType<typeof filtered>, sort: EpisodeSort) => {
  const undated = query.orderBy(
    ({ eb }) => eb.case().when('episode.air_date', 'is', null).then(1).else(0).end(),
    sort === 'newest' ? 'desc' : 'asc',
  )
  switch (sort) {
    case 'title':
      return query.orderBy('episode.title_sort').orderBy('episode.id')
    case 'number':
      return query.orderBy('episode.year').orderBy('episode.number').orderBy('episode.id')
    case 'oldest':
      return undated.orderBy('episode.air_date').orderBy('episode.year').orderBy('episode.number').orderBy('episode.id')
    case 'newest':
    case 'relevance':
      return undated
        .orderBy('episode.air_date', 'desc')
        .orderBy('episode.year', 'desc')
        .orderBy('episode.number', 'desc')
        .orderBy('episode.id', 'desc')
  }
}

/** One page of episodes. Sorting by relevance needs words to look for; without them it is the newest first. */
export async function listEpisodes(reader: Reader, filter: EpisodeFilter, page: PageQuery): Promise<Page<Episode>> {
  let query = filtered(reader, filter)
  if (filter.words) {
    // The join adds no column to the rows: kysely's type of the query is left as it is.
    const joined = query.innerJoin(searchHits(reader, filter.words), 'hit.episode_id', 'episode.id')
    query = (filter.sort === 'relevance' ? joined.orderBy('hit.score', 'desc') : joined) as unknown as typeof query
  }
  const rows = await sorted(query, filter.sort)
    .offset(page.offset)
    .limit(page.limit + 1)
    .execute()
  const { items, next } = pageOf(rows, page)
  return { items: items.map(episodeOf), next }
}

/** Episodes of a number, withdrawn ones left out, the newest year first. */
export async function episodesNumbered(
  reader: Reader,
  number: number,
  year: number | undefined,
  limit: number,
): Promise<Episode[]> {
  let query = episodeRows(reader).where('episode.number', '=', number).where('episode.withdrawn_at', 'is', null)
  if (year !== undefined) query = query.where('episode.year', '=', year)
  const rows = await query.orderBy('episode.year', 'desc').orderBy('episode.id', 'desc').limit(limit).execute()
  return rows.map(episodeOf)
}
