import { demand } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { Actor } from '../kernel/actor.ts'
import type { PageQuery } from '../kernel/paging.ts'
import { type EpisodeBrief, episodesById } from '../library/index.ts'
import { type Answer, toAnswer } from './answer.ts'
import { frozenCounted } from './closings/index.ts'
import { type Counted, count, NO_ROW, type Part } from './counting.ts'
import { type Figures, noCounts } from './figures.ts'
import { type Behind, type ListQuestion, listBehind } from './listing.ts'
import { placeOn } from './names.ts'
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
  const current = { counted: live, answer: await answerOf(ctx, live) }
  const frozen = await frozenAnswer(ctx, live)
  if (!frozen) return current
  const { closing, supplements } = frozen
  const counted = { ...frozen.counted, closed: { closing, supplements, current } }
  return { counted, answer: withoutMinutes(await answerOf(ctx, counted)) }
}

/** The frozen numbers, narrowed as the question is. Snapshots know no field: by field, numbers are the present ones. */
async function frozenAnswer(ctx: Context, live: Counted): ReturnType<typeof frozenCounted> {
  const { question, stationIds } = live
  if (question.field !== undefined) return null
  if (stationIds === undefined && question.level === undefined) return frozenCounted(ctx, live)
  const asked = new Set(question.by)
  // Split by station too, so that each part says whose it is; the answer is folded as was asked.
  const by = asked.has('station') ? question.by : ([...question.by, 'station'] as const)
  const frozen = await frozenCounted(ctx, { ...live, question: { ...question, by } })
  if (!frozen) return null
  const own = stationIds && new Set(stationIds)
  const ofStation = (id: number | undefined): boolean => own === undefined || (id !== undefined && own.has(id))
  const ofLevel = (level: string): boolean => question.level === undefined || level === question.level
  const { parts, unallocated, notIncluded, ...rest } = frozen.counted
  const sums = unallocated
    .map((total) => ({ total, level: placeOn(live.names, total.stationId, total.to)?.levelCode ?? '' }))
    .filter(({ total, level }) => ofStation(total.stationId) && ofLevel(level))
  const counted = {
    ...rest,
    question,
    parts: [
      ...parts.filter(({ key, level }) => key !== NO_ROW && ofStation(key.stationId) && ofLevel(level)),
      ...(question.kind === 'all' ? sums : []).map(
        ({ total, level }): Part => ({
          key: NO_ROW,
          level,
          programme: 'episode',
          counts: { ...noCounts(), total: total.n },
        }),
      ),
    ],
    unallocated: sums.map(({ total }) => total),
    notIncluded: notIncluded.filter(({ stationId }) => ofStation(stationId)),
  }
  return { ...frozen, counted }
}

/** Minutes are no part of a closing: beside frozen counts they are unknown, `current` has those of today. */
function withoutMinutes(frozen: Answer): Answer {
  const without = (figures: Figures): Figures => ({ ...figures, seconds: null })
  const levels = (of: Answer['totals']): Answer['totals'] =>
    new Map([...of].map(([level, figures]) => [level, without(figures)]))
  return {
    totals: levels(frozen.totals),
    apart: new Map([...frozen.apart].map(([name, of]) => [name, levels(of)])),
    rows: frozen.rows.map((row) => ({ ...row, figures: without(row.figures) })),
  }
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
  question: ListQuestion,
  page: PageQuery,
): Promise<Behind & { readonly episodes: ReadonlyMap<number, EpisodeBrief> }> {
  demand(actor, 'report.read')
  const behind = await listBehind(ctx, question, page)
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
