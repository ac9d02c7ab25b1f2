import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import type { PageQuery } from '../kernel/paging.ts'
import { type EpisodeBrief, episodesById } from '../library/index.ts'
import { stationIdByCode } from '../stations/index.ts'
import { type Answer, toAnswer } from './answer.ts'
import { frozenCounted } from './closings/index.ts'
import { type Counted, count } from './counting.ts'
import { type Behind, type ListQuestion, listBehind } from './listing.ts'
import type { Question } from './question.ts'

/**
 * Counts airings. For a closed period the numbers are the frozen ones; `counted.closed` says so, and holds what is
 * counted now (COUNTING.md 20).
 * @throws DomainError sign_in_required, forbidden, no_such_segment
 */
export async function countAirings(
  ctx: Context,
  actor: Actor,
  question: Question,
): Promise<{ readonly counted: Counted; readonly answer: Answer }> {
  demand(actor, 'report.read')
  const live = await count(ctx, question)
  const frozen = await frozenCounted(ctx, live)
  if (!frozen) return { counted: live, answer: await answerOf(ctx, live) }
  const current = { counted: live, answer: await answerOf(ctx, live) }
  const { closing, supplements } = frozen
  const counted = { ...frozen.counted, closed: { closing, supplements, current } }
  return { counted, answer: await answerOf(ctx, counted) }
}

async function answerOf(ctx: Context, counted: Counted): Promise<Answer> {
  const byEpisode = counted.question.by.includes('episode')
  const ids = byEpisode ? counted.parts.map((part) => part.key.episodeId) : []
  return toAnswer(counted, await titles(ctx, ids))
}

/** The rows behind a number, one page. @throws DomainError sign_in_required, forbidden, no_such_segment, not_found (station) */
export async function listEvidence(
  ctx: Context,
  actor: Actor,
  { station, ...question }: Omit<ListQuestion, 'stationId'> & { readonly station?: string },
  page: PageQuery,
): Promise<Behind & { readonly episodes: ReadonlyMap<number, EpisodeBrief> }> {
  demand(actor, 'report.read')
  const stationId = station === undefined ? undefined : await stationIdByCode(ctx.db, station)
  const behind = await listBehind(ctx, { ...question, stationId }, page)
  return {
    ...behind,
    episodes: await titles(
      ctx,
      behind.items.map((row) => row.episodeId),
    ),
  }
}

// Below SQLite's limit on bound variables.
const AT_ONCE = 5000

async function titles(
  { db }: Context,
  ids: readonly (number | null | undefined)[],
): Promise<Map<number, EpisodeBrief>> {
  const known = [...new Set(ids.filter((id) => typeof id === 'number'))]
  const found = new Map<number, EpisodeBrief>()
  for (let i = 0; i < known.length; i += AT_ONCE) {
    for (const [id, episode] of await episodesById(db, known.slice(i, i + AT_ONCE))) found.set(id, episode)
  }
  return found
}
