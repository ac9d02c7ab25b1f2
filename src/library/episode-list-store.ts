import { sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import type { LocalDate } from '../kernel/dates.ts'
import { type Page, type PageQuery, pageOf } from '../kernel/paging.ts'
import type { Priority, ScriptState } from '../kernel/terms.ts'
import { compareVietnamese } from '../kernel/text.ts'
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
  /** Any of these. */
  readonly scriptStates?: readonly ScriptState[] | undefined
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

/** The ids of the episodes that a filter leaves, from the table of episodes alone: the rest is read of one page. */
const filtered = (reader: Reader, filter: EpisodeFilter) => {
  let query = reader.q.selectFrom('episode').select('episode.id')
  if (filter.segmentId !== undefined) query = query.where('episode.segment_id', '=', filter.segmentId)
  if (filter.year !== undefined) query = query.where('episode.year', '=', filter.year)
  if (filter.scriptState !== undefined) query = query.where('episode.script_state', '=', filter.scriptState)
  if (filter.scriptStates !== undefined) query = query.where('episode.script_state', 'in', [...filter.scriptStates])
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
  if (filter.words) {
    // The join adds no column to the rows: kysely's type of the query is left as it is.
    const joined = query.innerJoin(searchHits(reader, filter.words), 'hit.episode_id', 'episode.id')
    query = (filter.sort === 'relevance' ? joined.orderBy('hit.score', 'desc') : joined) as unknown as typeof query
  }
  return query
}

/**
 * Episodes without an air date are still in work: they stand before the newest, after the oldest. The order is that of an
 * index (schema/0018-lists.ts), forwards or backwards, so that a page is read and not sorted out of all.
 */
const sorted = (query: ReturnType<typeof filtered>, sort: EpisodeSort) => {
  const byDay = (direction: 'asc' | 'desc') =>
    query
      .orderBy(sql`(episode.air_date is null)`, direction)
      .orderBy('episode.air_date', direction)
      .orderBy('episode.year', direction)
      .orderBy('episode.number', direction)
      .orderBy('episode.id', direction)
  switch (sort) {
    case 'title':
      return query.orderBy('episode.title_sort').orderBy('episode.id')
    case 'number':
      return query.orderBy('episode.year').orderBy('episode.number').orderBy('episode.id')
    case 'oldest':
      return byDay('asc')
    case 'newest':
    case 'relevance':
      return byDay('desc')
  }
}

/** One page of episodes. Sorting by relevance needs words to look for; without them it is the newest first. */
export async function listEpisodes(reader: Reader, filter: EpisodeFilter, page: PageQuery): Promise<Page<Episode>> {
  const rows = await sorted(filtered(reader, filter), filter.sort)
    .offset(page.offset)
    .limit(page.limit + 1)
    .execute()
  const { items, next } = pageOf(rows, page)
  return {
    items: await episodesInOrder(
      reader,
      items.map(({ id }) => id),
    ),
    next,
  }
}

async function episodesInOrder(reader: Reader, ids: readonly number[]): Promise<Episode[]> {
  if (ids.length === 0) return []
  const rows = await episodeRows(reader)
    .where('episode.id', 'in', [...ids])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, episodeOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** How many episodes a filter leaves, over all pages. */
export async function countEpisodes(reader: Reader, filter: EpisodeFilter): Promise<number> {
  const found = filtered(reader, { ...filter, sort: 'newest' }).as('found')
  const row = await reader.q
    .selectFrom(found)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** The subject fields and the years that episodes have, for choosing from. */
export async function fieldsAndYears(reader: Reader): Promise<{ fields: string[]; years: number[] }> {
  const fields = await reader.q
    .selectFrom('episode')
    .select('field')
    .where('field', 'is not', null)
    .distinct()
    .execute()
  const years = await reader.q.selectFrom('episode').select('year').distinct().orderBy('year', 'desc').execute()
  return {
    fields: fields.flatMap(({ field }) => field ?? []).sort(compareVietnamese),
    years: years.map(({ year }) => year),
  }
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
