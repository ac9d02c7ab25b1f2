import { demand } from '../accounts/index.ts'
import { audit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { transact } from '../db/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { notFound } from '../kernel/errors.ts'
import type { Page, PageQuery } from '../kernel/paging.ts'
import { type Decision, decisionsOf } from './decisions-store.ts'
import { countEpisodes, type EpisodeFilter, listEpisodes } from './episode-list-store.ts'
import {
  type Episode,
  type EpisodeFields,
  episodeWithNumber,
  findEpisode,
  findEpisodeForChange,
  insertEpisode,
  nextNumber,
  updateEpisode,
} from './episodes-store.ts'
import { libraryErrors } from './errors.ts'
import { standingOf } from './progress.ts'
import { findRevision, type Revision, type RevisionHead, revisionHeads } from './scripts-store.ts'
import { reindexEpisode } from './search-store.ts'
import { searchWords } from './search-words.ts'
import { defined, demandSegment } from './segments.ts'
import { lockSegment } from './segments-store.ts'
import { settingsNow } from './settings.ts'
import { ACTS, type Act, decide } from './workflow.ts'

export type NewEpisode = Omit<EpisodeFields, 'number' | 'year'> & {
  readonly segment: string | number
  /** Undefined: the next of the year. */
  readonly number?: number | undefined
  /** Undefined: the year of the air date, else this year. */
  readonly year?: number | undefined
}

/** @throws DomainError episode_number_taken, segment_withdrawn, not_found (segment) */
export async function createEpisode(ctx: Context, actor: Actor, input: NewEpisode): Promise<Episode> {
  demand(actor, 'episode.edit')
  return transact(ctx.db, async (tx) => {
    const segment = await demandSegment(tx, input.segment)
    if (segment.withdrawn) throw libraryErrors.segment_withdrawn({ name: segment.name })
    await lockSegment(tx, segment.id)
    const at = ctx.clock.now()
    const year = input.year ?? Number((input.airDate ?? ctx.zone.localDate(at)).slice(0, 4))
    const number = input.number ?? (await nextNumber(tx, segment.id, year))
    const accountId = actor.kind === 'account' ? actor.accountId : null
    const id = await insertEpisode(tx, segment.id, { ...input, year, number }, { at, accountId })
    if (id === undefined) throw libraryErrors.episode_number_taken({ number, year })
    await reindexEpisode(tx, id)
    const episode = await demandFound(findEpisode(tx, id))
    await audit(tx, { at, actor, action: 'episode.create', subject: ['episode', id], after: fieldsOf(episode) })
    return episode
  })
}

/** Changes what is given. What was cleared stays so: its text and audio are untouched. */
export async function changeEpisode(
  ctx: Context,
  actor: Actor,
  id: number,
  change: Partial<EpisodeFields>,
): Promise<Episode> {
  demand(actor, 'episode.edit')
  return transact(ctx.db, async (tx) => {
    const before = await demandFound(findEpisodeForChange(tx, id))
    if (before.withdrawnAt !== null) throw libraryErrors.episode_withdrawn()
    const fields = { ...fieldsOf(before), ...defined(change) }
    await lockSegment(tx, before.segmentId)
    const holder = await episodeWithNumber(tx, before.segmentId, fields.year, fields.number)
    if (holder !== undefined && holder !== id) {
      throw libraryErrors.episode_number_taken({ number: fields.number, year: fields.year })
    }
    await updateEpisode(tx, id, fields)
    await reindexEpisode(tx, id)
    const after = await demandFound(findEpisode(tx, id))
    await audit(tx, {
      at: ctx.clock.now(),
      actor,
      action: 'episode.change',
      subject: ['episode', id],
      before: fieldsOf(before),
      after: fieldsOf(after),
    })
    // The date decides which airings it is bound to; number, title and priority stand in playlists.
    await tx.emit({ type: 'clearance_changed', episodeId: id, segmentId: before.segmentId })
    return after
  })
}

export type EpisodeState = {
  readonly episode: Episode
  readonly script: Revision | undefined
  readonly revisions: readonly RevisionHead[]
  readonly decisions: readonly Decision[]
  /** What this person may do with it now. */
  readonly allowed: readonly Act[]
}

/** An episode with everything that is known of it. @throws DomainError not_found */
export async function getEpisode(ctx: Context, actor: Actor, id: number): Promise<EpisodeState> {
  demand(actor, 'library.read')
  const episode = await demandFound(findEpisode(ctx.db, id))
  const rules = await settingsNow(ctx, ctx.db)
  return {
    episode,
    script: await findRevision(ctx.db, id, 'newest'),
    revisions: await revisionHeads(ctx.db, id),
    decisions: await decisionsOf(ctx.db, id),
    allowed: ACTS.filter((act) => act !== 'use_recording' && decide(standingOf(episode), act, actor, rules).ok),
  }
}

export type EpisodeQuestion = Omit<EpisodeFilter, 'words' | 'segmentId' | 'sort'> & {
  readonly q?: string | undefined
  readonly segment?: string | undefined
  /** Undefined: by relevance when something is looked for, else the newest first. */
  readonly sort?: EpisodeFilter['sort'] | undefined
}

/** What a question asks the store for; null where it can find nothing. @throws DomainError forbidden, not_found */
async function filterOf(ctx: Context, actor: Actor, question: EpisodeQuestion): Promise<EpisodeFilter | null> {
  demand(actor, 'library.read')
  const { q, segment, sort, ...filter } = question
  const segmentId = segment === undefined ? undefined : (await demandSegment(ctx.db, segment)).id
  const asked = q !== undefined && q.trim() !== ''
  const words = asked ? searchWords(q) : undefined
  if (words === null) return null
  return { ...filter, segmentId, words, sort: sort ?? (asked ? 'relevance' : 'newest') }
}

/** One page of episodes. A question without a single letter or digit finds nothing; an empty one asks for all. */
export async function findEpisodes(
  ctx: Context,
  actor: Actor,
  question: EpisodeQuestion,
  page: PageQuery,
): Promise<Page<Episode>> {
  const filter = await filterOf(ctx, actor, question)
  return filter ? listEpisodes(ctx.db, filter, page) : { items: [], next: null }
}

/** How many episodes a question finds, over all pages. */
export async function howManyEpisodes(ctx: Context, actor: Actor, question: EpisodeQuestion): Promise<number> {
  const filter = await filterOf(ctx, actor, question)
  return filter ? countEpisodes(ctx.db, filter) : 0
}

const fieldsOf = (episode: Episode): EpisodeFields => ({
  number: episode.number,
  year: episode.year,
  title: episode.title,
  field: episode.field,
  airDate: episode.airDate,
  priority: episode.priority,
  tags: episode.tags,
  legalReferences: episode.legalReferences,
})

async function demandFound(found: Promise<Episode | undefined>): Promise<Episode> {
  const episode = await found
  if (!episode) throw notFound('episode')
  return episode
}
